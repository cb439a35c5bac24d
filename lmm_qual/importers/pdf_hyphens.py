"""Hyphens at the ends of lines: taken away only where the word without one is right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lmm_qual.importers.word_lists import words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+")
_END = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])\Z")
_START = re.compile(r"[^\W\d_]+")
_PREFIXES = words("""
    self non ex co pre post anti semi multi well half all cross mid one two three four five six
    seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety part full long
    short high low e vice quasi pro
""")


@dataclass
class Hyphens:
    """The words of the text, by which a hyphen is judged, and what was decided."""

    words: frozenset[str]
    compounds: frozenset[str]
    joined: int = 0
    kept: int = 0

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Hyphens":
        """Gather the words that stand whole in a text."""
        words: set[str] = set()
        compounds: set[str] = set()
        for line in lines:
            whole = _END.sub("", line.rstrip())
            words.update(found.casefold() for found in _WORD.findall(whole))
            compounds.update(
                found.casefold().replace("\u2010", "-") for found in _COMPOUND.findall(whole)
            )
        return cls(frozenset(words), frozenset(compounds))

    def join(self, text: str, line: str) -> str:
        """Give a text with the next line of its paragraph after it."""
        end = _END.search(text)
        start = _START.match(line)
        if end is None or start is None:
            return f"{text} {line}"
        if not start.group()[0].islower():
            named = f"{end[1]}-{start.group()}".casefold() in self.compounds
            return text + line if named else f"{text} {line}"
        if self._is_one_word(end, start.group()):
            self.joined += 1
            return text[: end.end(1)] + line
        self.kept += 1
        return text + line

    def _is_one_word(self, end: re.Match[str], rest: str) -> bool:
        """Tell whether the hyphen only parts a word; a doubtful one is kept."""
        if end[2] == "\u00ad":
            return True
        if end.string[: end.start()].endswith(("-", "\u2010")):
            return False
        first, last = end[1].casefold(), rest.casefold()
        if f"{first}-{last}" in self.compounds:
            return False
        if first + last in self.words:
            return True
        return first not in self.words and first not in _PREFIXES
