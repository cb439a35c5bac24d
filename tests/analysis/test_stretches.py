"""Stretches against sets of characters."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.analysis.stretches import Others, cover, shared, without
from lmm_qual.text.words import Gaps, word_spans

STRETCH = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda one: (one[0], sum(one)))
STRETCHES = st.lists(STRETCH, max_size=6)
OWNED = st.lists(st.tuples(STRETCH, st.integers(0, 2)), max_size=6)


def chars(stretches: list[tuple[int, int]]) -> set[int]:
    return {at for start, end in stretches for at in range(start, end)}


@given(STRETCHES, STRETCHES)
def test_covers(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    mine, others = cover(one), cover(other)
    assert chars(mine) == chars(one)
    assert all(a[1] < b[0] for a, b in pairwise(mine))
    assert chars(shared(mine, others)) == chars(one) & chars(other)
    assert chars(without(mine, others)) == chars(one) - chars(other)


@given(OWNED, STRETCH, st.integers(0, 2))
def test_others(owned: list[tuple[tuple[int, int], int]], own: tuple[int, int], me: int) -> None:
    """A key is of one stretch, as a segment is."""
    by_key = {key: stretch for stretch, key in owned}
    others = Others((start, end, key) for key, (start, end) in by_key.items())
    theirs = [set(range(*stretch)) for key, stretch in by_key.items() if key != me]
    mine = set(range(*own))
    assert others.overlap(*own, me) == any(mine & other for other in theirs)
    assert others.hold(*own, me) == any(mine <= other for other in theirs)
    ends = [end for _, end in by_key.values() if end <= own[0]]
    starts = [start for start, _ in by_key.values() if start >= own[1]]
    assert others.beside(*own) == (max(ends, default=None), min(starts, default=None))


@given(
    st.lists(st.text("a -", max_size=9), max_size=4),
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 6),
)
def test_words_between(said: list[str], one: int, other: int, most: int) -> None:
    text, spans = "", []
    for words in said:
        spans.append((len(text) + 3, len(text) + 3 + len(words)))
        text += f"P: {words}\n"
    end, start = sorted((min(one, len(text)), min(other, len(text))))
    words = [word for span in spans for word in word_spans(text, *span)]
    number = sum(end <= first and last <= start for first, last in words)
    gaps = Gaps(text, spans, [len(word_spans(text, *span)) for span in spans])
    assert gaps.within(end, start, most) == (number <= most)
