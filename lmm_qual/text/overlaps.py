"""Overlapping spans: the runs they cut a text into, and the lanes their stripes stand in."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Run(Generic[Key]):
    """A stretch, in code points, that the same spans cover from `start` to `end`: `ids`.

    The ids stand in the order in which their spans begin, longer ones first.
    """

    start: int
    end: int
    ids: tuple[Key, ...]


def runs(spans: Iterable[tuple[Key, int, int]]) -> list[Run[Key]]:
    """Flatten spans `(id, start, end)` into runs, in order and disjoint; empty spans have none.

    Cost grows with the number of borders times the depth of the overlap.
    """
    ordered = sorted(
        ((start, -end, index, key) for index, (key, start, end) in enumerate(spans) if start < end),
        key=lambda entry: entry[:3],
    )
    opening: dict[int, list[tuple[Key, int]]] = {}
    borders: set[int] = set()
    for start, minus_end, _, key in ordered:
        opening.setdefault(start, []).append((key, -minus_end))
        borders.update((start, -minus_end))
    flat: list[Run[Key]] = []
    open_now: list[tuple[Key, int]] = []
    reached = 0
    for border in sorted(borders):
        if open_now:
            flat.append(Run(reached, border, tuple(key for key, _ in open_now)))
            open_now = [entry for entry in open_now if entry[1] > border]
        open_now += opening.get(border, [])
        reached = border
    return flat


def lanes(intervals: Sequence[tuple[int, int]]) -> list[int]:
    """Give each half-open interval a lane, counted from 0; two that overlap never share one.

    As many lanes are used as intervals overlap at the deepest place, the fewest possible.
    Intervals that begin first, then longer ones, then those given first take the lowest free
    lane; an empty interval takes part in nothing and gets lane 0.
    """
    assigned = [0] * len(intervals)
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    opened = 0
    order = sorted(range(len(intervals)), key=lambda at: (intervals[at][0], -intervals[at][1], at))
    for index in order:
        start, end = intervals[index]
        if start >= end:
            continue
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, opened = opened, opened + 1
        assigned[index] = lane
        heappush(busy, (end, lane))
    return assigned


def lane_letter(lane: int) -> str:
    """Give the letter of a lane: A to Z, a to z, 0 to 9, then `*` for all that are left."""
    return _LETTERS[lane] if lane < len(_LETTERS) else "*"
