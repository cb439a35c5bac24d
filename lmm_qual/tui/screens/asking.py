"""Small questions: a line of text, one of several things, one key."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lmm_qual.tui.actions import QUESTION, bindings
from lmm_qual.tui.hints import CHOOSING, LEAVING, with_keys
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.wording import line

R = TypeVar("R")

BOX = """
    align: center middle;
    background: $background 60%;
    & > Vertical {
        width: 72; max-width: 94%; height: auto; max-height: 92%;
        padding: 1 2; background: $panel; border: none;
    }
    & .title { text-style: bold; color: $text-primary; margin-bottom: 1; }
    & .field, & .field:focus { background: $surface; padding: 0 1; height: 1; }
    & .said { color: $muted; height: auto; }
    & .hint { color: $muted; margin-top: 1; }
    & .fault { color: $text-error; height: auto; }
    & RowList { background: $panel; height: auto; max-height: 14; }
"""


class Asking(ModalScreen[R], Generic[R]):
    """A question over the screen; Escape takes it away."""

    DEFAULT_CSS = f"Asking {{ {BOX} }}"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUESTION)]
    KEYS: ClassVar[tuple[str, ...]] = (QUESTION,)

    def action_cancel(self) -> None:
        """Take the question away without an answer."""
        self.dismiss(None)

    def may_leave(self) -> bool:
        """Say whether the program may be left; where words would be lost, ask first."""
        return True

    def keep_words(self) -> None:
        """Save what would be lost, when there is no time to ask."""

    def action_help(self) -> None:
        """Show the keys that work now."""
        from lmm_qual.tui.screens.help import show_help

        show_help(self)


class AskLine(Asking[str]):
    """Asks for a line of text; `check` gives what is wrong with an answer, or nothing.

    Where it is not `needed`, it may be left empty.
    """

    def __init__(
        self,
        title: str,
        said: str = "",
        value: str = "",
        check: Callable[[str], str] | None = None,
        *,
        needed: bool = True,
    ) -> None:
        super().__init__()
        self._title, self._said, self._value, self._needed = title, said, value, needed
        self._check = check or (lambda _: "")

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        with Vertical():
            yield Static(line(self._title), classes="title", markup=False)
            if self._said:
                yield Static(line(self._said), classes="said", markup=False)
            yield LineInput(self._value, classes="field")
            yield Static("", classes="fault", markup=False)
            yield Static(
                with_keys(self, f"Enter answers · {LEAVING}"), classes="hint", markup=False
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, where nothing is wrong with it."""
        answer = event.value.strip()
        empty = "type something, or go back with [question.cancel]"
        nothing = with_keys(self, empty) if self._needed else ""
        fault = self._check(answer) if answer else nothing
        if fault:
            self.query_one(".fault", Static).update(line(fault))
        else:
            self.dismiss(answer)


class AskOne(Asking[object]):
    """Asks for one of several things."""

    def __init__(
        self, title: str, choices: Sequence[tuple[object, Content]], said: str = ""
    ) -> None:
        super().__init__()
        self._title, self._said, self._choices = title, said, choices

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        with Vertical():
            yield Static(line(self._title), classes="title", markup=False)
            if self._said:
                yield Static(line(self._said), classes="said", markup=False)
            yield RowList([Row(said, key) for key, said in self._choices])
            yield Static(with_keys(self, f"{CHOOSING} · {LEAVING}"), classes="hint", markup=False)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give what was chosen."""
        self.dismiss(event.key)


class AskLettered(AskOne):
    """Asks for one of several things, each of which has a letter too."""

    def __init__(self, title: str, choices: Sequence[tuple[str, Content]]) -> None:
        """Take what can be chosen, each with its letter, which is the answer."""
        super().__init__(title, [(letter, _lettered(letter, said)) for letter, said in choices])

    def on_key(self, event: events.Key) -> None:
        """Give what the letter stands for."""
        if event.character in {key for key, _ in self._choices}:
            event.stop()
            self.dismiss(event.character)


def _lettered(letter: str, said: Content) -> Content:
    return line((f" {letter}  ", "bold $text-accent")).append(said)


class OneKey(ModalScreen[str]):
    """Says at the foot which keys there are, in columns, and gives the next one."""

    DEFAULT_CSS = """
    OneKey { background: transparent; align: left bottom; }
    OneKey > Static {
        dock: bottom; height: auto; max-height: 14; margin-bottom: 1; padding: 0 1;
        background: $panel-lighten-1;
    }
    """

    def __init__(self, keys: Sequence[tuple[str, str]], title: Content | None = None) -> None:
        """Take keys, each with what it stands for, and what is asked."""
        super().__init__()
        self._keys, self._title = keys, title

    def compose(self) -> ComposeResult:
        """Lay the keys out."""
        width = self.app.size.width - 2
        table = self._table(width)
        if self._title is not None:
            table = self._title.truncate(width, ellipsis=True).append("\n").append(table)
        yield Static(table, markup=False)

    def _table(self, width: int) -> Content:
        widest = max(len(f"{key} {name}") for key, name in self._keys) + 3
        size = min(widest, max(width // 3, 20))
        columns = max(width // size, 1)
        cells = [
            line((f"{key} ", "bold $text-accent"), name)
            .truncate(size - 2, ellipsis=True)
            .truncate(size, pad=True)
            for key, name in self._keys
        ]
        rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
        return Content("\n").join(Content("").join(row) for row in rows)

    def on_key(self, event: events.Key) -> None:
        """Give the key."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.character)
