import pytest

from lmm_qual.importers.names import Kind, is_person_like, is_series, kind_of, stem_of


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            Kind.ROLE,
            "INT|Interviewer 2|P07|Participant 12|SPEAKER_00|Unknown Speaker|S01|id1",
        ),
        (Kind.CODE, "HV3|JS|A|FSW 2|V01|Vol 3"),
        (Kind.CAPS, "LEHRER|MARY WATERS SPAULDING"),
        (Kind.TITLE, "Anna|Ben|Anna de la Cruz|Multiple Students|Health visitor|Dr. Smith|Zoë"),
        (Kind.UNCASED, "王女士|רונית|أحمد|👩\u200d👧"),
        (Kind.LOWER, "maria|older brother"),
        (
            Kind.NOBODY,
            "Date|Question 4|Q3|Note|NB|Section 2|One thing|Remember|Well. Then|10|日期|Barriers",
        ),
    ],
)
def test_the_look_of_a_name(kind, names):
    assert {name: kind_of(name) for name in names.split("|")} == dict.fromkeys(
        names.split("|"), kind
    )


def test_accents_written_apart_make_no_difference():
    assert kind_of("Enque\u0302teur") is Kind.ROLE


def test_numbered_words_and_people():
    assert is_series("Question 14")
    assert not is_series("Participant 14")
    assert stem_of("HV 3") == "hv"
    assert stem_of("Anna") is None
    assert is_person_like("Multiple Students")
    assert is_person_like("Family support worker 2")
    assert not is_person_like("Home Start")
