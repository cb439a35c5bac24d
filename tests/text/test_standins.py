import unicodedata
from re import findall

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from lmm_qual.text.cells import _ONE_CELL, cells, one_cell_each
from lmm_qual.text.standins import shown, shown_block

HOSTILE = (
    "\x00\x1b\x07\r\t\n\x7f\x85\x9b\x9d\u061c\u200b\u200e"
    "\u202e\u2066\u2069\u2028\u2029\ufeff\xad\ud800\U000e0041"
)
hostile = st.text(alphabet=st.characters() | st.sampled_from(HOSTILE), max_size=40)


def commands(text: str, kept: str = "") -> list[str]:
    joining = "\u200c\u200d" + kept
    return [
        letter
        for letter in text
        if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} and letter not in joining
    ]


@given(hostile)
def test_one_for_one_and_no_command_left(text):
    assert len(shown(text)) == len(text)
    assert not commands(shown(text))
    assert len(shown_block(text)) == len(text)
    assert not commands(shown_block(text), kept="\n")
    assert shown_block(text).count("\n") == text.count("\n")


@given(hostile)
def test_what_is_shown_is_left_alone(text):
    assert shown(shown(text)) == shown(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\tb\nc\rd\x7f", "a b↵c␍d␡"),
        ("\x9b31m", "␦31m"),
        ("abc\u202etxt\u202c.exe", "abc⇠txt⇡.exe"),
        ("zero\u200bwidth\ufeff\xad", "zero∙width∙∙"),
        ("a\u200db", "a∙b"),
        ("[/x] [laughs] [b]bold[/b]", "[/x] [laughs] [b]bold[/b]"),
        ("👩‍👩‍👧 می‌خواهم क्‍ष", "👩‍👩‍👧 می‌خواهم क्‍ष"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
        ("hidden\U000e0041\U000e0042", "hidden∙∙"),
        ("\ud83d", "␦"),
        ("\u2028\u2029", "↵⏎"),
        ("“Sí” – naïve café £5", None),
        ("\u3164", "∙"),
    ],
)
def test_stand_ins(text, expected):
    assert shown(text) == (text if expected is None else expected)


def test_every_stand_in_takes_one_cell():
    marks = shown("".join(map(chr, range(32))) + HOSTILE)
    assert one_cell_each(marks)


def test_characters_taken_for_one_cell_are():
    for first, last, single in findall(r"(.)-(.)|(.)", _ONE_CELL):
        for code in range(ord(first or single), ord(last or single) + 1):
            assert wcwidth(chr(code)) == 1, hex(code)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("plain", 5), ("漢字", 4), ("e\u0301", 1), ("👩‍👩‍👧", 2), ("naïve", 5), ("🇬🇧", 2)],
)
def test_cells(text, width):
    assert cells(text) == width
