"""A list of passages over a screen: Enter goes to the words in their transcript."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from lmm_qual.tui.hints import CHOOSING, LEAVING, with_keys
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.screens.map_halves import Place
from lmm_qual.tui.wording import line, spread


class Words(NamedTuple):
    """Words in a transcript, and whose they are."""

    place: Place
    quote: str
    about: str


class PlaceList(Asking[Place]):
    """Gives the place of the words that were chosen."""

    DEFAULT_CSS = """
    PlaceList > Vertical { width: 112; }
    PlaceList RowList { max-height: 18; }
    """

    def __init__(self, title: str, words: Sequence[Words], said: str = "") -> None:
        super().__init__()
        self._title, self._words, self._said = title, words, said

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        rows = [Row(partial(_row, one), one.place) for one in self._words]
        with Vertical():
            yield Static(line(self._title), classes="title", markup=False)
            if self._said:
                yield Static(line(self._said), classes="said", markup=False)
            yield RowList(rows)
            yield Static(with_keys(self, f"{CHOOSING} · {LEAVING}"), classes="hint", markup=False)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give the place."""
        if isinstance(event.key, tuple):
            self.dismiss(event.key)


def _row(one: Words, width: int) -> Content:
    words = " ".join(one.quote[: 4 * width].split())
    left = line((f" {one.place[0]} ", "$muted"), f"“{words}”")
    return spread(width, left, line((f"{one.about} ", "$muted")).truncate(width // 3))
