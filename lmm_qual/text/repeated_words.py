"""Words that are not to stand anywhere, found again in other texts that repeat them."""

from collections.abc import Iterable, Iterator

from lmm_qual.text.folding import folded
from lmm_qual.text.following import Edit, Edits
from lmm_qual.text.words import word_spans

RUN = 4
"""So many words in a row are taken to be quoted."""
TELLING = 12
"""Characters from which a whole quotation of fewer words is."""
_EDGES = "\"'“”‘’«»()[]{}.,;:!?…–—-*_"
Phrase = tuple[str, ...]


class RepeatedWords:
    """Finds runs of the words of some texts, and short quotations of them, that no other holds.

    `gone` are the texts, `quotes` parts of them, `kept` texts whose words may stand; `marker`
    stands in their place.
    """

    def __init__(
        self, gone: Iterable[str], quotes: Iterable[str], kept: Iterable[str], marker: str
    ) -> None:
        self._marker = marker
        self._phrases: set[Phrase] = set()
        for text in gone:
            self._phrases.update(_runs(_folded_words(text), RUN))
        for quote in quotes:
            words = _folded_words(quote)
            if 0 < len(words) < RUN and len(" ".join(words)) >= TELLING:
                self._phrases.add(tuple(words))
        self._sizes = sorted({len(phrase) for phrase in self._phrases})
        if self._phrases:
            for text in kept:
                self._spare(text)

    def _spare(self, text: str) -> None:
        """Leave out what others say too."""
        words = _folded_words(text)
        for size in self._sizes:
            self._phrases.difference_update(_runs(words, size))

    def edits(self, text: str, transcript: str | None = None) -> list[Edit]:  # noqa: ARG002
        """Give the edits that put the marker in the place of such words in a text."""
        if not self._phrases:
            return []
        spans = word_spans(text)
        words = [_plain(text[start:end]) for start, end in spans]
        held: set[int] = set()
        for size in self._sizes:
            for at, run in enumerate(_runs(words, size)):
                if run in self._phrases:
                    held.update(range(at, at + size))
        return [
            Edit(_inner(text, *spans[first])[0], _inner(text, *spans[last])[1], self._marker)
            for first, last in _stretches(sorted(held))
        ]

    def said(self, text: str, transcript: str | None = None) -> str:
        """Give a text with the marker in the place of such words."""
        return Edits(text, self.edits(text, transcript)).text


def _folded_words(text: str) -> list[str]:
    even = folded(text)
    return [even[start:end].strip(_EDGES) for start, end in word_spans(even)]


def _plain(word: str) -> str:
    return folded(word).strip(_EDGES)


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where a word stands without the signs at its edges."""
    word = text[start:end]
    return start + len(word) - len(word.lstrip(_EDGES)), start + len(word.rstrip(_EDGES))


def _runs(words: list[str], size: int) -> Iterator[Phrase]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Give first and last of numbers that follow each other."""
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number != last + 1:
            yield first, last
            first = number
        first, last = number if first is None else first, number
    if first is not None and last is not None:
        yield first, last
