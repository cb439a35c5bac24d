"""Codes that meet as a network: circles as large as their segments, lines as thick as the c-index.

Codes stand where springs between those that meet pull them (Fruchterman & Reingold 1991), from a
fixed seed, and are then pushed apart, so that the same codes give the same picture.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lmm_qual.analysis.cooccurrence import CoOccurrence, Pair
from lmm_qual.exporters.cooccurrence import remarks
from lmm_qual.exporters.pictures.drawing import (
    ACCENT,
    FAINT,
    PAPER,
    PictureForm,
    cut,
    picture,
    sheet,
    wrapped,
)
from lmm_qual.exporters.pictures.label_places import Box, Circle, place_labels
from lmm_qual.model.codebook import split_path
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SEED = 7
_EDGE, _LINE, _TOP, _MARGIN = 0.25, 0.17, 0.55, 0.9
_LEAST, _LARGEST = 0.07, 0.34
"""Inches of a circle's radius."""
_APART = 0.42
"""Inches between two circles, for the letters."""
_MOST = 120
"""Codes that a picture shows."""
_FEW, _PER_CODE = 60, 3
"""Lines in all, and to a code; the weakest of more are left out."""
Places = dict[int, tuple[float, float]]


@dataclass(frozen=True)
class _Drawing:
    """What is drawn: codes with their names, radii and colours, and the pairs with lines."""

    codes: Sequence[int]
    names: Mapping[int, str]
    radii: Mapping[int, float]
    colors: Mapping[int, str]
    pairs: Sequence[Pair]
    highest: float


def network_picture(
    found: CoOccurrence,
    colors: Mapping[int, str],
    form: PictureForm,
    notes: Sequence[str] = (),
) -> bytes:
    """Draw the codes that meet any other; raises BadInputError where there are too many."""
    meeting = {code for pair in found.pairs for code in (pair.a, pair.b)}
    codes = [code for code in found.codes if code in meeting]
    if len(codes) > _MOST:
        raise refuse(f"{len(codes)} codes are too many for a picture", "add --depth N")
    if not codes:
        raise refuse("no two codes meet", "there is nothing to draw")
    drawing = _drawing(found, codes, colors)
    wide = min(7.5 + 0.14 * len(codes), 20.0)
    high = 0.72 * wide
    said = [
        "circle: a code, as large as its segments",
        f"line: two codes that meet, thickest at the highest c-index ({drawing.highest:.2f})",
        *_left_out(found, drawing),
        *notes,
        *remarks(found),
    ]
    lines = [line for one in said for line in wrapped(one, int(wide * 13), most=3)]
    places = _places(drawing, wide, high)

    def draw(figure: "Figure") -> None:
        axes = sheet(figure)
        axes.text(_EDGE, _EDGE + 0.1, "Codes that meet", weight="bold", size=11)
        _lines(axes, drawing, places)
        _circles(axes, drawing, places)
        _labels(axes, drawing, places, (_EDGE, _TOP, wide - _EDGE, _TOP + high))
        for at, line in enumerate(lines):
            axes.text(_EDGE, _TOP + high + 0.3 + at * _LINE, line, size=7.5, color=FAINT)

    return picture(form, (wide, _TOP + high + 0.3 + _LINE * len(lines) + _EDGE), draw)


def _drawing(found: CoOccurrence, codes: Sequence[int], colors: Mapping[int, str]) -> _Drawing:
    numbers = dict(zip(found.codes, found.segments, strict=True))
    most = max(numbers[code] for code in codes)
    strongest = sorted(found.pairs, key=lambda pair: (-pair.c_index, -pair.segments, pair[:2]))
    return _Drawing(
        codes,
        _names(found, codes),
        {code: max(_LEAST, _LARGEST * math.sqrt(numbers[code] / most)) for code in codes},
        {code: colors.get(code, ACCENT) for code in codes},
        _lined(strongest, max(_FEW, _PER_CODE * len(codes))),
        strongest[0].c_index,
    )


def _lined(strongest: Sequence[Pair], most: int) -> list[Pair]:
    """Give the pairs that have a line: so many, and the strongest of each code."""
    first: dict[int, Pair] = {}
    for pair in strongest:
        first.setdefault(pair.a, pair)
        first.setdefault(pair.b, pair)
    kept = {*strongest[:most], *first.values()}
    return [pair for pair in strongest if pair in kept]


def _names(found: CoOccurrence, codes: Sequence[int]) -> dict[int, str]:
    """Name codes by their last part, those of one name by that above it as well."""
    paths = dict(zip(found.codes, found.rows, strict=True))
    parts = {code: split_path(paths[code]) for code in codes}
    last = [names[-1] for names in parts.values()]
    named = {
        code: names[-1] if last.count(names[-1]) == 1 else " / ".join(names[-2:])
        for code, names in parts.items()
    }
    return {code: "\n".join(wrapped(cut(name, 44), 22, 2)) for code, name in named.items()}


