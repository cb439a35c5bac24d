"""The transcript as a scrolling surface: rows painted once, and again only when they change."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Offset, Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from lmm_qual.text.span import Span
from lmm_qual.tui.scrolling import set_length
from lmm_qual.tui.transcript.codings import Codings
from lmm_qual.tui.transcript.cursor import Cursor, place
from lmm_qual.tui.transcript.document import Document
from lmm_qual.tui.transcript.finding import Matches
from lmm_qual.tui.transcript.layout import Layout
from lmm_qual.tui.transcript.looks import COMPONENTS, CSS, look_of
from lmm_qual.tui.transcript.marks import CodingId, CodingMark
from lmm_qual.tui.transcript.painter import Look, Overlay, columns_for, paint

_StripKey = tuple[int, int, Overlay]
"""A row, how often its codings have changed, what lies over it."""
_MARGIN_ROWS = 3
_UNSEEN_WIDTH = 80
MEMO, MEMO_ON = "✎", "╎"
"""The marks of a memo's words: in the row where they begin, and in those that follow."""


class TranscriptSurface(ScrollView):
    """A document, its codings, the cursor and what was found, as rows on the screen.

    All positions are code points of the stored text.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    DEFAULT_CSS = CSS

    def __init__(
        self,
        document: Document | None = None,
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show `document`, or nothing until `show` is called."""
        super().__init__(name=name, id=id, classes=classes)
        self._strips: LRUCache[_StripKey, Strip] = LRUCache(2048)
        self._painted: dict[int, _StripKey] = {}
        self._revisions: dict[int, int] = {}
        self._look: Look | None = None
        self._active: CodingMark | None = None
        self._marks: tuple[CodingMark, ...] = ()
        self._noted: tuple[Span, ...] = ()
        self._fitted = 0
        self._take(document or Document(""))

    def _take(self, document: Document, marks: Iterable[CodingMark] = ()) -> None:
        self.document = document
        self.cursor = place(document, document.start)
        self.matches = Matches()
        self._marks, self._active, self._noted = tuple(marks), None, ()
        self._arrange(self.columns.width if hasattr(self, "columns") else _UNSEEN_WIDTH)

    # Layout

    def _arrange(self, width: int) -> None:
        self.columns = columns_for(self.document, width)
        self.codings = Codings(Layout(self.document, self.columns.text), self._marks)
        self._note_rows()
        self._repaint()

    @property
    def layout_rows(self) -> Layout:
        """Give the rows the document is wrapped into."""
        return self.codings.layout

    def _fit(self) -> None:
        """Wrap to the width there is, the same words at the top, the cursor in sight if it was."""
        width = self.scrollable_content_region.width
        if width < 1:
            return
        rows = self.layout_rows
        top = rows.row(min(self.scroll_offset.y, len(rows) - 1))[0]
        in_sight = self._in_sight(self.cursor.head, self._fitted) or not self.virtual_size
        self._fitted = self.size.height
        if width != self.columns.width:
            self._arrange(width)
        set_length(self, width, len(self.layout_rows))
        self.scroll_to(y=self.layout_rows.row_at(top), animate=False)
        if in_sight:
            self.reveal(self.cursor.head)
        self._place_hardware_cursor()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._fit()

    # Painting

    def notify_style_update(self) -> None:
        """Resolve the colours again."""
        super().notify_style_update()
        self._look = None
        self._repaint()

    def _repaint(self) -> None:
        self._strips.clear()
        self._painted.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Give the strip of a line of the screen, counted from the view's top."""
        row = y + self.scroll_offset.y
        if row >= len(self.layout_rows):
            blank = " " * self.scrollable_content_region.width
            return Strip([Segment(blank, self.look.text)], len(blank))
        key = self._key(row)
        self._painted[y] = key
        strip = self._strips.get(key)
        if strip is None:
            strip = paint(self.codings, row, self.columns, self.look, key[2])
            self._strips[key] = strip
        return strip

    @property
    def look(self) -> Look:
        """Give the styles, resolved once a theme."""
        if self._look is None:
            self._look = look_of(self)
        return self._look

    def _key(self, row: int) -> _StripKey:
        return row, self._revisions.get(row, 0), self._overlay(row)

    def _overlay(self, row: int) -> Overlay:
        start, end = self.layout_rows.row(row)
        span = self.cursor.span
        first, last = max(span.start, start), min(span.end, end)
        active = self._active
        return Overlay(
            (first, last) if first < last else None,
            self.cursor.head if row == self._cursor_row() and self.has_focus else None,
            self.matches.between(start, end) if len(self.matches) else (),
            active.id if active and active.start < end and start < active.end else None,
            self._noted_rows.get(row, ""),
        )

    def _cursor_row(self) -> int:
        return self.layout_rows.row_at(self.cursor.head)

    def _refresh_changed(self) -> None:
        """Paint again the rows in sight that would look different now."""
        top, rows = self.scroll_offset.y, len(self.layout_rows)
        width = self.size.width
        changed = [
            Region(0, y, width, 1)
            for y in range(min(self.size.height, rows - top))
            if self._painted.get(y) != self._key(top + y)
        ]
        if changed:
            self.refresh(*changed)

    # Where things are

    def reveal(self, position: int) -> None:
        """Scroll, if need be, until a position is in sight with a few rows around it."""
        row, top, height = self.layout_rows.row_at(position), self.scroll_offset.y, self.size.height
        if not height:
            return
        margin = min(_MARGIN_ROWS, (height - 1) // 2)
        far = row < top - height or row > top + 2 * height
        if far:
            target = row - height // 3
        elif row < top + margin:
            target = row - margin
        elif row >= top + height - margin:
            target = row - height + 1 + margin
        else:
            return
        self.scroll_to(y=max(target, 0), animate=False)

    def _in_sight(self, position: int, height: int = 0) -> bool:
        row = self.layout_rows.row_at(position)
        return self.scroll_offset.y <= row < self.scroll_offset.y + (height or self.size.height)

    def position_at(self, offset: Offset) -> int:
        """Give the position at a cell of the view; beside the text, the nearest in the row."""
        row = min(max(offset.y, 0), max(self.size.height - 1, 0)) + self.scroll_offset.y
        return self.layout_rows.position_at(row, max(offset.x - self.columns.gutter, 0))

    def cell_of(self, position: int) -> Offset:
        """Give the cell of the view a position stands in, out of sight perhaps."""
        rows = self.layout_rows
        cell = self.columns.gutter + rows.cell_at(position)
        return Offset(cell, rows.row_at(position) - self.scroll_offset.y)

    def _place_hardware_cursor(self) -> None:
        if self.has_focus and self._in_sight(self.cursor.head):
            region = self.content_region
            self.app.cursor_position = region.offset + self.cell_of(self.cursor.head)

    # Codings

    def set_codings(self, marks: Iterable[CodingMark]) -> None:
        """Show these codings and no others."""
        self._marks = tuple(marks)
        for row in self.codings.replace(self._marks):
            self._revisions[row] = self._revisions.get(row, 0) + 1
        if self._active is not None:
            self._active = self.codings.mark(self._active.id)
        self._refresh_changed()

    def set_noted(self, spans: Iterable[Span]) -> None:
        """Mark these words as words that memos are on or point to, and no others."""
        self._noted = tuple(spans)
        self._note_rows()
        self._refresh_changed()

    def _note_rows(self) -> None:
        """Work out the mark of each row that has one: where words begin goes before the rest."""
        self._noted_rows: dict[int, str] = {}
        for span in self._noted:
            first, behind = self.layout_rows.rows_of(span.start, span.end)
            for row in range(first + 1, behind):
                self._noted_rows.setdefault(row, MEMO_ON)
            self._noted_rows[first] = MEMO

    @property
    def picked(self) -> CodingId | None:
        """Give the id of the coding that is picked, None where none is."""
        return self._active.id if self._active else None

    @property
    def selection(self) -> Span | None:
        """Give what is selected, None where nothing is."""
        return self.cursor.selection

    @property
    def selected_text(self) -> str:
        """Give the stored words that are selected, empty where nothing is."""
        return self.cursor.span.slice(self.document.text)

    def _set(self, cursor: Cursor, *, reveal: bool) -> None:
        self.cursor = cursor
        if reveal:
            self.reveal(cursor.head)
        self._refresh_changed()
        self._place_hardware_cursor()
