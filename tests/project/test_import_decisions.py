"""What a person decides of a transcript before it is added."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.importers.reading import read_bytes
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.transcripts import AddTranscripts, NewTranscript
from lmm_qual.project.importing.decisions import (
    describe,
    not_a_speaker,
    rename_speaker,
    set_speaker,
    take_as_speaker,
)
from lmm_qual.project.project import Project
from lmm_qual.store.queries.talk import transcripts, turns

TALK = """\
INT: How did it begin?
BREADEN: With a call.
Then a visit.
BREADON: And a letter.

INT: And then?
Note: bring the form.
BREADEN: Then it grew.
"""


def new(text=TALK, **more):
    parsed = read_bytes("a.txt", text.encode())
    speakers = {label: SpeakerEntry(interviewer=label == "INT") for label in parsed.speakers}
    content = text.encode()
    return NewTranscript("a", "a.txt", content, parsed, speakers, **more)


def said(transcript):
    text = transcript.parsed.text
    return [(turn.speaker, text[turn.start : turn.end]) for turn in transcript.parsed.turns]


def test_renaming_keeps_turns_entry_and_text():
    before = set_speaker(new(), "BREADEN", participant="P01")
    after = rename_speaker(before, "BREADEN", " Craig Breaden ")
    assert [name for name, _ in said(after)].count("Craig Breaden") == 2
    assert after.speakers["Craig Breaden"].participant == "P01"
    assert "BREADEN" not in after.speakers
    assert after.parsed.text == before.parsed.text


def test_a_name_that_is_there_takes_the_turns_over():
    first = set_speaker(new(), "BREADEN", participant="P01")
    joined = rename_speaker(first, "BREADON", "BREADEN")
    assert joined.parsed.speakers["BREADEN"] == 3
    assert joined.speakers["BREADEN"].participant == "P01"
    assert "BREADON" not in joined.parsed.speakers


def test_a_label_that_is_no_speaker_is_words_of_the_one_before():
    after = not_a_speaker(new(), "BREADON")
    assert said(after)[1] == ("BREADEN", "With a call.\nThen a visit.\nBREADON: And a letter.")
    assert "BREADON" not in after.speakers


def test_where_nobody_spoke_before_the_words_are_nobodys():
    after = not_a_speaker(new(), "INT")
    assert said(after)[0] == (None, "INT: How did it begin?")


def test_a_label_that_was_missed_begins_turns():
    after = take_as_speaker(new("INT: So?\nP1: Yes.\nAnn B: Well,\nit grew.\nINT: Oh?\n"), "Ann B")
    assert said(after) == [
        ("INT", "So?"),
        ("P1", "Yes."),
        ("Ann B", "Well,\nit grew."),
        ("INT", "Oh?"),
    ]


@pytest.mark.parametrize(
    "line", ["Ann - so", "Ann – so", "Ann | so", "Ann\tso", "[Ann] so", "**Ann:** so", "Ann\nso"]
)
def test_missed_labels_in_many_forms(line):
    nobody = new(f"It was long ago.\n\n{line}\n\nAnnual so.\n\nBob: No.\n\nNever.\n")
    after = take_as_speaker(take_as_speaker(nobody, "Ann"), "Bob")
    assert said(after) == [
        (None, "It was long ago."),
        ("Ann", "so\n\nAnnual so."),
        ("Bob", "No.\n\nNever."),
    ]


def test_a_label_without_words_is_no_turn():
    with pytest.raises(BadInputError, match="no line begins"):
        take_as_speaker(new("INT: So?\nP1: Yes.\nINT: And?\nAnn:\nP1: No.\nINT: Ann\n"), "Ann")


def test_a_label_that_is_nowhere_is_refused():
    with pytest.raises(BadInputError, match="no line begins"):
        take_as_speaker(new(), "Carla")
    with pytest.raises(BadInputError, match="already"):
        take_as_speaker(new(), "INT")


def test_an_interviewer_is_no_participant():
    as_participant = set_speaker(new(), "INT", participant="P02")
    assert not as_participant.speakers["INT"].interviewer
    back = set_speaker(as_participant, "INT", interviewer=True)
    assert back.speakers["INT"] == SpeakerEntry(interviewer=True)


def test_a_session_is_described():
    after = describe(new(), id="T1-07", time="T1", date="2022-07")
    assert (after.key, after.time, after.date) == ("T1-07", "T1", "2022-07")
    with pytest.raises(BadInputError, match="date"):
        describe(new(), date="soon")


@pytest.mark.parametrize(
    "decide",
    [
        lambda it: rename_speaker(it, "INT", "  "),
        lambda it: rename_speaker(it, "NOBODY", "X"),
        lambda it: not_a_speaker(it, "NOBODY"),
        lambda it: set_speaker(it, "NOBODY", interviewer=True),
    ],
)
def test_what_cannot_be_is_refused(decide):
    with pytest.raises(BadInputError):
        decide(new())


def test_what_was_decided_is_stored(tmp_path):
    decided = rename_speaker(new(), "BREADON", "BREADEN")
    decided = set_speaker(decided, "BREADEN", participant="P01")
    with Project.new(tmp_path / "a.lmmq") as project:
        project.make(AddTranscripts([decided]))
        (row,) = transcripts(project.store)
        stored = [(turn.speaker, turn.participant) for turn in turns(project.store, row.id)]
    assert ("BREADEN", "P01") in stored
    assert {speaker for speaker, _ in stored} <= {"INT", "BREADEN", "Note"}


NAMES = ("INT", "P1", "P2", "P3")


SAID = st.tuples(st.sampled_from(NAMES), st.sampled_from(("yes", "no then", "so it went")))
DECISION = st.tuples(
    st.sampled_from(("join", "drop")), st.sampled_from(NAMES), st.sampled_from(NAMES)
)


@pytest.mark.parametrize("typed", ["Zo\u00eb", "Zoe\u0308"])
def test_letters_may_be_composed_or_not(typed):
    text = "We met at noon.\nZoe\u0308: So it went.\nZo\u00eb - and on.\n"
    taken = take_as_speaker(new(text), typed)
    assert [one for one, _ in said(taken)] == [None, "Zo\u00eb", "Zo\u00eb"]


@given(st.lists(SAID, min_size=4, max_size=12), st.lists(DECISION, max_size=5))
def test_no_word_is_lost_by_any_decisions(lines, decisions):
    text = "".join(f"{name}: {words}\n\n" for name, words in lines)
    transcript = new(text)
    heard = list(transcript.parsed.turns)
    for what, label, other in decisions:
        if label in transcript.parsed.speakers:
            if what == "join":
                transcript = rename_speaker(transcript, label, other)
            else:
                transcript = not_a_speaker(transcript, label)
        elif f"{label}:" in transcript.parsed.text and what == "drop":
            with suppress(BadInputError):
                transcript = take_as_speaker(transcript, label)
    turns_now = transcript.parsed.turns
    assert all(a.end <= b.start for a, b in pairwise(turns_now))
    for turn in heard:
        assert any(now.start <= turn.start and turn.end <= now.end for now in turns_now)
        assert sum(now.start <= turn.start < now.end for now in turns_now) == 1
    assert set(transcript.speakers) == set(transcript.parsed.speakers)
    assert transcript.parsed.text == new(text).parsed.text
