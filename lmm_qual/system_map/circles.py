"""Labelled marks spread over circles so that nothing overlaps."""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom; y grows downwards."""

Cost = Callable[[str, float], float]
"""What it costs to have a service at an angle; the cheapest turn of a circle is taken."""

Cell = tuple[int, int]
"""Column and row of the squares that the ground is looked up by."""

_CELL = 128.0
_SHIFTS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.42, -0.42)
"""By so much of its share a shape may stand aside."""
_STEPS = 720


@dataclass(frozen=True)
class Shape:
    """A mark with its label below or above it, around their common middle."""

    lines: tuple[str, ...]
    half_width: float
    half_height: float
    mark: float
    """The mark's half size; it stands at one end of the height, the label takes the rest."""

    def at(self, x: float, y: float, *, above: bool = False) -> tuple[Rect, ...]:
        """Give the rectangles of mark and label with the shape's middle at (x, y)."""
        top, bottom = y - self.half_height, y + self.half_height
        left, right = x - self.half_width, x + self.half_width
        if above:
            edge = bottom - 2 * self.mark
            return (x - self.mark, edge, x + self.mark, bottom), (left, top, right, edge)
        edge = top + 2 * self.mark
        return (x - self.mark, top, x + self.mark, edge), (left, edge, right, bottom)

    def mark_y(self, *, above: bool = False) -> float:
        """Give how far below the shape's middle its mark stands."""
        return self.half_height - self.mark if above else self.mark - self.half_height


@dataclass(frozen=True)
class Spot:
    """Where a mark stands, at what angle, its rectangles, and whether its label is above it."""

    x: float
    y: float
    angle: float
    rects: tuple[Rect, ...]
    above: bool


Spots = dict[str, Spot]


class Ground:
    """The rectangles that are taken, found quickly by where they lie."""

    def __init__(self, taken: Iterable[Rect] = ()) -> None:
        self._cells: dict[Cell, list[Rect]] = {}
        self.take(taken)

    def take(self, rects: Iterable[Rect]) -> None:
        """Take more rectangles."""
        for rect in rects:
            self.take_in(cells_of(rect), (rect,))

    def take_in(self, cells: Iterable[Cell], rects: Iterable[Rect]) -> None:
        """Take rectangles that lie in cells, which need not all be touched by each."""
        for cell in cells:
            self._cells.setdefault(cell, []).extend(rects)

    def is_free(self, rects: Iterable[Rect]) -> bool:
        """Tell whether none of the rectangles overlaps one that is taken."""
        return all(self.is_free_in(cells_of(rect), (rect,)) for rect in rects)

    def is_free_in(self, cells: Iterable[Cell], rects: Iterable[Rect]) -> bool:
        """Tell the same of rectangles that lie in cells."""
        for cell in cells:
            for left, top, right, bottom in self._cells.get(cell, ()):
                for rect in rects:
                    if left < rect[2] and rect[0] < right and top < rect[3] and rect[1] < bottom:
                        return False
        return True


