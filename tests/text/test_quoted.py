"""Quotation marks of all kinds, and words as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.quoted import quoted_spans
from lmm_qual.text.said import plain_words, spoken_text, without_brackets, words_in_place


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and ‘no don’t’.", ["yes", "no don’t"]),
        ("She said \"it's fine\" and 'it's not'.", ["it's fine", "it's not"]),
        ("« bien », »ja«, „gut“, ‹oui›, ›ja‹ and „so”", [" bien ", "ja", "gut", "oui", "ja", "so"]),
        ("“outer ‘inner’ and “deep” end” x", ["outer ‘inner’ and “deep” end"]),
        (
            "‘The parents’ group was lovely’, and ‘so on’",
            ["The parents’ group was lovely", "so on"],
        ),
        ("the parents’ group, don’t, ’cause 5' by 6\" it’s O'Neill's", []),
        ("“goes on in the next paragraph", ["goes on in the next paragraph"]),
        ("(“in brackets”)—‘after a dash’", ["in brackets", "after a dash"]),
        ("", []),
    ],
)
def test_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@given(st.text("ab “”‘’\"'«»„.s", max_size=40))
def test_spans_are_in_order_and_apart(text: str) -> None:
    reached = 0
    for start, end in quoted_spans(text):
        assert reached < start <= end <= len(text)
        reached = end


def test_spoken_words_stay_at_their_places() -> None:
    text = "P1: yes [laughs] no\nP2: so"
    spoken = spoken_text(text, [(4, 19), (24, 26)])
    assert (len(spoken), spoken.split()) == (len(text), ["yes", "no", "so"])
    assert spoken_text(text, []) == without_brackets(text)


@given(st.text(max_size=60))
def test_words_in_place_are_the_plain_words(text: str) -> None:
    found = words_in_place(text)
    assert [word.plain for word in found] == plain_words(text)
    for word in found:
        assert word.plain in plain_words(text[word.start : word.end])
