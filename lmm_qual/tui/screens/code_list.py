"""Codes as a tree of rows that folds, filters and can be ticked."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from lmm_qual.tui.actions import FOLDING, LIST, bindings
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.ranking import Named, folded, ranked
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.wording import Part, excerpt, line, spread

_DEEPEST = 6
_DEFINITION_FROM = 52
"""In lists as wide as this, or wider, a definition's beginning stands behind the name."""


class CodeList(RowList):
    """The codebook's codes; what stands at the right of each is the list's own."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FOLDING)]
    KEYS: ClassVar[tuple[str, ...]] = (FOLDING, LIST)

    def __init__(self, opened: OpenStudy, *, id: str) -> None:
        super().__init__(id=id)
        self._opened = opened
        self._folded = opened.folded
        self.wanted = ""
        self.ticked: set[int] = set()

    @property
    def code(self) -> int | None:
        """Give the code under the cursor."""
        return self.key if isinstance(self.key, int) else None

    # Rows

    def show_tree(self, code: int | None = None) -> None:
        """Show the codebook as it is now, the cursor on a code, else where it was."""
        known = self._opened.tree.by_id
        self._folded.intersection_update(known)
        self.ticked.intersection_update(known)
        rows = self._tree_rows()
        if code is None and [row.key for row in rows] == [row.key for row in self.rows]:
            self.reword(rows)
        else:
            self.set_rows(rows, key=code)

    def _tree_rows(self) -> Sequence[Row]:
        tree = self._opened.tree
        if self.wanted:
            found = self._found()
            codes = [code for code in tree.order if code in found]
        else:
            codes = [code for code in tree.order if self._folded.isdisjoint(tree.ancestors(code))]
        if self.wanted and not codes:
            return [Row(line(("  no code is called so", "$muted")))]
        return [Row(partial(self._content, code), code) for code in codes]

    def _content(self, code: int, width: int) -> Content:
        tree = self._opened.tree
        row, depth = tree.by_id[code], tree.depth(code)
        below = tree.children(code)
        folds = code in self._folded and not self.wanted
        sign = ("▸ " if folds else "▾ ") if below else "▌"
        tick = ("✓" if code in self.ticked else " ", "bold $text-success")
        left = line(
            tick,
            " " * min(depth, _DEEPEST),
            (sign, tree.color(code) or "$muted"),
            (row.name, "bold" if depth == 0 and below else ""),
            (self._opened.memo_mark(code, "code"), "$text-accent"),
        )
        right = line(*self._keys(code, width), *self.figures(code))
        if width >= _DEFINITION_FROM and row.definition:
            room = width - left.cell_length - right.cell_length - 5
            left = left.append(
                line((f"  {excerpt(row.definition, room)}" if room > 8 else "", "$muted"))
            )
        return spread(width, left, right)

    def _keys(self, code: int, width: int) -> Sequence[Part]:
        """Give number and shortcut, in columns where there is room."""
        recent, shortcut = self._opened.recent, self._opened.tree.by_id[code].shortcut or ""
        number = recent.number(code) or ""
        said = f"◆{number}" if recent.pinned(code) else f"{number}"
        if width >= _DEFINITION_FROM:
            return ((f" {said:>2} {shortcut:1} ", "$text-accent"),)
        return (
            (f"{said} " if said else "", "$text-accent"),
            (f"{shortcut} " if shortcut else "", "$text-accent"),
        )

    def figures(self, code: int) -> Sequence[Part]:  # noqa: ARG002
        """Give the numbers that stand at the right of a code."""
        return ()

    # Finding

    def filter(self, wanted: str) -> None:
        """Show only the codes that match, with those above them; all where nothing is typed."""
        self.wanted = wanted.strip()
        before = self.code
        self.set_rows(self._tree_rows(), key=self._best() if self.wanted else before)

    def _matching(self) -> list[int]:
        """Give the codes in whose names or definitions all words stand, else those most like."""
        tree, words = self._opened.tree, folded(self.wanted).split()

        def holds(code: int) -> bool:
            row = tree.by_id[code]
            text = folded(f"{row.name}\n{row.definition or ''}")
            return all(word in text for word in words)

        return [code for code in tree.order if holds(code)] or self._alike(tree.order)

    def _alike(self, codes: Sequence[int]) -> list[int]:
        tree = self._opened.tree
        return ranked(self.wanted, ((code, Named(tree.by_id[code].name)) for code in codes))

    def _best(self) -> int | None:
        matching = self._matching()
        return next(iter(self._alike(matching) or matching), None)

    def _found(self) -> set[int]:
        tree, found = self._opened.tree, set[int]()
        for code in self._matching():
            found.update([code, *tree.ancestors(code)])
        return found

    # Folding

    def reveal(self, code: int) -> None:
        """Put the cursor on a code, unfolded and filtered no longer."""
        self.wanted = ""
        self._folded.difference_update(self._opened.tree.ancestors(code))
        self.set_rows(self._tree_rows(), key=code)

    def fold_all(self, *, fold: bool) -> None:
        """Fold all codes that have some under them, or none."""
        tree, code = self._opened.tree, self.code
        self._folded.clear()
        self._folded.update(at for at in tree.order if fold and tree.children(at))
        if fold and code is not None:
            code = [code, *tree.ancestors(code)][-1]
        self.set_rows(self._tree_rows(), key=code)

    def action_fold(self, fold: bool) -> None:
        """Fold what is under a code, or the code it is under; or unfold."""
        code, tree = self.code, self._opened.tree
        if code is None or self.wanted:
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
