"""Text as people search it: without case, accents, and the ways one sign can be written."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
_UNSEEN = frozenset("\u00ad\u200b\ufeff")
_SAME = dict.fromkeys("‘’‛ʼ`´", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—−", "-")


@lru_cache(maxsize=4096)
def folded_letter(letter: str) -> str:
    """Give what a code point is searched as: several letters, or none for an accent.

    Small letters for capitals, letters without accents, `ss` for `ß`, `fi` for the ligature,
    usual for full-width ones; straight quotes and a plain hyphen for the others.
    """
    if letter in _SAME:
        return _SAME[letter]
    letters = unicodedata.normalize("NFKD", letter.casefold()).casefold()
    apart = unicodedata.normalize("NFKD", letters)
    return "".join(_SAME.get(each, each) for each in apart if each not in _ACCENTS | _UNSEEN)


def folded(text: str) -> str:
    """Give a text as it is searched."""
    letters = _beyond_ascii(text)
    plain = {letter: folded_letter(letter) for letter in letters}
    if len(plain) > _FEW or not "".join(plain.values()).isascii():
        return text.translate({ord(letter): folded_letter(letter) for letter in set(text)})
    for letter, written in plain.items():
        text = text.replace(letter, written)
    return text.lower().replace("`", "'")


_FEW = 40
"""So many letters are replaced faster one by one than all at once."""

_ASCII = bytes(range(128))


def _beyond_ascii(text: str) -> set[str]:
    if text.isascii():
        return set()
    return set(
        text.encode("utf-8", "surrogatepass")
        .translate(None, _ASCII)
        .decode("utf-8", "surrogatepass")
    )


class Folded:
    """A text as it is searched, and where each of its letters stands in the text."""

    def __init__(self, text: str) -> None:
        self.text = folded(text)
        self._starts: list[int] = []
        self._ends: list[tuple[int, int]] = []
        uneven = [letter for letter in set(text) if len(folded_letter(letter)) != 1]
        if uneven:
            self._note(text, uneven)

    def _note(self, text: str, uneven: list[str]) -> None:
        """Note where code points stand that are not one letter, folded."""
        longer = 0
        for found in re.finditer(f"[{re.escape(''.join(uneven))}]", text):
            start = found.start() + longer
            size = len(folded_letter(found[0]))
            self._starts.append(start)
            self._ends.append((start + size, found.end()))
            longer += size - 1

    def origin(self, at: int) -> int:
        """Give the code point of the text that the folded letter at a place comes from."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at
        end, behind = self._ends[index]
        return behind - 1 if at < end else behind + at - end
