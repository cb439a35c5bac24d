"""A speaker with another name: neighbouring turns join as if the file had named one speaker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.importers.reading import read_bytes
from lmm_qual.importers.renaming import renamed

MODES = ("keep", "merge", None)
CUES = """\
WEBVTT

00:01.000 --> 00:02.000
Ann: We had

00:02.000 --> 00:03.500
ANN: no time,

00:03.500 --> 00:04.000
Ann: none.

00:05.000 --> 00:06.000
Ben: And then?

00:06.000 --> 00:07.000
ANN: Then we left.
"""


def read(name, text, turns=None):
    return read_bytes(name, text.encode(), turns=turns)


def said(parsed):
    return [(turn.speaker, parsed.text[turn.start : turn.end]) for turn in parsed.turns]


@pytest.mark.parametrize("turns", ["merge", None])
def test_cues_are_one_turn_without_the_label_between(turns):
    joined = renamed(read("a.vtt", CUES, turns), "ANN", "Ann", turns)
    assert joined.text == "Ann: We had no time, none.\nBen: And then?\nANN: Then we left."
    assert said(joined) == [
        ("Ann", "We had no time, none."),
        ("Ben", "And then?"),
        ("Ann", "Then we left."),
    ]
    assert [turn.timestamp for turn in joined.turns] == ["00:00:01", "00:00:05", "00:00:06"]
    marked = {mark.timestamp: joined.text[mark.position :][:4] for mark in joined.time_marks}
    assert marked == {
        "00:00:01.000": "We h",
        "00:00:02.000": "no t",
        "00:00:03.500": "none",
        "00:00:05.000": "And ",
        "00:00:06.000": "Then",
    }


def test_cues_that_are_kept_stay_apart():
    parsed = read("a.vtt", CUES, "keep")
    joined = renamed(parsed, "ANN", "Ann", "keep")
    assert joined.text == parsed.text
    assert [speaker for speaker, _ in said(joined)] == ["Ann", "Ann", "Ann", "Ben", "Ann"]


def test_a_new_name_alone_changes_no_text():
    parsed = read("a.vtt", CUES)
    assert renamed(parsed, "Ben", "P07").text == parsed.text
    assert renamed(parsed, "Nobody", "Ann") is parsed


def test_a_stage_direction_parts_cues():
    cues = CUES.replace("Ben: And then?", "[Recording stops]")
    joined = renamed(read("a.vtt", cues), "ANN", "Ann")
    assert said(joined) == [("Ann", "We had no time, none."), ("Ann", "Then we left.")]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ("keep", [("P7", "Well."), ("P7", "We wait."), ("INT", "And?"), ("P7", "No.")]),
        (None, [("P7", "Well."), ("P7", "We wait."), ("INT", "And?"), ("P7", "No.")]),
        ("merge", [("P7", "Well.\nP07: We wait."), ("INT", "And?"), ("P7", "No.")]),
    ],
)
def test_blocks_of_a_text_are_merged_on_request_only(turns, expected):
    text = "P7: Well.\nP07: We wait.\nINT: And?\nP7: No.\n"
    joined = renamed(read("a.txt", text, turns), "P07", "P7", turns)
    assert joined.text == text
    assert said(joined) == expected


SPOKEN = st.lists(
    st.tuples(
        st.sampled_from(["P07", "P08", "INT"]), st.sampled_from(["So.", "And on?", "We go."])
    ),
    min_size=1,
    max_size=12,
)
JOINS = st.sampled_from([("P08", "P07"), ("P07", "P08"), ("INT", "P07"), ("P07", "P07")])


def as_text(spoken):
    return "INT: One?\nP07: Two.\nP08: Three.\n" * 2 + "".join(
        f"{name}: {words}\n" for name, words in spoken
    )


def as_table(spoken):
    return "speaker,text\n" + "".join(f"{name},{words}\n" for name, words in spoken)


def as_cues(spoken):
    cues = (
        f"00:00:{at:02d},000 --> 00:00:{at + 1:02d},000\n{name}: {words}\n"
        for at, (name, words) in enumerate([("INT", "One?"), ("P07", "Two."), *spoken])
    )
    return "\n".join(f"{n}\n{cue}" for n, cue in enumerate(cues, start=1))


@pytest.mark.parametrize("turns", MODES)
@given(SPOKEN, JOINS)
def test_texts_and_tables_are_as_if_the_label_had_been_the_name(turns, spoken, join):
    for name, write in (("a.txt", as_text), ("a.csv", as_table)):
        parsed = read(name, write(spoken), turns)
        asked = read(name, write(spoken).replace(*join), turns)
        joined = renamed(parsed, *join, turns)
        assert joined.turns == asked.turns
        assert joined.text == parsed.text


@pytest.mark.parametrize("turns", MODES)
@given(SPOKEN, JOINS)
def test_cues_are_as_if_the_label_had_been_the_name(turns, spoken, join):
    parsed = read("a.srt", as_cues(spoken), turns)
    asked = read("a.srt", as_cues(spoken).replace(*join), turns)
    joined = renamed(parsed, *join, turns)
    assert joined.turns == asked.turns
    assert joined.time_marks == asked.time_marks
    assert joined.text.replace(*join) == asked.text
