"""The transcript on the screen: a surface that follows keys and mouse."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.geometry import Offset
from textual.selection import Selection

from lmm_qual.text.span import Span
from lmm_qual.tui.transcript import cursor as moving
from lmm_qual.tui.transcript import messages
from lmm_qual.tui.transcript.clock import seconds_of
from lmm_qual.tui.transcript.cursor import Cursor, Unit
from lmm_qual.tui.transcript.document import Document
from lmm_qual.tui.transcript.finding import Matches
from lmm_qual.tui.transcript.keys import PLACE, bindings
from lmm_qual.tui.transcript.marks import CodingId, CodingMark
from lmm_qual.tui.transcript.mouse import Mouse
from lmm_qual.tui.transcript.painter import stripes_under
from lmm_qual.tui.transcript.surface import TranscriptSurface


class TranscriptView(TranscriptSurface, can_focus=True):
    """Shows a document with its codings; cursor and selection are the view's own.

    All positions are code points of the stored text. Where a method takes `extend`, the selection
    grows or shrinks to the new place, as it does with every move while `extending` is on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    KEYS: ClassVar[tuple[str, ...]] = (PLACE,)

    CursorMoved = messages.CursorMoved
    SelectionChanged = messages.SelectionChanged
    CodingPicked = messages.CodingPicked
    Going = messages.Going
    NotThere = messages.NotThere

    def __init__(
        self,
        document: Document | None = None,
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show `document`, or nothing until `show` is called."""
        super().__init__(document, name=name, id=id, classes=classes)
        self.extending = False
        self._typed: str | None = None
        self._before: Cursor | None = None
        self._mouse = Mouse()

    # What a screen does with it

    def show(
        self, document: Document, position: int | None = None, marks: Iterable[CodingMark] = ()
    ) -> None:
        """Show another document and its codings, the cursor at `position` or the start."""
        self._take(document, marks)
        self.extending, self._typed, self._before = False, None, None
        self._mouse = Mouse()
        self.scroll_to(0, 0, animate=False)
        self._fit()
        self._go(moving.place(document, document.start if position is None else position))

    def show_corrected(
        self, document: Document, position: int, marks: Iterable[CodingMark] = ()
    ) -> None:
        """Show another version of the document, the cursor in the row of the screen it was in."""
        above = self.layout_rows.row_at(self.cursor.head) - self.scroll_offset.y
        self.show(document, position, marks)
        self.scroll_to(y=self.layout_rows.row_at(position) - above, animate=False)

    def go_to(self, position: int, *, extend: bool = False) -> None:
        """Move the cursor to a position, brought into what is shown."""
        shown = self.document.shown_from(position)
        self._go(moving.move_to(self.document, self.cursor, shown, extend=self._extends(extend)))

    def go_to_turn(self, n: int) -> bool:
        """Move the cursor to the start of a turn; False where no turn has the number."""
        turn = self.document.turn(n)
        if turn is not None:
            self.go_to(turn.start)
        return turn is not None

    def go_to_time(self, seconds: float) -> bool:
        """Move the cursor to the turn at a time or before it; False where no turn has a time."""
        turn = self.document.turn_at_time(seconds)
        if turn is not None:
            self.go_to(turn.start)
        return turn is not None

    def select(self, span: Span) -> None:
        """Select a span and bring its end in sight."""
        self._go(moving.select_span(self.document, span))

    def drop_selection(self) -> None:
        """Select nothing; the cursor stays, moves no longer extend."""
        self.extending = False
        self._go(moving.collapse(self.cursor))

    def rest_at(self, position: int) -> None:
        """Select nothing, the cursor at a position; moves no longer extend."""
        self.extending = False
        there = moving.place(self.document, self.document.shown_from(position))
        if self.selection or there.head != self.cursor.head:
            self._go(there)

    def unit_here(self, unit: str) -> Span | None:
        """Give the word, sentence or turn the cursor is in, None where it is in none."""
        return moving.select(self.document, self.cursor, Unit[unit.upper()]).selection

    def hold(self, span: Span) -> None:
        """Select a span and hold it: moves and clicks change its ends, no key drops it."""
        self._before = self.cursor
        self.select(span)

    @property
    def held(self) -> bool:
        """Say whether what is selected is held."""
        return self._before is not None

    def let_go(self, *, back: bool = True) -> None:
        """Hold no longer; `back` puts cursor and selection where they were before."""
        before, self._before = self._before, None
        if back and before is not None:
            self._go(before)

    def swap_ends(self) -> None:
        """Let the other end of what is selected be the one that moves."""
        self._go(moving.swap_ends(self.cursor))

    def find(self, wanted: str) -> int:
        """Show where words occur, go to the next place and give how many there are.

        An empty text shows none.
        """
        self.matches = Matches(self.document, wanted)
        match = self.matches.beyond(self.cursor.head - 1, 1)
        if match:
            self._go(moving.place(self.document, match[0]))
        self._refresh_changed()
        return len(self.matches)

    def find_next(self, step: int = 1) -> int:
        """Go to the next match, or with -1 the one before, around the ends.

        Gives its number, counted from 1; 0 where there is none.
        """
        match = self.matches.beyond(self.cursor.head, step)
        if match is None:
            return 0
        self.go_to(match[0])
        return self.matches.number(match[0])

    def next_uncoded(self, step: int = 1) -> bool:
        """Go to the next passage without a code, or with -1 the one before; False for none."""
        span = self.codings.uncoded(self.cursor.head, step)
        if span is not None:
            self.go_to(span.start)
        return span is not None

    def next_coding(self, step: int = 1) -> bool:
        """Go to the next coding, or with -1 the one before, and pick it; False for none."""
        mark = self.codings.beyond(self.cursor.head, step)
        if mark is not None:
            self.go_to(self.codings.seen_from(mark))
            self.pick(mark.id)
        return mark is not None

    def codings_here(self) -> list[CodingMark]:
        """Give the codings under the cursor, those that begin first first."""
        return self.codings.at(self.cursor.head)

    def pick(self, coding: CodingId | None) -> None:
        """Make a coding stand out, or with None none; one that is not shown counts as none."""
        mark = None if coding is None else self.codings.mark(coding)
        if mark is self._active:
            return
        self._active = mark
        self._refresh_changed()
        self.post_message(self.CodingPicked(self, self.picked))

    # Moving

    def _go(self, cursor: Cursor, *, reveal: bool = True) -> None:
        before = self.cursor
        self._set(cursor, reveal=reveal)
        if cursor.selection != before.selection:
            self.post_message(self.SelectionChanged(self, cursor.selection))
        self.post_message(self.CursorMoved(self, cursor.head, cursor.selection))
        if self._active and not self._active.start <= cursor.head <= self._active.end:
            self.pick(None)

    def _extends(self, extend: bool) -> bool:
        return extend or self.extending or self.held

    def action_move(self, unit: str, step: int, extend: bool = False) -> None:
        """Move by a grapheme, word, sentence or turn."""
        move = moving.forward if step > 0 else moving.backward
        extend = self._extends(extend)
        self._go(move(self.document, self.cursor, Unit[unit.upper()], extend=extend))

    def action_move_rows(self, rows: int, extend: bool = False) -> None:
        """Move up or down, keeping to the column."""
        extend = self._extends(extend)
        self._go(moving.by_rows(self.layout_rows, self.cursor, rows, extend=extend))

    def action_move_pages(self, pages: int, extend: bool = False) -> None:
        """Move by the rows in sight, less one."""
        rows = max(self.size.height - 1, 1) * pages
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self.action_move_rows(rows, extend)

    def action_row_edge(self, end: bool, extend: bool = False) -> None:
        """Move to the start or end of the row."""
        extend = self._extends(extend)
        self._go(moving.to_row_edge(self.layout_rows, self.cursor, end=end, extend=extend))

    def action_edge(self, end: bool, extend: bool = False) -> None:
        """Move to the start or end of the transcript."""
        extend = self._extends(extend)
        self._go(moving.to_edge(self.document, self.cursor, end=end, extend=extend))

    def action_extend_mode(self) -> None:
        """Let every move extend, or no longer; what is held extends anyway."""
        if self.held:
            return
        self.extending = not self.extending
        self._go(self.cursor)

    def action_collapse(self) -> None:
        """Drop the selection; where there is nothing to drop the key is the screen's."""
        nothing = self.selection is None and not self.extending and self._active is None
        if nothing or self.held:
            raise SkipAction
        self.drop_selection()
        self.pick(None)

    def action_select_unit(self, unit: str) -> None:
        """Select the word, sentence or turn."""
        self._go(moving.select(self.document, self.cursor, Unit[unit.upper()]))

    def action_grow(self) -> None:
        """Select the next larger unit."""
        self._go(moving.grow(self.document, self.cursor))

    def action_shrink(self) -> None:
        """Select the next smaller unit."""
        self._go(moving.shrink(self.document, self.cursor))

    def action_coding(self, step: int) -> None:
        """Go to the next or previous coding."""
        if not self.next_coding(step):
            self.app.bell()

    def action_uncoded(self, step: int) -> None:
        """Go to the next or previous passage without a code."""
        if not self.next_uncoded(step):
            self.app.bell()

    def action_overlap(self) -> None:
        """Pick the next of the codings under the cursor; while one is held the key is not ours."""
        if self.held:
            raise SkipAction
        here = [mark.id for mark in self.codings_here()]
        if here:
            after = here.index(self.picked) + 1 if self.picked in here else 0
            self.pick(here[after % len(here)])

    # `g` and what follows it

    def action_go(self) -> None:
        """Wait for `g`, which goes to the start, or for a turn's number or a time."""
        self._type("")

    def _type(self, typed: str | None) -> None:
        self._typed = typed
        self.post_message(self.Going(self, typed))

    def on_key(self, event: events.Key) -> None:
        """Take the keys that follow `g`."""
        if self._typed is None:
            return
        if event.character is not None and event.character in "0123456789:.":
            self._type(self._typed + event.character)
        elif event.key == "backspace":
            self._type(self._typed[:-1])
        elif event.key in {"g", "enter", "escape"}:
            typed = self._typed
            self._type(None)
            self._arrive(event.key, typed)
        else:
            self._type(None)
            return
        event.stop()
        event.prevent_default()

    def _arrive(self, key: str, typed: str) -> None:
        if key == "g" and not typed:
            self.action_edge(end=False)
        elif key != "escape" and (missing := self._go_to_typed(typed)):
            self.app.bell()
            self.post_message(self.NotThere(self, missing))

    def _go_to_typed(self, typed: str) -> str:
        """Go to a turn's number or a time; gives why where that is not there."""
        if typed.isdigit():
            return "" if self.go_to_turn(int(typed)) else f"there is no turn {typed}"
        seconds = seconds_of(typed)
        if seconds is None:
            return "a number goes to a turn, a time such as 12:30 or 1:02:03 to what was said then"
        return "" if self.go_to_time(seconds) else "this transcript has no timestamps"

    # Focus, scrolling, mouse

    def on_focus(self) -> None:
        """Show the cursor."""
        self._refresh_changed()
        self._place_hardware_cursor()

    def on_blur(self) -> None:
        """Hide the cursor; what is selected stays."""
        if self._typed is not None:
            self._type(None)
        self._refresh_changed()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the hardware cursor and a selection being dragged in step."""
        super().watch_scroll_y(old_value, new_value)
        self._place_hardware_cursor()
        self._drag()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection in the text: by letters, after a click by words, after two by turns."""
        offset = event.get_content_offset(self)
        self._mouse.up()
        if offset is None or event.button != 1 or offset.x >= self.columns.stripes_from:
            return
        threshold = 0 if self.held else self.app.CLICK_CHAIN_TIME_THRESHOLD
        unit = self._mouse.down(event, threshold)
        pressed = moving.place(self.document, self.position_at(offset))
        if unit is not Unit.GRAPHEME:
            pressed = moving.select(self.document, pressed, unit)
            self._go(pressed)
        self._mouse.origin = pressed.span
        self.capture_mouse()

    def on_mouse_move(self) -> None:
        """Extend the selection while the button is down."""
        self._drag()

    def on_mouse_up(self) -> None:
        """End the selection."""
        self._mouse.up()
        self.release_mouse()

    def selection_updated(self, selection: Selection | None) -> None:
        """Follow the pointer while Textual selects, beyond the view's edges too."""
        if selection is not None:
            self._drag()

    def _drag(self) -> None:
        mouse, origin = self._mouse, self._mouse.origin
        if origin is None:
            return
        pointer = self.position_at(self.app.mouse_position - self.content_region.offset)
        inside = pointer in origin or pointer == origin.start
        if inside and not mouse.dragged:
            return
        mouse.dragged = True
        if self.held:
            cursor = moving.move_to(self.document, self.cursor, pointer, extend=True)
        elif mouse.unit is Unit.GRAPHEME:
            cursor = Cursor(origin.start, pointer)
        else:
            cursor = moving.stretch(self.document, origin, pointer, mouse.unit)
        self._go(cursor, reveal=False)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the stored words that are selected, for copying."""
        return (self.selected_text, "\n") if selection and self.selection else None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor; twice selects the word, three times the turn; a stripe its coding."""
        offset = event.get_content_offset(self)
        if offset is None or event.button != 1:
            return
        self._mouse.clicked(event)
        if offset.x >= self.columns.stripes_from:
            self._pick_stripe(offset)
        elif self._mouse.dragged:
            return
        elif event.chain > 1 and not self.held:
            unit = Unit.WORD if event.chain == 2 else Unit.TURN
            here = moving.place(self.document, self.position_at(offset))
            self._go(moving.select(self.document, here, unit))
        else:
            self.extending = False
            extend = event.shift or self.held
            position = self.position_at(offset)
            self._go(moving.move_to(self.document, self.cursor, position, extend=extend))

    def _pick_stripe(self, offset: Offset) -> None:
        row = offset.y + self.scroll_offset.y
        if row >= len(self.layout_rows):
            return
        stripes = self.codings.stripes(row)
        under = stripes_under(stripes, offset.x - self.columns.stripes_from, self.columns.stripes)
        if under:
            ids = [stripe.mark.id for stripe in under]
            after = ids.index(self.picked) + 1 if self.picked in ids else 0
            mark = under[after % len(ids)].mark
            self.go_to(max(mark.start, self.layout_rows.row(row)[0]))
            self.pick(mark.id)
