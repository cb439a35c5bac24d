"""Choosing some of many names: a list that filters as one types, in which names are ticked."""

from collections.abc import Sequence
from functools import partial

from textual.content import Content
from textual.widgets import Static

from lmm_qual.text.numbers import counted
from lmm_qual.tui.hints import LEAVING, PICKING, with_keys
from lmm_qual.tui.ranking import Named, ranked
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.picker import FilterInput, Picker
from lmm_qual.tui.wording import line, spread


class NamesPicker(Picker[list[str]]):
    """Gives the names that are ticked, in the order they stand in, else the one under the cursor.

    Names come with a remark each.
    """

    def __init__(self, title: str, names: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._remarks = title, dict(names)
        self._ticked: set[str] = set()

    def title_content(self) -> Content:
        """Say what the names are for."""
        return line(self._title)

    def hint(self) -> Content:
        """Say which keys there are, or how many are ticked."""
        if self._ticked:
            number = counted(len(self._ticked), "row")
            return line(("✓ ", "bold $text-success"), number, "  Enter takes them")
        return line(with_keys(self, f"{PICKING} · [picker.tick] ticks several · {LEAVING}"))

    def found(self, query: str) -> Sequence[Row]:
        """Give the names that match."""
        named = ((name, Named(name, remark)) for name, remark in self._remarks.items())
        return [self._row(name) for name in ranked(query, named)]

    def _row(self, name: str) -> Row:
        tick = ("✓ ", "bold $text-success") if name in self._ticked else "  "
        left, right = line(tick, f"{name} "), line((f"{self._remarks[name]} ", "$muted"))
        return Row(partial(spread, left=left, right=right), (name,))

    def action_tick(self) -> None:
        """Tick or untick the name under the cursor; the next letter begins anew."""
        key = self.results.key
        if isinstance(key, tuple):
            self._ticked ^= {key[0]}
            self.results.reword(self.found(self.typed))
            self.query_one(".hint", Static).update(self.hint())
            typed = self.query_one(FilterInput)
            typed.moved = True
            typed.action_select_all()

    def choose(self, key: object) -> None:
        """Give what is ticked, else the row."""
        if isinstance(key, tuple):
            self.dismiss([name for name in self._remarks if name in self._ticked] or [key[0]])
