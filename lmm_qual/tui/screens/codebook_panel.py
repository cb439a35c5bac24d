"""The codebook beside the text: a tree with counts, that folds."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from lmm_qual.tui.actions import LIST, PANEL, bindings
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.wording import line, spread


class CodebookPanel(RowList):
    """The codes with their codings here and in all; a code above others counts theirs too."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PANEL)]
    KEYS: ClassVar[tuple[str, ...]] = (PANEL, LIST)

    class Folded(Message):
        """A code was folded or unfolded."""

    def __init__(self, opened: OpenStudy, *, id: str) -> None:
        super().__init__(id=id)
        self._opened = opened
        self._folded = opened.folded
        self._here: Mapping[int, int] = {}
        self._widest = 0

    def show(self, here: Mapping[int, int]) -> None:
        """Show the codebook with the codings `here`, by code."""
        self._here = here
        self._widest = max(
            (
                len(f"{self._sum(here, code)}/{self._sum(self._opened.counts, code)}")
                for code in self._opened.tree.children(None)
            ),
            default=0,
        )
        rows = self._tree_rows()
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self.reword(rows)
        else:
            self.set_rows(rows)

    def _tree_rows(self) -> Sequence[Row]:
        tree = self._opened.tree
        return [
            Row(partial(self._content, code), code)
            for code in tree.order
            if not self._folded.intersection(tree.ancestors(code))
        ]

    def _content(self, code: int, width: int) -> Content:
        opened = self._opened
        tree = opened.tree
        row, depth = tree.by_id[code], tree.depth(code)
        below = tree.children(code)
        sign = ("▸ " if code in self._folded else "▾ ") if below else "▌"
        left = line(
            " " + " " * min(depth, 6),
            (sign, tree.color(code) or "$muted"),
            (row.name, "bold" if depth == 0 and below else ""),
            (opened.memo_mark(code, "code"), "$text-accent"),
        )
        number, shortcut = opened.recent.number(code), row.shortcut or ""
        here, everywhere = self._sum(self._here, code), self._sum(opened.counts, code)
        right = line(
            (f"{number} " if number else "", "$text-accent"),
            (f"{shortcut} ", "$text-accent") if shortcut else "",
            " " * (self._widest - len(f"{here or '·'}/{everywhere}")),
            (f"{here or '·'}", "" if here else "$faint"),
            (f"/{everywhere}", "$muted"),
        )
        return spread(width, left, right)

    def _sum(self, counts: Mapping[int, int], code: int) -> int:
        return sum(counts.get(at, 0) for at in self._opened.tree.with_descendants(code))

    @property
    def code(self) -> int | None:
        """Give the code under the cursor."""
        return self.key if isinstance(self.key, int) else None

    def action_fold(self, fold: bool) -> None:
        """Fold what is under a code, or the code it is under; or unfold."""
        code, tree = self.code, self._opened.tree
        if code is None:
            return
        if fold and (not tree.children(code) or code in self._folded) and tree.ancestors(code):
            code = tree.ancestors(code)[0]
            self.go_to(code)
        if fold and tree.children(code):
            self._folded.add(code)
        elif not fold:
            self._folded.discard(code)
        self.set_rows(self._tree_rows(), key=code)

    def action_turn_over(self) -> None:
        """Fold, or unfold."""
        self.action_fold(self.code not in self._folded)
