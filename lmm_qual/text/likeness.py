"""Places of a text that are nearly like a phrase.

Likeness is the normalised indel similarity in per cent. A phrase longer than what is compared at
once is looked for in pieces, one of which is at least as like as the whole; what stands around a
piece is then compared with all of it.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz

_AT_ONCE = 60
"""Letters that are compared at once; rapidfuzz looks at every place up to 64."""

_SLACK = 6.0
"""Per cent by which a piece may be less like than the whole, since ends of words move."""


class Likeness:
    """Finds what is like a phrase."""

    def __init__(self, phrase: str, least: float) -> None:
        self._phrase, self._least = phrase, least
        self._pieces = list(_pieces(phrase))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Give the spans of a text that are as like as asked, widened to words, in order."""
        found: list[tuple[float, int, int]] = []
        for offset, piece in self._pieces:
            for start, end in _alike(text, piece, self._cutoff):
                found.append(self._whole(text, offset, start, end))
        kept: list[tuple[int, int]] = []
        for score, start, end in sorted(found, key=lambda one: (-one[0], one[1])):
            if score < self._least:
                break
            if all(end <= other[0] or start >= other[1] for other in kept):
                kept.append((start, end))
        return sorted(kept)

    @property
    def _cutoff(self) -> float:
        return self._least if len(self._pieces) == 1 else self._least - _SLACK

    def _whole(self, text: str, offset: int, start: int, end: int) -> tuple[float, int, int]:
        """Give how like the phrase the words around a piece's place are, and where they stand."""
        if len(self._pieces) == 1:
            first, last = _to_words(text, start, end)
            return self._best(text, [(first, last), (start, end)])
        size = len(self._phrase)
        first, last = start - offset, start - offset + size
        moves = (-size // 10, -size // 20, 0, size // 20, size // 10)
        tried = {
            _to_words(
                text, min(max(first + left, 0), start), max(min(last + right, len(text)), end)
            )
            for left in moves
            for right in moves
        }
        return self._best(text, sorted(tried))

    def _best(self, text: str, tried: list[tuple[int, int]]) -> tuple[float, int, int]:
        scored = ((fuzz.ratio(self._phrase, text[a:b]), a, b) for a, b in tried)
        return max(scored, key=lambda one: (one[0], -one[1]))


def _pieces(phrase: str) -> list[tuple[int, str]]:
    """Cut a phrase into pieces of like size that can be compared at once, with their places."""
    number = -(-len(phrase) // _AT_ONCE)
    size = -(-len(phrase) // number)
    return [(at, phrase[at : at + size]) for at in range(0, len(phrase), size)]


def _alike(text: str, piece: str, least: float) -> Iterator[tuple[int, int]]:
    """Give the places of a text most like a piece, none of which lies in another."""
    reached = 0
    while (at := text.find(piece, reached)) >= 0:
        yield from _nearly(text, reached, at, piece, least)
        yield at, at + len(piece)
        reached = at + len(piece)
    yield from _nearly(text, reached, len(text), piece, least)


def _nearly(text: str, start: int, end: int, piece: str, least: float) -> Iterator[tuple[int, int]]:
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        if end - start < len(piece):  # rapidfuzz would look for the text in the piece
            if fuzz.ratio(piece, text[start:end].strip()) >= least:
                yield start, end
            continue
        best = fuzz.partial_ratio_alignment(piece, text[start:end], score_cutoff=least)
        if best is None or best.dest_start == best.dest_end:
            continue
        first, last = start + best.dest_start, start + best.dest_end
        yield first, last
        waiting += [(start, first), (last, end)]


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words; white space at its ends goes."""
    while start and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
        end += 1
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())
