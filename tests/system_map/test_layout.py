import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmm_qual.model.system_map import Ring, Service, SystemMap
from lmm_qual.system_map.circles import farthest, nearest, overlap
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.layout import ring_layout

from .examples import SYSTEM

labels = st.text(st.sampled_from("abcdefgh MWil-/()漢"), min_size=1, max_size=60) | st.sampled_from(
    ["Health Visiting", "Specialist Mother and Baby Service (SMABs)", "GP"]
)
places = st.sampled_from(
    [None, "inner", "middle", "outer", ["inner", "middle"], ["middle", "outer"]]
)
kinds = st.sampled_from(["service", "service", "funder", "training offer"])
crowds = st.lists(st.tuples(labels, places, kinds), min_size=1, max_size=60)


def system_of(crowd):
    return SystemMap(
        rings=[Ring(id="inner"), Ring(id="middle", label="Could observe"), Ring(id="outer")],
        services=[
            Service(id=f"s{number}", label=label.strip() or "x", ring=ring, kind=kind)
            for number, (label, ring, kind) in enumerate(crowd)
        ],
    )


def all_rects(layout):
    services = [(node, rect) for node, place in layout.places.items() for rect in place.rects]
    return [*services, *((band.id + " name", band.tag) for band in layout.bands)]


def overlapping(layout):
    rects = all_rects(layout)
    return [
        (node, other)
        for number, (node, rect) in enumerate(rects)
        for other, second in rects[:number]
        if node != other and overlap(rect, second)
    ]


def check_rings(layout, system, central):
    bands = {band.id: band for band in layout.bands}
    for service in system.services:
        place = layout.places[service.id]
        if service.id == central:
            assert (place.x, place.y) == (0, 0)
        elif len(service.rings) == 1:
            band = bands[service.rings[0]]
            assert nearest(place.rects) >= band.inner - 0.1
            assert farthest(place.rects) <= band.outer + 0.1
        elif service.rings:
            border = min(bands[ring].outer for ring in service.rings)
            assert math.hypot(place.x, place.y) == pytest.approx(border, abs=0.2)
        else:
            assert nearest(place.rects) > max(band.outer for band in bands.values())


@settings(max_examples=12, deadline=None)
@given(crowd=crowds, has_central=st.booleans())
def test_nothing_overlaps_and_everyone_stands_in_their_ring(crowd, has_central):
    system = system_of(crowd)
    central = "s0" if has_central else None
    layout = ring_layout(build_graph(system), central)
    assert set(layout.places) == {service.id for service in system.services}
    assert overlapping(layout) == []
    check_rings(layout, system, central)


@pytest.mark.parametrize("ring", [None, "inner", "outer", ["inner", "middle"]])
def test_sixty_services_in_one_place_do_not_overlap(ring):
    system = system_of([("Specialist Mother and Baby Service", ring, "service")] * 60)
    layout = ring_layout(build_graph(system), None)
    assert overlapping(layout) == []
    check_rings(layout, system, None)


def test_rings_grow_outwards_one_after_another():
    bands = ring_layout(build_graph(SYSTEM), "lmm").bands
    assert [band.id for band in bands] == ["inner", "middle", "outer"]
    assert [band.inner for band in bands[1:]] == [band.outer for band in bands[:-1]]


def test_what_is_on_no_ring_stands_apart_by_what_it_is():
    layout = ring_layout(build_graph(SYSTEM), "lmm")
    margins = {margin.label: margin.rect for margin in layout.margins}
    for service, label in (("gp", "Ring not known"), ("fund", "Not a service")):
        left, top, right, bottom = margins[label]
        place = layout.places[service]
        assert left < place.x < right
        assert top < place.y < bottom
    assert margins["Not a service"][2] < -layout.bands[-1].outer
    assert margins["Ring not known"][0] > layout.bands[-1].outer


def test_equal_maps_are_laid_out_equally():
    assert ring_layout(build_graph(SYSTEM), "lmm") == ring_layout(build_graph(SYSTEM), "lmm")


def test_those_of_a_sector_stand_side_by_side(graph):
    """
    rings: [{id: inner}]
    services:
      - {id: a, ring: inner, attributes: {sector: health}}
      - {id: b, ring: inner, attributes: {sector: care}}
      - {id: c, ring: inner, attributes: {sector: health}}
      - {id: d, ring: inner, attributes: {sector: care}}
      - {id: e, ring: inner, attributes: {sector: health}}
      - {id: f, ring: inner, attributes: {sector: care}}
    """
    places = ring_layout(graph).places
    around = sorted(places, key=lambda node: math.atan2(places[node].y, places[node].x))
    sectors = "".join("h" if node in "ace" else "c" for node in around)
    assert "hhh" in sectors * 2
    assert "ccc" in sectors * 2


def test_an_empty_map_has_its_rings(graph):
    """
    rings: [{id: inner}, {id: middle}]
    """
    layout = ring_layout(graph)
    assert len(layout.bands) == 2
    assert layout.places == {}
