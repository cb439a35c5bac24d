"""What is nearly like a phrase."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from lmm_qual.text.likeness import Likeness

PHRASE = "somebody with a name and a number to ring when it goes wrong at night, honestly"
TEXT = f"int: what then? p07: mm. {PHRASE}. int: i see. p08: someone to rign, honestly, yes."


def found(phrase: str, text: str, least: float = 80) -> list[str]:
    return [text[start:end] for start, end in Likeness(phrase, least).places(text)]


def test_slips_and_words_left_out() -> None:
    assert found("someone to ring honestly", TEXT) == ["someone to rign, honestly,"]
    assert found("a naem and a nubmer", TEXT) == ["a name and a number"]
    assert found("nothing of the kind was ever said", TEXT) == []


def test_all_places_are_found() -> None:
    text = " ".join(["the ward rang", "the wrd rang", "nobody"] * 4)
    assert found("the ward rang", text) == ["the ward rang", "the wrd rang"] * 4


@pytest.mark.parametrize("short", ["", "a", "ring"])
def test_a_text_shorter_than_the_phrase_holds_nothing(short: str) -> None:
    assert found(PHRASE, short) == []


@given(st.lists(st.integers(0, len(PHRASE) - 1), max_size=8, unique=True), st.booleans())
def test_a_long_phrase_is_found_with_letters_gone(gone: list[int], doubled: bool) -> None:
    slips = "".join(
        letter * 2 if doubled and at in gone else "" if at in gone else letter
        for at, letter in enumerate(PHRASE)
    )
    places = found(slips, TEXT)
    assert len(places) == 1
    assert fuzz.ratio(places[0], PHRASE) >= 85


@given(st.text("ab ", max_size=30), st.text("ab ", min_size=1, max_size=6).filter(str.strip))
def test_places_are_like_enough_and_apart(text: str, phrase: str) -> None:
    phrase = phrase.strip()
    places = Likeness(phrase, 80).places(text)
    assert all(fuzz.ratio(phrase, text[start:end]) >= 80 for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert bool(places) or f" {phrase} " not in f" {text} "
