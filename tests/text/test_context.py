"""The words around a stretch."""

from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.context import words_before, words_behind

TEXTS = st.lists(st.sampled_from(["a", "of", "word" * 9, "–", " ", "  ", "\n"])).map("".join)


def test_so_many_words_stand_around() -> None:
    text = "P07: one two  three FOUND, four five six"
    assert words_before(text, 20, 2) == "two  three "
    assert words_behind(text, 25, 2) == ", four"
    assert words_before(text, 3, 9) == "P07"
    assert words_behind(text, 25, 0) == words_before(text, 20, 0) == ""


@given(TEXTS, st.integers(0, 60), st.integers(0, 5))
def test_words_are_whole_and_as_many_as_asked(text: str, at: int, number: int) -> None:
    at = min(at, len(text))
    before, behind = words_before(text, at, number), words_behind(text, at, number)
    assert before.split() == (text[:at].split()[-number:] if number else [])
    assert behind.split() == text[at:].split()[:number]
    assert text[:at].endswith(before)
    assert text[at:].startswith(behind)
