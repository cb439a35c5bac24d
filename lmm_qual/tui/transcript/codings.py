"""The codings laid over a layout: runs for underlining, stripes for the margin, ways between."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lmm_qual.text.overlaps import Run, lane_letter, lanes, runs
from lmm_qual.text.segmentation import words
from lmm_qual.text.span import Span, gaps
from lmm_qual.tui.transcript.layout import Layout

CodingId = int | str


@dataclass(frozen=True, slots=True)
class CodingMark:
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


class Codings:
    """Codings over a layout. No two stripes of one row share a lane."""

    def __init__(self, layout: Layout, marks: Sequence[CodingMark] = ()) -> None:
        """Lay the marks out; empty ones are left out, ends beyond the text brought in."""
        self.layout = layout
        end = len(layout.document.shown)
        kept = (mark for mark in marks if mark.start < min(mark.end, end))
        self.marks = tuple(sorted(kept, key=lambda mark: (mark.start, -mark.end)))
        self._rows = [layout.rows_of(mark.start, mark.end) for mark in self.marks]
        self._lanes = lanes(self._rows)
        self._runs: dict[int, list[Run[int]]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        return [self.seen_from(mark) for mark in self.marks]

    @cached_property
    def _by_row(self) -> dict[int, list[Stripe]]:
        by_row: dict[int, list[Stripe]] = defaultdict(list)
        for mark, (first, last), lane in zip(self.marks, self._rows, self._lanes, strict=True):
            stripe = Stripe(lane, mark.letter or lane_letter(lane), mark)
            for row in range(first, last):
                by_row[row].append(stripe)
        return by_row

    @cached_property
    def _by_block(self) -> dict[int, list[int]]:
        by_block: dict[int, list[int]] = defaultdict(list)
        for index, (first, last) in enumerate(self._rows):
            begun, ended = self.layout.block_index(first), self.layout.block_index(last - 1)
            for block in range(begun, ended + 1):
                by_block[block].append(index)
        return by_block

    def runs_in(self, block: int) -> list[Run[int]]:
        """Give the runs of a block; their ids are indexes of `marks`. Worked out once."""
        if block not in self._runs:
            span = self.layout.document.blocks[block].span
            inside = (
                (index, max(mark.start, span.start), min(mark.end, span.end))
                for index in self._by_block.get(block, ())
                if (mark := self.marks[index])
            )
            self._runs[block] = runs(inside)
        return self._runs[block]

    def runs_between(self, block: int, start: int, end: int) -> Iterator[Run[int]]:
        """Give the runs of a block that share code points with `start`..`end`."""
        block_runs = self.runs_in(block)
        first = bisect_right(block_runs, start, key=lambda run: run.end)
        for run in block_runs[first:]:
            if run.start >= end:
                return
            yield run

    def stripes(self, row: int) -> Sequence[Stripe]:
        """Give the stripes of a row, in the order in which their codings begin."""
        return self._by_row.get(row, ())

    def at(self, position: int) -> list[CodingMark]:
        """Give the codings of the code point behind a position, longer ones first if begun there.

        At the end of a block, where no code point follows, those of the one before.
        """
        block = self.layout.document.block_at(position)
        span = self.layout.document.blocks[block].span
        place = position - 1 if position == span.end > span.start else position
        return [
            mark
            for index in self._by_block.get(block, ())
            if (mark := self.marks[index]).start <= place < mark.end
        ]

    def mark(self, id: CodingId) -> CodingMark | None:
        """Give the coding with an id, None where it is not shown."""
        return next((mark for mark in self.marks if mark.id == id), None)

    def letter(self, id: CodingId) -> str:
        """Give the letter of a coding's stripe, empty where it is not shown."""
        for mark, lane in zip(self.marks, self._lanes, strict=True):
            if mark.id == id:
                return mark.letter or lane_letter(lane)
        return ""

    def seen_from(self, mark: CodingMark) -> int:
        """Give where the cursor stands at a coding's start: at a grapheme that is shown."""
        document = self.layout.document
        return document.snapped(document.shown_from(mark.start))

    def beyond(self, position: int, step: int) -> CodingMark | None:
        """Give the next coding that begins behind a position, or with step -1 before it."""
        if step > 0:
            index = bisect_right(self._starts, position)
            return self.marks[index] if index < len(self.marks) else None
        index = bisect_left(self._starts, position)
        if not index:
            return None
        return self.marks[bisect_left(self._starts, self._starts[index - 1])]

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
        marks = (self.marks[at] for at in self._by_block.get(index, ()))
        return gaps((Span(mark.start, mark.end) for mark in marks), span)


def _with_words(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        if found := words(text, span.start, span.end):
            yield Span(found[0].start, span.end)