def _left_out(found: CoOccurrence, drawing: _Drawing) -> list[str]:
    drawn, number = len(drawing.pairs), len(found.pairs)
    said = f"{drawn} of {number} pairs have a line: the strongest, and each code's strongest"
    return [] if drawn == number else [said]


def _places(drawing: _Drawing, wide: float, high: float) -> Places:
    """Give each code its place in inches, no two circles touching where there is room."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(drawing.codes)
    for at, code in enumerate(drawing.codes):  # a weak pull holds apart parts together
        graph.add_weighted_edges_from((code, other, 0.02) for other in drawing.codes[at + 1 :])
    for pair in drawing.pairs:
        graph.add_edge(pair.a, pair.b, weight=0.1 + pair.c_index / drawing.highest)
    spread = 2.4 / math.sqrt(len(drawing.codes))
    found = nx.spring_layout(graph, k=spread, seed=_SEED, iterations=200, weight="weight")
    points = {code: (float(x), float(y)) for code, (x, y) in found.items()}
    room = (_MARGIN, _TOP + 0.3, wide - _MARGIN, _TOP + high - 0.3)
    return _pushed(drawing, _stretched(points, room), room)


def _stretched(points: Places, room: Box) -> Places:
    """Give points so that they fill the room, each way by itself."""

    def along(axis: int, low: float, high: float) -> dict[int, float]:
        values = [point[axis] for point in points.values()]
        least, span = min(values), max(values) - min(values)
        middle = (low + high) / 2
        return {
            code: low + (point[axis] - least) / span * (high - low) if span > 1e-9 else middle
            for code, point in points.items()
        }

    xs, ys = along(0, room[0], room[2]), along(1, room[1], room[3])
    return {code: (xs[code], ys[code]) for code in points}


def _pushed(drawing: _Drawing, points: Places, room: Box) -> Places:
    """Push circles apart until none are too near, or a while has passed."""
    here = {code: list(points[code]) for code in drawing.codes}
    for _ in range(120):
        moved = False
        for at, code in enumerate(drawing.codes):
            for other in drawing.codes[at + 1 :]:
                moved |= _parted(
                    here[code], here[other], drawing.radii[code] + drawing.radii[other] + _APART
                )
        for point in here.values():
            point[0] = min(max(point[0], room[0]), room[2])
            point[1] = min(max(point[1], room[1]), room[3])
        if not moved:
            break
    return {code: (x, y) for code, (x, y) in here.items()}


def _parted(one: list[float], other: list[float], least: float) -> bool:
    """Move two points from each other where they are nearer than `least`; says whether."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    apart = math.hypot(dx, dy)
    if apart >= least - 1e-6:
        return False
    if apart < 1e-9:
        dx, dy, apart = 1.0, 0.0, 1.0
    push = (least - min(apart, least)) / 2 + 0.002
    for point, sign in ((one, -1), (other, 1)):
        point[0] += sign * dx / apart * push
        point[1] += sign * dy / apart * push
    return True


def _lines(axes: "Axes", drawing: _Drawing, places: Places) -> None:
    for pair in reversed(drawing.pairs):
        share = pair.c_index / drawing.highest
        xs, ys = zip(places[pair.a], places[pair.b], strict=True)
        axes.plot(
            xs,
            ys,
            color=FAINT,
            lw=0.5 + 4.5 * share**2,
            alpha=0.2 + 0.4 * share,
            solid_capstyle="round",
            zorder=1,
        )


def _circles(axes: "Axes", drawing: _Drawing, places: Places) -> None:
    from matplotlib.patches import Circle as Disc

    for code in drawing.codes:
        axes.add_patch(
            Disc(
                places[code],
                drawing.radii[code],
                facecolor=drawing.colors[code],
                edgecolor=PAPER,
                linewidth=1.2,
                zorder=2,
            )
        )


def _labels(axes: "Axes", drawing: _Drawing, places: Places, room: Box) -> None:
    """Write the names beside their circles, those of the largest first."""
    from matplotlib.patheffects import withStroke

    order = sorted(drawing.codes, key=lambda code: -drawing.radii[code])
    circles: list[Circle] = [(*places[code], drawing.radii[code]) for code in order]
    texts = [
        axes.text(
            *places[code],
            drawing.names[code],
            size=7.5,
            va="center",
            ha="center",
            zorder=4,
            linespacing=1.05,
            path_effects=[withStroke(linewidth=2.2, foreground=PAPER)],
        )
        for code in order
    ]
    dpi = axes.figure.dpi
    extents = [text.get_window_extent() for text in texts]
    sizes = [(extent.width / dpi, extent.height / dpi) for extent in extents]
    ends = [(places[pair.a], places[pair.b]) for pair in drawing.pairs[: len(order)]]
    for text, circle, spot in zip(
        texts, circles, place_labels(circles, sizes, room, ends), strict=True
    ):
        text.set_position(spot)
        if math.dist(spot, circle[:2]) > circle[2] + 0.75:
            axes.plot(*zip(circle[:2], spot, strict=True), color=FAINT, lw=0.5, ls=":", zorder=3)
