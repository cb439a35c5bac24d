"""Whose voice a coded segment is: participants, group, service, role, time point, method.

A segment is voiced by the participants whose turns it overlaps, interviewers left out, unless a
coder decided otherwise (voiced, agreed, disagreed, present). Where its speech turns name no
participant, it falls to the transcript's group and service; where it covers no speech but an
interviewer's, or none at all, to nobody. This is decided once a segment, not once a turn. Every
table, chart, map and report asks here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lmm_qual.store.queries import codings as coding_queries
from lmm_qual.store.queries import talk
from lmm_qual.store.store import Store

COUNTED_VOICES = frozenset({"voiced", "agreed"})
"""The voices that tables count unless told otherwise."""
_NOTHING: Mapping[str, str] = {}


class Seat(NamedTuple):
    """A place that talk is counted at: a participant as in one session, or a session's group.

    `participant` is `None` where the session names nobody.
    """

    participant: str | None
    group: str | None
    service: str | None
    role: str | None


class Turn(NamedTuple):
    """A turn as attribution needs it; `seat` is `None` for interviewers."""

    start: int
    end: int
    seat: Seat | None


class Voiced(NamedTuple):
    """Whose voice words are: the seats, each with its voice, and whether nobody is heard in them.

    `silent` is true where nobody but interviewers speaks.
    """

    seats: tuple[tuple[Seat, str], ...]
    silent: bool

    def counted(self, voices: Iterable[str] = COUNTED_VOICES) -> tuple[Seat, ...]:
        """Give the seats at which it counts."""
        return tuple(seat for seat, voice in self.seats if voice in voices)

    @property
    def unattributed(self) -> bool:
        """Say whether it is no participant's speech, and nobody is said to share it."""
        return self.silent and not self.counted()


@dataclass(frozen=True)
class Session:
    """A transcript with its turns by place: their starts, ends and seats."""

    id: int
    key: str
    time: str | None
    method: str | None
    fallback: Seat
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    spoken: Sequence[Seat | None] = field(repr=False)
    """The seat of each turn, `None` for interviewers."""
    _voiced: dict[tuple[int, ...], Voiced] = field(default_factory=dict, repr=False)

    @cached_property
    def turns(self) -> Sequence[Turn]:
        """Give the turns in order."""
        return list(map(Turn, self.starts, self.ends, self.spoken))

    def overlapped(self, start: int, end: int) -> Sequence[Turn]:
        """Give the turns that share at least one code point with the span."""
        first, last = self.overlapped_range(start, end)
        return self.turns[first:last]

    def overlapped_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the numbers of those turns, from 0, half-open; the second may be below the first."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    @cached_property
    def seats(self) -> list[Seat]:
        """Give the seats that speak here, each once, in order of first turn."""
        return list(dict.fromkeys(seat for seat in self.spoken if seat is not None))

    @cached_property
    def numbers(self) -> list[int]:
        """Give the number of each turn's seat among `seats`, -1 for interviewers."""
        numbers = {seat: number for number, seat in enumerate(self.seats)}
        return [-1 if seat is None else numbers[seat] for seat in self.spoken]

    def voiced(self, start: int, end: int, decided: Mapping[str, str] = _NOTHING) -> Voiced:
        """Say whose voice a span is; `decided` holds what a coder said of participants, by id."""
        heard = self.heard(start, end)
        return self._work_out(heard, decided) if decided else self.voiced_by(heard)

    def heard(self, start: int, end: int) -> tuple[int, ...]:
        """Give the numbers of the seats of the turns that a span overlaps, turn by turn."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return tuple(self.numbers[first:last])

    def voiced_by(self, heard: tuple[int, ...]) -> Voiced:
        """Say whose voice turns are, given by the numbers of their seats; nobody decided."""
        if heard not in self._voiced:
            self._voiced[heard] = self._work_out(heard, _NOTHING)
        return self._voiced[heard]

    def _work_out(self, heard: Sequence[int], decided: Mapping[str, str]) -> Voiced:
        speech = [self.seats[number] for number in dict.fromkeys(heard) if number >= 0]
        named = [seat for seat in speech if seat.participant is not None]
        seats = [(seat, decided.get(seat.participant or "", "voiced")) for seat in named]
        if decided:
            present = {seat.participant for seat in named}
            seats += [
                (seat, decided[seat.participant])
                for seat in self.seats
                if seat.participant is not None
                and seat.participant in decided
                and seat.participant not in present
            ]
        unnamed = bool(speech) or not self.starts
        if unnamed and not named and not any(voice == "voiced" for _, voice in seats):
            seats.append((self.fallback, "voiced"))
        return Voiced(tuple(seats), silent=not unnamed)


@dataclass(frozen=True)
class Attributed:
    """A coded segment and whose voice it is."""

    coding: coding_queries.CodingRow
    session: Session
    voiced: Voiced

    @property
    def seats(self) -> tuple[tuple[Seat, str], ...]:
        """Give the seats it is attributed to, each with its voice."""
        return self.voiced.seats

    def counted(self, voices: Iterable[str] = COUNTED_VOICES) -> Sequence[Seat]:
        """Give the seats at which it counts."""
        return self.voiced.counted(voices)

    @property
    def unattributed(self) -> bool:
        """Say whether it covers no participant's speech, and nobody is said to share it."""
        return self.voiced.unattributed


