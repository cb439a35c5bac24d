"""Words as this program counts them: runs without white space that hold a letter or a digit."""

import re
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
