"""Words as they are compared between what was said and what is quoted.

Capitals, accents, punctuation, kinds of apostrophes, quotation marks and dashes, line breaks and
what stands in square brackets make no difference; `ten-month-old` is three words.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from lmm_qual.text.folding import folded_letter

_BRACKETED = re.compile(r"\[[^\[\]\n]{0,300}\]")
_WORD = re.compile(r"[^\s']+(?:'[^\s']+)*")
_LOOSE = re.compile(r"(?<![^\s'])'+|'+(?![^\s'])")


class Word(NamedTuple):
    """A word as it is compared, and the span of the text that it stands for."""

    plain: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    return "".join(each if each == "'" or each.isalnum() else " " for each in folded_letter(letter))


def without_brackets(text: str) -> str:
    """Give a text of the same length in which bracketed stretches are spaces."""
    return _BRACKETED.sub(lambda found: " " * len(found[0]), text) if "[" in text else text


def spoken_text(text: str, turns: Iterable[tuple[int, int]]) -> str:
    """Give a text of the same length that holds the words of turns alone, if there are any."""
    parts, reached = [], 0
    for start, end in turns:
        parts += [" " * (start - reached), text[start:end]]
        reached = end
    if not parts:
        return without_brackets(text)
    return without_brackets("".join(parts) + " " * (len(text) - reached))


def plain_words(text: str) -> list[str]:
    """Give the words of a text as they are compared."""
    plain = text.translate({ord(letter): _plain_letter(letter) for letter in set(text)})
    if "'" in plain:
        plain = _LOOSE.sub(" ", plain)
    return plain.split()


def words_in_place(text: str) -> list[Word]:
    """Give the words of a text as `plain_words` does, each with its span."""
    letters, places = [], []
    for at, letter in enumerate(text):
        for each in _plain_letter(letter):
            letters.append(each)
            places.append(at)
    plain = "".join(letters)
    return [
        Word(found[0], places[found.start()], places[found.end() - 1] + 1)
        for found in _WORD.finditer(plain)
    ]
