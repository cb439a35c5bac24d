from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.span import Span, gaps, union

places = st.integers(0, 30)
spans = st.builds(Span.between, places, places)


def points(*of: Span) -> set[int]:
    return {position for span in of for position in range(span.start, span.end)}


@given(spans, spans)
def test_the_algebra_is_that_of_sets(one, other):
    assert one.overlaps(other) == bool(points(one) & points(other))
    assert points(one) | points(other) <= points(one.hull(other))
    shared = one.intersection(other)
    assert (points(shared) if shared else set()) == points(one) & points(other)
    if one.covers(other):
        assert points(other) <= points(one)
    assert len(one) == len(points(one))
    assert all((place in one) == (place in points(one)) for place in range(31))


@given(st.lists(spans))
def test_union_holds_the_same_code_points(many):
    joined = union(many)
    assert points(*joined) == points(*many)
    assert all(one.end < other.start for one, other in pairwise(joined))


@given(st.lists(spans), spans)
def test_gaps_are_what_is_left(many, within):
    left = gaps(many, within)
    assert points(*left) == points(within) - points(*many)
    assert all(left)
    assert left == union(left)


def test_slice():
    assert Span(2, 5).slice("0123456") == "234"


def test_reversed_and_negative_are_refused():
    for start, end in ((3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="reversed or negative"):
            Span(start, end)
