"""Choosing codes: a list that filters as one types, several can be ticked, a new one made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from lmm_qual.model.code_tree import CodeTree
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown
from lmm_qual.tui.hints import LEAVING, PICKING, with_keys
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.ranking import Named, ranked, similar
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.screens.picker import FilterInput, Picker
from lmm_qual.tui.wording import line, spread

NEW = "new code"


@dataclass(frozen=True)
class NewCode:
    """A code to be made: its name, and the path of the code above it."""

    name: str
    parent: str | None = None


def above(tree: CodeTree, code: int) -> str:
    """Give the names above a code, as they are read: `Barriers › Referral`."""
    return " › ".join(tree.by_id[at].name for at in reversed(tree.ancestors(code)))


class CodePalette(Picker[list[int] | NewCode]):
    """Gives the codes chosen, or the name of a new one; `several` lets codes be ticked."""

    PROMPT = "type a code's name"

    def __init__(self, opened: OpenStudy, title: Content, *, several: bool = True) -> None:
        super().__init__()
        self._opened, self._title, self._several = opened, title, several
        self._ticked: list[int] = []
        tree = opened.tree
        recent = [code for code in opened.recent.codes if code in tree.by_id]
        ordered = [*recent, *(code for code in tree.order if code not in recent)]
        self._codes = [(code, self._named(code)) for code in ordered]

    def _named(self, code: int) -> Named:
        row = self._opened.tree.by_id[code]
        return Named(row.name, above(self._opened.tree, code), row.shortcut)

    def title_content(self) -> Content:
        """Say what is about to be coded."""
        return self._title

    def hint(self) -> Content:
        """Say which keys there are, or what is ticked."""
        if self._ticked:
            names = ", ".join(self._opened.tree.by_id[code].name for code in self._ticked)
            return line(("✓ ", "bold $text-success"), (names, ""), "  Enter codes")
        ticks = " · [picker.tick] ticks several" if self._several else ""
        return line(with_keys(self, f"{PICKING}{ticks} · {LEAVING}"))

    def found(self, query: str) -> Sequence[Row]:
        """Give the codes that match, and last a new one."""
        rows = [self._row(code) for code in ranked(query, self._codes)]
        return [*rows, Row(partial(self._new_row, query), NEW)] if self._several else rows

    def _row(self, code: int) -> Row:
        tree, recent = self._opened.tree, self._opened.recent
        named, color = self._named(code), tree.color(code) or "$muted"
        tick = ("✓ ", "bold $text-success") if code in self._ticked else "  "
        left = line(tick, ("▌", color), f"{named.name}  ", (named.above, "$muted"))
        number = recent.number(code)
        pin = "◆" if recent.pinned(code) else ""
        right = line(
            (f"{pin}{number or ' '} ", "$text-accent"),
            (f"{named.shortcut or ' '} ", "$text-accent"),
            (f"{self._opened.counts.get(code, 0):>5}", "$muted"),
        )
        return Row(partial(spread, left=left, right=right), code)

    def _new_row(self, query: str, width: int) -> Content:
        name = query.strip()
        left = line(("  + ", "bold $text-accent"), f"new code “{name}”" if name else "new code")
        alike = similar(name, (row.name for row in self._opened.tree.by_id.values()))[:1]
        said = f"similar: {alike[0]}" if alike else ""
        return spread(width, left, line((said, "$text-warning")))

    def action_tick(self) -> None:
        """Tick or untick the code under the cursor; the next letter begins anew."""
        code = self.results.key
        if not self._several or not isinstance(code, int):
            return
        if code in self._ticked:
            self._ticked.remove(code)
        else:
            self._ticked.append(code)
        self.results.reword(self.found(self.typed))
        self.query_one(".hint", Static).update(self.hint())
        typed = self.query_one(FilterInput)
        typed.moved = True
        typed.action_select_all()

    def choose(self, key: object) -> None:
        """Give what is ticked, else the row."""
        if key == NEW:
            self.dismiss(NewCode(self.typed.strip()))
        elif isinstance(key, int):
            self.dismiss(self._ticked or [key])


class AskNewCode(Asking[NewCode]):
    """Asks for a new code's name and the code that it stands under."""

    DEFAULT_CSS = """
    AskNewCode .under { margin-top: 1; color: $muted; }
    AskNewCode.-short RowList { max-height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
    ]

    def __init__(
        self,
        opened: OpenStudy,
        name: str,
        title: str = "New code",
        parent: str | None = None,
        check: Callable[[NewCode], str] | None = None,
    ) -> None:
        """Take a name to begin with, the path above, and what says what is wrong, or nothing."""
        super().__init__()
        self._check = check or (lambda _: "")
        self._opened, self._new_name, self._title = opened, shown(name), title
        self._parent_path = parent or ""

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        tree = self._opened.tree
        parents = [Row(line(("no code: at the top", "italic")), "")]
        parents += [self._under(code) for code in tree.order]
        with Vertical():
            yield Static(self._title, classes="title", markup=False)
            yield LineInput(self._new_name, placeholder="its name", classes="field")
            yield Static("", classes="said", markup=False)
            yield Static("under", classes="under", markup=False)
            yield RowList(parents)
            yield Static("", classes="fault", markup=False)
            yield Static(
                with_keys(self, f"↑ ↓ choose the code above it · Enter makes it · {LEAVING}"),
                classes="hint",
                markup=False,
            )

    def _under(self, code: int) -> Row:
        tree = self._opened.tree
        said = line("  " * tree.depth(code), ("▌", tree.color(code) or ""), tree.by_id[code].name)
        return Row(said, tree.path(code))

    def on_mount(self) -> None:
        """Let the line have the keys."""
        self.set_class(self.app.size.height < 30, "-short")
        self.query_one(RowList).can_focus = False
        self.query_one(RowList).go_to(self._parent_path)
        self.query_one(LineInput).focus()

    def action_move(self, step: int) -> None:
        """Choose the code above."""
        self.query_one(RowList).action_move(step)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which codes are called much the same."""
        alike = similar(event.value, (row.name for row in self._opened.tree.by_id.values()))
        said = f"there is already: {', '.join(alike[:3])}" if alike else ""
        self.query_one(".said", Static).update(line((said, "$text-warning")))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give name and place."""
        name = event.value.strip()
        new = NewCode(name, str(self.query_one(RowList).key or "") or None)
        fault = self._check(new) if name else "a code needs a name"
        if fault:
            self.query_one(".fault", Static).update(line(fault))
        else:
            self.dismiss(new)


def codes_said(tree: CodeTree, codes: Sequence[int]) -> str:
    """Name codes for a sentence: the one, or how many and which."""
    names = [tree.by_id[code].name for code in codes]
    if len(names) == 1:
        return names[0]
    return f"{counted(len(names), 'code')}: {', '.join(names)}"
