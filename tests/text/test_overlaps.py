from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.overlaps import Run, lane_letter, lanes, runs

intervals = st.lists(
    st.tuples(st.integers(0, 25), st.integers(0, 25)).map(lambda ends: (min(ends), max(ends))),
    max_size=25,
)


def covering(many, position):
    return {index for index, (start, end) in enumerate(many) if start <= position < end}


@given(intervals)
def test_runs_are_those_of_counting_at_every_place(many):
    flat = runs((index, start, end) for index, (start, end) in enumerate(many))
    found = {place: set(run.ids) for run in flat for place in range(run.start, run.end)}
    assert found == {place: ids for place in range(26) if (ids := covering(many, place))}
    assert all(one.end <= other.start for one, other in pairwise(flat))


@given(intervals)
def test_lanes_never_collide_and_are_as_few_as_possible(many):
    assigned = lanes(many)
    deepest = 0
    for place in range(26):
        here = [assigned[index] for index in covering(many, place)]
        assert len(here) == len(set(here))
        deepest = max(deepest, len(here))
    assert set(assigned) <= set(range(max(deepest, 1)))
    assert lanes(many) == assigned


def test_ids_stand_in_the_order_of_beginning():
    assert runs([("short", 0, 2), ("late", 1, 6), ("long", 0, 4)]) == [
        Run(0, 1, ("long", "short")),
        Run(1, 2, ("long", "short", "late")),
        Run(2, 4, ("long", "late")),
        Run(4, 6, ("late",)),
    ]


def test_lane_letters():
    assert [lane_letter(lane) for lane in (0, 1, 25, 26, 52, 61, 62, 500)] == list("ABZa09**")
