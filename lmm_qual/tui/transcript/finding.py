"""Finding words in a transcript."""

import re
from bisect import bisect_left, bisect_right

from lmm_qual.text.folding import folded
from lmm_qual.text.segmentation import grapheme_border, next_grapheme
from lmm_qual.tui.transcript.document import Document


class Matches:
    """Where a text occurs, as spans of code points in order."""

    def __init__(self, document: Document | None = None, wanted: str = "") -> None:
        """Look for `wanted`, whatever its case, accents and white space: see `text.folding`.

        What a label holds and the view does not show is not searched; whole graphemes are found.
        """
        self.wanted = wanted
        self._spans = _found(document, wanted) if document else []
        self._ends = [end for _, end in self._spans]
        self._starts = [start for start, _ in self._spans]

    def __len__(self) -> int:
        return len(self._spans)

    def between(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Give the matches that share code points with `start`..`end`."""
        first = bisect_right(self._ends, start)
        return tuple(self._spans[first : bisect_left(self._starts, end)])

    def beyond(self, position: int, step: int) -> tuple[int, int] | None:
        """Give the next match behind a position, or with step -1 before it, around the ends.

        None where there is no match.
        """
        if not self._spans:
            return None
        if step > 0:
            index = bisect_right(self._starts, position)
            return self._spans[index % len(self._spans)]
        return self._spans[bisect_left(self._starts, position) - 1]

    def number(self, start: int) -> int:
        """Give which match begins at a position, counted from 1; 0 where none does."""
        index = bisect_left(self._starts, start)
        return index + 1 if index < len(self._starts) and self._starts[index] == start else 0


def _found(document: Document, wanted: str) -> list[tuple[int, int]]:
    parts = [re.escape(folded(part)) for part in wanted.split()]
    if not any(parts):
        return []
    searched = document.folded
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"\s+".join(filter(None, parts)), searched.text):
        first, last = match.span()
        start, end = _whole(document, searched.origin(first), searched.origin(last - 1) + 1)
        if start < end and (not spans or start >= spans[-1][1]):
            spans.append((start, end))
    return spans


def _whole(document: Document, start: int, end: int) -> tuple[int, int]:
    """Give the graphemes around a span; nothing where it is not shown as a whole."""
    block = document.blocks[document.block_at(start)]
    if not block.start <= start < end <= block.end:
        return start, start
    text = document.shown
    border = grapheme_border(text, end, block.start, block.end)
    behind = border if border == end else next_grapheme(text, border, block.end)
    return grapheme_border(text, start, block.start, block.end), behind