@dataclass(frozen=True)
class Heard:
    """All transcripts of a study, by id, and the coded segments in them, all or one coder's."""

    store: Store
    coder: str | None = None

    @cached_property
    def sessions(self) -> dict[int, "Session"]:
        """Give the transcripts with their turns, read once."""
        return load_sessions(self.store)

    @cached_property
    def items(self) -> list[Attributed]:
        """Give the coded segments, each attributed, worked out once."""
        return attribute_all(self.store, self.sessions, self.coder)


def load_sessions(store: Store) -> dict[int, Session]:
    """Read all transcripts with their turns, by transcript id."""
    rows = talk.transcripts(store)
    fallback = {row.id: Seat(None, row.group, row.service, None) for row in rows}
    seats: dict[int, Seat | None] = {}
    for speaker in talk.speaking(store):
        named = Seat(speaker.participant, speaker.group, speaker.service, speaker.role)
        linked = named if speaker.participant else fallback[speaker.transcript_id]
        seats[speaker.id] = None if speaker.interviewer else linked
    places = talk.turn_places(store)
    sessions = {}
    for row in rows:
        starts, ends, speakers = places.get(row.id, ([], [], []))
        spoken = [fallback[row.id] if who is None else seats[who] for who in speakers]
        sessions[row.id] = make_session(row, starts, ends, spoken)
    return sessions


def make_session(
    row: talk.TranscriptRow,
    starts: Sequence[int],
    ends: Sequence[int],
    spoken: Sequence[Seat | None],
) -> Session:
    """Make a session of a transcript and its turns, which must be in order and not overlap."""
    fallback = Seat(None, row.group, row.service, None)
    return Session(row.id, row.key, row.time, row.method, fallback, starts, ends, spoken)


def read_session(row: talk.TranscriptRow, turns: Sequence[talk.TurnRow]) -> Session:
    """Make a session of a transcript and its turns as they were read; a speaker has one seat."""
    fallback = Seat(None, row.group, row.service, None)
    speaking = {turn.speaker: turn for turn in turns}
    seats = {speaker: _seat(turn, fallback) for speaker, turn in speaking.items()}
    return make_session(
        row,
        [turn.start for turn in turns],
        [turn.end for turn in turns],
        [seats[turn.speaker] for turn in turns],
    )


def _seat(turn: talk.TurnRow, fallback: Seat) -> Seat | None:
    if turn.interviewer:
        return None
    if turn.participant is None:
        return fallback
    return Seat(turn.participant, turn.group, turn.service, turn.role)


def attribute(
    coding: coding_queries.CodingRow, session: Session, decided: Mapping[str, str] = _NOTHING
) -> Attributed:
    """Attribute one coding; `decided` holds what its coder said of participants, by id."""
    return Attributed(coding, session, session.voiced(coding.start, coding.end, decided))


def decisions(store: Store) -> dict[int, dict[str, str]]:
    """Give what coders decided of participants, by the coding's id."""
    decided: dict[int, dict[str, str]] = {}
    for voice in coding_queries.voices(store):
        decided.setdefault(voice.coding_id, {})[voice.participant] = voice.voice
    return decided


def attribute_all(
    store: Store,
    sessions: dict[int, Session],
    coder: str | None = None,
    codes: Collection[int] | None = None,
) -> list[Attributed]:
    """Attribute all codings, or those of one coder, or of some codes."""
    decided = decisions(store)
    return [
        attribute(row, sessions[row.transcript_id], decided.get(row.id, _NOTHING))
        for row in coding_queries.codings(store, codes=codes)
        if coder is None or row.coder == coder
    ]
