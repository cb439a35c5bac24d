"""The cursor: one value, moved by pure functions.

A position stands before a grapheme. Moves that extend keep the anchor and, by word, sentence or
turn, land on ends going forwards and on starts going backwards, so that what is selected is whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from lmm_qual.text.segmentation import (
    line_at,
    nearest,
    next_end,
    next_grapheme,
    next_start,
    previous_end,
    previous_grapheme,
    previous_start,
    words,
)
from lmm_qual.text.sentences import sentences
from lmm_qual.text.span import Span
from lmm_qual.tui.transcript.document import Block, Document
from lmm_qual.tui.transcript.layout import Layout


class Unit(IntEnum):
    """What the cursor moves by and selections are made of, smallest first."""

    GRAPHEME = 0
    WORD = 1
    SENTENCE = 2
    TURN = 3


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the cursor is: `head` moves, `anchor` is the other end of what is selected.

    `unit` is what was selected as a whole, `goal` the cell rows up and down keep to, `origin` the
    position from which a selection was grown.
    """

    anchor: int = 0
    head: int = 0
    unit: Unit = Unit.GRAPHEME
    goal: int | None = None
    origin: int | None = None

    @property
    def span(self) -> Span:
        """Give what lies between anchor and head, an empty span where nothing does."""
        return Span.between(self.anchor, self.head)

    @property
    def selection(self) -> Span | None:
        """Give what is selected, None where nothing is."""
        return self.span or None


def place(document: Document, position: int) -> Cursor:
    """Put the cursor at or before a position, nothing selected."""
    snapped = document.snapped(position)
    return Cursor(snapped, snapped)


def move_to(document: Document, cursor: Cursor, position: int, *, extend: bool) -> Cursor:
    """Move the head to a position; the anchor comes along unless `extend`."""
    return _moved(cursor, document.snapped(position), extend)


def select_span(document: Document, span: Span) -> Cursor:
    """Select a span, its ends widened to graphemes and drawn in from labels to what is shown."""
    start, end = document.snapped(document.shown_from(span.start)), document.snapped(span.end)
    if end < span.end:
        block = document.blocks[document.block_at(end)]
        end = next_grapheme(document.shown, end, block.end)
    return Cursor(start, max(start, end), origin=start)


def stretch(document: Document, origin: Span, position: int, unit: Unit) -> Cursor:
    """Select `origin` and all to the unit at a position, whose far end is the head."""
    reached = _unit_at(document, document.snapped(position), unit) or origin
    whole = origin.hull(reached)
    if position < origin.start:
        return Cursor(whole.end, whole.start, unit)
    return Cursor(whole.start, whole.end, unit)


def swap_ends(cursor: Cursor) -> Cursor:
    """Let the other end of what is selected be the one that moves."""
    return replace(cursor, anchor=cursor.head, head=cursor.anchor, goal=None)


def collapse(cursor: Cursor) -> Cursor:
    """Drop the selection; the head stays."""
    return Cursor(cursor.head, cursor.head)


def forward(document: Document, cursor: Cursor, unit: Unit, *, extend: bool) -> Cursor:
    """Move to the next unit, or by grapheme to the end of what is selected."""
    if unit is Unit.GRAPHEME:
        if cursor.selection and not extend:
            return _moved(cursor, cursor.span.end, extend)
        return _moved(cursor, _grapheme_forward(document, cursor.head), extend)
    if extend and cursor.head >= cursor.anchor:
        return _moved(cursor, _next_end(document, cursor.head, unit), extend)
    start = _next_start(document, cursor.head, unit)
    return _moved(cursor, min(start, cursor.anchor) if extend else start, extend)


def backward(document: Document, cursor: Cursor, unit: Unit, *, extend: bool) -> Cursor:
    """Move to the unit's start or the one before, or by grapheme to the selection's start."""
    if unit is Unit.GRAPHEME:
        if cursor.selection and not extend:
            return _moved(cursor, cursor.span.start, extend)
        return _moved(cursor, _grapheme_backward(document, cursor.head), extend)
    if extend and cursor.head > cursor.anchor:
        end = _previous_end(document, cursor.head, unit)
        return _moved(cursor, max(end, cursor.anchor), extend)
    return _moved(cursor, _previous_start(document, cursor.head, unit), extend)


def by_rows(layout: Layout, cursor: Cursor, rows: int, *, extend: bool) -> Cursor:
    """Move down, or with negative `rows` up, keeping to the cell the movement began in."""
    goal = layout.cell_at(cursor.head) if cursor.goal is None else cursor.goal
    row = layout.row_at(cursor.head) + rows
    if row < 0:
        return _moved(cursor, layout.document.start, extend)
    if row >= len(layout):
        return _moved(cursor, layout.document.end, extend)
    return replace(_moved(cursor, layout.position_at(row, goal), extend), goal=goal)


def to_row_edge(layout: Layout, cursor: Cursor, *, end: bool, extend: bool) -> Cursor:
    """Move to the start or the end of the row."""
    row = layout.row_at(cursor.head)
    position = layout.position_at(row, layout.width + 1) if end else layout.row(row)[0]
    return _moved(cursor, position, extend)


