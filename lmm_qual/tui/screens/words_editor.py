"""What editors of words share: nothing that was typed is let go unasked, nor said to be saved."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual.widgets import Static

from lmm_qual.text.numbers import counted
from lmm_qual.tui.inputs import TextField
from lmm_qual.tui.screens.unsaved_words import UnsavedWords
from lmm_qual.tui.wording import line


class WordsEditor(UnsavedWords[str]):
    """A field to write in; gives the label of the last change, or None.

    It has a `TextField` and a line `.fault`; `NOUN` is what is written.
    """

    NOUN: ClassVar[str] = "text"

    def __init__(self) -> None:
        super().__init__()
        self._done: str | None = None
        self._said_of: str | None = None

    @abstractmethod
    def unsaved(self) -> Sequence[object]:
        """Give what has words that are not saved."""

    def has_unsaved(self) -> bool:
        """Say whether there are words that are not saved."""
        return bool(self.unsaved())

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
        self.ask_or(lambda: self.dismiss(self._done))
