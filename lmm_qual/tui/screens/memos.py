"""The Memos screen: all memos, found as one types, read and followed along their links."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from lmm_qual.exporters.memo_web import MemoWeb
from lmm_qual.store.queries.memo_links import MemoLinkRow
from lmm_qual.store.queries.memos import MemoRow
from lmm_qual.store.queries.talk import find_transcript
from lmm_qual.text.numbers import counted
from lmm_qual.text.span import Span
from lmm_qual.tui.actions import EVERYWHERE, MEMOS, bindings
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.coding_page import leave_texts
from lmm_qual.tui.screens.memo_rows import MemoFilter, seen_memos
from lmm_qual.tui.screens.memo_said import link_rows, memo_said
from lmm_qual.tui.screens.memos_changes import MemosChanges
from lmm_qual.tui.wording import line


class MemoSearch(LineInput):
    """The line that filters the memos; the arrows move among them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.move_memo(-1)", "Up", show=False),
        Binding("down", "screen.move_memo(1)", "Down", show=False),
    ]


class MemosScreen(MemosChanges):
    """Shows all memos and works on them; it stands over the screen one came from."""

    PLACES = (MEMOS, EVERYWHERE)
    FOOTER = (
        "memos.open",
        "memos.filter",
        "memos.next_pane",
        "memos.link",
        "memos.edit",
        "memos.new",
        "memos.delete",
        "memos.undo",
        "memos.back",
    )
    PANES = ("memos", "links", "facts")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MEMOS)]
    CSS_PATH = Path(__file__).with_name("memos.tcss")

    def __init__(self, opened: OpenStudy, memo: int | None = None) -> None:
        """Put the cursor on a memo, else where it was left."""
        super().__init__(opened)
        self._wanted = opened.last_memo if memo is None else memo
        self._came_from: list[int] = []
        self._shown: int | None = None
        self._seen: dict[int, MemoRow] = {}

    def _read(self) -> None:
        self.web = MemoWeb(self.opened.store, self.opened.tree)
        seen, self._hidden = seen_memos(self.opened)
        self._seen = {row.id: row for row in seen}
        self._filter = MemoFilter(self.opened.tree, seen)

    def body(self) -> ComposeResult:
        """Lay out the list at the left, the memo under its cursor at the right."""
        yield MemoSearch(
            placeholder="find memos: words, kind, coder, code, transcript", id="filter"
        )
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield PanelTitle("Memos", id="memos-title")
                yield RowList(id="memos")
            with Vertical(id="about"):
                with VerticalScroll(id="facts"):
                    yield Static(id="said", markup=False)
                yield PanelTitle("Links", id="links-title")
                yield RowList(id="links")
        yield Static(id="empty", markup=False)

    def begin(self) -> None:
        """Show the memos, the cursor where it was left."""
        self.memos.focus()
        self.changed(self._wanted)

    @property
    def memos(self) -> RowList:
        """Give the list of memos."""
        return self.query_one("#memos", RowList)

    @property
    def links(self) -> RowList:
        """Give the list of what the memo is on and its links."""
        return self.query_one("#links", RowList)

    @property
    def memo(self) -> MemoRow | None:
        """Give the memo under the list's cursor."""
        key = self.memos.key
        return self._seen.get(key) if isinstance(key, int) else None

    @property
    def link(self) -> MemoLinkRow | None:
        """Give the link under the cursor, where the links have the keys."""
        row, key = self.memo, self.links.key
        if row is None or not self.links.has_focus or not isinstance(key, tuple):
            return None
        kind, id_ = key
        own = self.web.links.get(row.id, ()) if kind == "link" else ()
        return next((link for link in own if link.id == id_), None)

    # Showing

    def changed(self, key: object = None) -> None:
        """Show all as it is now, the cursor on a memo, else where it was."""
        self._read()
        self.set_class(not self._seen, "-empty")
        self.query_one("#empty", Static).update(self._when_empty())
        self._list(key)
        self.show_state()
        self.keep_keys()

    def _list(self, key: object = None) -> None:
        """List the memos that hold what is typed."""
        rows = self._filter.rows(self.query_one(MemoSearch).value)
        self.memos.set_rows(rows, key)
        found, number = len(rows), len(self._seen)
        title = counted(number, "memo") if found == number else f"{found:,} of {number:,} memos"
        hidden = f"{self._hidden} on others' codings hidden" if self._hidden else ""
        self.query_one("#memos-title", PanelTitle).say(title, hidden)
        self.show_about()

    def _when_empty(self) -> Content:
        said = (
            "Press [memos.new] to write one on the study. While coding, [coding.memo] writes on the"
            " words selected, a coding, a code, the transcript or its session."
        )
        return self.none_yet("No memos yet.", said)

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        self.say_where(line(("Memos", "bold")))

    def show_about(self) -> None:
        """Show the memo under the cursor whole, with its links."""
        row = self.memo
        said, rows = Content(""), []
        if row is not None:
            entry = self.web.entry(row)
            said = memo_said(self.opened, entry, self.opened.memo_dated(row))
            rows = link_rows(entry, [link.id for link in self.web.links.get(row.id, ())])
        self.query_one("#said", Static).update(said)
        self.query_one("#facts", VerticalScroll).scroll_home(animate=False)
        if row is None or row.id != self._shown:
            self.links.at = 0
            self._shown = row.id if row else None
        self.links.set_rows(rows)
        own = len(self.web.links.get(row.id, ())) if row else 0
        title = self.query_one("#links-title", PanelTitle)
        title.say(counted(own, "link"), self.with_keys("[list.choose] goes there") if rows else "")

    # Moving

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Follow the cursor."""
        if event.rows.id == "memos":
            self.show_about()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to what a memo is on; go along a link."""
        row = self.memo
        if row is None:
            return
        if event.rows.id == "memos" or event.key == ("on", row.id):
            self._go_on(row)
        elif self.link is not None:
            self._follow(self.link)
        elif isinstance(event.key, tuple):
            self._to_memo(event.key[1])

    def action_open(self) -> None:
        """Choose what the cursor is on."""
        focused = self.focused
        (focused if isinstance(focused, RowList) else self.memos).action_choose()

    def _go_on(self, row: MemoRow) -> None:
        """Go to what a memo is on; one on the study is read here."""
        if row.target == "code" and row.code_id is not None:
            self.action_codebook(row.code_id)
        elif row.transcript is not None:
            self._to_words(row.transcript, row.start, row.end)
        else:
            self.go_to("facts")

    def _follow(self, link: MemoLinkRow) -> None:
        if link.target == "code":
            self.action_codebook(link.target_id)
        elif link.target == "memo":
            self._to_memo(link.target_id)
        elif link.transcript is not None:
            self._to_words(link.transcript, link.start, link.end)

    def _to_words(self, key: str, start: int | None, end: int | None) -> None:
        """Go to a transcript, words of it selected where they are given."""
        self.leave_place()
        if start is not None and end is not None:
            row = find_transcript(self.opened.store, key)
            self.opened.places[row.id] = start
            self.opened.selected = row.id, Span(start, end)
        self.lmm.show_study(key)

    def _to_memo(self, memo: int) -> None:
        """Put the cursor on another memo; going back comes to this one again."""
        if memo not in self._seen:
            self.say("that memo is on another's coding, hidden until your pass is finished")
            return
        if self.memo is not None:
            self._came_from.append(self.memo.id)
        self._show_memo(memo)

    def _show_memo(self, memo: int) -> None:
        if self.query_one(MemoSearch).value:
            self._end_filter()
        self.memos.go_to(memo)
        self.show_about()
        self.go_to("memos")

    def leave_place(self) -> None:
        """Note where the cursor is, and where the text below was left."""
        self.opened.last_memo = self.memos.key
        leave_texts(self.app)

    def action_back(self) -> None:
        """Go back: to the list, to the memo that led here, to all memos, to where one came from."""
        found = self.query_one(MemoSearch)
        if self.focused in {self.links, self.query_one("#facts")}:
            self.go_to("memos")
        elif self._came_from:
            self._show_memo(self._came_from.pop())
        elif found.has_class("-open"):
            self._end_filter()
        else:
            self.leave_place()
            self.dismiss()

    # Finding

    def action_filter(self) -> None:
        """Find memos as one types."""
        if self._seen:
            found = self.query_one(MemoSearch)
            found.add_class("-open")
            self.go_to("memos")
            self.call_after_refresh(found.focus)

    def action_move_memo(self, step: int) -> None:
        """Move among the memos while the filter has the keys."""
        self.memos.action_move(step)

    def on_input_changed(self) -> None:
        """Filter."""
        self._list()

    def on_input_submitted(self) -> None:
        """Go on in the memos found."""
        self.memos.focus()

    def _end_filter(self) -> None:
        found = self.query_one("#filter", Input)
        found.value = ""
        found.remove_class("-open")
        self._list()
        self.memos.focus()