def to_edge(document: Document, cursor: Cursor, *, end: bool, extend: bool) -> Cursor:
    """Move to the start or the end of the transcript."""
    return _moved(cursor, document.end if end else document.start, extend)


def select(document: Document, cursor: Cursor, unit: Unit) -> Cursor:
    """Select the unit the cursor is in, or every unit the selection touches."""
    span = _widened(document, cursor.span, unit)
    if span is None:
        return cursor
    origin = cursor.span.start if cursor.origin is None else cursor.origin
    return Cursor(span.start, span.end, unit, origin=origin)


def grow(document: Document, cursor: Cursor) -> Cursor:
    """Select the next larger of word, sentence and turn; unchanged at the largest."""
    for unit in (Unit.WORD, Unit.SENTENCE, Unit.TURN):
        grown = select(document, cursor, unit)
        if grown.span != cursor.span and grown.span.covers(cursor.span) and grown.span:
            return grown
        if grown.span and not cursor.span:
            return grown
    return cursor


def shrink(document: Document, cursor: Cursor) -> Cursor:
    """Select the next smaller of turn, sentence and word around where growing began."""
    origin = cursor.span.start if cursor.origin is None else cursor.origin
    for unit in (Unit.TURN, Unit.SENTENCE, Unit.WORD):
        span = _widened(document, Span(origin, origin), unit)
        if span and cursor.span.covers(span) and span != cursor.span:
            return Cursor(span.start, span.end, unit, origin=origin)
    return place(document, origin if cursor.selection else cursor.head)


def _moved(cursor: Cursor, head: int, extend: bool) -> Cursor:
    return Cursor(cursor.anchor if extend else head, head)


def _widened(document: Document, span: Span, unit: Unit) -> Span | None:
    """Give the units around both ends of a span and what lies between; None where none is."""
    last = max(span.start, span.end - 1)
    around = [
        found
        for position in (span.start, last)
        if (found := _unit_at(document, position, unit)) is not None
    ]
    if not around:
        return None
    widened = around[0].hull(around[-1])
    return widened.hull(span) if span else widened


def _unit_at(document: Document, position: int, unit: Unit) -> Span | None:
    region = _region_at(document, position, unit)
    return nearest(_units(document, region, unit), position)


def _grapheme_forward(document: Document, head: int) -> int:
    index = document.block_at(head)
    block = document.blocks[index]
    if head < block.end:
        return next_grapheme(document.shown, head, block.end)
    return document.blocks[index + 1].start if index + 1 < len(document.blocks) else head


def _grapheme_backward(document: Document, head: int) -> int:
    index = document.block_at(head)
    block = document.blocks[index]
    if head > block.start:
        return previous_grapheme(document.shown, head, block.start)
    if not index:
        return head
    before = document.blocks[index - 1]
    if before.end < block.start:
        return before.end
    return previous_grapheme(document.shown, before.end, before.start)


def _next_start(document: Document, head: int, unit: Unit) -> int:
    for region in _regions(document, head, unit, 1):
        start = next_start(_units(document, region, unit), head)
        if start is not None:
            return start
    return document.end


def _next_end(document: Document, head: int, unit: Unit) -> int:
    for region in _regions(document, head, unit, 1):
        end = next_end(_units(document, region, unit), head)
        if end is not None:
            return end
    return document.end


def _previous_start(document: Document, head: int, unit: Unit) -> int:
    for region in _regions(document, head, unit, -1):
        start = previous_start(_units(document, region, unit), head)
        if start is not None:
            return start
    return document.start


def _previous_end(document: Document, head: int, unit: Unit) -> int:
    for region in _regions(document, head, unit, -1):
        end = previous_end(_units(document, region, unit), head)
        if end is not None:
            return end
    return document.start


def _units(document: Document, region: Span, unit: Unit) -> list[Span]:
    match unit:
        case Unit.WORD:
            return words(document.shown, region.start, region.end)
        case Unit.SENTENCE:
            return sentences(document.shown, region.start, region.end)
        case _:
            return [region]


def _region_at(document: Document, position: int, unit: Unit) -> Span:
    return _region_in(document, document.blocks[document.block_at(position)], position, unit)


def _region_in(document: Document, block: Block, position: int, unit: Unit) -> Span:
    """Give the stretch whose units are looked at together: a line for words, else the block."""
    if unit is Unit.WORD:
        return line_at(document.shown, position, block.start, block.end)
    return block.span


def _regions(document: Document, position: int, unit: Unit, step: int) -> Iterator[Span]:
    index = document.block_at(position)
    while 0 <= index < len(document.blocks):
        block = document.blocks[index]
        region = _region_in(document, block, position, unit)
        yield region
        if step > 0 and region.end < block.end:
            position = region.end + 1
        elif step < 0 and region.start > block.start:
            position = region.start - 1
        else:
            index += step
            position = 0 if step > 0 else len(document.shown)
