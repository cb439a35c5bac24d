"""Spans carried through edits that are known one by one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from lmm_qual.text.anchoring import Anchored, Fate
from lmm_qual.text.span import Span
from lmm_qual.text.words import count_words


class Edit(NamedTuple):
    """Code points `start`..`end` of a text replaced by `words`; an insertion where both are one."""

    start: int
    end: int
    words: str


class Edits:
    """Edits of one text, put in order; ValueError where two overlap or go past its end."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self.old = text
        self._edits = sorted(edits)
        if any(one.end > other.start for one, other in pairwise(self._edits)):
            raise ValueError("edits overlap")
        if any(not 0 <= edit.start <= edit.end <= len(text) for edit in self._edits):
            raise ValueError("an edit is reversed or past the text")
        self._starts = [edit.start for edit in self._edits]
        self._ends = [edit.end for edit in self._edits]
        grown = (len(edit.words) - (edit.end - edit.start) for edit in self._edits)
        self._shifts = [0, *accumulate(grown)]
        self.text = self._applied()
        """The text with the edits made."""

    def _applied(self) -> str:
        parts, reached = [], 0
        for edit in self._edits:
            parts += [self.old[reached : edit.start], edit.words]
            reached = edit.end
        return "".join([*parts, self.old[reached:]])

    def start(self, position: int) -> int:
        """Give where what begins at a position begins now: behind words inserted there.

        In the middle of replaced words it is where their replacement begins.
        """
        at = bisect_right(self._starts, position) - 1
        if at >= 0 and self._begins_or_cuts(self._edits[at], position):
            return self._edits[at].start + self._shifts[at]
        return position + self._shifts[at + 1]

    @staticmethod
    def _begins_or_cuts(edit: Edit, position: int) -> bool:
        return edit.start <= position < edit.end

    def end(self, position: int) -> int:
        """Give where what ends at a position ends now: before words inserted there.

        In the middle of replaced words it is where their replacement ends.
        """
        at = bisect_left(self._ends, position)
        if at < len(self._edits) and self._edits[at].start < position < self._edits[at].end:
            edit = self._edits[at]
            return edit.start + self._shifts[at] + len(edit.words)
        while at < len(self._edits) and self._edits[at].start < self._edits[at].end == position:
            at += 1
        return position + self._shifts[at]

    def carry(self, spans: Iterable[Span]) -> list[Anchored]:
        """Carry spans, in the order given.

        One in which words were replaced whole goes with them and is exact; one that an edit cuts
        into is changed, one whose words are all gone is lost.
        """
        return [self._carried(span) for span in spans]

    def _carried(self, span: Span) -> Anchored:
        start, end = self.start(span.start), self.end(span.end)
        words = count_words(self.old, span.start, span.end)
        if not self.text[start:end].strip():
            return Anchored(Span(start, start), Fate.LOST, words, 0)
        cut = any(self._cuts(position) for position in (span.start, span.end))
        fate = Fate.CHANGED if cut else Fate.EXACT
        return Anchored(Span(start, end), fate, words, words)

    def _cuts(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and self._edits[at].start < position < self._edits[at].end


def shifted(edits: Edits, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the spans of structure, such as turns and labels, as they stand after the edits."""
    return [(edits.start(start), edits.end(end)) for start, end in spans]
