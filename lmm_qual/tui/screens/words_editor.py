"""What editors of words share: nothing that was typed is let go unasked, nor said to be saved."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from lmm_qual.tui.inputs import TextField
from lmm_qual.tui.screens.asking import Asking, AskLettered
from lmm_qual.tui.wording import counted, line


class WordsEditor(Asking[str]):
    """A field to write in; gives the label of the last change, or None.

    It has a `TextField` and a line `.fault`; `NOUN` is what is written.
    """

    NOUN: ClassVar[str] = "text"

    def __init__(self) -> None:
        super().__init__()
        self._done: str | None = None
        self._asked = False
        self._said_of: str | None = None

    @abstractmethod
    def unsaved(self) -> Sequence[object]:
        """Give what has words that are not saved."""

    @abstractmethod
    def save_all(self) -> bool:
        """Save what is not saved; say why where that fails, and give False."""

    @property
    def field(self) -> TextField:
        """Give the field."""
        return self.query_one(TextField)

    # Saying

    def _say(self, fault: str) -> None:
        self._said_of = self.field.typed
        self.query_one(".fault", Static).update(line(fault))

    def on_text_area_changed(self) -> None:
        """Take a fault away once one writes on."""
        if self.field.typed != self._said_of:
            self._say("")

    def on_text_field_too_long(self, event: TextField.TooLong) -> None:
        """Say that there was no room."""
        number, most = counted(event.over, "character"), event.field.longest
        self._say(f"not taken in: {number} more than the {most:,} that a {self.NOUN} can have")

    # Leaving

    def action_cancel(self) -> None:
        """Close; words that are not saved are asked about."""
        self._ask_or(lambda: self.dismiss(self._done))

    def may_leave(self) -> bool:
        """Say whether nothing would be lost; else ask."""
        if self.unsaved():
            self._ask_or(self.app.exit)
        return not self.unsaved()

    def _ask_or(self, leave: Callable[[], object]) -> None:
        """Leave; where words are not saved ask what is to become of them."""
        if not self.unsaved():
            leave()
            return
        if self._asked:
            return

        def answered(answer: object) -> None:
            self._asked = False
            if answer == "t" or (answer == "s" and self.save_all()):
                leave()

        self._asked = True
        choices = [
            ("w", Content("Write on")),
            ("s", Content("Save them")),
            ("t", Content("Throw them away")),
        ]
        self.app.push_screen(AskLettered("These words are not saved", choices), answered)
