"""Codes that are nearly alike, side by side, and their merge."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from lmm_qual.analysis.alike_codes import Alike, alike_codes
from lmm_qual.text.numbers import counted
from lmm_qual.text.word_changes import Stretch, word_changes
from lmm_qual.tui.actions import ALIKE, EVERYWHERE, bindings
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.beside_codebook import BesideCodebook, words_said
from lmm_qual.tui.screens.code_merging import ask_which_stays
from lmm_qual.tui.wording import line, spread

_MEANING = ("definition", "include", "exclude")


class AlikeScreen(BesideCodebook):
    """Proposes pairs of codes that may be one, the likest first."""

    NAME = "Codes alike"
    PLACES = (ALIKE, EVERYWHERE)
    FOOTER = ("alike.merge", "alike.undo", "alike.back")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ALIKE)]

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._pairs: dict[tuple[int, int], Alike] = {}

    def rows_now(self) -> Sequence[Row]:
        """Give the pairs."""
        found = alike_codes(self.opened.tree)
        self._pairs = {(pair.one, pair.other): pair for pair in found}
        return [Row(partial(self._row, pair), key) for key, pair in self._pairs.items()]

    def _row(self, pair: Alike, width: int) -> Content:
        tree, counts = self.opened.tree, self.opened.counts
        parts = [(tree.path(code), counts.get(code, 0)) for code in (pair.one, pair.other)]
        (one, first), (other, second) = parts
        left = line(
            ("  ", ""),
            (one, "bold"),
            (f" {first:,}", "$muted"),
            "  ~  ",
            (other, "bold"),
            (f" {second:,}", "$muted"),
        )
        return spread(width, left, line((f"{pair.likeness:.0f} % ", "$text-accent")))

    def nothing(self) -> str:
        """Say that there is none."""
        return "No two codes have names or definitions nearly alike."

    def about(self, key: object) -> Content:
        """Say what each of the two means, in bold the words that the other has not."""
        pair = next(pair for held, pair in self._pairs.items() if held == key)
        one, other = self._said(pair.one, pair.other), self._said(pair.other, pair.one)
        why = line((pair.why, "$muted"))
        return Content("\n").join([why, *one, Content(""), *other])

    def _said(self, code: int, other: int) -> list[Content]:
        tree = self.opened.tree
        ours, theirs = tree.by_id[code], tree.by_id[other]
        number = counted(self.opened.counts.get(code, 0), "coding")
        mark, path = ("▌", tree.color(code) or "$muted"), (tree.path(code), "bold")
        parts = [line(mark, path, (f"  {number}", "$muted"))]
        for name in _MEANING:
            said, its = getattr(ours, name) or "", getattr(theirs, name) or ""
            if said:
                parts.append(_own_words(name, word_changes(its or said, said)))
        return parts

    def on_row_list_chosen(self) -> None:
        """Merge the pair."""
        self.action_merge()

    def action_merge(self) -> None:
        """Merge the two codes under the cursor, asking which stays."""
        pair = next((pair for key, pair in self._pairs.items() if key == self.rows.key), None)
        if pair is not None and self.may_write():
            ask_which_stays(self, pair.one, pair.other, self.made)


def _own_words(name: str, words: Sequence[Stretch]) -> Content:
    """Say a field, in bold the words that are new in it."""
    return words_said(name, [stretch for stretch in words if stretch.mark != "gone"])
