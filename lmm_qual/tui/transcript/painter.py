"""Painting a row of the transcript: gutter, text, stripes, as a strip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.color import Color, ColorParseError
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from lmm_qual.text.cells import cells
from lmm_qual.text.segmentation import grapheme_border, letters, next_grapheme
from lmm_qual.text.standins import shown
from lmm_qual.tui.transcript.codings import Codings, Stripe
from lmm_qual.tui.transcript.document import Block, Document
from lmm_qual.tui.transcript.marks import CodingId

_TIME_CELLS = len("00:00:00")
_SPEAKER_CELLS = 14


class Kind(IntFlag):
    """What is to be seen of a stretch of text, beside the text."""

    PLAIN = 0
    CODED = 1
    OTHERS = 2
    ACTIVE = 4
    FOUND = 8
    SELECTED = 16
    CURSOR = 32


@dataclass(frozen=True)
class Columns:
    """Widths in cells: turn number, speaker, time (0: not shown), text, stripes."""

    number: int
    speaker: int
    time: int
    text: int
    stripes: int

    @property
    def gutter(self) -> int:
        """Give the cells before the text, blanks between included."""
        return sum(width + 1 for width in (self.number, self.speaker, self.time) if width) + 1

    @property
    def stripes_from(self) -> int:
        """Give the cell of the first stripe; the one before it is for the marks of memos."""
        return self.gutter + self.text + 1

    @property
    def width(self) -> int:
        """Give the whole width."""
        return self.stripes_from + self.stripes


def columns_for(document: Document, width: int) -> Columns:
    """Give columns that share out `width` cells; in narrow ones the time goes, then the names."""
    number = len(str(max((turn.n for turn in document.turns), default=0)))
    speakers = {turn.speaker for turn in document.turns if turn.speaker}
    speaker = min(max((cells(shown(name)) for name in speakers), default=0), _SPEAKER_CELLS)
    time = _TIME_CELLS if any(turn.timestamp for turn in document.turns) else 0
    stripes = 6 if width >= 100 else 4
    for widths in ((number, speaker, time), (number, speaker, 0), (number, min(speaker, 4), 0)):
        columns = Columns(*widths, text=0, stripes=stripes)
        if columns.gutter * 3 <= width:
            break
    else:
        columns = Columns(0, 0, 0, text=0, stripes=min(stripes, width // 6))
    return Columns(
        columns.number,
        columns.speaker,
        columns.time,
        text=max(width - columns.width, 1),
        stripes=columns.stripes,
    )


@dataclass(frozen=True)
class Look:
    """The styles of a theme. Those of text hold foreground and background; others lie over them."""

    text: Style
    aside: Style
    question: Style
    number: Style
    speaker: Style
    interviewer: Style
    time: Style
    coded: Style
    others: Style
    active: Style
    found: Style
    selected: Style
    cursor: Style
    stripe: Style
    noted: Style
    _over: dict[tuple[int, Kind], Style] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def base(self, block: Block) -> Style:
        """Give the style of a block's words."""
        if block.aside:
            return self.aside
        return self.question if block.turn and block.turn.interviewer else self.text

    def over(self, base: Style, kind: Kind) -> Style:
        """Give a base style with everything laid over it that `kind` tells of."""
        key = (id(base), kind)
        if key not in self._over:
            style = base
            for flag, layer in (
                (Kind.OTHERS, self.others),
                (Kind.CODED, self.coded),
                (Kind.ACTIVE, self.active),
                (Kind.FOUND, self.found),
                (Kind.SELECTED, self.selected),
                (Kind.CURSOR, self.cursor),
            ):
                style = style + layer if kind & flag else style
            self._over[key] = style
        return self._over[key]


class Overlay(NamedTuple):
    """What lies over a row's text: positions in code points, spans half-open."""

    selected: tuple[int, int] | None = None
    cursor: int | None = None
    found: tuple[tuple[int, int], ...] = ()
    active: CodingId | None = None
    noted: str = ""
    """The mark of a memo on the row's words, one cell wide, or nothing."""


def paint(codings: Codings, row: int, columns: Columns, look: Look, overlay: Overlay) -> Strip:
    """Give the strip of a row, `columns.width` cells wide, every segment with a style.

    The text's segments carry `offset` in their meta: code point and index of the block.
    """
    block = codings.layout.block(row)
    gutter = _gutter(block, columns, look, codings.layout.begins_block(row))
    segments = [*Segment.simplify(gutter)]
    segments += _text(codings, row, look, overlay)
    used = sum(cells(segment.text) for segment in segments)
    blank = columns.stripes_from - used
    margin = [*_margin(blank, overlay.noted, look)] if blank > 0 else []
    margin += _stripes(codings.stripes(row), columns.stripes, look, overlay.active)
    segments += Segment.simplify(margin)
    return Strip(segments, columns.width if blank >= 0 else columns.width - blank)


def _margin(blank: int, noted: str, look: Look) -> Iterator[Segment]:
    """Give what stands between text and stripes, the mark of a memo in its last cell."""
    if not noted:
        yield Segment(" " * blank, look.text)
        return
    if blank > 1:
        yield Segment(" " * (blank - 1), look.text)
    yield Segment(fitted(noted, 1), look.text + look.noted)


