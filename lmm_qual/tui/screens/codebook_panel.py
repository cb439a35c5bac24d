"""The codebook beside the text: a tree with counts, that folds."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from lmm_qual.tui.actions import FOLDING, LIST, PANEL, bindings
from lmm_qual.tui.code_uses import summed
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.code_list import CodeList
from lmm_qual.tui.wording import Part


class CodebookPanel(CodeList):
    """The codes with their codings here and in all; a code above others counts theirs too."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PANEL)]
    KEYS: ClassVar[tuple[str, ...]] = (FOLDING, PANEL, LIST)

    def __init__(self, opened: OpenStudy, *, id: str) -> None:
        super().__init__(opened, id=id)
        self._here: Mapping[int, int] = {}
        self._all: Mapping[int, int] = {}
        self._widest = 0

    def show(self, here: Mapping[int, int]) -> None:
        """Show the codebook with the codings `here`, by code."""
        tree = self._opened.tree
        self._here, self._all = summed(tree, here), summed(tree, self._opened.counts)
        self._widest = max((len(self._said(code)) for code in tree.children(None)), default=0)
        self.show_tree()

    def _said(self, code: int) -> str:
        return f"{self._here[code] or '·'}/{self._all[code]}"

    def figures(self, code: int) -> Sequence[Part]:
        """Give the codings here and in all."""
        here = self._here[code]
        return (
            (" " * (self._widest - len(self._said(code))), ""),
            (f"{here or '·'}", "" if here else "$faint"),
            (f"/{self._all[code]}", "$muted"),
        )
