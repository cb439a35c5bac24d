"""What a withdrawal would do, the participant's id typed to be sure, and the receipt."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from lmm_qual.project.withdrawing.receipt import Receipt, plan_lines, receipt_text
from lmm_qual.project.withdrawing.scope import Scope
from lmm_qual.text.standins import shown
from lmm_qual.tui.hints import LEAVING, with_keys
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.wording import line

R = TypeVar("R")


class _Scrolling(Asking[R]):
    """A question with a part that the arrows scroll."""

    DEFAULT_CSS = """
    _Scrolling > Vertical { width: 84; }
    _Scrolling VerticalScroll {
        background: $panel; height: auto; max-height: 14; scrollbar-size-vertical: 1;
    }
    _Scrolling.-short VerticalScroll { max-height: 11; }
    _Scrolling VerticalScroll Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("pagedown", "scroll(8)", "Page down", show=False),
        Binding("pageup", "scroll(-8)", "Page up", show=False),
    ]

    def on_mount(self) -> None:
        """Keep it short in a small terminal."""
        self.set_class(self.app.size.height < 30, "-short")

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def scrolled(self, lines: Iterable[str]) -> VerticalScroll:
        """Give what is scrolled."""
        said = Content("\n").join(line(one) for one in lines)
        found = VerticalScroll(Static(said, markup=False))
        found.can_focus = False
        return found


class ConfirmWithdrawal(_Scrolling[bool]):
    """Shows what a withdrawal would do, and has the participant's id typed; gives True then."""

    def __init__(self, plan: Receipt, scope: Scope) -> None:
        super().__init__()
        self._plan, self._id = plan, shown(scope.wanted.participant or "")

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        undone = "This cannot be undone." if self._plan.removes else "This can be undone."
        with Vertical():
            title = f"Withdrawal of {self._id}: what would be done"
            yield Static(line(title), classes="title", markup=False)
            yield self.scrolled(plan_lines(self._plan))
            yield Static(
                line((f"{undone} ", "bold"), f"Type {self._id} to withdraw:"),
                classes="hint",
                markup=False,
            )
            yield LineInput(classes="field")
            yield Static("", classes="fault", markup=False)
            hint = with_keys(self, f"↑ ↓ scroll · Enter withdraws · {LEAVING}")
            yield Static(hint, classes="hint", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it that this is meant, where the id is typed."""
        if event.value.strip() == self._id:
            self.dismiss(True)
        else:
            said = with_keys(self, f"type {self._id}, or go back with [question.cancel]")
            self.query_one(".fault", Static).update(line(said))


class ShowReceipt(_Scrolling[None]):
    """Shows what a withdrawal did and where its receipt is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "cancel", "Close", show=False)]

    def __init__(self, receipt: Receipt, where: str) -> None:
        super().__init__()
        self._receipt, self._where = receipt, where

    def compose(self) -> ComposeResult:
        """Lay the receipt out."""
        title, *lines = receipt_text(self._receipt).splitlines()
        with Vertical():
            yield Static(line(title), classes="title", markup=False)
            yield self.scrolled(lines[1:])
            yield Static(line(self._where), classes="hint", markup=False)
            hint = with_keys(self, f"↑ ↓ scroll · {LEAVING}")
            yield Static(hint, classes="hint", markup=False)
