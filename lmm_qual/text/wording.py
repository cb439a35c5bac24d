"""The words of a text as they are aligned with those of another version of it."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

import regex

_JOINED = r"['’ʼ\-‐‑_@&]|(?<=\d)[.,:/](?=\d)"
_WORD = regex.compile(
    rf"""
    [\w--[\p{{Han}}\p{{Hiragana}}]]+ (?: (?:{_JOINED}) [\w--[\p{{Han}}\p{{Hiragana}}]]+ )*
    | [\p{{Han}}\p{{Hiragana}}]\p{{M}}*
    | [[\p{{S}}--\p{{Sk}}]%‰]
    """,
    regex.VERBOSE | regex.VERSION1,
)
_SAME = str.maketrans("’ʼ‘‐‑", "'''--")


class Wording:
    """A text's words in order: where each begins and ends, and the key it is compared by.

    Two words have one key where only capitals, the kind of apostrophe or hyphen, or the way
    accents are stored differ. A sign such as £, + or % is a word, punctuation is none; Chinese and
    Japanese are cut by the character. What stands in a label holds no words.
    """

    def __init__(self, text: str, labels: Iterable[tuple[int, int]] = ()) -> None:
        """Take a text and the spans of its labels: speakers, times, what parts them from words."""
        self.text = text
        self.labels = sorted(span for span in labels if span[0] < span[1])
        self.bare = _blanked(text, self.labels)
        """The text with spaces for labels, of the same length."""

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.bare)]

    @cached_property
    def starts(self) -> list[int]:
        """The code point each word begins at."""
        return [start for start, _ in self._spans]

    @cached_property
    def ends(self) -> list[int]:
        """The code point behind each word."""
        return [end for _, end in self._spans]

    @cached_property
    def keys(self) -> list[str]:
        """What each word is compared by."""
        written = [self.text[start:end] for start, end in self._spans]
        keys = {word: _key(word) for word in set(written)}
        return [keys[word] for word in written]

    def __len__(self) -> int:
        return len(self._spans)

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Give the first word a span touches and the first behind it; two equal for no word."""
        first = bisect_right(self.ends, start)
        return first, max(bisect_left(self.starts, end), first)

    def between(self, at: int) -> tuple[int, int]:
        """Give the span between the word before a word and that word, or the ends of the text."""
        before = self.ends[at - 1] if at else 0
        return before, self.starts[at] if at < len(self) else len(self.text)

    def label_between(self, at: int) -> tuple[int, int] | None:
        """Give the last label between the word before a word and that word."""
        before, behind = self.between(at)
        index = bisect_left(self.labels, (behind, -1)) - 1
        return self.labels[index] if index >= 0 and self.labels[index][0] >= before else None


def _key(word: str) -> str:
    plain = word if word.isascii() else unicodedata.normalize("NFC", word).translate(_SAME)
    return plain.casefold()


def _blanked(text: str, labels: list[tuple[int, int]]) -> str:
    parts, reached = [], 0
    for start, end in labels:
        if end > reached:
            parts.append(text[reached:start])
            parts.append(" " * (end - max(start, reached)))
            reached = end
    return "".join([*parts, text[reached:]]) if parts else text
