"""Pasted text read in pieces: Textual's parser looks at each letter, which takes long for many."""

import sys
from collections.abc import Iterable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

START, END = "\x1b[200~", "\x1b[201~"
KEPT = 1_000_000
"""More letters than any field takes; what is pasted beyond them is let go while it comes."""


class PieceParser(XTermParser):
    """Reads keys as Textual does, and what is pasted in whole pieces."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted: list[str] | None = None
        self._left = ""

    def feed(self, data: str) -> Iterable[Message]:
        """Give the messages of what was read."""
        if not data:
            yield from super().feed(data)
            return
        data, self._left = self._left + data, ""
        while data:
            if self._pasted is None:
                keys, start, data = data.partition(START)
                if start:
                    self._pasted = []
                else:
                    keys, self._left = _split_begun(keys, START, 3)
                if keys:
                    yield from super().feed(keys)
            else:
                text, end, data = data.partition(END)
                if not end:
                    text, self._left = _split_begun(text, END, 1)
                self._keep(text)
                if end:
                    yield from self._paste()

    def _keep(self, text: str) -> None:
        assert self._pasted is not None
        room = KEPT - sum(map(len, self._pasted))
        if room > 0:
            self._pasted.append(text[:room])

    def _paste(self) -> Iterator[Message]:
        pasted, self._pasted = self._pasted or [], None
        yield events.Paste("".join(pasted).replace("\x00", ""))


def _split_begun(text: str, mark: str, least: int) -> tuple[str, str]:
    """Cut off the beginning of a mark of which more is to come, `least` letters of it or more."""
    for size in range(len(mark) - 1, least - 1, -1):
        if text.endswith(mark[:size]):
            return text[:-size], mark[:size]
    return text, ""


def read_in_pieces(driver: type[Driver]) -> type[Driver]:
    """Let a terminal's driver read what is pasted in pieces."""
    module = sys.modules[driver.__module__]
    if getattr(module, "XTermParser", None) is XTermParser:
        module.XTermParser = PieceParser  # type: ignore[attr-defined]
    return driver
