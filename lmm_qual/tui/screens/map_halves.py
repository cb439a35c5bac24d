"""What the map's screens share: a list at the left, all about its row and lines at the right."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.store.store import Store
from lmm_qual.text.span import Span
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.coding_page import leave_texts
from lmm_qual.tui.screens.halves import WrittenHalves
from lmm_qual.tui.wording import line

Place = tuple[str, int, int]
"""A transcript's id, start and end."""
R = TypeVar("R")


class MapHalves(WrittenHalves):
    """A list, all about one row of it, and lines that open what is behind them.

    `NAME` says where one is; `LINES` is what the lines are called.
    """

    NAME: ClassVar[str] = ""
    LINES: ClassVar[str] = "Passages"
    PANES = ("listed", "lines", "facts")
    CSS_PATH = Path(__file__).with_name("map.tcss")

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._wanted: object = None

    def body(self) -> ComposeResult:
        """Lay out the list at the left, what it is about at the right."""
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield PanelTitle(self.NAME, id="listed-title")
                yield from self.above_list()
                yield RowList(id="listed")
            with Vertical(id="about"):
                with VerticalScroll(id="facts"):
                    yield Static(id="said", markup=False)
                yield PanelTitle(self.LINES, id="lines-title")
                yield RowList(id="lines")
        yield Static(id="empty", markup=False)

    def above_list(self) -> ComposeResult:
        """Lay out what stands between the list and its title."""
        yield from ()

    @property
    def listed(self) -> RowList:
        """Give the list."""
        return self.query_one("#listed", RowList)

    @property
    def lines(self) -> RowList:
        """Give the lines below what the list's row is about."""
        return self.query_one("#lines", RowList)

    @property
    def line_key(self) -> object:
        """Give what the line under the cursor stands for, where the lines have the keys."""
        return self.lines.key if self.lines.has_focus else None

    # Showing

    def show_rows(self, rows: Sequence[Row], empty: Content, key: object = None) -> None:
        """Show the list, the cursor on a row, else where it was; `empty` stands for no rows."""
        self.set_class(not rows, "-empty")
        self.query_one("#empty", Static).update(empty)
        self.listed.set_rows(rows, key)
        self.show_state()
        self.show_about()
        self.keep_keys()

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        self.say_where(line((self.NAME, "bold")))

    def show_about(self) -> None:
        """Say all about what the cursor is on, with its lines."""
        said, rows = self.about()
        self.query_one("#said", Static).update(said)
        self.query_one("#facts", VerticalScroll).scroll_home(animate=False)
        self.lines.set_rows(rows)

    def show_line(self) -> None:
        """Say in full, below what the list's row is about, which words a line stands for."""
        said, _ = self.about()
        words = self.words_of(self.lines.key)
        if words:
            said = Content("\n").join([said, Content(""), Content(f"“{shown_block(words)}”")])
        self.query_one("#said", Static).update(said)
        scroll = self.query_one("#facts", VerticalScroll)
        self.call_after_refresh(scroll.scroll_end, animate=False)

    def words_of(self, key: object) -> str:  # noqa: ARG002
        """Give the words that a line stands for; nothing where it stands for none."""
        return ""

    @abstractmethod
    def about(self) -> tuple[Content, list[Row]]:
        """Say all about the list's row, and give the lines below it."""

    # Counting

    def read_apart(self, read: Callable[[Store], R], take: Callable[[R], None]) -> None:
        """Read in a thread, on a connection of its own, and take what was read."""

        def work() -> None:
            try:
                with Project.open(self.opened.path) as reader:
                    found = read(reader.store)
            except BadInputError as fault:
                self.app.call_from_thread(self.tell_fault, fault)
                return
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(take, found)

        self.run_worker(work, thread=True, group="read", exclusive=True)

    # Moving

    def on_resize(self) -> None:
        """Give the list the keys where what had them was hidden, as in a terminal too small."""
        super().on_resize()
        if self.focused is None and not self.too_small:
            self.go_to(self.PANES[0])

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Follow the cursor."""
        if event.rows.id == "listed":
            self.show_about()
        else:
            self.show_line()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the half that has the focus; on the lines, the words under the cursor."""
        super().on_descendant_focus(event)
        if event.widget is self.lines:
            self.show_line()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go on to the lines; open what is behind a line."""
        if event.rows.id == "lines":
            self.open_line(event.key)
        else:
            self.go_to("lines" if self._has_lines else "facts")

    @property
    def _has_lines(self) -> bool:
        return any(row.key is not None for row in self.lines.rows)

    @abstractmethod
    def open_line(self, key: object) -> None:
        """Open what is behind a line."""

    def action_open(self) -> None:
        """Choose what the cursor is on."""
        focused = self.focused
        (focused if isinstance(focused, RowList) else self.listed).action_choose()

    def open_place(self, place: Place) -> None:
        """Show words in their transcript."""
        key, start, end = place
        row = self.opened.by_key[key]
        self.leave_place()
        leave_texts(self.app)
        self.opened.places[row.id] = start
        self.opened.selected = row.id, Span(start, end)
        self.lmm.show_study(key)

    def action_back(self) -> None:
        """Go back: to the list, to the screen one came from."""
        if self.focused is self.listed or self.has_class("-empty"):
            self.leave_place()
            self.dismiss()
        else:
            self.go_to(self.PANES[0])
