from dataclasses import replace

import pytest

from lmm_qual.importers.evidence import Evidence
from lmm_qual.importers.scoring import THRESHOLD, is_ruled_out, points_of, shortcomings

TALK = Evidence(
    labels=12, names=2, taking_turns=2, changes=11, share=1.0, asks=True, sentences=1, speech=1
)


def test_the_points_of_a_talk_under_a_weak_form():
    assert points_of(-1, TALK) == -1 + 2 + 1 + 2 + 3 + 2
    assert points_of(-1, TALK) >= THRESHOLD


@pytest.mark.parametrize(
    ("change", "points"),
    [
        ({"roles": 1.0}, 3),
        ({"coded": 1.0}, 1),
        ({"taking_turns": 1}, -1),
        ({"taking_turns": 0}, -2),
        ({"changes": 9}, -1),
        ({"names": 4}, -1),
        ({"names": 12}, -2),
        ({"share": 0.5}, -1),
        ({"share": 0.25}, -2),
        ({"share": 0.1}, -3),
        ({"asks": False}, -2),
        ({"speech": 0.4}, -3),
    ],
)
def test_what_each_piece_of_evidence_is_worth(change, points):
    assert points_of(2, replace(TALK, **change)) - points_of(2, TALK) == points


def test_nothing_found_is_worth_nothing():
    assert points_of(4, Evidence()) == 0


@pytest.mark.parametrize(
    ("change", "ruled_out"),
    [
        ({}, False),
        ({"asks": False}, False),
        ({"asks": False, "sentences": 0.4}, True),
        ({"asks": False, "share": 0.05}, True),
        ({"small": 0.6, "share": 0.4}, True),
        ({"taking_turns": 0}, True),
        ({"roles": 0.5, "taking_turns": 0}, False),
        ({"roles": 1.0, "labels": 1, "names": 1, "share": 0.1}, True),
        ({"roles": 1.0, "labels": 1, "names": 1, "share": 0.5}, False),
    ],
)
def test_what_rules_a_convention_out(change, ruled_out):
    evidence = replace(TALK, **change)
    assert is_ruled_out(evidence, colon=False, cues=False) is ruled_out


def test_a_colon_may_do_without_a_name_that_comes_back_and_cues_without_sentences():
    once = replace(TALK, taking_turns=0)
    assert not is_ruled_out(once, colon=True, cues=False)
    cut = replace(TALK, asks=False, sentences=0.0)
    assert not is_ruled_out(cut, colon=True, cues=True)


def test_what_speaks_against_a_convention_is_told_in_words():
    assert shortcomings(TALK) == ["the names may be other things"]
    assert shortcomings(replace(TALK, taking_turns=0, asks=False))[:2] == [
        "no name comes back after another",
        "nobody asks or answers",
    ]


def test_names_that_were_not_taken_are_told_of_with_the_reason(read):
    scores = "Smith - 10\nJones - 12\nSmith - 3\nJones - 7\nSmith - 4\nJones - 9\n"
    parsed = read("a.txt", scores).parsed
    assert parsed.speakers == {}
    (note,) = parsed.notes
    assert note.startswith(
        "6 lines look as if speakers were given as names before a dash ('Smith' (3), 'Jones' (3));"
    )
    assert "since few have words like a sentence's after them, nobody asks or answers." in note
    assert note.endswith("put a colon after each name and import again.")
    assert parsed.left == {"Smith": 3, "Jones": 3}


def test_a_person_may_say_who_speaks(read):
    scores = "Smith: 10\nJones: 12\nSmith: 3\nJones: 7\n"
    assert read("a.txt", scores).parsed.speakers == {}
    assert read("a.txt", scores).parsed.left == {"Smith": 2, "Jones": 2}
    told = read("a.txt", scores, known=["Smith", "Jones"]).parsed
    assert told.speakers == {"Smith": 2, "Jones": 2}
    assert read("a.txt", "Smith - 10\n\nWell.\n", known=["Smith"]).said == [
        ("Smith", "10\n\nWell.")
    ]
