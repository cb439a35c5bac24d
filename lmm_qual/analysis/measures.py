"""What a theme matrix counts: participants, transcripts, segments or words, each once."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import Literal, Protocol

from lmm_qual.analysis.attribution import Attributed, Seat, Session
from lmm_qual.text.words import word_spans

Measure = Literal["participants", "transcripts", "segments", "words"]
MEASURES: tuple[Measure, ...] = ("participants", "transcripts", "segments", "words")


class Tally(Protocol):
    """A collection of units that counts each once."""

    def count(self) -> int:
        """Give how many units were added."""

    def add(self, session: Session, seats: Iterable[Seat], number: int) -> None:
        """Add what a session's seats stand for, or a number of segments that count at them."""


class ParticipantTally:
    """Counts participants; a seat that names nobody is none."""

    def __init__(self) -> None:
        self._people: set[str | None] = set()

    def count(self) -> int:
        """Give how many participants were added."""
        return len(self._people - {None})

    def add(self, _session: Session, seats: Iterable[Seat], _number: int) -> None:
        """Add the participants of seats."""
        self._people.update(seat.participant for seat in seats)


class TranscriptTally:
    """Counts transcripts."""

    def __init__(self) -> None:
        self._sessions: set[int] = set()

    def count(self) -> int:
        """Give how many transcripts were added."""
        return len(self._sessions)

    def add(self, session: Session, _seats: Iterable[Seat], _number: int) -> None:
        """Add the transcript."""
        self._sessions.add(session.id)


class SegmentTally:
    """Counts segments, which come distinct: equal words with an equal code are one."""

    def __init__(self) -> None:
        self._number = 0

    def count(self) -> int:
        """Give how many segments were added."""
        return self._number

    def add(self, _session: Session, _seats: Iterable[Seat], number: int) -> None:
        """Add segments."""
        self._number += number


class WordTally:
    """Counts words of turns; a word belongs to its own speaker, and counts once."""

    def __init__(self) -> None:
        self._covered: dict[int, int] = {}

    def count(self) -> int:
        """Give how many words were added."""
        return sum(mask.bit_count() for mask in self._covered.values())

    def add_words(self, session: Session, mask: int) -> None:
        """Add words of a session, given as bits."""
        self._covered[session.id] = self._covered.get(session.id, 0) | mask


class WordMasks:
    """The words of transcripts as bits, one a word in the order of the text."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        self._text_of = text_of
        self._spans: dict[int, tuple[list[int], list[int]]] = {}
        self._spoken: dict[tuple[int, Seat], int] = {}

    def coded(self, item: Attributed, seat: Seat) -> int:
        """Give a seat's words of which at least one code point is coded."""
        within = self.within(item.session, item.coding.start, item.coding.end)
        return self.spoken(item.session, seat) & within

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


_TALLIES: dict[Measure, Callable[[], Tally]] = {
    "participants": ParticipantTally,
    "transcripts": TranscriptTally,
    "segments": SegmentTally,
}


def make_tally(measure: Measure) -> Callable[[], Tally]:
    """Give what makes empty tallies of a measure; words have a `WordTally`."""
    return _TALLIES.get(measure, SegmentTally)
