"""A list of one-line rows with a cursor: transcripts, codes, results, recent projects."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from lmm_qual.tui.actions import LIST, bindings


@dataclass(frozen=True)
class Row:
    """A row: what it shows (at a width), and what it stands for; None cannot be chosen."""

    content: Content | Callable[[int], Content]
    key: object = None

    def at(self, width: int) -> Content:
        """Give what it shows, filled or cut to a width."""
        content = self.content if isinstance(self.content, Content) else self.content(width)
        return content.truncate(width, ellipsis=True, pad=True)


class RowList(ScrollView, can_focus=True):
    """Rows, of which one has the cursor; drawn only where they are seen."""

    DEFAULT_CSS = """
    RowList {
        background: $surface;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        & > .rows--cursor { background: $cursor-row; text-style: bold; }
        & > .rows--away { background: $cursor-row-away; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--away"}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]
    KEYS: ClassVar[tuple[str, ...]] = (LIST,)

    class Highlighted(Message):
        """The cursor came to another row."""

        def __init__(self, rows: "RowList", key: object) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> "RowList":
            """Give the list."""
            return self.rows

    class Chosen(Highlighted):
        """A row was chosen."""

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None) -> None:
        """Show rows, the cursor on the first that can be chosen."""
        super().__init__(id=id)
        self.rows: Sequence[Row] = rows
        self.at = self._first(0, 1)
        self._strips: dict[tuple[int, int, str], Strip] = {}
        self._shown: dict[tuple[int, int], Content] = {}

    # Contents

    def set_rows(self, rows: Sequence[Row], key: object = None) -> None:
        """Show other rows, the cursor on the row of `key`, else where it was."""
        wanted = self.key if key is None else key
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self.reword(rows)
            found = self._index(wanted)
            self._put(self.at if found is None else found)
            return
        self.rows = rows
        self._forget()
        found = self._index(wanted)
        self.at = self._first(min(self.at, len(rows) - 1), 1) if found is None else found
        self._measure()
        self.refresh()

    def reword(self, rows: Sequence[Row]) -> None:
        """Show the same rows with other words; those in sight that are as before stay drawn."""
        self.rows = rows
        top, (width, height) = self.scroll_offset.y, self.scrollable_content_region.size
        stay = {
            at
            for at in range(top, min(top + height, len(rows)))
            if (shown := self._shown.get((at, width))) and shown.is_same(rows[at].at(width))
        }
        self._forget(but=stay)
        self._refresh_rows(*(at for at in range(top, top + height) if at not in stay))

    def _forget(self, but: Collection[int] = ()) -> None:
        """Draw rows again when they are next seen."""
        self._strips = {key: strip for key, strip in self._strips.items() if key[0] in but}
        self._shown = {key: content for key, content in self._shown.items() if key[0] in but}

    @property
    def key(self) -> object:
        """Give what the row under the cursor stands for."""
        return self.rows[self.at].key if 0 <= self.at < len(self.rows) else None

    def _index(self, key: object) -> int | None:
        if key is None:
            return None
        return next((at for at, row in enumerate(self.rows) if row.key == key), None)

    def _first(self, at: int, step: int) -> int:
        """Give the nearest row at or beyond a place that can be chosen, else one before it."""
        for way in (step, -step):
            index = max(at, 0)
            while 0 <= index < len(self.rows):
                if self.rows[index].key is not None:
                    return index
                index += way
        return 0

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, len(self.rows))
        self._reveal()

    # Moving

    def go_to(self, key: object) -> None:
        """Put the cursor on the row of a key."""
        found = self._index(key)
        if found is not None:
            self._go(found)

    def _go(self, at: int) -> None:
        if at != self.at:
            self._put(at)
            self.post_message(self.Highlighted(self, self.key))

    def _put(self, at: int) -> None:
        before, self.at = self.at, at
        if before != at:
            self._refresh_rows(before, at)
        self._reveal()

    def _reveal(self) -> None:
        height, top = self.size.height, self.scroll_offset.y
        above = self.at
        while above and self.rows[above - 1].key is None:
            above -= 1
        if height and not top <= above:
            self.scroll_to(y=above, animate=False)
        elif height and self.at >= top + height:
            self.scroll_to(y=self.at - height + 1, animate=False)

    def action_move(self, step: int) -> None:
        """Move by rows, over those that cannot be chosen."""
        at = self.at + step
        while 0 <= at < len(self.rows) and self.rows[at].key is None:
            at += step
        if 0 <= at < len(self.rows):
            self._go(at)

    def action_page(self, pages: int) -> None:
        """Move by the rows in sight."""
        at = self.at + pages * max(self.size.height - 1, 1)
        self._go(self._first(min(max(at, 0), len(self.rows) - 1), pages))

    def action_edge(self, end: bool) -> None:
        """Move to the first or last row."""
        self._go(self._first(len(self.rows) - 1, -1) if end else self._first(0, 1))

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.key is not None:
            self.post_message(self.Chosen(self, self.key))

    # Drawing and mouse

    def _refresh_rows(self, *rows: int) -> None:
        top, width = self.scroll_offset.y, self.size.width
        if rows:
            self.refresh(*(Region(0, row - top, width, 1) for row in rows))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if not 0 <= index < len(self.rows):
            return Strip([Segment(" " * width, self.rich_style)], width)
        state = self._state(index)
        key = (index, width, state)
        if key not in self._strips:
            style = self.get_visual_style(*([state] if state else []))
            content = self._shown[index, width] = self.rows[index].at(width)
            self._strips[key] = Visual.to_strips(
                self, content, width, 1, style, apply_selection=False, pad=True
            )[0]
        return self._strips[key]

    def _state(self, index: int) -> str:
        if index != self.at or self.rows[index].key is None:
            return ""
        return "rows--cursor" if self.has_focus or not self.can_focus else "rows--away"

    def notify_style_update(self) -> None:
        """Draw in the theme's colours again."""
        super().notify_style_update()
        self._forget()

    def on_resize(self) -> None:
        """Draw to the width there is."""
        self._forget()
        self._measure()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._refresh_rows(self.at)

    def on_blur(self) -> None:
        """Show the cursor as left behind."""
        self._refresh_rows(self.at)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self.rows) and self.rows[index].key is not None:
            self._go(index)
            self.action_choose()
