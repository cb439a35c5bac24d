"""Correcting words of a transcript: a field with them, and what became of codings once saved."""

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.change import Change
from lmm_qual.project.correcting.carrying import Carried
from lmm_qual.project.correcting.correction import CorrectWords
from lmm_qual.store.queries.log import EntryRow
from lmm_qual.text.following import edit_between
from lmm_qual.text.span import Span
from lmm_qual.text.words import count_words
from lmm_qual.tui.hints import LEAVING, with_keys
from lmm_qual.tui.inputs import TextField
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.screens.words_editor import WordsEditor
from lmm_qual.tui.wording import line

_LONGEST = 200_000


class CorrectionEditor(WordsEditor):
    """Corrects the words of a span; gives the label of the change, or None.

    `counts` says what became of codings and passages. A write that fails leaves the words in the
    field.
    """

    DEFAULT_CSS = """
    CorrectionEditor > Vertical { width: 100; }
    CorrectionEditor TextField { height: auto; min-height: 3; max-height: 16; }
    CorrectionEditor.-short TextField { max-height: 9; }
    """
    NOUN = "turn"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "Save", show=False)]

    def __init__(
        self,
        opened: OpenStudy,
        place: tuple[str, Span, str],
        title: str,
        make: Callable[[Change], EntryRow | None],
        *,
        whole: bool,
    ) -> None:
        """Take transcript, span and words; `make` makes a change, `whole` that a turn is meant."""
        super().__init__()
        self._opened, self._title, self._make, self._whole = opened, title, make, whole
        self._key, self._span, self._words = place
        self.counts = Carried()

    def compose(self) -> ComposeResult:
        """Lay the editor out."""
        said = "Codings stay on their words; those whose words change wait to be looked at."
        with Vertical():
            yield Static(line(self._title), classes="title", markup=False)
            yield Static(line(said), classes="said", markup=False)
            yield TextField(longest=_LONGEST)
            yield Static(classes="fault", markup=False)
            hint = with_keys(self, f"Ctrl+S saves · {LEAVING}")
            yield Static(line(hint), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show the words."""
        self.field.put(self._words)
        self.field.move_cursor((0, 0))
        self.field.focus()

    def on_resize(self) -> None:
        """Take less room where rows are few."""
        self.set_class(self.app.size.height < 30, "-short")

    def unsaved(self) -> list[str]:
        """Give the words, where they are not what is stored."""
        return [self.field.typed] if self.is_mounted and self.field.changed else []

    def _change(self) -> CorrectWords:
        words = self.field.value.strip() if self._whole else self.field.value
        return CorrectWords(self._key, [edit_between(self._span.start, self._words, words)])

    def action_save(self) -> None:
        """Save and close."""
        if not self.unsaved() or self.save_words():
            self.dismiss(self._done)

    def save_words(self) -> bool:
        """Save the words; on disk before they are let go. Where that fails say why."""
        if self._whole and not count_words(self.field.typed):
            self._say("no words are left; a turn needs some")
            return False
        change = self._change()
        try:
            entry = self._make(change)
        except NotMadeError as error:
            self._say(f"not saved: {error}")
            return False
        self.counts = change.counts
        self._done = entry.label if entry else None
        return True

    def keep_words(self) -> None:
        """Save what was typed, when there is no time to ask."""
        if self.unsaved() and count_words(self.field.typed):
            with suppress(BadInputError):
                self._opened.make(self._change())
