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
from lmm_qual.text.standins import shown
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.screens.form_fields import BlockInput, ChoiceLine
from lmm_qual.tui.wording import line

Fields = dict[str, str | None]
Save = Callable[[Fields], Mapping[str, str]]
"""Saves fields; gives what is wrong, by field (all of it: ``), and nothing once it is on disk."""

_BLOCKS = ("definition", "include", "exclude", "example")
_CHOICES = {"origin": get_args(Origin), "valence": get_args(Valence)}
_LABELS = {"color": "colour"}
_FIELDS = ("name", *_BLOCKS, *_CHOICES, "color", "shortcut")
_KEYS = "Ctrl+S saves · Tab next field · ← → choose · Esc leaves"


class CodeForm(Asking[bool]):
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
    CodeForm .value BlockInput:focus { background: $cursor-row; }
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
        self._warned = False
        self._before: Fields = {}

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
            yield Static(_KEYS, classes="hint", markup=False)

    def _widget(self, field: str) -> Widget:
        stored = getattr(self._code, field)
        widget: Widget
        if field in _BLOCKS:
            widget = BlockInput(stored or "")
        elif field in _CHOICES:
            widget = ChoiceLine(_CHOICES[field], stored)
        else:
            from_above = f"; now {self._inherited} from above" if self._inherited else ""
            hints = {"color": f"#rrggbb{from_above}", "shortcut": "one letter, used after ;"}
            widget = LineInput(shown(stored or ""), placeholder=hints.get(field, ""))
        widget.id = f"field-{field}"
        return widget

    def on_mount(self) -> None:
        """Note what the fields hold."""
        self.query_one(VerticalScroll).can_focus = False
        self._before = self._values()
        self.query_one("#field-name").focus()

    def _values(self) -> Fields:
        return {field: self._value(field).strip() or None for field in _FIELDS}

    def _value(self, field: str) -> str:
        widget = self.query_one(f"#field-{field}")
        if isinstance(widget, BlockInput):
            return widget.text
        assert isinstance(widget, LineInput | ChoiceLine)
        return widget.value

    def _changes(self) -> Fields:
        """Give the fields that were changed; what was only looked at stays as it is stored."""
        return {
            field: value for field, value in self._values().items() if value != self._before[field]
        }

    def on_input_submitted(self) -> None:
        """Save."""
        self.action_save()

    def action_save(self) -> None:
        """Save what was changed; where that is refused say so beside the field."""
        changes = self._changes()
        faults = self._save(changes) if changes else {}
        for field in _FIELDS:
            self._say_fault(field, faults.get(field, ""))
        self._say_fault("all", faults.get("", ""))
        first = next((field for field in _FIELDS if field in faults), None)
        if not faults:
            self.dismiss(bool(changes))
        elif first is not None:
            self.query_one(f"#field-{first}").focus()

    def _say_fault(self, field: str, said: str) -> None:
        fault = self.query_one(f"#fault-{field}", Static)
        fault.update(line(said))
        fault.set_class(bool(said), "-said")

    def action_cancel(self) -> None:
        """Leave; what was typed is left only when asked a second time."""
        if self._changes() and not self._warned:
            self._warned = True
            self._say_fault("all", "not saved: Ctrl+S saves, Esc once more leaves without saving")
        else:
            self.dismiss(False)
