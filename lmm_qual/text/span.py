"""A stretch of stored text between two code points."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch `start`..`end`, in code points; `start == end` is a place, empty.

    Raises ValueError where `start` is negative or lies behind `end`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is reversed or negative")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    @classmethod
    def between(cls, one: int, other: int) -> "Span":
        """Give the span between two positions, whichever comes first."""
        return cls(min(one, other), max(one, other))

    def covers(self, other: "Span") -> bool:
        """Tell whether every code point of `other` lies within."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a code point; empty spans share none."""
        return max(self.start, other.start) < min(self.end, other.end)

    def intersection(self, other: "Span") -> "Span | None":
        """Give the code points both hold, None where they share none."""
        if not self.overlaps(other):
            return None
        return Span(max(self.start, other.start), min(self.end, other.end))

    def hull(self, other: "Span") -> "Span":
        """Give the smallest span that covers both, what lies between them included."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def slice(self, text: str) -> str:
        """Give the words of `text` the span stands for."""
        return text[self.start : self.end]


def union(spans: Iterable[Span]) -> list[Span]:
    """Give the disjoint spans, in order, that hold the same code points; touching ones joined."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if span):
        if joined and span.start <= joined[-1].end:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return joined


def gaps(spans: Iterable[Span], within: Span) -> list[Span]:
    """Give the stretches of `within`, in order, that none of the spans covers."""
    left: list[Span] = []
    reached = within.start
    for span in union(spans):
        if span.start > reached and (gap := Span(reached, span.start).intersection(within)):
            left.append(gap)
        reached = max(reached, span.end)
    if reached < within.end:
        left.append(Span(reached, within.end))
    return left
