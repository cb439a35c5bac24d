"""Where codings lie in a layout: the rows and lane of each, worked out where they are asked for.

Marks hang together where rows of the text lead from one to the next; only those can take each
other's lanes. So a place is shown by placing the marks that hang together there and no others.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Any

from lmm_qual.text.overlaps import lanes
from lmm_qual.tui.transcript.layout import Layout
from lmm_qual.tui.transcript.marks import CodingId, CodingMark, in_order

Rows = tuple[int, int]
"""Rows of a layout, half-open."""


class Placed:
    """A mark with the rows it lies in, half-open, and its lane, counted from 0 at the left."""

    __slots__ = ("lane", "mark", "rows")

    def __init__(self, mark: CodingMark, rows: Rows, lane: int) -> None:
        self.mark, self.rows, self.lane = mark, rows, lane

    def same_as(self, other: "Placed | None") -> bool:
        """Say whether another looks the same: it is of the very same mark, rows and lane."""
        return (
            other is not None
            and self.mark is other.mark
            and (self.rows, self.lane) == (other.rows, other.lane)
        )


class Placing:
    """Marks in order, by start, longer ones first; each placed once it is asked for.

    No two marks that share a row share a lane.
    """

    def __init__(self, layout: Layout, marks: Iterable[CodingMark]) -> None:
        """Order the marks; empty ones are left out, as are those behind the text."""
        self.layout = layout
        self._length = len(layout.document.shown)
        self.marks = sorted(self.shown(marks), key=in_order)
        self._reached = [*accumulate(map(_end, self.marks), max)]
        self._placed: dict[CodingId, Placed] = {}
        self._by_block: dict[int, list[Placed]] = defaultdict(list)
        self._complete: set[int] = set()
        self._by_id = {mark.id: mark for mark in self.marks}

    def mark(self, id: CodingId) -> CodingMark | None:
        """Give the mark with an id, None where it is not shown."""
        return self._by_id.get(id)

    def shown(self, marks: Iterable[CodingMark]) -> list[CodingMark]:
        """Give the marks that hold something of the text."""
        end = self._length
        return [mark for mark in marks if mark.start < mark.end and mark.start < end]

    def of(self, mark: CodingMark) -> Placed:
        """Give where a mark lies, which must be one of these."""
        if mark.id not in self._placed:
            self._place_all_with(bisect_left(self.marks, in_order(mark), key=in_order))
        return self._placed[mark.id]

    def in_block(self, block: int) -> Sequence[Placed]:
        """Give what lies in rows of a block, in order."""
        if block not in self._complete:
            self._complete.add(block)
            self._place_in(block)
        return self._by_block.get(block, ())

    def _place_in(self, block: int) -> None:
        """Place all marks that have a row in a block."""
        blocks, marks = self.layout.document.blocks, self.marks
        behind = blocks[block + 1].start if block + 1 < len(blocks) else self._length
        at = bisect_right(self._reached, blocks[block].start) if block else 0
        while at < len(marks) and marks[at].start < behind:
            at = at + 1 if marks[at].id in self._placed else self._place_all_with(at)

    def _place_all_with(self, at: int) -> int:
        """Place all that hang together with the mark at an index; gives the index behind them."""
        begin, end = at, at + 1
        while begin and self._joined(begin):
            begin -= 1
        while end < len(self.marks) and self._joined(end):
            end += 1
        marks = self.marks[begin:end]
        rows = [self.layout.rows_of(mark.start, mark.end) for mark in marks]
        for mark, place, lane in zip(marks, rows, lanes(rows), strict=True):
            if mark.id not in self._placed:
                self._enter(Placed(mark, place, lane))
        inner = self.layout.blocks_of(min(rows)[0], self._row_behind(self._reached[end - 1]))
        self._complete.update(inner[1:-1])
        return end

    def _joined(self, at: int) -> bool:
        """Say whether a mark hangs together with those before it."""
        return self.layout.row_at(self.marks[at].start) < self._row_behind(self._reached[at - 1])

    def _row_behind(self, end: int) -> int:
        """Give the row behind those of a mark with an end."""
        return self.layout.row_at(end - 1) + 1

    def _enter(self, placed: Placed) -> None:
        self._placed[placed.mark.id] = placed
        for block in self.layout.blocks_of(*placed.rows):
            there = self._by_block[block]
            if there and in_order(there[-1].mark) > in_order(placed.mark):
                insort(there, placed, key=_placed_order)
            else:
                there.append(placed)

    def change(self, old: Iterable[CodingMark], new: Iterable[CodingMark]) -> set[int]:
        """Take marks out and others in; gives the rows that may look different now."""
        old, new = self.shown(old), self.shown(new)
        touched = [self.layout.rows_of(mark.start, mark.end) for mark in (*old, *new)]
        before = self._all_in(touched)
        hulls = [*touched, *(placed.rows for placed in before.values())]
        self._forget(before, hulls)
        for mark in old:
            self._take_out(mark)
        for mark in new:
            self._put_in(mark)
        after = self._all_in(hulls)
        changed: set[int] = set()
        for id_ in before.keys() | after.keys():
            was, now = before.get(id_), after.get(id_)
            if now is None or not now.same_as(was):
                changed.update(*(range(*one.rows) for one in (was, now) if one is not None))
        return changed

    def _all_in(self, places: Iterable[Rows]) -> dict[CodingId, Placed]:
        """Give, by id, what lies in blocks of rows and all that hangs together with it."""
        blocks = {block for rows in places for block in self.layout.blocks_of(*rows)}
        found: dict[CodingId, Placed] = {}
        while blocks:
            here = {one.mark.id: one for block in blocks for one in self.in_block(block)}
            more = [one for id_, one in here.items() if id_ not in found]
            found |= here
            seen = blocks
            blocks = {block for one in more for block in self.layout.blocks_of(*one.rows)} - seen
        return found

    def _forget(self, ids: Iterable[CodingId], places: Iterable[Rows]) -> None:
        """Forget where marks lie, and what lies in the blocks of rows, which is those marks."""
        for id_ in ids:
            del self._placed[id_]
        for block in {block for rows in places for block in self.layout.blocks_of(*rows)}:
            self._complete.discard(block)
            self._by_block.pop(block, None)

    def _take_out(self, mark: CodingMark) -> None:
        at = bisect_left(self.marks, in_order(mark), key=in_order)
        del self.marks[at], self._reached[at], self._by_id[mark.id]
        self._reach_on(at)

    def _put_in(self, mark: CodingMark) -> None:
        at = bisect_right(self.marks, in_order(mark), key=in_order)
        self.marks.insert(at, mark)
        self._by_id[mark.id] = mark
        self._reached.insert(at, -1)
        self._reach_on(at)

    def _reach_on(self, begin: int) -> None:
        """Work out anew which code point is reached by each mark and those before it."""
        reached = self._reached[begin - 1] if begin else 0
        for at in range(begin, len(self.marks)):
            reached = max(reached, self.marks[at].end)
            if self._reached[at] == reached:
                return
            self._reached[at] = reached


_end = attrgetter("end")


def _placed_order(placed: Placed) -> Any:
    return in_order(placed.mark)
