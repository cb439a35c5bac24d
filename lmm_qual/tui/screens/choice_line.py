"""A field of a form that holds one of a few choices."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from lmm_qual.tui.wording import line


class ChoiceLine(Widget, can_focus=True):
    """One of a few words, or none where it is not `needed`: the arrows change it."""

    DEFAULT_CSS = """
    ChoiceLine { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; }
    ChoiceLine:focus { background: $cursor-row; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", "Choice before", show=False),
        Binding("right,l,space", "turn(1)", "Next choice", show=False),
    ]

    def __init__(self, choices: Sequence[str], value: str | None, *, needed: bool = False) -> None:
        super().__init__()
        self._choices = tuple(choices) if needed else ("", *choices)
        self._at = self._choices.index(value or "") if value in choices else 0

    @property
    def value(self) -> str:
        """Give the choice, empty where there is none."""
        return self._choices[self._at]

    def action_turn(self, step: int) -> None:
        """Take the next choice."""
        self.take((self._at + step) % len(self._choices))

    def take(self, at: int) -> None:
        """Take a choice by its place."""
        self._at = at
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take the choice that was clicked."""
        at = event.style.meta.get("choice")
        if isinstance(at, int):
            self.take(at)

    def render(self) -> Content:
        """Draw the choices, the one taken in brackets, from the first with which it is in sight."""
        parts = [self._choice(at, name or "not said") for at, name in enumerate(self._choices)]
        first, width = 0, self.content_size.width
        while first < self._at and _width(parts[first : self._at + 1]) > width:
            first += 1
        return Content(" ").join(parts[first:])

    def _choice(self, at: int, name: str) -> Content:
        said = (f"[{name}]", "bold $text-accent") if at == self._at else (f" {name} ", "$muted")
        return line(said).stylize(Style.from_meta({"choice": at}))


def _width(parts: Sequence[Content]) -> int:
    return sum(part.cell_length + 1 for part in parts) - 1
