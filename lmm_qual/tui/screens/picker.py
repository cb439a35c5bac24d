"""A list that filters as one types: codes, commands."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from lmm_qual.tui.actions import PICKER, QUESTION, bindings
from lmm_qual.tui.hints import with_keys
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.wording import line

R = TypeVar("R")


class FilterInput(LineInput):
    """The line that filters; Space is its screen's unless letters were typed last."""

    moved = False

    def on_key(self, event: events.Key) -> None:
        """Leave Space to the screen where no letter is expected."""
        if event.key == "space" and (self.moved or not self.value):
            event.stop()
            event.prevent_default()
            screen = self.screen
            if isinstance(screen, Picker):
                screen.action_tick()
        elif event.is_printable or event.key == "backspace":
            self.moved = False


class Picker(Asking[R]):
    """A title, a line to type in, and what matches."""

    DEFAULT_CSS = """
    Picker { align: center top; }
    Picker > Vertical { width: 84; margin-top: 2; height: auto; }
    Picker RowList { height: auto; max-height: 16; margin-top: 1; }
    Picker.-short RowList { max-height: 10; }
    Picker .title { margin-bottom: 1; }
    """
    HINT: ClassVar[str] = ""
    PROMPT: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PICKER)]
    KEYS: ClassVar[tuple[str, ...]] = (PICKER, QUESTION)

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        with Vertical():
            yield Static(self.title_content(), classes="title", markup=False)
            yield FilterInput(placeholder=self.PROMPT, classes="field")
            yield RowList(self.found(""))
            yield Static(self.hint(), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Let the line have the keys."""
        self.results.can_focus = False
        self.set_class(self.app.size.height < 30, "-short")
        self.query_one(FilterInput).focus()

    @property
    def results(self) -> RowList:
        """Give the list."""
        return self.query_one(RowList)

    @property
    def typed(self) -> str:
        """Give what is typed."""
        return self.query_one(FilterInput).value

    def title_content(self) -> Content:
        """Give what stands above."""
        return Content("")

    def hint(self) -> Content:
        """Give what stands below."""
        return line(with_keys(self, self.HINT))

    def found(self, query: str) -> Sequence[Row]:
        """Give the rows for what is typed."""
        raise NotImplementedError

    def choose(self, key: object) -> None:
        """Take a row."""
        raise NotImplementedError

    def action_tick(self) -> None:
        """Tick a row, where that means something."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        self.results.at = 0
        self.results.set_rows(self.found(event.value), key=_NOWHERE)
        self.results.action_edge(end=False)

    def on_input_submitted(self) -> None:
        """Take the row under the cursor."""
        self.results.action_choose()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Take a row."""
        self.choose(event.key)

    def action_move(self, step: int) -> None:
        """Move in the list, from the first row up to the last."""
        self.query_one(FilterInput).moved = True
        before = self.results.at
        self.results.action_move(step)
        if self.results.at == before:
            self.results.action_edge(end=step < 0)

    def action_page(self, pages: int) -> None:
        """Move by pages in the list."""
        self.query_one(FilterInput).moved = True
        self.results.action_page(pages)


_NOWHERE = object()
