"""A transcript in which somebody's turns give way to a marker; all else stays on its words."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from lmm_qual.text.anchoring import Anchored, Fate
from lmm_qual.text.following import Edit, Edits
from lmm_qual.text.span import Span, union
from lmm_qual.text.words import count_words, word_spans

MARKER = "[words withdrawn]"
"""What stands where somebody's words stood."""
_Turn = Mapping[str, Any]


class Marking:
    """Puts the marker in place of some turns, labels included; `silent` are interviewers' turns."""

    def __init__(self, text: str, gone: Sequence[_Turn], silent: Sequence[_Turn] = ()) -> None:
        edits = [Edit(turn["label_start"], turn["end"], MARKER) for turn in gone]
        self.edits = Edits(text, edits)
        self._text = text
        self._words = word_spans(text)
        self._gone = union(Span(turn["label_start"], turn["end"]) for turn in gone)
        self._quiet = union(
            [*self._gone, *(Span(turn["label_start"], turn["end"]) for turn in silent)]
        )

    def without_labels(self, turns: Sequence[_Turn]) -> "Marking":
        """Take the labels of turns for no words."""
        labels = (Span(turn["label_start"], turn["start"]) for turn in turns)
        self._quiet = union([*self._quiet, *labels])
        return self

    def touches(self, span: Span) -> bool:
        """Say whether any of what goes lies within a span."""
        return any(span.overlaps(part) for part in _near(self._gone, span))

    def kept(self, span: Span) -> Span | None:
        """Give as much of a span as reaches from the first to the last of what others said.

        None where nobody else's words are left in it but an interviewer's. A span in which nothing
        goes stays as it is.
        """
        if not self.touches(span):
            return span
        left = self._trimmed(span)
        return left if left and self._is_said(left) else None

    def _trimmed(self, span: Span) -> Span | None:
        start, end = span.start, span.end
        for part in _near(self._gone, span):
            if part.start <= start < part.end:
                start = self._behind_space(min(part.end, end), end)
        for part in reversed(_near(self._gone, span)):
            if part.start < end <= part.end:
                end = self._before_space(max(part.start, start), start)
        return Span(start, end) if start < end else None

    def _behind_space(self, at: int, end: int) -> int:
        return end - len(self._text[at:end].lstrip())

    def _before_space(self, at: int, start: int) -> int:
        return start + len(self._text[start:at].rstrip())

    def _is_said(self, span: Span) -> bool:
        """Say whether somebody who stays, and is no interviewer, says a word of a span."""
        first = bisect_right(self._words, (span.start, span.start))
        first -= first > 0 and self._words[first - 1][1] > span.start
        last = bisect_left(self._words, (span.end, 0))
        for start, end in self._words[first:last]:
            word = Span(max(start, span.start), min(end, span.end))
            quiet = any(part.covers(word) for part in _near(self._quiet, word))
            if not quiet and count_words(self._text, word.start, word.end):
                return True
        return False

    def carry(self, spans: Sequence[Span]) -> list[Anchored]:
        """Carry spans that have words left, in the order given; none is to be looked at."""
        return [self._carried(span) for span in spans]

    def _carried(self, span: Span) -> Anchored:
        left = self.kept(span) or span
        start = self.edits.start(left.start)
        place = Span(start, max(self.edits.end(left.end), start))
        words = count_words(self.edits.text, place.start, place.end)
        return Anchored(place, Fate.EXACT, words, words)


def _near(parts: Sequence[Span], span: Span) -> Sequence[Span]:
    """Give the parts, which are in order and apart, that a span may meet."""
    first = bisect_right(parts, Span(span.start, span.start)) - 1
    last = bisect_left(parts, Span(span.end, span.end))
    return parts[max(first, 0) : last]
