"""A form for all fields of a code."""

from collections.abc import Callable, Mapping
from typing import ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from lmm_qual.model.code_tree import CodeRow
from lmm_qual.model.codebook import Origin, Valence
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown
from lmm_qual.tui.hints import with_keys
from lmm_qual.tui.inputs import LineInput, TextField, restored
from lmm_qual.tui.screens.choice_line import ChoiceLine
from lmm_qual.tui.screens.unsaved_words import UnsavedWords
from lmm_qual.tui.wording import line

Fields = dict[str, str | None]
Save = Callable[[Fields], Mapping[str, str]]
"""Saves fields; gives what is wrong, by field (all of it: ``), and nothing once it is on disk."""

_BLOCKS = ("definition", "include", "exclude", "example")
_CHOICES = {"origin": get_args(Origin), "valence": get_args(Valence)}
_LONGEST = 20_000
"""So many characters a definition, a criterion or an example can be given here."""
_LABELS = {"color": "colour"}
_FIELDS = ("name", *_BLOCKS, *_CHOICES, "color", "shortcut")
_KEYS = "Ctrl+S saves · Tab next field · ← → choose · [question.cancel] leaves"


class CodeForm(UnsavedWords[bool]):
    """Asks for a code's fields; gives True once they are saved."""

    DEFAULT_CSS = """
    CodeForm > Vertical { width: 92; }
    CodeForm VerticalScroll {
        height: auto; max-height: 1fr; background: $panel; scrollbar-size-vertical: 1;
    }
    CodeForm .row { height: auto; }
    CodeForm .label { width: 12; color: $muted; }
    CodeForm .value { width: 1fr; height: auto; }
    CodeForm .value LineInput { background: $surface; padding: 0 1; }
    CodeForm .value LineInput:focus { background: $cursor-row; padding: 0 1; }
    CodeForm .value TextField { height: auto; min-height: 1; max-height: 5; }
    CodeForm .value TextField:focus { background: $cursor-row; }
    CodeForm .fault { display: none; }
    CodeForm .fault.-said { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
    ]

    def __init__(self, code: CodeRow, inherited: str | None, save: Save) -> None:
        """Take a code, the colour it has from codes above, and what saves it."""
        super().__init__()
        self._code, self._inherited, self._save = code, inherited, save

    def compose(self) -> ComposeResult:
        """Lay the form out."""
        with Vertical():
            yield Static(line(self._code.name), classes="title", markup=False)
            with VerticalScroll():
                for field in _FIELDS:
                    with Horizontal(classes="row"):
                        yield Static(_LABELS.get(field, field), classes="label", markup=False)
                        with Vertical(classes="value"):
                            yield self._widget(field)
                            yield Static("", id=f"fault-{field}", classes="fault", markup=False)
            yield Static("", id="fault-all", classes="fault", markup=False)
            yield Static(with_keys(self, _KEYS), classes="hint", markup=False)

    def _widget(self, field: str) -> Widget:
        stored = getattr(self._code, field)
        widget: Widget
        if field in _BLOCKS:
            widget = TextField(longest=_LONGEST, highlight_cursor_line=False)
        elif field in _CHOICES:
            widget = ChoiceLine(_CHOICES[field], stored)
        else:
            from_above = f"; now {self._inherited} from above" if self._inherited else ""
            letter = with_keys(self, "one letter, used after [coding.shortcut]")
            hints = {"color": f"#rrggbb{from_above}", "shortcut": letter}
            widget = LineInput(shown(stored or ""), placeholder=hints.get(field, ""))
        widget.id = f"field-{field}"
        return widget

    def on_mount(self) -> None:
        """Fill the fields."""
        self.query_one(VerticalScroll).can_focus = False
        for field in _BLOCKS:
            self.query_one(f"#field-{field}", TextField).put(getattr(self._code, field) or "")
        self.query_one("#field-name").focus()

    def _value(self, field: str) -> str | None:
        """Give what is to be stored of a field."""
        stored = getattr(self._code, field) or ""
        widget = self.query_one(f"#field-{field}")
        if isinstance(widget, TextField):
            return (widget.value.strip() or None) if widget.changed else stored or None
        assert isinstance(widget, LineInput | ChoiceLine)
        return restored(stored, widget.value).strip() or None

    def changes(self) -> Fields:
        """Give the fields that were changed; what was only looked at stays as it is stored."""
        values = {field: self._value(field) for field in _FIELDS} if self.is_mounted else {}
        return {f: value for f, value in values.items() if value != getattr(self._code, f)}

    def on_text_field_too_long(self, event: TextField.TooLong) -> None:
        """Say that there was no room."""
        number = counted(event.over, "character")
        field = str(event.field.id).removeprefix("field-")
        self._say_fault(
            field, f"not taken in: {number} more than the {_LONGEST:,} there is room for"
        )

    def on_input_submitted(self) -> None:
        """Save."""
        self.action_save()

    def action_save(self) -> None:
        """Save what was changed; where that is refused say so beside the field."""
        if self.save_words():
            self.dismiss(True)

    def save_words(self) -> bool:
        """Save what was changed; say whether nothing is left to be saved."""
        changes = self.changes()
        faults = self._save(changes) if changes else {}
        for field in _FIELDS:
            self._say_fault(field, faults.get(field, ""))
        self._say_fault("all", faults.get("", ""))
        first = next((field for field in _FIELDS if field in faults), None)
        if first is not None:
            self.query_one(f"#field-{first}").focus()
        return not faults

    def _say_fault(self, field: str, said: str) -> None:
        fault = self.query_one(f"#fault-{field}", Static)
        fault.update(line(said))
        fault.set_class(bool(said), "-said")

    # Leaving

    def action_cancel(self) -> None:
        """Leave; what was typed and is not saved is asked about."""
        self.ask_or(lambda: self.dismiss(False))

    def has_unsaved(self) -> bool:
        """Say whether something was typed that is not saved."""
        return bool(self.changes())

    def keep_words(self) -> None:
        """Save what was typed, when there is no time to ask."""
        if changes := self.changes():
            self._save(changes)
