"""Stretches of one text: which words two sets share, and where other segments lie.

A stretch is `(start, end)`, half-open and not empty, in code points. Costs grow with the number of
stretches times its logarithm.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from heapq import nlargest

Stretch = tuple[int, int]


def cover(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Give what the stretches cover, in order, touching ones joined."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def shared(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[Stretch]:
    """Give what two covers share."""
    found: list[Stretch] = []
    at, beside = 0, 0
    while at < len(one) and beside < len(other):
        start, end = max(one[at][0], other[beside][0]), min(one[at][1], other[beside][1])
        if start < end:
            found.append((start, end))
        if one[at][1] <= other[beside][1]:
            at += 1
        else:
            beside += 1
    return found


def without(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[Stretch]:
    """Give what the first cover holds and the second does not."""
    if not one:
        return []
    gaps, reached = list[Stretch](), one[0][0]
    for start, end in other:
        if start > reached:
            gaps.append((reached, start))
        reached = max(reached, end)
    if reached < one[-1][1]:
        gaps.append((reached, one[-1][1]))
    return shared(one, gaps)


class Others:
    """Stretches, each of somebody, that are asked for beside a stretch of one's own.

    What is of the one who asks is never counted.
    """

    def __init__(self, stretches: Iterable[tuple[int, int, Hashable]]) -> None:
        found = sorted({(start, end, key) for start, end, key in stretches if start < end}, key=_by)
        self._of = {key: (start, end) for start, end, key in found}
        self._starts = [start for start, _, _ in found]
        self._ends = sorted(end for _, end, _ in found)
        self._reach = _two_longest(found)

    def overlap(self, start: int, end: int, own: Hashable) -> bool:
        """Say whether one of another shares a code point with the stretch; none does if empty."""
        if start >= end:
            return False
        number = bisect_left(self._starts, end) - bisect_right(self._ends, start)
        mine = self._of.get(own)
        itself = mine is not None and max(mine[0], start) < min(mine[1], end)
        return number - itself > 0

    def hold(self, start: int, end: int, own: Hashable) -> bool:
        """Say whether the stretch lies wholly within one of another."""
        begun = bisect_right(self._starts, start)
        longest = self._reach[begun - 1] if begun else ()
        return any(reached >= end and key != own for reached, key in longest)

    def beside(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Give where the last that ends before the stretch ends, and the next begins."""
        before, behind = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (
            self._ends[before - 1] if before else None,
            self._starts[behind] if behind < len(self._starts) else None,
        )


def _by(entry: tuple[int, int, Hashable]) -> Stretch:
    return entry[:2]


def _two_longest(
    found: Sequence[tuple[int, int, Hashable]],
) -> list[tuple[tuple[int, Hashable], ...]]:
    """Give, after each stretch, the two that reach farthest so far, with whose they are."""
    reach: list[tuple[tuple[int, Hashable], ...]] = []
    longest: tuple[tuple[int, Hashable], ...] = ()
    for _, end, key in found:
        longest = tuple(nlargest(2, (*longest, (end, key)), key=_end))
        reach.append(longest)
    return reach


def _end(entry: tuple[int, Hashable]) -> int:
    return entry[0]