def _gutter(block: Block, columns: Columns, look: Look, first: bool) -> Iterator[Segment]:
    turn = block.turn if first else None
    if turn is None:
        yield Segment(" " * columns.gutter, look.text)
        return
    if columns.number:
        yield Segment(f"{turn.n:>{columns.number}} ", look.text + look.number)
    if columns.speaker:
        name = look.interviewer if turn.interviewer else look.speaker
        yield Segment(f"{fitted(turn.speaker or '', columns.speaker)} ", look.text + name)
    if columns.time:
        time = fitted((turn.timestamp or "").partition(".")[0], columns.time)
        yield Segment(f"{time} ", look.text + look.time)
    yield Segment(" ", look.text)


@lru_cache(maxsize=512)
def fitted(text: str, width: int) -> str:
    """Give text by stand-ins, `width` cells wide: filled with blanks, or cut with an ellipsis."""
    text = shown(text)
    missing = width - cells(text)
    if missing >= 0:
        return text + " " * missing
    kept = ""
    for letter in letters(text):
        if cells(kept + letter) > width - 1:
            break
        kept += letter
    return f"{kept}…" + " " * (width - 1 - cells(kept))


def _text(codings: Codings, row: int, look: Look, overlay: Overlay) -> Iterator[Segment]:
    layout = codings.layout
    shown_text = layout.document.shown
    start, end = layout.row(row)
    index = layout.block_index(row)
    base = look.base(layout.block(row))
    for begun, ended, kind in _pieces(codings, index, start, end, overlay):
        style = look.over(base, kind) + Style.from_meta({"offset": (begun, index)})
        yield Segment(shown_text[begun:ended], style)
    if overlay.cursor is not None and overlay.cursor >= end:
        style = look.over(base, Kind.CURSOR) + Style.from_meta({"offset": (end, index)})
        yield Segment(" ", style)


def _pieces(
    codings: Codings, block: int, start: int, end: int, overlay: Overlay
) -> Iterator[tuple[int, int, Kind]]:
    """Cut a row where anything changes: each piece's start, end and kind."""
    text = codings.layout.document.shown
    layers = [
        (*_whole(text, max(begun, start), min(ended, end), end), kind)
        for begun, ended, kind in _layers(codings, block, start, end, overlay)
    ]
    cuts = {start, end}
    for begun, ended, _ in layers:
        cuts.update((begun, ended))
    ordered = sorted(cut for cut in cuts if start <= cut <= end)
    for begun, ended in pairwise(ordered):
        kind = Kind.PLAIN
        for layer_start, layer_end, flags in layers:
            if layer_start <= begun and ended <= layer_end:
                kind |= flags
        yield begun, ended, kind


def _whole(text: str, start: int, end: int, last: int) -> tuple[int, int]:
    """Widen a span to whole graphemes, since a terminal draws no part of one."""
    border = grapheme_border(text, end, 0, last)
    return grapheme_border(text, start), end if border == end else next_grapheme(text, border, last)


def _layers(
    codings: Codings, block: int, start: int, end: int, overlay: Overlay
) -> Iterator[tuple[int, int, Kind]]:
    for run in codings.runs_between(block, start, end):
        marks = [codings.mark(coding) for coding in run.ids]
        kind = Kind.CODED if any(mark and mark.mine for mark in marks) else Kind.OTHERS
        if overlay.active in run.ids:
            kind |= Kind.ACTIVE
        yield run.start, run.end, kind
    for begun, ended in overlay.found:
        yield begun, ended, Kind.FOUND
    if overlay.selected:
        yield *overlay.selected, Kind.SELECTED
    if overlay.cursor is not None and start <= overlay.cursor < end:
        text = codings.layout.document.shown
        yield overlay.cursor, next_grapheme(text, overlay.cursor, end), Kind.CURSOR


def _stripes(
    stripes: Sequence[Stripe], width: int, look: Look, active: CodingId | None
) -> Iterator[Segment]:
    by_lane = {stripe.lane: stripe for stripe in stripes}
    hidden = any(lane >= width for lane in by_lane)
    for lane in range(width):
        stripe = by_lane.get(lane)
        if hidden and lane == width - 1:
            yield Segment("+", look.text + look.stripe)
        elif stripe is None:
            yield Segment(" ", look.text)
        else:
            style = look.text + stripe_style(stripe.mark.color) + look.stripe
            yield Segment(
                fitted(stripe.letter, 1),
                style + look.active if stripe.mark.id == active else style,
            )


def stripes_under(stripes: Sequence[Stripe], lane: int, width: int) -> list[Stripe]:
    """Give the stripes a cell of the margin stands for: one, none, or all a `+` hides."""
    if lane == width - 1 and any(stripe.lane >= width for stripe in stripes):
        return [stripe for stripe in stripes if stripe.lane >= lane]
    return [stripe for stripe in stripes if stripe.lane == lane]


@lru_cache(maxsize=512)
def stripe_style(color: str | None) -> Style:
    """Give the style of a coding's colour, none at all for a colour nobody knows."""
    try:
        return Style(color=Color.parse(color)) if color else Style()
    except ColorParseError:
        return Style()
