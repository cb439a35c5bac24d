import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.importers.joining import join_proposals


def proposed(speakers, metadata=None):
    return {each.label: each.into for each in join_proposals(speakers, metadata)}


def test_a_full_name_and_the_surname_that_follows_and_a_slip():
    speakers = {"ALAN STONE": 1, "HARRIET BLOOM": 1, "STONE": 21, "BLOOM": 85, "STOEN": 2}
    found = join_proposals(speakers)
    assert {(each.label, each.into) for each in found} == {
        ("ALAN STONE", "STONE"),
        ("HARRIET BLOOM", "BLOOM"),
        ("STOEN", "STONE"),
    }
    assert found[0].reason == "the first name, the last name or the initials of the other"
    assert found[-1].reason == "perhaps mistyped"


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ({"INT": 40, "Interviewer": 2, "P07": 42}, {"Interviewer": "INT"}),
        ({"P1": 3, "Participant 1": 30, "P2": 9}, {"P1": "Participant 1"}),
        ({"Interviewer": 9, "INTERVIEWER": 1, "P1": 9}, {"INTERVIEWER": "Interviewer"}),
        ({"P07": 9, "P-07": 1, "P08": 9}, {"P-07": "P07"}),
        ({"Particpant": 1, "Participant": 80, "Dan": 80}, {"Particpant": "Participant"}),
        ({"JS": 30, "Jane Smith": 1, "Bob": 30}, {"Jane Smith": "JS"}),
        ({"Dr Amara Nwosu": 1, "Nwosu": 10, "Bea": 9}, {"Dr Amara Nwosu": "Nwosu"}),
        ({"José": 10, "Jose": 1}, {"Jose": "José"}),
    ],
)
def test_labels_that_may_be_one_persons(speakers, expected):
    assert proposed(speakers) == expected


@pytest.mark.parametrize(
    "speakers",
    [
        {"P1": 10, "P2": 1, "P11": 1},
        {"Speaker 1": 20, "Speaker 2": 2},
        {"Anna": 10, "Anne": 10},
        {"Anna": 10, "Ann": 1},
        {"Anna Berg": 10, "Olaf Berg": 9, "Berg": 1},
        {"Moderator": 10, "INT": 10},
        {"P1": 9, "P2": 9, "P1 & P2": 1},
        {"STONE": 10, "BLOOM": 2},
    ],
)
def test_labels_that_are_two_peoples(speakers):
    assert proposed(speakers) == {}


def test_what_the_header_explains():
    metadata = {"JS": "Jane Smith, interviewer", "Interviewer": "J. Smith"}
    assert proposed({"JS": 9, "Jane Smith": 1, "P07": 9}, metadata) == {"Jane Smith": "JS"}
    (found,) = join_proposals({"Interviewer": 9, "J. Smith": 1}, metadata)
    assert (found.label, found.into) == ("J. Smith", "Interviewer")
    assert found.reason == "explained in the header"


@given(st.dictionaries(st.text("ABab 12.&-é", min_size=1, max_size=8), st.integers(1, 50)))
def test_a_label_is_proposed_once_and_never_in_a_circle(speakers):
    into = proposed(speakers)
    assert set(into) <= set(speakers)
    for label in into:
        seen = {label}
        while label in into:
            label = into[label]  # noqa: PLW2901 - followed to its end
            assert label not in seen
            seen.add(label)
