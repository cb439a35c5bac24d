"""The network of codes that meet: what has a line, where circles and labels stand."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.cooccurrence import CoOccurrence, Pair, c_index
from lmm_qual.exporters.pictures import network
from lmm_qual.exporters.pictures.label_places import crosses, place_labels, shared_area
from lmm_qual.model.problem import BadInputError


def met(numbers, pairs):
    """Make codes of so many segments, and pairs of them by place with their segments."""
    codes = list(range(len(numbers)))
    found = [Pair(a, b, n, n, 1, c_index(n, numbers[a], numbers[b])) for (a, b), n in pairs.items()]
    return CoOccurrence("overlap", "all", codes, [f"T/code {at}" for at in codes], numbers, found)


def ring(number):
    return met([9] * number, {(at, (at + 1) % number): 2 + at % 3 for at in range(number - 1)})


def test_circles_of_forty_codes_stand_apart_within_the_picture():
    drawing = network._drawing(ring(40), range(40), {})
    places = network._places(drawing, 13.0, 9.4)
    for one, other in combinations(range(40), 2):
        apart = drawing.radii[one] + drawing.radii[other]
        assert math.dist(places[one], places[other]) > apart
    assert all(0.3 < x < 12.7 and 0.5 < y < 10 for x, y in places.values())


def test_the_same_codes_give_the_same_picture_and_colours_are_theirs():
    found = met([50, 8, 3], {(0, 1): 4, (1, 2): 1})
    one = network.network_picture(found, {0: "#ff0000"}, "svg")
    assert one == network.network_picture(found, {0: "#ff0000"}, "svg")
    assert b"#ff0000" in one
    drawing = network._drawing(found, found.codes, {})
    assert drawing.radii[0] > drawing.radii[1] > drawing.radii[2]


def test_every_code_keeps_its_strongest_line():
    numbers = [9] * 30 + [200]
    pairs = dict.fromkeys(combinations(range(30), 2), 5) | {(0, 30): 1}
    drawing = network._drawing(met(numbers, pairs), range(31), {})
    assert len(drawing.pairs) < len(pairs)
    assert {code for pair in drawing.pairs for code in pair[:2]} == set(range(31))
    (said,) = network._left_out(met(numbers, pairs), drawing)
    assert said.startswith(f"{len(drawing.pairs)} of {len(pairs)} pairs have a line: ")


def test_codes_of_one_name_are_told_apart():
    found = CoOccurrence("overlap", "all", [1, 2, 3], ["A/x", "B/x", "B/y"], [1, 1, 1], [])
    assert network._names(found, [1, 2, 3]) == {1: "A / x", 2: "B / x", 3: "y"}


def test_too_many_codes_and_none_are_refused():
    with pytest.raises(BadInputError, match="121 codes are too many"):
        network.network_picture(ring(121), {}, "svg")
    with pytest.raises(BadInputError, match="no two codes meet"):
        network.network_picture(met([1, 2], {}), {}, "svg")


ROOM = (0.0, 0.0, 20.0, 20.0)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), unique=True, max_size=8))
@settings(max_examples=8)
def test_labels_of_circles_that_stand_apart_hide_nothing(drawn):
    circles = [(3.0 * x, 3.0 * y, 0.3) for x, y in drawn]
    spots = place_labels(circles, [(1.0, 0.2)] * len(circles), ROOM)
    boxes = [(x - 0.5, y - 0.1, x + 0.5, y + 0.1) for x, y in spots]
    for one, other in combinations(boxes, 2):
        assert not shared_area(one, other)
    for box in boxes:
        assert all(not shared_area(box, (x - r, y - r, x + r, y + r)) for x, y, r in circles)
        assert shared_area(box, ROOM) == pytest.approx(0.2)


def test_a_line_through_a_box_is_seen():
    assert crosses((1, 1, 2, 2), ((0, 0), (3, 3)))
    assert not crosses((1, 1, 2, 2), ((0, 0), (3, 0)))
    assert not crosses((1, 1, 2, 2), ((0, 2.5), (0.9, 0)))
