"""Spans of a text carried to the same words of a corrected version of it.

A W3C text quote selector (Web Annotation Data Model, 2017) and Hypothesis' fuzzy anchoring (2013)
look for a quotation with what stands before and behind it, in a text whose former version they do
not have. Here both versions are at hand, so that all words are aligned first (see `blocks`), and a
span goes where its words went. It is placed without review only where nothing else would explain
the new text as well: words that stand twice, beside each other or in place of each other, are left
to a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from lmm_qual.text.alignment import Alignment, common
from lmm_qual.text.blocks import Block
from lmm_qual.text.borders import end_of, start_of
from lmm_qual.text.doubts import Doubts
from lmm_qual.text.proposals import lost_at, proposed
from lmm_qual.text.span import Span
from lmm_qual.text.wording import Wording
from lmm_qual.text.wordless import carried


class Fate(StrEnum):
    """What became of a span's words.

    EXACT: all stand in order with nothing between; line breaks, white space and labels are no
    words. MARKS: so too, but punctuation, capitals or kinds of apostrophes are others; placed, and
    listed apart. CHANGED: some are missing, or others stand between. UNSURE: all stand at the
    place proposed, but it may be another place where the same words are said. LOST: none is left.
    """

    EXACT = "exact"
    MARKS = "marks"
    CHANGED = "changed"
    UNSURE = "unsure"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Anchored:
    """A span's place in the new text, or the place proposed, and what became of its words.

    `kept` of its `words` stand within; a lost one's place is where it would have stood, empty.
    """

    span: Span
    fate: Fate
    words: int
    kept: int

    @property
    def review(self) -> bool:
        """Tell whether a person must look at it before it counts."""
        return self.fate not in {Fate.EXACT, Fate.MARKS}


def anchor(old: Wording, new: Wording, spans: Iterable[Span]) -> list[Anchored]:
    """Carry spans of the old text to the new one, in the order given; none is left out."""
    if old.text == new.text:
        return [_kept(old, span) for span in spans]
    aligned = _Anchors(old, new)
    wanted = list(spans)
    known = {span: aligned.of(span) for span in set(wanted)}
    return [known[span] for span in wanted]


def _kept(old: Wording, span: Span) -> Anchored:
    first, behind = old.touched(span.start, span.end)
    return Anchored(span, Fate.EXACT, behind - first, behind - first)


_MOVED = 6
"""Words a moved run needs at least; shorter ones may be a phrase said anew."""
_SHORT = 3
"""Words a span needs at least to be known by itself among words in order."""
_AROUND = 8
"""Words looked at beyond the size of a span, before and behind it."""
_FIRM = 0.25
"""Part of a span's words that must have one place alone, for the others to stand with them."""
_STAYED = 0.3
"""Part of a moved span's words that, left where it stood, may be the span as well."""

_REMAINS = 0.2
"""Part of a moved run's words that, left where it stood, make it a copy perhaps."""


