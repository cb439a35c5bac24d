"""A quotation as the stretches that it claims were said, parted by the changes that it marks.

An ellipsis (…, ..., . . ., also in brackets) stands for words left out, square brackets for words
put in or in the place of others. A bracketed letter at a word's beginning is that letter, changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.text.said import Word, words_in_place

MOST_LEFT_OUT = 300
"""Words that an ellipsis may stand for."""
MOST_REPLACED = 12
"""Words that a bracketed insertion may stand for."""

_DOTS = r"(?:…|\.(?:\s?\.)+)"
_MARK = re.compile(
    rf"(?P<omission>[\[(]\s*{_DOTS}\s*[\])]|…|\.(?:\s?\.){{2,}})"
    r"|(?P<insertion>(?:[^\W_]|['’])*\[[^\[\]]*\](?:[^\W_]|['’])*)"
)
_LETTER = re.compile(r"(?<![^\W_])\[([^\W\d_])\](?=[^\W\d_])")


@dataclass(frozen=True)
class Stretch:
    """Words claimed to be said one after another; `reach` words at most lie before them.

    `inserted` tells that a bracketed insertion stands before it.
    """

    words: Sequence[Word]
    reach: int = 0
    inserted: bool = False

    @property
    def plain(self) -> list[str]:
        """Give the words as they are compared."""
        return [word.plain for word in self.words]


@dataclass(frozen=True)
class Quoted:
    """A quotation: its text, its stretches in order, whether brackets mark a change."""

    text: str
    stretches: Sequence[Stretch]
    bracketed: bool

    @property
    def words(self) -> list[str]:
        """Give all its words as they are compared."""
        return [plain for stretch in self.stretches for plain in stretch.plain]

    def said(self, words: Sequence[Word]) -> str:
        """Give some of its words as they are written."""
        return " ".join(self.text[word.start : word.end] for word in words)


def read_quoted(text: str) -> Quoted:
    """Read a quotation's words and its marked changes."""
    opened = _LETTER.sub(r"\1", text)
    stretches: list[Stretch] = []
    reach, inserted, bracketed, at = 0, False, opened != text, 0
    for mark in [*_MARK.finditer(opened), None]:
        words = words_in_place(opened[at : mark.start() if mark else None])
        if words:
            moved = [Word(word.plain, word.start + at, word.end + at) for word in words]
            stretches.append(Stretch(moved, reach if stretches else 0, inserted))
            reach, inserted = 0, False
        if mark:
            reach = max(reach, MOST_REPLACED if mark["insertion"] else MOST_LEFT_OUT)
            inserted = inserted or bool(mark["insertion"])
            bracketed = bracketed or bool(mark["insertion"])
            at = mark.end()
    return Quoted(opened, stretches, bracketed)
