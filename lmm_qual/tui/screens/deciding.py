"""Screens on which much is decided before anything is made; none of it is let go unasked."""

from abc import abstractmethod
from collections.abc import Callable, MutableMapping
from typing import Any, ClassVar

from textual.content import Content

from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.beside_codebook import BesideCodebook


class Deciding(BesideCodebook):
    """A walk through places, each decided by itself and all made at once.

    `NOTHING_YET` is said, and asked about, when somebody leaves before; `MAKE_NOW` names the way
    to make what was decided, where there is one then.
    """

    NOTHING_YET: ClassVar[str]
    MAKE_NOW: ClassVar[str] = ""
    _decided: MutableMapping[Any, Any]

    @abstractmethod
    def action_store(self) -> None:
        """Make what was decided."""

    def action_back(self) -> None:
        """Leave; where something was decided ask first."""
        self._leave(self.dismiss)

    def may_leave(self) -> bool:
        """Say whether nothing was decided; else ask."""
        if self._decided:
            self._leave(self.app.exit)
        return not self._decided

    def go_to_transcript(self, key: str) -> None:
        """Show a transcript; where something was decided ask first."""
        self._leave(lambda: self.lmm.show_study(key))

    def _leave(self, leave: Callable[[], object]) -> None:
        """Leave, asking first what is to become of what was decided."""
        if not self._decided:
            leave()
            return

        def answered(answer: object) -> None:
            if answer == "m":
                self.action_store()
            elif answer == "t":
                self._decided.clear()
                leave()

        make = [("m", Content(self.MAKE_NOW))] if self.MAKE_NOW else []
        choices = [
            ("g", Content("Go on deciding")),
            *make,
            ("t", Content("Leave, and forget what was decided")),
        ]
        self.app.push_screen(AskLettered(self.NOTHING_YET, choices), answered)
