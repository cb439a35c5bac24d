"""Small transcripts with their turns marked in them: `‹Speaker|words›` is a turn.

The marks are taken out before a transcript is read.
"""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "marked_up"
TURN = re.compile(r"‹([^|‹›]*)\|([^‹›]*)›")


def sections(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    parts = re.split(r"^=== ", text, flags=re.MULTILINE)[1:]
    titled = [part.partition("\n") for part in parts]
    return [pytest.param(title, body, id=title) for title, _, body in titled]


@pytest.mark.parametrize(("title", "body"), sections("talks.txt"))
def test_the_turns_are_those_that_a_person_marked(read, title, body):
    expected = [(found[1] or None, found[2]) for found in TURN.finditer(body)]
    parsed = read(title, TURN.sub(lambda found: found[2], body))
    assert parsed.said == expected, parsed.parsed.notes


@pytest.mark.parametrize(("title", "body"), sections("no_speakers.txt"))
def test_nobody_is_invented(read, title, body):
    parsed = read(title, body).parsed
    assert parsed.speakers == {}
    assert all(turn.label_start is None for turn in parsed.turns)
