"""Choosing one of one's own memos, or any memo, from any screen."""

from collections.abc import Callable, Sequence

from textual.content import Content

from lmm_qual.store.queries.memos import MemoRow
from lmm_qual.tui.hints import LEAVING, PICKING
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.memo_rows import MemoFilter, seen_memos
from lmm_qual.tui.screens.picker import Picker
from lmm_qual.tui.wording import line


class MemoPicker(Picker[int]):
    """Gives the memo chosen, by its id."""

    HINT = f"{PICKING} · {LEAVING}"
    PROMPT = "words of it, what it is on, who wrote it"

    def __init__(self, title: str, opened: OpenStudy, memos: Sequence[MemoRow]) -> None:
        super().__init__()
        self._title = title
        self._filter = MemoFilter(opened.tree, memos)

    def title_content(self) -> Content:
        """Say what the memo is for."""
        return line(self._title)

    def found(self, query: str) -> Sequence[Row]:
        """Give the memos that hold what is typed."""
        return self._filter.rows(query)

    def choose(self, key: object) -> None:
        """Give the memo."""
        if isinstance(key, int):
            self.dismiss(key)


def own_memos(opened: OpenStudy) -> list[MemoRow]:
    """Give the memos that the coder may change, newest first."""
    return [row for row in seen_memos(opened)[0] if row.coder in {None, opened.coder}]


def pick(
    chosen: Callable[[int], None], left: Callable[[], None] = lambda: None
) -> Callable[[int | None], None]:
    """Give what takes the answer of a picker: `chosen` the memo, or `left` none."""

    def answered(memo: int | None) -> None:
        if memo is None:
            left()
        else:
            chosen(memo)

    return answered
