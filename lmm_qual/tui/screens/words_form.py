"""A form of a few fields: words in blocks and lines, and choices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from lmm_qual.model.finding import LONGEST
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown
from lmm_qual.tui.hints import with_keys
from lmm_qual.tui.inputs import LineInput, TextField, restored
from lmm_qual.tui.screens.choice_line import ChoiceLine
from lmm_qual.tui.screens.unsaved_words import UnsavedWords
from lmm_qual.tui.wording import line

Save = Callable[[Mapping[str, str]], str]
"""Saves all fields; gives what is wrong, and nothing once it is on disk."""


@dataclass(frozen=True)
class Field:
    """A field of a form: its name, what stands before it, its kind, what is stored in it.

    A choice that is `needed` cannot be none of the `choices`.
    """

    name: str
    label: str
    kind: Literal["block", "line", "choice"]
    stored: str = ""
    hint: str = ""
    choices: Sequence[str] = ()
    needed: bool = False


class WordsForm(UnsavedWords[bool]):
    """Asks for several fields; gives True once they are saved."""

    DEFAULT_CSS = """
    WordsForm > Vertical { width: 92; }
    WordsForm VerticalScroll {
        height: auto; max-height: 60vh; background: $panel; scrollbar-size-vertical: 1;
    }
    WordsForm .row { height: auto; margin-bottom: 1; }
    WordsForm .label { width: 16; color: $muted; }
    WordsForm .value { width: 1fr; height: auto; }
    WordsForm .value LineInput { background: $surface; padding: 0 1; }
    WordsForm .value LineInput:focus { background: $cursor-row; padding: 0 1; }
    WordsForm .value TextField { height: auto; min-height: 2; max-height: 6; }
    WordsForm .value TextField:focus { background: $cursor-row; }
    WordsForm .hint { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
    ]

    def __init__(self, title: str, fields: Sequence[Field], save: Save) -> None:
        """Take the title, the fields, and what saves them."""
        super().__init__()
        self._title, self._fields, self._save = title, fields, save

    def compose(self) -> ComposeResult:
        """Lay the form out."""
        keys = ["Ctrl+S saves", "Tab next field"]
        if any(field.kind == "choice" for field in self._fields):
            keys.append("← → choose")
        with Vertical():
            yield Static(line(self._title), classes="title", markup=False)
            with VerticalScroll():
                for field in self._fields:
                    with Horizontal(classes="row"):
                        yield Static(line(field.label), classes="label", markup=False)
                        with Vertical(classes="value"):
                            yield self._widget(field)
            yield Static("", classes="fault", markup=False)
            hint = with_keys(self, " · ".join([*keys, "[question.cancel] leaves"]))
            yield Static(hint, classes="hint", markup=False)

    def _widget(self, field: Field) -> Widget:
        widget: Widget
        if field.kind == "block":
            widget = TextField(longest=LONGEST, highlight_cursor_line=False)
        elif field.kind == "choice":
            widget = ChoiceLine(field.choices, field.stored, needed=field.needed)
        else:
            widget = LineInput(shown(field.stored), placeholder=field.hint)
        widget.id = f"field-{field.name}"
        return widget

    def on_mount(self) -> None:
        """Fill the fields."""
        self.query_one(VerticalScroll).can_focus = False
        for field in self._fields:
            if field.kind == "block":
                self.query_one(f"#field-{field.name}", TextField).put(field.stored)
        self.query_one(f"#field-{self._fields[0].name}").focus()

    def _value(self, field: Field) -> str:
        """Give what is to be stored of a field."""
        widget = self.query_one(f"#field-{field.name}")
        if isinstance(widget, TextField):
            return widget.value.strip() if widget.changed else field.stored
        assert isinstance(widget, LineInput | ChoiceLine)
        if widget.value == shown(field.stored):
            return field.stored
        return restored(field.stored, widget.value).strip()

    def values(self) -> dict[str, str]:
        """Give what stands in all fields."""
        if not self.is_mounted:
            return {field.name: field.stored for field in self._fields}
        return {field.name: self._value(field) for field in self._fields}

    @property
    def changed(self) -> bool:
        """Say whether something else stands there than is stored."""
        return self.values() != {field.name: field.stored for field in self._fields}

    def on_text_field_too_long(self, event: TextField.TooLong) -> None:
        """Say that there was no room."""
        number = counted(event.over, "character")
        self._say(f"not taken in: {number} more than the {LONGEST:,} there is room for")

    def on_input_submitted(self) -> None:
        """Save."""
        self.action_save()

    def action_save(self) -> None:
        """Save; where that is refused say why, and leave what was typed where it is."""
        if self.save_words():
            self.dismiss(True)

    def save_words(self) -> bool:
        """Save what was changed; say whether nothing is left to be saved."""
        fault = self._save(self.values())
        self._say(fault)
        return not fault

    def _say(self, fault: str) -> None:
        self.query_one(".fault", Static).update(line(fault))

    # Leaving

    def action_cancel(self) -> None:
        """Leave; what was typed and is not saved is asked about."""
        self.ask_or(lambda: self.dismiss(False))

    def has_unsaved(self) -> bool:
        """Say whether something was typed that is not saved."""
        return bool(self.changed)

    def keep_words(self) -> None:
        """Save what was typed, when there is no time to ask."""
        if self.changed:
            self._save(self.values())
