"""What a theme matrix counts: participants, transcripts, segments or words, each once."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable
from typing import Literal, Protocol

from lmm_qual.analysis.attribution import Attributed, Seat, Session
from lmm_qual.text.words import word_spans

Measure = Literal["participants", "transcripts", "segments", "words"]
MEASURES: tuple[Measure, ...] = ("participants", "transcripts", "segments", "words")


class Tally(Protocol):
    """A collection of units that counts each once."""

    def count(self) -> int:
        """Give how many units were added."""

    def add_coded(self, item: Attributed, seat: Seat) -> None:
        """Add what a coded segment gives to the seat."""

    def add_spoken(self, session: Session, seat: Seat) -> None:
        """Add what could have been coded of the seat in a session."""


class UnitTally:
    """Counts participants, transcripts or segments."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._units: set[Hashable] = set()

    def count(self) -> int:
        """Give how many units were added."""
        return len(self._units)

    def add_coded(self, item: Attributed, seat: Seat) -> None:
        """Add the seat's participant, the transcript, or the segment whoever coded it."""
        coding = item.coding
        if self._measure == "segments":
            self._units.add((coding.transcript_id, coding.start, coding.end, coding.code_id))
        else:
            self.add_spoken(item.session, seat)

    def add_spoken(self, session: Session, seat: Seat) -> None:
        """Add the seat's participant, where one is named, or the transcript."""
        if self._measure == "transcripts":
            self._units.add(session.id)
        elif self._measure == "participants" and seat.participant is not None:
            self._units.add(seat.participant)


class WordTally:
    """Counts words of turns; a word belongs to its own speaker, and counts once."""

    def __init__(self, masks: "WordMasks") -> None:
        self._masks = masks
        self._covered: dict[int, int] = {}

    def count(self) -> int:
        """Give how many words were added."""
        return sum(mask.bit_count() for mask in self._covered.values())

    def add_coded(self, item: Attributed, seat: Seat) -> None:
        """Add the seat's words within the segment."""
        spoken = self._masks.spoken(item.session, seat)
        within = self._masks.within(item.session, item.coding.start, item.coding.end)
        self._add(item.session.id, spoken & within)

    def add_spoken(self, session: Session, seat: Seat) -> None:
        """Add all the seat's words in a session."""
        self._add(session.id, self._masks.spoken(session, seat))

    def _add(self, session: int, mask: int) -> None:
        self._covered[session] = self._covered.get(session, 0) | mask


class WordMasks:
    """The words of transcripts as bits, one a word in the order of the text."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        self._text_of = text_of
        self._spans: dict[int, tuple[list[int], list[int]]] = {}
        self._spoken: dict[tuple[int, Seat], int] = {}

    def within(self, session: Session, start: int, end: int) -> int:
        """Give the words of which at least one code point lies in the span."""
        starts, ends = self._words(session)
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        return (1 << last) - (1 << first) if last > first else 0

    def spoken(self, session: Session, seat: Seat) -> int:
        """Give the words of a seat's turns."""
        key = (session.id, seat)
        if key not in self._spoken:
            mask = 0
            for turn in session.turns:
                if turn.seat == seat:
                    mask |= self.within(session, turn.start, turn.end)
            self._spoken[key] = mask
        return self._spoken[key]

    def _words(self, session: Session) -> tuple[list[int], list[int]]:
        if session.id not in self._spans:
            spans = self._spans_of(session, self._text_of(session.id))
            self._spans[session.id] = ([a for a, _ in spans], [b for _, b in spans])
        return self._spans[session.id]

    @staticmethod
    def _spans_of(session: Session, text: str) -> list[tuple[int, int]]:
        """Cut words at the borders of turns, so that no word has two speakers."""
        return [span for turn in session.turns for span in word_spans(text, turn.start, turn.end)]


def make_tally(measure: Measure, masks: WordMasks) -> Callable[[], Tally]:
    """Give what makes empty tallies of a measure."""
    return (lambda: WordTally(masks)) if measure == "words" else (lambda: UnitTally(measure))
