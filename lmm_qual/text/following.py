"""Spans carried through edits that are known one by one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Postfix, Prefix

from lmm_qual.text.anchoring import Anchored, Fate, anchor
from lmm_qual.text.span import Span
from lmm_qual.text.wording import Wording
from lmm_qual.text.words import count_words


class Edit(NamedTuple):
    """Code points `start`..`end` of a text replaced by `words`; an insertion where both are one."""

    start: int
    end: int
    words: str


def edit_between(start: int, old: str, new: str) -> Edit:
    """Give the edit that makes `new` of `old`, which stands at `start`, of no more than differs."""
    first = int(Prefix.similarity(old, new))
    last = int(Postfix.similarity(old[first:], new[first:]))
    return Edit(start + first, start + len(old) - last, new[first : len(new) - last])


def same_place(old: str, new: str, position: int) -> int:
    """Give where the word at a position stands in a corrected version of its text."""
    edit = edit_between(0, old, new)
    if position < edit.start:
        return position
    if position >= edit.end:
        return position + len(new) - len(old)
    was, now = Wording(old[edit.start : edit.end]), Wording(edit.words)
    here = position - edit.start
    at, _ = was.touched(here, here)
    if at >= len(was) or not len(now):
        return edit.start
    word = Span(was.starts[at], was.ends[at])
    (found,) = anchor(was, now, [word])
    return edit.start + found.span.start + max(min(here - word.start, len(found.span) - 1), 0)


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

    def start_with(self, position: int) -> int:
        """Give where what begins at a position begins now, words inserted there included."""
        at = bisect_left(self._starts, position)
        if at and self._edits[at - 1].end > position:
            return self._edits[at - 1].start + self._shifts[at - 1]
        return position + self._shifts[at]

    def end_with(self, position: int) -> int:
        """Give where what ends at a position ends now, words inserted there included."""
        at = bisect_right(self._ends, position)
        if at < len(self._edits) and self._edits[at].start < position:
            edit = self._edits[at]
            return edit.start + self._shifts[at] + len(edit.words)
        return position + self._shifts[at]

    def holds(self, span: Span) -> bool:
        """Tell whether one edit replaces all of a span."""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._edits[at].end >= span.end

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
