"""Words as this program counts them: runs without white space that hold a letter or a digit."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import methodcaller

_WORD = re.compile(r"(?<!\S)(?:[^\w\s]|_)*+\w\S*+")

_REST = re.compile(r"\S*")

_SPAN = methodcaller("span")

_ASCII = [chr(code) for code in range(128)]
_LETTER_OR_SPACE = bytes(ord(" " if sign.isspace() else "a") for sign in _ASCII + ["a"] * 128)
_OTHER_SIGNS = bytes(ord(sign) for sign in _ASCII if not (sign.isalnum() or sign.isspace()))
"""What is no word by itself: without it a word is a letter after a space."""


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give the spans of the words of `text[start:end]`, in code points of `text`."""
    found = _WORD.finditer(text[start:end])
    return [(start + first, start + last) for first, last in map(_SPAN, found)]


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """Count the words of `text[start:end]`; a word cut by an end counts."""
    part = text[start:end]
    if not part.isascii():
        return len(_WORD.findall(part))
    bare = part.encode("ascii").translate(_LETTER_OR_SPACE, _OTHER_SIGNS)
    return bare.count(b" a") + bare.startswith(b"a")


def whole_words(text: str, span: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    """Widen a span, not empty, to whole runs without white space, as far as `within` reaches."""
    start, end = span
    before, held = text[within[0] : start], text[start:end]
    if before and not before[-1].isspace() and not held[:1].isspace():
        start -= len(before.rsplit(None, 1)[-1])
    rest = None if held[-1:].isspace() else _REST.match(text, end, within[1])
    return start, rest.end() if rest else end


class Gaps:
    """Counts the words between places of a text, of the words that stand in some spans."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], words: Sequence[int]) -> None:
        """Take spans in order that do not overlap, and how many words each of them has."""
        self._text, self._spans = text, spans
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._before = [0, *accumulate(words)]
        self._words: dict[int, tuple[list[int], list[int]]] = {}

    def within(self, end: int, start: int, most: int) -> bool:
        """Say whether so many whole words at most lie between an end and a later start."""
        first, behind = bisect_right(self._ends, end), bisect_left(self._starts, start)
        if start - end <= most or first >= behind:  # a word takes one at least
            return True
        if self._before[behind - 1] - self._before[first + 1] > most:
            return False
        cut = {first, behind - 1}
        inner = max(self._before[behind - 1] - self._before[first + 1], 0)
        return inner + sum(self._whole(at, end, start) for at in cut) <= most

    def _whole(self, at: int, end: int, start: int) -> int:
        """Count the words of one span that lie between."""
        if at not in self._words:
            found = word_spans(self._text, *self._spans[at])
            self._words[at] = [first for first, _ in found], [last for _, last in found]
        starts, ends = self._words[at]
        return max(bisect_right(ends, start) - bisect_left(starts, end), 0)
