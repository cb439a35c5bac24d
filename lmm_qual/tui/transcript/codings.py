"""The codings laid over a layout: runs for underlining, stripes for the margin, ways between."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import is_

from lmm_qual.text.overlaps import Run, lane_letter, runs
from lmm_qual.text.segmentation import words
from lmm_qual.text.span import Span, gaps
from lmm_qual.tui.transcript.layout import Layout
from lmm_qual.tui.transcript.marks import CodingId, CodingMark
from lmm_qual.tui.transcript.placing import Placing


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding's stripe in a row: the lane counts from 0 at the left."""

    lane: int
    letter: str
    mark: CodingMark


_FEW = 8
"""So many marks are put in their places one by one; for more of them, all are placed anew."""


class Codings:
    """Codings over a layout, by start, longer ones first. No two stripes of a row share a lane."""

    def __init__(self, layout: Layout, marks: Iterable[CodingMark] = ()) -> None:
        """Take the marks; empty ones are left out, ends beyond the text brought in."""
        self.layout = layout
        self._given = tuple(marks)
        self._begin()

    def _begin(self) -> None:
        self._placing = Placing(self.layout, self._given)
        self._runs: dict[int, list[Run[CodingId]]] = {}

    @property
    def marks(self) -> tuple[CodingMark, ...]:
        """Give the marks in order."""
        return tuple(self._placing.marks)

    def replace(self, marks: Iterable[CodingMark]) -> Iterable[int]:
        """Show other marks instead; gives the rows that may look different now.

        Costs little where few are other than before: a mark counts as the same only where it is
        the very same object.
        """
        before, self._given = self._given, tuple(marks)
        old, new = _differing(before, self._given)
        if len(old) + len(new) > _FEW:
            self._begin()
            return range(len(self.layout))
        changed = self._placing.change(old, new)
        for block in {self.layout.block_index(row) for row in changed}:
            self._runs.pop(block, None)
        return changed

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
        return [one.mark for one in self._placing.in_block(block)]

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
            for one in self._placing.in_block(self.layout.block_index(row))
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
        return self._placing.mark(id)

    def letter(self, id: CodingId) -> str:
        """Give the letter of a coding's stripe, empty where it is not shown."""
        mark = self._placing.mark(id)
        return (mark.letter or lane_letter(self._placing.of(mark).lane)) if mark else ""

    def seen_from(self, mark: CodingMark) -> int:
        """Give where the cursor stands at a coding's start: at a grapheme that is shown."""
        document = self.layout.document
        return document.snapped(document.shown_from(mark.start))

    def beyond(self, position: int, step: int) -> CodingMark | None:
        """Give the next coding that begins behind a position, or with step -1 before it."""
        marks = self._placing.marks
        if step > 0:
            index = bisect_right(marks, position, key=self.seen_from)
            return marks[index] if index < len(marks) else None
        index = bisect_left(marks, position, key=self.seen_from)
        if not index:
            return None
        start = self.seen_from(marks[index - 1])
        return marks[bisect_left(marks, start, key=self.seen_from)]

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


def _with_words(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        if found := words(text, span.start, span.end):
            yield Span(found[0].start, span.end)