class _Anchors:
    def __init__(self, old: Wording, new: Wording) -> None:
        self._old, self._new = old, new
        self._aligned = Alignment(old, new)
        self._doubts = Doubts(self._aligned)
        self._left: dict[tuple[int, int], float] = {}

    def of(self, span: Span) -> Anchored:
        first, behind = self._old.touched(span.start, span.end)
        if first == behind:
            return self._wordless(span, first)
        held = self._aligned.covering(first, behind)
        if not held:
            return self._found(span, first, behind)
        block = held[0]
        if len(held) > 1 or not self._sure(block, first, behind):
            if not block.in_order and self._left_at_home(first, behind) >= _STAYED:
                return self._at_home(span, first, behind)
            return self._placed(span, first, behind, first + block.shift, sure=False)
        return self._placed(span, first, behind, first + block.shift, sure=True)

    def _sure(self, block: Block, first: int, behind: int) -> bool:
        """Tell whether no other words of either text may be the span's."""
        if not block.in_order and len(block) < _MOVED:
            return False
        if not block.in_order and self._left_at_home(first, behind) >= _STAYED:
            return False
        if not block.in_order and self._left_at_home(block.start, block.end) >= _REMAINS:
            return False
        if self._doubts.twin_elsewhere(block, first, behind):
            return False
        if self._doubts.equal_lost(block, first, behind):
            return False
        firm = self._doubts.firm(block, first, behind)
        return firm is not None and firm >= _FIRM * (behind - first)

    def _left_at_home(self, first: int, behind: int) -> float:
        """Give the part of a span's words that stand, unexplained, where it stood, in order."""
        if (first, behind) not in self._left:
            words = [self._aligned.new[at] for at in self._home(first, behind)]
            run = self._aligned.old[first:behind]
            self._left[first, behind] = LCSseq.similarity(run, words) / len(run) if words else 0.0
        return self._left[first, behind]

    def _home(self, first: int, behind: int) -> list[int]:
        _, _, start, end = self._aligned.home(first, behind)
        return self._aligned.unexplained(start, end, (first, behind))

    def _at_home(self, span: Span, first: int, behind: int) -> Anchored:
        """Propose the words left where the span stood, though others elsewhere are nearer to it."""
        home = self._home(first, behind)
        run, words = self._aligned.old[first:behind], [self._aligned.new[at] for at in home]
        there = [-1] * len(run)
        for at, met in common(run, words):
            there[at] = home[met]
        to_new = [*self._aligned.to_new[:first], *there, *self._aligned.to_new[behind:]]
        return self._changed(span, first, behind, to_new)

    def _found(self, span: Span, first: int, behind: int) -> Anchored:
        """Place a span that no shared run holds by the words that are known of it."""
        there = self._aligned.to_new[first:behind]
        if there[0] >= 0 and there == list(range(there[0], there[0] + len(there))):
            sure = len(there) >= _SHORT and self._once_at_home(first, behind)
            return self._placed(span, first, behind, there[0], sure=sure)
        elsewhere = self._aligned.untaken(self._aligned.old[first:behind])
        if elsewhere and max(there) < 0:
            return self._placed(span, first, behind, elsewhere[0], sure=False)
        return self._changed(span, first, behind, self._aligned.to_new)

    def _once_at_home(self, first: int, behind: int) -> bool:
        run, around = self._aligned.old[first:behind], behind - first + _AROUND
        home = self._aligned.home(first, behind)
        old = self._aligned.places(run, max(home[0] - around, 0), home[1] + around)
        new = self._aligned.places_new(run, max(home[2] - around, 0), home[3] + around)
        return len(old) == len(new) == 1

    def _placed(self, span: Span, first: int, behind: int, there: int, *, sure: bool) -> Anchored:
        size = behind - first
        start = start_of(self._old, first, self._new, there, span.start)
        end = end_of(self._old, behind - 1, self._new, there + size - 1, span.end)
        place = Span(start, max(start, end))
        same = _signs(self._old, span) == _signs(self._new, place)
        fate = (Fate.EXACT if same else Fate.MARKS) if sure else Fate.UNSURE
        return Anchored(place, fate, size, size)

    def _changed(self, span: Span, first: int, behind: int, to_new: list[int]) -> Anchored:
        words = proposed(to_new, first, behind, len(self._new))
        if words is None:
            place = lost_at(to_new, first, self._new)
            return Anchored(Span(place, place), Fate.LOST, behind - first, 0)
        start, end = self._new.starts[words.start], self._new.ends[words.end - 1]
        if to_new[first] == words.start:
            start = start_of(self._old, first, self._new, words.start, span.start)
        if to_new[behind - 1] == words.end - 1:
            end = end_of(self._old, behind - 1, self._new, words.end - 1, span.end)
        whole = words.kept == behind - first == words.end - words.start
        fate = Fate.UNSURE if whole else Fate.CHANGED
        return Anchored(Span(start, max(start, end)), fate, behind - first, words.kept)

    def _wordless(self, span: Span, at: int) -> Anchored:
        """Carry a span without words by the words before and behind it."""
        first, behind = max(at - 1, 0), min(at + 1, len(self._old))
        held = self._aligned.covering(first, behind)
        if len(held) == 1 and self._sure(held[0], first, behind):
            place, same = carried(self._old, self._new, span, at, at + held[0].shift)
            return Anchored(place, Fate.EXACT if same else Fate.CHANGED, 0, 0)
        left = lost_at(self._aligned.to_new, at, self._new)
        return Anchored(Span(left, left), Fate.LOST, 0, 0)


def _signs(wording: Wording, span: Span) -> str:
    """Give what a span holds without labels and white space."""
    return "".join(span.slice(wording.bare).split())
