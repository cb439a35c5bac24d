"""Finding words in a transcript."""

import re
from bisect import bisect_left, bisect_right

from lmm_qual.tui.transcript.document import Document


class Matches:
    """Where a text occurs, as spans of code points in order."""

    def __init__(self, document: Document | None = None, wanted: str = "") -> None:
        """Look for `wanted`: small and capital letters alike, any white space for white space.

        What a label holds and the view does not show is not searched.
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
    parts = [re.escape(part) for part in wanted.split()]
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
    spans = (match.span() for match in pattern.finditer(document.text))
    return [(start, end) for start, end in spans if _is_shown(document, start)]


def _is_shown(document: Document, position: int) -> bool:
    return position < document.blocks[document.block_at(position)].end