def overlap(one: Rect, two: Rect) -> bool:
    """Tell whether two rectangles share more than an edge."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def farthest(rects: Iterable[Rect]) -> float:
    """Give the greatest distance of the rectangles from the middle (0, 0)."""
    return max(
        math.hypot(max(-left, right), max(-top, bottom)) for left, top, right, bottom in rects
    )


def nearest(rects: Iterable[Rect]) -> float:
    """Give the least distance of the rectangles from the middle (0, 0)."""
    return min(
        math.hypot(max(left, -right, 0.0), max(top, -bottom, 0.0))
        for left, top, right, bottom in rects
    )


def fill_ring(
    shapes: Mapping[str, Shape], inner: float, taken: Iterable[Rect], cost: Cost
) -> Spots:
    """Spread shapes, in their order, outside the radius `inner`, on as many circles as it takes.

    Every shape lies wholly outside `inner` and overlaps neither another nor what is taken.
    """
    ground = Ground(taken)
    spots: Spots = {}
    radius = inner
    for share in _shares(shapes, inner):
        radius = max(radius, _least_radius(share, inner))
        while (found := fit_circle(share, radius, ground, cost, inner=inner)) is None:
            radius += max(3.0, radius * 0.02)
        for spot in found.values():
            ground.take(spot.rects)
        spots |= found
        radius += 0.7 * max(_mean_size(list(share.values())))
    return {node: spots[node] for node in shapes}


def fit_circle(
    shapes: Mapping[str, Shape],
    radius: float,
    ground: Ground,
    cost: Cost,
    *,
    inner: float = 0.0,
    on_mark: bool = False,
) -> Spots | None:
    """Spread shapes evenly over one circle, in the cheapest turn; None where they do not fit.

    The shapes' middles stand on the circle, or with `on_mark` their marks.
    """
    spread = _Spread(list(shapes.items()), radius, ground, inner, on_mark)
    turns = 24 if len(shapes) <= 24 else max(2, 240 // len(shapes))
    best: tuple[float, Spots] | None = None
    for turn in range(turns):
        spots = spread.attempt(turn / turns)
        if spots is not None:
            price = sum(cost(node, spot.angle) for node, spot in spots.items())
            if best is None or price < best[0] - 1e-9:
                best = price, spots
    return best and best[1]


@dataclass(frozen=True)
class _Spread:
    shapes: Sequence[tuple[str, Shape]]
    radius: float
    ground: Ground
    inner: float
    on_mark: bool

    def attempt(self, turn: float) -> Spots | None:
        """Place every shape near its even share of the circle, begun at `turn` of a share."""
        width, height = _mean_size([shape for _, shape in self.shapes])
        placed = Ground()
        spots: Spots = {}
        for number, (node, shape) in enumerate(self.shapes):
            for shift in _SHIFTS:
                share = (number + turn + shift) / len(self.shapes)
                spot = self._spot(shape, _angle(share, width, height))
                cells = cells_of(_around(spot))
                if self._is_free(spot, shape, cells) and placed.is_free_in(cells, spot.rects):
                    break
            else:
                return None
            spots[node] = spot
            placed.take_in(cells, spot.rects)
        return spots

    def _is_free(self, spot: Spot, shape: Shape, cells: Iterable[Cell]) -> bool:
        near = self.radius - 2 * (shape.half_width + shape.half_height) < self.inner
        if near and nearest(spot.rects) < self.inner:
            return False
        return self.ground.is_free_in(cells, spot.rects)

    def _spot(self, shape: Shape, angle: float) -> Spot:
        """Turn labels outwards, so that lines from the middle reach marks beside them."""
        x, y = self.radius * math.cos(angle), self.radius * math.sin(angle)
        above = math.sin(angle) < -0.3
        mark_y = shape.mark_y(above=above)
        if self.on_mark:
            return Spot(x, y, angle, shape.at(x, y - mark_y, above=above), above)
        return Spot(x, y + mark_y, angle, shape.at(x, y, above=above), above)


def cells_of(rect: Rect) -> list[Cell]:
    """Give the cells that a rectangle lies in."""
    left, top = int(rect[0] // _CELL), int(rect[1] // _CELL)
    right, bottom = int(rect[2] // _CELL), int(rect[3] // _CELL)
    if left == right and top == bottom:
        return [(left, top)]
    return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]


def _around(spot: Spot) -> Rect:
    """Give the rectangle around a mark and its label, of which one stands on the other."""
    (left, top, right, bottom), label = spot.rects
    return min(left, label[0]), min(top, label[1]), max(right, label[2]), max(bottom, label[3])


def _mean_size(shapes: Sequence[Shape]) -> tuple[int, int]:
    """Give the mean width and height of the shapes."""
    width = 2 * sum(shape.half_width for shape in shapes) / len(shapes)
    height = 2 * sum(shape.half_height for shape in shapes) / len(shapes)
    return max(1, round(width)), max(1, round(height))


def _capacity(width: float, height: float) -> float:
    """Give how many boxes fit a circle, by unit of its radius.

    At an angle, neighbours are apart by their width or by their height, whichever is sooner.
    """
    turn = math.atan2(width, height)
    return 4 * (math.sin(turn) / height + math.cos(turn) / width)


@lru_cache(maxsize=64)
def _filling(width: int, height: int) -> tuple[float, ...]:
    """Give how much of a circle's capacity lies before each of its steps."""
    angles = (2 * math.pi * (step + 0.5) / _STEPS for step in range(_STEPS))
    filling = accumulate(
        max(abs(math.sin(angle)) / width, abs(math.cos(angle)) / height) for angle in angles
    )
    return (0.0, *filling)


def _angle(share: float, width: int, height: int) -> float:
    """Give the angle before which a share of the circle's capacity lies, from the top on."""
    filling = _filling(width, height)
    wanted = (share % 1.0) * filling[-1]
    step = max(1, bisect_left(filling, wanted))
    part = (wanted - filling[step - 1]) / (filling[step] - filling[step - 1])
    return 2 * math.pi * (step - 1 + part) / _STEPS - math.pi / 2


def _least_radius(shapes: Mapping[str, Shape], inner: float) -> float:
    width, height = _mean_size(list(shapes.values()))
    needed = 0.9 * len(shapes) / _capacity(width, height) if len(shapes) > 1 else 0.0
    return max(needed, inner + min(shape.half_height for shape in shapes.values()))


def _shares(shapes: Mapping[str, Shape], inner: float) -> list[dict[str, Shape]]:
    """Deal the shapes out to as many circles as make the ring's outer radius least."""
    if not shapes:
        return []
    width, height = _mean_size(list(shapes.values()))
    capacity, thickness = _capacity(width, height), float(max(width, height))
    least = inner + thickness / 2

    def first_radius(circles: int) -> float:
        needed = len(shapes) / capacity - thickness * circles * (circles - 1) / 2
        return max(least, needed / circles)

    count = min(range(1, 13), key=lambda n: (first_radius(n) + (n - 1) * thickness, n))
    weights = [first_radius(count) + number * thickness for number in range(count)]
    return [share for share in _dealt(shapes, weights) if share]


def _dealt(shapes: Mapping[str, Shape], weights: Sequence[float]) -> list[dict[str, Shape]]:
    """Deal shapes by weight, in turns, so that neighbours in order stay neighbours in angle."""
    shares: list[dict[str, Shape]] = [{} for _ in weights]
    for node, shape in shapes.items():
        place = min(range(len(weights)), key=lambda n: ((len(shares[n]) + 1) / weights[n], n))
        shares[place][node] = shape
    return shares
