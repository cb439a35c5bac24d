"""Words as this program counts them: runs without white space that hold a letter or a digit."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"(?<!\S)(?:[^\w\s]|_)*+\w\S*+")


def word_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Give the spans of the words of `text[start:end]`, in code points of `text`."""
    for word in _WORD.finditer(text[start:end]):
        yield start + word.start(), start + word.end()


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """Count the words of `text[start:end]`; a word cut by an end counts."""
    return len(_WORD.findall(text[start:end]))
