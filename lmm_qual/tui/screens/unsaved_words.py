"""What is asked before words that were typed and not saved are let go."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.content import Content

from lmm_qual.tui.screens.asking import Asking, AskLettered

R = TypeVar("R")


class UnsavedWords(Asking[R], Generic[R]):
    """A question in which words are written; none is let go unasked."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = False

    @abstractmethod
    def has_unsaved(self) -> bool:
        """Say whether there are words that are not saved."""

    @abstractmethod
    def save_words(self) -> bool:
        """Save what is not saved; say why where that fails, and give False."""

    def may_leave(self) -> bool:
        """Say whether nothing would be lost; else ask."""
        if self.has_unsaved():
            self.ask_or(self.app.exit)
        return not self.has_unsaved()

    def ask_or(self, leave: Callable[[], object]) -> None:
        """Leave; where words are not saved ask, once, what is to become of them."""
        if not self.has_unsaved():
            leave()
            return
        if self._asked:
            return

        def answered(answer: object) -> None:
            self._asked = False
            if answer == "t" or (answer == "s" and self.save_words()):
                leave()

        self._asked = True
        choices = [
            ("w", Content("Write on")),
            ("s", Content("Save them")),
            ("t", Content("Throw them away")),
        ]
        self.app.push_screen(AskLettered("These words are not saved", choices), answered)
