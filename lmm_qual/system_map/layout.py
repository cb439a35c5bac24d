"""Where services stand: rings around the central service, margins for what is on no ring."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.system_map.circles import (
    Cost,
    Ground,
    Rect,
    Shape,
    Spots,
    farthest,
    fill_ring,
    fit_circle,
)
from lmm_qual.system_map.graph import ServiceGraph, services
from lmm_qual.system_map.labels import LINE, text_width, wrap_label
from lmm_qual.text.standins import shown

DOT = 13.0
"""Largest radius of a service's mark; labels stand clear of it at any size."""

CENTRAL_FONT = 16
_TAG_FONT = 12

_PAD = 10.0
_CLEARING = 30.0
_EMPTY_RING = 44.0
_MARGIN_GAP = 34.0
_HEADING = 40.0


@dataclass(frozen=True)
class Place:
    """A service's mark at (x, y), its label's lines, and the rectangles that they cover.

    The label stands below the mark, or `above` it.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    rects: tuple[Rect, ...]
    above: bool = False


@dataclass(frozen=True)
class Band:
    """A ring between two radii, with its name's lines and rectangle at the top of its border."""

    id: str
    label: str
    color: str
    inner: float
    outer: float
    lines: tuple[str, ...]
    tag: Rect


@dataclass(frozen=True)
class Margin:
    """A field beside the rings for services that stand on none of them."""

    label: str
    rect: Rect


@dataclass
class Layout:
    """Places in the map's units, y growing downwards, the rings' middle at (0, 0)."""

    core: float = 0.0
    places: dict[str, Place] = field(default_factory=dict)
    bands: list[Band] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)


def ring_layout(graph: ServiceGraph, central: str | None = None) -> Layout:
    """Place every service of the graph; equal graphs give equal places.

    The central service stands in the middle, the others within the band of their ring, on the
    border where they are between two, or in a margin: "Ring not known" for services, "Not a
    service" for the other kinds. Within a ring those of one `sector` (an attribute) stand side
    by side. Labels do not overlap.
    """
    layout = Layout()
    nodes = services(graph)
    if central is not None:
        layout.core = _place_central(layout, central, nodes[central]["label"])
    others = {node: data for node, data in nodes.items() if node != central}
    _Rings(layout, graph.graph["rings"], others).place()
    _place_margins(layout, others)
    return layout


def shape_of(label: str) -> Shape:
    """Give the shape of a mark with its label."""
    lines = tuple(wrap_label(shown(label)))
    half = max((text_width(line) for line in lines), default=0.0) / 2 + 2
    height = 2 * (DOT + 2) + LINE * len(lines)
    return Shape(lines, max(half, DOT + 2), height / 2, DOT + 2)


def _place_central(layout: Layout, central: str, label: str) -> float:
    """Put the central service's disc in the middle, and give the radius to keep clear."""
    lines = tuple(wrap_label(shown(label), 96, 4, CENTRAL_FONT))
    width = max((text_width(line, CENTRAL_FONT) for line in lines), default=0.0)
    radius = max(math.hypot(width, len(lines) * (CENTRAL_FONT + 2)) / 2 + 4, 32.0)
    layout.places[central] = Place(0, 0, lines, ((-radius, -radius, radius, radius),))
    return radius + _CLEARING


class _Rings:
    """Fills the rings from the inside out."""

    def __init__(
        self, layout: Layout, rings: Sequence[dict[str, str]], others: dict[str, dict[str, Any]]
    ) -> None:
        self.layout = layout
        self.rings = rings
        self.within: list[dict[str, Shape]] = [{} for _ in rings]
        self.between: list[dict[str, Shape]] = [{} for _ in rings]
        self.sectors = {node: _sector(data) for node, data in others.items()}
        self.angles: dict[str, float] = {}
        order = {ring["id"]: number for number, ring in enumerate(rings)}
        for node in sorted(others, key=lambda name: self.sectors[name]):
            numbers = sorted({order[ring] for ring in others[node]["rings"]})
            if numbers:
                kept = self.within if len(numbers) == 1 else self.between
                kept[numbers[0]][node] = shape_of(others[node]["label"])

    def place(self) -> None:
        """Place every service that has a ring, and the rings themselves."""
        inner, taken = self.layout.core, list[Rect]()
        for number, ring in enumerate(self.rings):
            spots = fill_ring(self.within[number], inner, taken, self._cost)
            self._keep(self.within[number], spots)
            taken += _rects(spots)
            outer = max(inner + _EMPTY_RING, farthest(taken) + _PAD if taken else 0.0)
            while not Ground(taken).is_free([_band(ring, inner, outer).tag]):
                outer += 3
            border: Spots = {}
            if self.between[number]:
                outer, border = self._border(number, outer, taken)
                self._keep(self.between[number], border)
            self.layout.bands.append(_band(ring, inner, outer))
            inner, taken = outer, [*_rects(border), self.layout.bands[-1].tag]

    def _border(self, number: int, outer: float, taken: list[Rect]) -> tuple[float, Spots]:
        """Give the radius at which the services between two rings fit on their border."""
        shapes, ring = self.between[number], self.rings[number]
        while True:
            outer = round(outer, 1)
            ground = Ground([*taken, _band(ring, 0, outer).tag])
            spots = fit_circle(shapes, outer, ground, self._cost, on_mark=True)
            if spots is not None:
                return outer, spots
            outer += max(4.0, outer * 0.02)

    def _keep(self, shapes: dict[str, Shape], spots: Spots) -> None:
        for node, spot in spots.items():
            self.angles[node] = spot.angle
            self.layout.places[node] = Place(
                round(spot.x, 1), round(spot.y, 1), shapes[node].lines, spot.rects, spot.above
            )

    @property
    def _cost(self) -> Cost:
        """Keep near one's own sector, clear of services further in and of lines to the margins."""
        inward = sorted(self.angles.values())
        middles = _sector_middles(self.angles, self.sectors)

        def cost(node: str, angle: float) -> float:
            gap = _gap(inward, angle)
            middle = middles.get(self.sectors[node])
            away = 0.0 if middle is None else apart(angle, middle)
            return max(0.0, 0.2 - gap) * 5 + away + max(0.0, abs(math.cos(angle)) - 0.8)

        return cost


