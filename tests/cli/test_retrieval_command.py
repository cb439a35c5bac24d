"""`retrieve` and `search` on the command line."""

import csv
from pathlib import Path

import pytest
from helpers.commands import Lmm

FIELDS = [
    *("transcript", "start", "end", "quote", "before", "after", "codes", "speaker"),
    *("participant", "time", "group"),
]


def test_retrieve_gives_what_other_programs_rely_on(lmm: Lmm, study: Path) -> None:
    data = lmm("retrieve", study, "Barriers and group=G3", "--format", "json").data
    assert list(data[0])[:11] == FIELDS
    assert data == [
        {
            "transcript": "T1-G3-01",
            "start": 30,
            "end": 54,
            "quote": "Hard. We never hear back",
            "before": "INT: How is it to refer?\nP07: ",
            "after": ". Training was good.",
            "codes": ["Barriers/Referral"],
            "speaker": "P07",
            "participant": "P07",
            "time": "T1",
            "group": "G3",
            "coders": ["A"],
        }
    ]


def test_who_is_only_present_is_no_voice(lmm: Lmm, study: Path) -> None:
    ran = lmm("retrieve", study, "Barriers/Time", "--format", "jsonl", "--context", "1")
    assert [(one["quote"], one["participant"]) for one in ran.records] == [
        ("No time", "P05"),
        ("no time", "P06"),
    ]
    assert ran.records[1]["before"] == "Mm, "


def test_a_query_may_look_at_words_people_and_coders(lmm: Lmm, study: Path) -> None:
    def found(query: str) -> list[str]:
        data = lmm("retrieve", study, query, "--format", "json").data
        return [one["quote"] for one in data]

    assert found("sameturn(Facilitators) or coder=B") == ["Hard. We never hear back", "was good"]
    assert found("near(Referral, 1)") == ["was good"]
    assert found("near(Referral, 0)") == []
    assert found('text="TIME" and participant=P06') == ["no time"]
    assert found("service=hv and not role=none and Barriers") == ["Hard. We never hear back"]
    assert found("not Barriers") == ["was good"]
    assert found("transcript=Notes") == []


def test_the_table_shows_words_in_context(lmm: Lmm, study: Path) -> None:
    ran = lmm("retrieve", study, "Referral")
    assert "«Hard. We never hear back» . Training was good." in ran.out
    assert ran.err == "1 passage\n"
    assert lmm("retrieve", study, "Referral and Time").err == "no passage\n"


def test_facets_say_of_how_many(lmm: Lmm, study: Path) -> None:
    ran = lmm("retrieve", study, "Barriers", "--facets", "--format", "json")
    values = {(one["facet"], one["value"]): one for one in ran.data}
    assert values["code", "Barriers/Time"] == {
        "facet": "code",
        "value": "Barriers/Time",
        "passages": 2,
        "participants": 2,
        "of": 3,
    }
    assert values["group", "G2"]["of"] == 2
    assert values["participant", "P07"]["passages"] == 1
    told = lmm("retrieve", study, "Barriers", "--facets")
    assert told.err.startswith("3 passages with 3 participants")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("Barriers and Refferal", "query:14: unknown code “Refferal”; did you mean “Referral”?"),
        ("Barriers and time:T1", "query:14: unknown code “time:T1”; a field is written time=T1"),
        ("Barriers and G2", "query:14: unknown code “G2”; that is a group; write group=G2"),
        ("group=G9", "query:7: group “G9” is not in this study; known: G2, G3, none"),
        ("time=T1 and (Time", "query:18: the bracket at 13 is not closed; close it with “)”"),
        ("service=", "query:9: a value of “service” is missing after “=”; write one there"),
    ],
)
def test_faults_point_at_the_place(refused: Lmm, study: Path, query: str, said: str) -> None:
    assert refused("retrieve", study, query).err == f"{said}\n"


def test_search_finds_words_with_their_codes(lmm: Lmm, study: Path) -> None:
    data = lmm("search", study, "NO TIME", "--format", "json").data
    assert list(data[0]) == FIELDS
    assert [(one["quote"], one["codes"], one["speaker"], one["group"]) for one in data] == [
        ("No time", ["Barriers/Time"], "P05", "G2"),
        ("no time", ["Barriers/Time"], "P06", "G2"),
    ]
    asked = lmm("search", study, "how is it", "--format", "json").data[0]
    assert (asked["speaker"], asked["participant"], asked["codes"]) == ("INT", None, [])


def test_other_ways_to_search(lmm: Lmm, study: Path) -> None:
    def found(*arguments: str) -> list[str]:
        return [one["quote"] for one in lmm("search", study, *arguments, "--format", "json").data]

    assert found("no time", "--exact") == ["no time"]
    assert found("never haer bakc", "--fuzzy") == ["never hear back"]
    assert found(r"n\w+ time", "--regex") == ["No time", "no time"]
    assert lmm("search", study, "x", "--exact", "--regex").code == 2


def test_csv_is_guarded(lmm: Lmm, study: Path, tmp_path: Path) -> None:
    target = tmp_path / "found.csv"
    assert lmm("search", study, ", no", "--output", target, "--context", "0").code == 0
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["quote"] for row in rows] == [", no"]


def test_an_empty_project_gives_nothing(lmm: Lmm, refused: Lmm, tmp_path: Path) -> None:
    path = tmp_path / "bare.lmmq"
    assert lmm("new", path).code == 0
    assert lmm("retrieve", path, "coder=none", "--format", "json").data == []
    assert lmm("search", path, "words", "--format", "json").data == []
    assert "the codebook is empty" in refused("retrieve", path, "Barriers").err
