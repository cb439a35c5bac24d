"""Where labels stand beside their circles, so that they hide as little as may be."""

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
Circle = tuple[float, float, float]
"""The middle's place, and the radius."""

_GAPS = (0.04, 0.16, 0.32, 0.5)
_TURNS = 12
_LABELS, _CIRCLES, _LINES, _OUT, _FAR = 40.0, 30.0, 0.15, 200.0, 0.8
"""What it costs to hide a square inch of a label or circle, a line, to stand out, to stand far."""


def place_labels(
    circles: Sequence[Circle],
    sizes: Sequence[Point],
    room: Box,
    lines: Sequence[tuple[Point, Point]] = (),
) -> list[Point]:
    """Give the middle of each circle's label, of so wide and high a size; the first choose first.

    `lines` had better not be written over.
    """
    placed: list[Box] = []
    spots: list[Point] = []
    for circle, size in zip(circles, sizes, strict=True):
        found = min(
            _spots(circle, size), key=lambda spot: _cost(spot, size, circles, placed, room, lines)
        )
        spots.append(found[:2])
        placed.append(_box(found, size))
    return spots


Spot = tuple[float, float, float]
"""A label's middle, and how far it is from its circle."""


def _spots(circle: Circle, size: Point) -> Iterable[Spot]:
    """Give the places around a circle: right, below, left, above and between, ever farther."""
    x, y, radius = circle
    for gap in _GAPS:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            dx, dy = math.cos(angle), math.sin(angle)
            yield (
                x + dx * (radius + gap + size[0] / 2),
                y + dy * (radius + gap + size[1] / 2),
                gap,
            )


def _box(spot: Spot, size: Point) -> Box:
    return (
        spot[0] - size[0] / 2,
        spot[1] - size[1] / 2,
        spot[0] + size[0] / 2,
        spot[1] + size[1] / 2,
    )


def _cost(
    spot: Spot,
    size: Point,
    circles: Sequence[Circle],
    placed: Sequence[Box],
    room: Box,
    lines: Sequence[tuple[Point, Point]],
) -> float:
    box = _box(spot, size)
    hidden = sum(shared_area(box, other) for other in placed)
    over = sum(shared_area(box, (x - r, y - r, x + r, y + r)) for x, y, r in circles)
    crossed = sum(crosses(box, line) for line in lines)
    out = (box[2] - box[0]) * (box[3] - box[1]) - shared_area(box, room)
    return _LABELS * hidden + _CIRCLES * over + _LINES * crossed + _OUT * out + _FAR * spot[2]


def shared_area(one: Box, other: Box) -> float:
    """Give the area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def crosses(box: Box, line: tuple[Point, Point]) -> bool:
    """Say whether a line runs through a box, as far as a few of its points tell."""
    (x, y), (to_x, to_y) = line
    if max(x, to_x) < box[0] or min(x, to_x) > box[2]:
        return False
    if max(y, to_y) < box[1] or min(y, to_y) > box[3]:
        return False
    steps = (at / 16 for at in range(17))
    points = ((x + (to_x - x) * at, y + (to_y - y) * at) for at in steps)
    return any(box[0] < a < box[2] and box[1] < b < box[3] for a, b in points)
