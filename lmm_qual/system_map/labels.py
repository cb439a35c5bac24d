"""How labels are broken into lines, and how much room they take on the map."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

FONT = 14
"""Size of labels, in the map's units; one unit is a pixel at full size."""

LINE = 16
"""Height of a line of a label, in the map's units."""

_ABBREVIATION = re.compile(r"(?<=\S)\s+\([A-Z0-9][^()\s]{0,9}\)\s*$")
_NARROW = frozenset(" iljtfrI.,:;'|!()[]-/’‘·")
_WIDE = frozenset("mwMWQ@%&—…")


def text_width(text: str, size: float = FONT) -> float:
    """Estimate how wide a line of text is set in a system font of `size`, on the broad side."""
    return sum(map(_advance, text)) * size


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.95
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.08
    if unicodedata.combining(letter):
        return 0.0
    return 0.7 if letter.isupper() or not letter.isascii() else 0.58


def wrap_label(text: str, width: float = 98, lines: int = 3, size: float = FONT) -> list[str]:
    """Break a label into at most `lines` lines of `width` units; what is left out is an ellipsis.

    Words too long for a line are broken between letters as they are seen. An abbreviation in
    brackets at the end is kept.
    """
    wrapped = _wrapped(text, width, size)
    if len(wrapped) <= lines:
        return wrapped
    head, tail = text, []
    if lines > 1 and (found := _ABBREVIATION.search(text)) is not None:
        head, tail = text[: found.start()], [found[0].strip()]
    kept = _wrapped(head, width, size)[: lines - len(tail)]
    kept[-1] = _shortened(kept[-1], width, size)
    return kept + tail


def _wrapped(text: str, width: float, size: float) -> list[str]:
    wrapped: list[str] = []
    for space, word in _words(text, width, size):
        joined = f"{wrapped[-1]}{space}{word}" if wrapped else word
        if wrapped and text_width(joined, size) <= width:
            wrapped[-1] = joined
        else:
            wrapped.append(word)
    return wrapped


def _words(text: str, width: float, size: float) -> Iterator[tuple[str, str]]:
    """Give the pieces between which a line may break, each with the space before it."""
    for word in text.split():
        space = " "
        for part in re.findall(r"[^-/]+[-/]*|[-/]+", word):
            for piece in _pieces(part, width, size):
                yield space, piece
                space = ""


def _pieces(part: str, width: float, size: float) -> Iterator[str]:
    if text_width(part, size) <= width:
        yield part
        return
    piece = ""
    for letter in _letters(part):
        if piece and text_width(piece + letter, size) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _letters(text: str) -> list[str]:
    """Give the letters of text without line breaks, as they are seen."""
    if text.isascii():
        return list(text)
    from lmm_qual.text.segmentation import letters

    return letters(text)


def _shortened(line: str, width: float, size: float) -> str:
    letters = _letters(line)
    while letters and text_width("".join(letters) + "…", size) > width:
        letters.pop()
    return "".join(letters).rstrip() + "…"
