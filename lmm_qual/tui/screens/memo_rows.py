"""Memos in a list: what each row shows, and which are found by what is typed."""

from collections.abc import Iterable, Sequence
from functools import partial

from textual.content import Content

from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.codings import codings_by_id
from lmm_qual.store.queries.memos import MemoRow, all_memos
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.ranking import folded
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import column, excerpt, line, spread

_KIND, _WHERE = 11, 20
"""Cells for the kind of thing that a memo is on, and for its name."""
_NAMES_FROM = 56
"""In lists as wide as this, or wider, what a memo is on is named."""


def seen_memos(opened: OpenStudy) -> tuple[list[MemoRow], int]:
    """Give the memos that the coder may see, newest first, and how many are hidden.

    Those on codings of others are hidden as the codings are, until one's own pass is finished.
    """
    rows = all_memos(opened.store)[::-1]
    on = {row.target_id for row in rows if row.target == "coding" and row.target_id is not None}
    hidden = {one.id for one in codings_by_id(opened.store, on) if not opened.may_see(one)}
    seen = [row for row in rows if row.target != "coding" or row.target_id not in hidden]
    return seen, len(rows) - len(seen)


def where_said(tree: CodeTree, row: MemoRow) -> str:
    """Name what a memo is on in few letters: a code by its name, else a transcript."""
    if row.code_id is not None:
        return tree.by_id[row.code_id].name
    return row.transcript or ""


def memo_row(tree: CodeTree, row: MemoRow, width: int) -> Content:
    """Say a memo in a line: what it is on, its first words, who wrote it and when."""
    kind = "summary" if row.target == "session" else row.target
    left = line(" ").append(column(kind, _KIND, "bold $text-accent"))
    if width >= _NAMES_FROM:
        left = left.append(column(where_said(tree, row), _WHERE, "$muted")).append(" ")
    left = left.append(line(excerpt(row.text[: 4 * width], width)))
    coder = excerpt(row.coder or "–", 12)
    return spread(width, left, line((f"{coder} {row.created[:10]} ", "$muted")))


class MemoFilter:
    """Finds memos that hold all words typed: in their text, kind, names, coder and day."""

    def __init__(self, tree: CodeTree, rows: Iterable[MemoRow]) -> None:
        self._tree, self._rows = tree, list(rows)
        self._plain: dict[int, str] = {}

    def found(self, typed: str) -> Sequence[MemoRow]:
        """Give the memos, all where nothing is typed."""
        words = folded(typed).split()
        return [row for row in self._rows if all(word in self._of(row) for word in words)]

    def rows(self, typed: str) -> list[Row]:
        """Give them as rows of a list, each for its memo's id."""
        return [Row(partial(memo_row, self._tree, row), row.id) for row in self.found(typed)]

    def _of(self, row: MemoRow) -> str:
        if row.id not in self._plain:
            kind = "summary" if row.target == "session" else row.target
            parts = (kind, row.subject.said(self._tree), row.coder or "", row.created[:10])
            self._plain[row.id] = folded(" ".join((*parts, row.quote or "", row.text)))
        return self._plain[row.id]
