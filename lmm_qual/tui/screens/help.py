"""The sheet of keys, drawn from the register of actions."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from lmm_qual.tui import actions
from lmm_qual.tui.actions import EVERYWHERE, TEXT, Action, key_signs, sections
from lmm_qual.tui.hints import LEAVING, keys_at, with_keys
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.wording import column, line


def show_help(screen: Screen[Any]) -> None:
    """Show the keys that work on a screen, those of what has focus first."""
    screen.app.push_screen(Help(actions_of(screen), keys_at(screen)))


def actions_of(screen: Screen[Any]) -> list[Action]:
    """Give the actions that a screen's keys do, those of what has focus first."""
    nodes = screen.focused.ancestors_with_self if screen.focused else [screen]
    places = [place for node in nodes for place in getattr(node, "KEYS", ())]
    first = actions.actions_in(places)
    if isinstance(screen.focused, Input):
        first = [*_field_actions(), *first]
    available = getattr(screen, "available", None)
    rest: list[Action] = available() if available else []
    rest.sort(key=lambda action: action.where == EVERYWHERE)
    if TEXT in places:
        first = [*(action for action in rest if action.section == "Coding"), *first]
    return [*first, *(action for action in rest if action not in first)]


def _field_actions() -> list[Action]:
    """Give what the keys of a field do, as Textual has it."""
    return [
        Action("", one.description, one.key, "field", "", "In a field")
        for one in Input.BINDINGS
        if isinstance(one, Binding) and one.description
    ]


class Help(Asking[None]):
    """All keys that work where it was asked for, by what they are for."""

    DEFAULT_CSS = """
    Help > Vertical { width: 112; height: 92%; }
    Help VerticalScroll { background: $panel; height: 1fr; scrollbar-size-vertical: 1; }
    Help.-small VerticalScroll { scrollbar-size-vertical: 0; }
    Help .columns { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q,enter", "cancel", "Close", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, actions: Sequence[Action], keys: Callable[[Action], str | None]) -> None:
        super().__init__()
        self._actions, self._keys = actions, keys

    def compose(self) -> ComposeResult:
        """Lay the sheet out."""
        with Vertical():
            yield Static("Keys", classes="title", markup=False)
            with VerticalScroll():
                yield Static(self._sheet(2 if self.app.size.width >= 118 else 1), markup=False)
            yield Static(with_keys(self, f"↑ ↓ move · {LEAVING}"), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _sheet(self, columns: int) -> Content:
        blocks = [
            [line((heading, "bold $text-accent")), *(self._entry(a) for a in listed), Content("")]
            for heading, listed in sections(self._actions).items()
        ]
        if columns == 1:
            return Content("\n").join(entry for block in blocks for entry in block)
        left, right = _shared_out(blocks)
        rows = max(len(left), len(right))
        left += [Content("")] * (rows - len(left))
        right += [Content("")] * (rows - len(right))
        pairs = zip(left, right, strict=True)
        return Content("\n").join(
            one.truncate(53, ellipsis=True).truncate(54, pad=True).append(other)
            for one, other in pairs
        )

    def _entry(self, action: Action) -> Content:
        keys = column(key_signs(action, self._keys(action)), 16, "bold")
        return keys.append(Content(" " + action.name))


def _shared_out(blocks: list[list[Content]]) -> tuple[list[Content], list[Content]]:
    """Share blocks out over two columns of about one length, in order."""
    left: list[Content] = []
    total = sum(len(block) for block in blocks)
    for at, block in enumerate(blocks):
        if left and len(left) + len(block) / 2 > total / 2:
            return left, [entry for rest in blocks[at:] for entry in rest]
        left += block
    return left, []
