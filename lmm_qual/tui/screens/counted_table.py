"""A table of numbers with a cursor on its cells, on a screen that counts them in a thread."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Static
from textual.worker import get_current_worker

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codings import has_coded
from lmm_qual.store.store import Store
from lmm_qual.text.standins import shown
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import line

Counted = TypeVar("Counted")


class NumberTable(DataTable[Text]):
    """A table whose cells hold text that may be shown; `hjkl` move as the arrows do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "cursor_left", "Left", show=False),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("l", "cursor_right", "Right", show=False),
    ]
    DEFAULT_CSS = """
    NumberTable { height: 1fr; background: $surface; scrollbar-gutter: stable; }
    NumberTable > .datatable--header { background: $surface; text-style: bold; }
    NumberTable > .datatable--fixed { background: $surface; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, zebra_stripes=False, cursor_type="cell")

    def fill(
        self, headings: Sequence[Sequence[str]], rows: Sequence[Sequence[Text]], fixed: int = 1
    ) -> None:
        """Show other rows under headings of one line or several, the cursor where it was.

        The cursor moves only where its place is gone.
        """
        row, column = self.cursor_coordinate
        self.clear(columns=True)
        self.header_height = max(map(len, headings), default=1)
        for at, lines in enumerate(headings):
            self.add_column(Text("\n".join(map(shown, lines))), key=str(at))
        for cells in rows:
            self.add_row(*cells)
        self.fixed_columns = min(fixed, len(headings))
        self.move_cursor(
            row=min(row, max(len(rows) - 1, 0)), column=min(column, max(len(headings) - 1, 0))
        )


class CountedScreen(StudyPage, Generic[Counted]):
    """Counts in a thread, since a large study takes seconds, and shows what came of it."""

    DEFAULT_CSS = """
    CountedScreen #said { padding: 0 1; height: auto; max-height: 6; color: $muted; }
    CountedScreen #empty { padding: 1 3; height: 1fr; display: none; }
    CountedScreen.-empty #empty { display: block; }
    CountedScreen.-empty NumberTable { display: none; }
    """

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self.counted: Counted | None = None
        self.everybody = not self._has_coded

    def body(self) -> ComposeResult:
        """Lay out the table and a few lines on it."""
        yield NumberTable(id="table")
        yield Static(id="empty", markup=False)
        yield Static(id="said", markup=False)

    @property
    def table(self) -> NumberTable:
        """Give the table."""
        return self.query_one(NumberTable)

    @property
    def _has_coded(self) -> bool:
        coder = self.opened.coder
        return coder is not None and has_coded(self.opened.store, coder)

    @property
    def coder(self) -> str | None:
        """Give whose codings count, `None` for everybody's."""
        return None if self.everybody else self.opened.coder

    def begin(self) -> None:
        """Count, and show it."""
        self.table.focus()
        self.changed()

    def changed(self) -> None:
        """Count again."""
        self.show_state()
        count = self.counting()
        self.run_worker(lambda: self._count(count), thread=True, group="count", exclusive=True)

    def counting(self) -> Callable[[Store], Counted]:
        """Give what counts, which is run in a thread on a connection of its own."""
        raise NotImplementedError

    def _count(self, count: Callable[[Store], Counted]) -> None:
        try:
            with Project.open(self.opened.path) as reader:
                found = count(reader.store)
        except BadInputError as fault:
            self.app.call_from_thread(self.tell_fault, fault)
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take, found)

    def _take(self, found: Counted) -> None:
        self.counted = found
        self.show_counted(found)

    def show_counted(self, found: Counted) -> None:
        """Show what was counted."""

    def show_state(self) -> None:
        """Say which study this is and whose codings count."""
        whose = "all coders" if self.coder is None else f"coder {self.coder} alone"
        name = line((f"{self.opened.name} › ", "$muted"), (self.NAME, "bold"))
        self.header.say([name, line((self.NAME, "bold"))], [line((whose, "$muted"))])

    NAME: ClassVar[str] = ""

    def named(self, name: str, depth: int = 0, style: str = "") -> Text:
        """Give a code's name for the first column, which takes a third of the screen at most."""
        text = Text("  " * depth + shown(name), style)
        text.truncate(max(self.app.size.width // 3, 20), overflow="ellipsis")
        return text

    def on_resize(self) -> None:
        """Name codes by the room there is."""
        super().on_resize()
        if self.counted is not None:
            self.show_counted(self.counted)

    def say_lines(self, lines: Sequence[str], empty: str = "") -> None:
        """Say a few lines under the table, or why there is none."""
        self.query_one("#said", Static).update(Content("\n").join(line(one) for one in lines))
        self.query_one("#empty", Static).update(line(empty))
        self.set_class(bool(empty), "-empty")

    def action_everybody(self) -> None:
        """Count everybody's codings, or one's own alone."""
        if not self._has_coded:
            who = f"{self.opened.coder} has coded nothing yet" if self.opened.coder else ""
            self.say(f"{who or 'nobody is coding yet'}, so all coders count")
            return
        self.everybody = not self.everybody
        self.changed()

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.dismiss()