def _gap(angles: Sequence[float], angle: float) -> float:
    """Give how far the nearest of sorted angles is from an angle; pi where there is none."""
    if not angles:
        return math.pi
    at = bisect_left(angles, angle)
    beside = (angles[at - 1], angles[at % len(angles)], angles[0], angles[-1])
    return min(apart(angle, other) for other in beside)


def apart(one: float, two: float) -> float:
    """Give the angle between two directions, 0 to pi."""
    turn = (one - two) % (2 * math.pi)
    return min(turn, 2 * math.pi - turn)


def _sector(service: dict[str, Any]) -> str:
    return str(service["attributes"].get("sector", ""))


def _sector_middles(angles: dict[str, float], sectors: dict[str, str]) -> dict[str, float]:
    sums: dict[str, tuple[float, float]] = {}
    for node, angle in angles.items():
        if sectors[node]:
            x, y = sums.get(sectors[node], (0.0, 0.0))
            sums[sectors[node]] = (x + math.cos(angle), y + math.sin(angle))
    return {sector: math.atan2(y, x) for sector, (x, y) in sums.items()}


def _rects(spots: Spots) -> list[Rect]:
    return [rect for spot in spots.values() for rect in spot.rects]


def _band(ring: dict[str, str], inner: float, outer: float) -> Band:
    label = shown(ring["label"])
    lines = tuple(wrap_label(label, min(max(0.95 * outer, 120.0), 250.0), 2, _TAG_FONT))
    half = max(text_width(line, _TAG_FONT) for line in lines) * 0.58 + 12
    tall = len(lines) * 7.5 + 4
    outer = round(outer, 1)
    tag = (-half, -outer - tall, half, -outer + tall)
    return Band(ring["id"], label, ring["color"], round(inner, 1), outer, lines, tag)


def _place_margins(layout: Layout, others: dict[str, dict[str, Any]]) -> None:
    loose = {node: data for node, data in others.items() if not data["rings"]}
    unknown = {n: shape_of(d["label"]) for n, d in loose.items() if d["kind"] == "service"}
    actors = sorted((d["kind"], n) for n, d in loose.items() if n not in unknown)
    others_shapes = {node: shape_of(others[node]["label"]) for _, node in actors}
    radius = max((band.outer for band in layout.bands), default=layout.core)
    _place_margin(layout, "Not a service", others_shapes, radius, -1)
    _place_margin(layout, "Ring not known", unknown, radius, 1)


def _place_margin(
    layout: Layout, label: str, shapes: dict[str, Shape], radius: float, side: int
) -> None:
    """Stack shapes in columns beside the rings, to the left (side -1) or the right (1)."""
    if not shapes:
        return
    columns = _columns(shapes, max(2 * radius - _HEADING, 300.0))
    widths = [max(2 * shapes[node].half_width for node in column) + 12 for column in columns]
    tall = max(sum(_height(shapes[node]) for node in column) for column in columns) + _HEADING
    wide = max(sum(widths) + 12, text_width(label, 13) + 24)
    left = radius + _MARGIN_GAP if side > 0 else -radius - _MARGIN_GAP - wide
    layout.margins.append(Margin(label, (left, -tall / 2, left + wide, tall / 2)))
    x = left + (wide - sum(widths)) / 2
    for column, width in zip(columns, widths, strict=True):
        y = -tall / 2 + _HEADING
        for node in column:
            height = _height(shapes[node])
            _put(layout, node, shapes[node], x + width / 2, y + height / 2)
            y += height
        x += width


def _columns(shapes: dict[str, Shape], tall: float) -> list[list[str]]:
    """Split shapes into columns of about equal height, none much taller than `tall`."""
    total = sum(_height(shape) for shape in shapes.values())
    count = max(math.ceil(total / tall), round(math.sqrt(total / 130 / 8)), 1)
    columns: list[list[str]] = [[]]
    filled = 0.0
    for node, shape in shapes.items():
        if filled >= total / count * len(columns) - 1 and len(columns) < count:
            columns.append([])
        columns[-1].append(node)
        filled += _height(shape)
    return columns


def _height(shape: Shape) -> float:
    return 2 * shape.half_height + 12


def _put(layout: Layout, node: str, shape: Shape, x: float, y: float) -> None:
    rects = shape.at(x, y)
    layout.places[node] = Place(round(x, 1), round(y + shape.mark_y(), 1), shape.lines, rects)


def bounds(rects: Iterable[Rect]) -> Rect:
    """Give the rectangle around all rectangles."""
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
