"""Coded words, counted as codings come and go, beside a count of every word anew."""

from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.analysis.coverage import CodedWords
from lmm_qual.text.words import count_words, word_spans

WORDS = st.text("ab -–'\n\xa0\x1c", max_size=12)


@st.composite
def talks(draw):
    """Give a text, its turns, and codings that come or go."""
    text, turns = "", []
    for turn in draw(st.lists(WORDS, max_size=6)):
        text += draw(st.sampled_from(["", " ", "x: "]))
        turns.append((len(text), len(text) + len(turn)))
        text += turn
    place = st.integers(0, len(text))
    ends = draw(st.lists(st.tuples(place, place).map(sorted).map(tuple), max_size=8))
    return text, turns, [(start, end) for start, end in ends if start < end]


def counted(text, turns, codings):
    """Count slowly: each word that shares a code point with a coding."""
    words = [word for start, end in turns for word in word_spans(text, start, end)]
    return sum(
        any(max(first, start) < min(last, end) for start, end in codings) for first, last in words
    )


@given(talks())
def test_each_word_counts_once_however_many_codings_come_and_go(talk):
    text, turns, codings = talk
    sized = [(start, end, count_words(text, start, end)) for start, end in turns]
    coded = CodedWords(text, sized, codings)
    assert coded.total == sum(words for *_, words in sized)
    assert coded.count == counted(text, turns, codings)
    while codings:
        coded.change(*codings.pop(), -1)
        assert coded.count == counted(text, turns, codings)
