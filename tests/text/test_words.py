"""Words are runs without white space that hold a letter or a digit, however they are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.words import count_words, word_spans

SIGNS = st.text(
    st.one_of(st.characters(max_codepoint=127), st.sampled_from("aé’–_-. \n\t\x1c\x85\xa0\u200b")),
    max_size=30,
)


def slowly(text):
    return [word for word in text.split() if any(sign.isalnum() for sign in word)]


@given(SIGNS, st.integers(0, 30), st.integers(0, 30))
def test_counting_is_as_looking_at_each(text, start, end):
    part = text[start:end]
    spans = word_spans(text, start, end)
    assert [text[first:last] for first, last in spans] == slowly(part)
    assert count_words(text, start, end) == len(slowly(part))


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), (" - ", 0), ("It's - well, 2.", 3), ("_", 0), ("_a_ é", 2), ("a\x1cb", 2)],
)
def test_what_counts_as_a_word(text, words):
    assert count_words(text) == words
