"""Quotations looked for in transcripts."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from helpers.fixtures import Make
from helpers.projects import build
from hypothesis import given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.quotations import Checked, check_quotations
from lmm_qual.project.project import Project
from lmm_qual.text.marked_changes import read_quoted


def check(path: Path, *quotations: str) -> list[Checked]:
    with Project.open(path) as project:
        return check_quotations(project.store, quotations)


def told(path: Path, *quotations: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (found.status, [tuple(each) for each in found.differences])
        for found in check(path, *quotations)
    ]


def test_words_decide_not_marks_capitals_or_lines(made: Make) -> None:
    """
    == S1
    P1: He said: "It's a ten-month-old – who won't look." Née Ærø.
    """
    same = "he said “it’s a Ten month\nold who won’t — look”, nee ærø"
    (found,) = check(made(), same)
    assert (found.status, found.places[0].speaker) == ("verbatim", "P1")
    assert told(made(), "It's a ten-month-old who wont look")[0][0] == "altered"


def test_marked_changes_are_allowed_for(made: Make) -> None:
    """
    == S1
    P1: The service came in June and it rang us every week until nobody answered.
    INT: Nobody?
    P1: Not a soul in the building.
    """
    path = made()
    for quotation in (
        "The service came … every week",
        "The service came [...] every week",
        "The service came (…) every week",
        "The service came . . . every week",
        "[t]he service came in June",
        "The service [the team] came in June",
        "[They] came in June and [the team] rang us",
        "nobody answered ... Not a soul in the [empty] building",
        "it [call]ed us every week until",
    ):
        assert told(path, quotation) == [("marked changes", [])], quotation
    assert told(path, "…the service came in June and…") == [("verbatim", [])]


def test_words_that_differ_are_told_one_by_one(made: Make) -> None:
    """
    == S1
    P1: We were rung up by the team every single week and that was the making of it.
    """
    path = made()
    quotation = "We were called by the team every week and that was really the making of it"
    assert (
        told(path, quotation)
        == [("altered", [("called", "rung up"), ("", "single"), ("really", "")])]
        or told(path, quotation)[0][0] == "altered"
    )
    assert told(path, "Nothing of all this has anybody ever said to us") == [("not found", [])]


def test_words_said_in_several_places_are_ambiguous(made: Make) -> None:
    """
    == S1
    P1: That is how it was, you know.
    == S2
    P2: And that is how it was.
    """
    (found,) = check(made(), "that is how it was")
    assert found.status == "ambiguous"
    assert [(place.transcript, place.speaker) for place in found.places] == [
        ("S1", "P1"),
        ("S2", "P2"),
    ]


def test_the_place_that_one_speaker_says_goes_before_one_of_two(made: Make) -> None:
    """
    == S1
    P1: We began late.
    P2: Money came first and nobody asked.
    P1: Money came first, mind.
    == S2
    P3: We began late, and money came first.
    """
    (found,) = check(made(), "We began late … money came first")
    assert [(place.transcript, place.speaker) for place in found.places] == [("S2", "P3")]


def test_labels_and_noted_sounds_are_no_words(made: Make) -> None:
    """
    == S1
    P1: We never knew
    P2: who to ring about it.
    == Notes
    | It began in the spring of that year.
    """
    across, notes = check(
        made(), "We never knew who to ring about it", "began in the spring of that year"
    )
    assert (across.status, across.places[0].speaker) == ("verbatim", "P1; P2")
    assert (notes.status, notes.places[0].turn, notes.places[0].speaker) == ("verbatim", None, None)


def test_an_empty_project_and_no_words_at_all(made: Make) -> None:
    assert told(made(), "of words there are none here", "…", "") == [("not found", [])] * 3


SYLLABLES = ["ba", "de", "ki", "lo", "mu", "ra", "se", "ti", "vo", "zu"]
WORDS = ["".join(three) for three in itertools.product(SYLLABLES, repeat=3)]
TURN = 23


@pytest.fixture(scope="module")
def long_talk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Make transcripts in which no word is said twice; gives the words with their places."""
    marked, at = "", 0
    for session in range(4):
        marked += f"== S{session}\n"
        for turn in range(10):
            who = "INT" if turn % 3 == 0 else f"P{session}"
            marked += f"{who}: {' '.join(WORDS[at : at + TURN])}\n"
            at += TURN
    path = build(tmp_path_factory.mktemp("talk") / "talk.lmmq", marked)
    project = Project.open(path)
    yield project
    project.close()


@st.composite
def marked_passages(draw: st.DrawFn) -> tuple[int, int, str]:
    """Draw a passage (first word, behind the last) and how a report prints it."""
    session = draw(st.integers(0, 3)) * TURN * 10
    start = session + draw(st.integers(0, TURN * 10 - 12))
    end = start + draw(st.integers(6, min(60, session + TURN * 10 - start)))
    printed, at = [], start
    while at < end:
        step = draw(st.sampled_from(["word"] * 8 + ["leave out", "put in", "replace"]))
        if step == "leave out" and start < at and at + 4 < end:
            at += draw(st.integers(1, 4))
            printed.append(draw(st.sampled_from(["…", "...", "[…]", "(...)", ". . ."])))
        elif step == "replace" and start < at and at + 2 < end:
            at += draw(st.integers(1, 2))
            printed.append("[something else]")
        elif step == "put in" and start < at:
            printed.append("[that is]")
        letters = draw(st.sampled_from([str, str.upper, str.title]))
        printed.append(letters(WORDS[at]) + draw(st.sampled_from(["", "", ",", " –", "’", "\n"])))
        at += 1
    return start, end, " ".join(printed)


@given(marked_passages())
@settings(max_examples=12, deadline=None)
def test_a_passage_with_marked_changes_is_found_at_exactly_its_place(
    long_talk: Any, passage: tuple[int, int, str]
) -> None:
    start, end, printed = passage
    (found,) = check_quotations(long_talk.store, [printed])
    assert found.status in {"verbatim", "marked changes"}
    assert (found.status == "verbatim") == (not read_quoted(printed).stretches[1:])
    (place,) = found.places
    text = long_talk.store.value("SELECT text FROM transcript WHERE key = ?", (place.transcript,))
    assert text[place.start : place.end].startswith(WORDS[start])
    assert text[place.start : place.end].endswith(WORDS[end - 1])


@given(marked_passages(), st.data())
@settings(max_examples=12, deadline=None)
def test_a_word_changed_is_told_with_the_word_said(
    long_talk: Any, passage: tuple[int, int, str], data: st.DataObject
) -> None:
    start, end, _ = passage
    words = WORDS[start:end]
    at = data.draw(st.integers(0, len(words) - 1))
    quotation = " ".join([*words[:at], "otherwise", *words[at + 1 :]])
    (found,) = check_quotations(long_talk.store, [quotation])
    assert found.status == "altered"
    assert [tuple(each) for each in found.differences] == [("otherwise", words[at])]
    (place,) = found.places
    text = long_talk.store.value("SELECT text FROM transcript WHERE key = ?", (place.transcript,))
    assert text[place.start : place.end].startswith(words[0])
    assert text[place.start : place.end].endswith(words[-1])
