"""The codings laid over a layout: runs for underlining, stripes for the margin, ways between."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import is_
from typing import Any, NamedTuple

from lmm_qual.text.overlaps import Run, lane_letter, lanes, runs
from lmm_qual.text.segmentation import words
from lmm_qual.text.span import Span, gaps
from lmm_qual.tui.transcript.layout import Layout

CodingId = int | str


class CodingMark(NamedTuple):
    """A coding to show: `start`..`end` in code points, half-open.

    `letter` stands in the stripe; without one it is that of the lane. `color` is `#rrggbb` or a
    colour's name. `mine` is False for other coders' codings.
    """

    id: CodingId
    start: int
    end: int
    label: str
    color: str | None = None
    letter: str | None = None
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding's stripe in a row: the lane counts from 0 at the left."""

    lane: int
    letter: str
    mark: CodingMark


_FEW = 8
"""So many marks are put in their places one by one; for more of them, all are laid out anew."""


class _Placed:
    """A mark with the rows it lies in, half-open, and its lane."""

    __slots__ = ("lane", "mark", "rows")

    def __init__(self, mark: CodingMark, rows: tuple[int, int]) -> None:
        self.mark, self.rows, self.lane = mark, rows, -1


class Codings:
    """Codings over a layout, by start, longer ones first. No two stripes of a row share a lane."""

    def __init__(self, layout: Layout, marks: Iterable[CodingMark] = ()) -> None:
        """Lay the marks out; empty ones are left out, ends beyond the text brought in."""
        self.layout = layout
        self._given = tuple(marks)
        self._ordered: list[_Placed] = []
        self._reached: list[int] = []
        self._placed: dict[CodingId, _Placed] = {}
        self._by_block: dict[int, list[_Placed]] = defaultdict(list)
        self._runs: dict[int, list[Run[CodingId]]] = {}
        self._lay_out()

    @property
    def marks(self) -> tuple[CodingMark, ...]:
        """Give the marks in order."""
        return tuple(placed.mark for placed in self._ordered)

    def replace(self, marks: Iterable[CodingMark]) -> set[int]:
        """Lay other marks out instead; gives the rows that look different now.

        Costs little where few are other than before: a mark counts as the same only where it is
        the very same object.
        """
        before, self._given = self._given, tuple(marks)
        old, new = _differing(before, self._given)
        if len(old) + len(new) > _FEW:
            was = self._placed
            self._lay_out()
            return self._otherwise(was)
        gone = [self._placed[mark.id] for mark in old if mark.id in self._placed]
        come = [self._place(mark) for mark in self._shown(new)]
        for one in gone:
            self._leave(one)
        for one in come:
            self._enter(one)
        changed = {row for one in (*gone, *come) for row in range(*one.rows)}
        return changed | self._assign_lanes([one.rows for one in (*gone, *come)])

    def _shown(self, marks: Iterable[CodingMark]) -> Iterator[CodingMark]:
        """Give the marks that hold something of the text."""
        end = len(self.layout.document.shown)
        return (mark for mark in marks if mark.start < min(mark.end, end))

    def _lay_out(self) -> None:
        """Lay all marks out."""
        self._ordered = [*map(self._place, sorted(self._shown(self._given), key=_order))]
        rows = [one.rows for one in self._ordered]
        self._reached = [*accumulate((last for _, last in rows), max)]
        self._placed = {one.mark.id: one for one in self._ordered}
        self._by_block, self._runs = defaultdict(list), {}
        for one, lane in zip(self._ordered, lanes(rows), strict=True):
            one.lane = lane
            for block in self._blocks(one):
                self._by_block[block].append(one)

    def _otherwise(self, before: dict[CodingId, _Placed]) -> set[int]:
        """Give the rows of marks that were not there before, are gone or moved."""
        changed: set[int] = set()
        for one in self._ordered:
            was = before.get(one.mark.id)
            if was is None or was.mark is not one.mark or was.lane != one.lane:
                changed.update(range(*one.rows), range(*(was or one).rows))
        gone = (one for key, one in before.items() if key not in self._placed)
        return changed.union(*(range(*one.rows) for one in gone))

    def _reach_on(self, begin: int) -> None:
        """Work out anew which row is reached by each mark and those before it."""
        reached = self._reached[begin - 1] if begin else 0
        for at in range(begin, len(self._ordered)):
            reached = max(reached, self._ordered[at].rows[1])
            if self._reached[at] == reached:
                return
            self._reached[at] = reached

    def _place(self, mark: CodingMark) -> _Placed:
        return _Placed(mark, self.layout.rows_of(mark.start, mark.end))

    def _blocks(self, placed: _Placed) -> range:
        return self.layout.blocks_of(*placed.rows)

    def _leave(self, placed: _Placed) -> None:
        at = bisect_left(self._ordered, _placed_order(placed), key=_placed_order)
        del self._ordered[at], self._reached[at]
        self._reach_on(at)
        del self._placed[placed.mark.id]
        for block in self._blocks(placed):
            self._by_block[block].remove(placed)
            self._runs.pop(block, None)

    def _enter(self, placed: _Placed) -> None:
        at = bisect_right(self._ordered, _placed_order(placed), key=_placed_order)
        self._ordered.insert(at, placed)
        self._reached.insert(at, -1)
        self._reach_on(at)
        self._placed[placed.mark.id] = placed
        for block in self._blocks(placed):
            insort(self._by_block[block], placed, key=_placed_order)
            self._runs.pop(block, None)

    def _assign_lanes(self, touched: Sequence[tuple[int, int]]) -> set[int]:
        """Give lanes anew to all that hang together with rows; gives the rows of those that moved.

        Marks hang together where one shares a row with the next; others cannot take their lanes.
        """
        if not touched:
            return set()
        first, last = min(rows[0] for rows in touched), max(rows[1] for rows in touched)
        placed, reached = self._ordered, self._reached
        begin = bisect_right(reached, first)
        while 0 < begin < len(placed) and reached[begin - 1] > placed[begin].rows[0]:
            begin -= 1
        end = begin
        while end < len(placed) and (
            placed[end].rows[0] < last or reached[end - 1] > placed[end].rows[0]
        ):
            end += 1
        moved: set[int] = set()
        for one, lane in zip(
            placed[begin:end], lanes([one.rows for one in placed[begin:end]]), strict=True
        ):
            if one.lane != lane:
                one.lane = lane
                moved.update(range(*one.rows))
        return moved

    def runs_in(self, block: int) -> list[Run[CodingId]]:
        """Give the runs of a block; their ids are those of marks. Worked out once."""
        if block not in self._runs:
            span = self.layout.document.blocks[block].span
            inside = (
                (mark.id, max(mark.start, span.start), min(mark.end, span.end))
                for mark in self._marks_of(block)
            )
            self._runs[block] = runs(inside)
        return self._runs[block]

    def _marks_of(self, block: int) -> list[CodingMark]:
        return [one.mark for one in self._by_block.get(block, ())]

    def runs_between(self, block: int, start: int, end: int) -> Iterator[Run[CodingId]]:
        """Give the runs of a block that share code points with `start`..`end`."""
        block_runs = self.runs_in(block)
        first = bisect_right(block_runs, start, key=lambda run: run.end)
        for run in block_runs[first:]:
            if run.start >= end:
                return
            yield run

    def stripes(self, row: int) -> Sequence[Stripe]:
        """Give the stripes of a row, in the order in which their codings begin."""
        return [
            Stripe(one.lane, one.mark.letter or lane_letter(one.lane), one.mark)
            for one in self._by_block.get(self.layout.block_index(row), ())
            if one.rows[0] <= row < one.rows[1]
        ]

    def at(self, position: int) -> list[CodingMark]:
        """Give the codings of the code point behind a position, longer ones first if begun there.

        At the end of a block, where no code point follows, those of the one before.
        """
        block = self.layout.document.block_at(position)
        span = self.layout.document.blocks[block].span
        place = position - 1 if position == span.end > span.start else position
        return [mark for mark in self._marks_of(block) if mark.start <= place < mark.end]

    def mark(self, id: CodingId) -> CodingMark | None:
        """Give the coding with an id, None where it is not shown."""
        placed = self._placed.get(id)
        return placed.mark if placed else None

    def letter(self, id: CodingId) -> str:
        """Give the letter of a coding's stripe, empty where it is not shown."""
        placed = self._placed.get(id)
        return (placed.mark.letter or lane_letter(placed.lane)) if placed else ""

    def seen_from(self, mark: CodingMark) -> int:
        """Give where the cursor stands at a coding's start: at a grapheme that is shown."""
        document = self.layout.document
        return document.snapped(document.shown_from(mark.start))

    def beyond(self, position: int, step: int) -> CodingMark | None:
        """Give the next coding that begins behind a position, or with step -1 before it."""
        if step > 0:
            index = bisect_right(self._ordered, position, key=self._seen_from)
            return self._ordered[index].mark if index < len(self._ordered) else None
        index = bisect_left(self._ordered, position, key=self._seen_from)
        if not index:
            return None
        start = self._seen_from(self._ordered[index - 1])
        return self._ordered[bisect_left(self._ordered, start, key=self._seen_from)].mark

    def _seen_from(self, placed: _Placed) -> int:
        return self.seen_from(placed.mark)

    def uncoded(self, position: int, step: int) -> Span | None:
        """Give the next passage without any coding behind a position, or with step -1 before it.

        A passage lies within one turn and holds a word. The interviewer's turns and what stands
        outside turns are passed over, unless the transcript has no turns.
        """
        blocks = self.layout.document.blocks
        index = self.layout.document.block_at(position)
        while 0 <= index < len(blocks):
            found = self._uncoded_in(index)
            for span in found if step > 0 else reversed(found):
                if (span.start > position) if step > 0 else (span.start < position):
                    return span
            index += step
        return None

    def _uncoded_in(self, index: int) -> list[Span]:
        block = self.layout.document.blocks[index]
        if block.aside or (block.turn is not None and block.turn.interviewer):
            return []
        return list(_with_words(self.layout.document.shown, self._gaps(index, block.span)))

    def _gaps(self, index: int, span: Span) -> list[Span]:
        return gaps((Span(mark.start, mark.end) for mark in self._marks_of(index)), span)


def _differing(
    one: Sequence[CodingMark], other: Sequence[CodingMark]
) -> tuple[Sequence[CodingMark], Sequence[CodingMark]]:
    """Give what is left of two rows of marks without the same ones at their starts and ends."""
    begin = _same(one, other)
    one, other = one[begin:], other[begin:]
    end = _same(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def _same(one: Sequence[CodingMark], other: Sequence[CodingMark]) -> int:
    """Give how many marks two rows begin with that are the very same objects."""
    same = [*map(is_, one, other)]
    return len(same) if all(same) else same.index(False)


def _order(mark: CodingMark) -> Any:
    return mark.start, -mark.end, mark.id


def _placed_order(placed: _Placed) -> Any:
    return _order(placed.mark)


def _with_words(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        if found := words(text, span.start, span.end):
            yield Span(found[0].start, span.end)
