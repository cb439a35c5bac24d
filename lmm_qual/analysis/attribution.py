"""Whose voice a coded segment is: participants, group, service, role, time point, method.

A segment is voiced by the participants whose turns it overlaps, interviewers left out, unless a
coder decided otherwise (voiced, agreed, disagreed, present). Where its speech turns name no
participant, it falls to the transcript's group and service; where it covers no speech but an
interviewer's, or none at all, to nobody. This is decided once a segment, not once a turn. Every
table, chart, map and report asks here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lmm_qual.store.queries import codings as coding_queries
from lmm_qual.store.queries import talk
from lmm_qual.store.store import Store

COUNTED_VOICES = frozenset({"voiced", "agreed"})
"""The voices that tables count unless told otherwise."""


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
    words: int


@dataclass(frozen=True)
class Session:
    """A transcript with its turns by place."""

    id: int
    key: str
    time: str | None
    method: str | None
    fallback: Seat
    turns: Sequence[Turn]
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)

    def overlapped(self, start: int, end: int) -> Sequence[Turn]:
        """Give the turns that share at least one code point with the span."""
        return self.turns[bisect_right(self.ends, start) : bisect_left(self.starts, end)]

    @property
    def seats(self) -> list[Seat]:
        """Give the seats that speak here, each once, in order of first turn."""
        return list(dict.fromkeys(turn.seat for turn in self.turns if turn.seat is not None))


@dataclass(frozen=True)
class Attributed:
    """A coded segment with the seats it is counted at, each with its voice."""

    coding: coding_queries.CodingRow
    session: Session
    seats: tuple[tuple[Seat, str], ...]
    silent: bool
    """Whether nobody but interviewers speaks within it."""

    def counted(self, voices: Iterable[str] = COUNTED_VOICES) -> list[Seat]:
        """Give the seats at which it counts."""
        return [seat for seat, voice in self.seats if voice in voices]

    @property
    def unattributed(self) -> bool:
        """Say whether it covers no participant's speech, and nobody is said to share it."""
        return self.silent and not self.counted()


@dataclass(frozen=True)
class Heard:
    """All transcripts of a study, by id, and the coded segments in them, all or one coder's."""

    sessions: dict[int, Session]
    items: Sequence[Attributed]


def load_heard(store: Store, coder: str | None = None) -> Heard:
    """Read and attribute everything, or all that one coder coded."""
    sessions = load_sessions(store)
    return Heard(sessions, attribute_all(store, sessions, coder))


def load_sessions(store: Store) -> dict[int, Session]:
    """Read all transcripts with their turns, by transcript id."""
    rows: dict[int, list[Turn]] = {}
    for transcript_id, turn in _turns(store):
        rows.setdefault(transcript_id, []).append(turn)
    return {row.id: make_session(row, rows.get(row.id, [])) for row in talk.transcripts(store)}


def make_session(row: talk.TranscriptRow, turns: Sequence[Turn]) -> Session:
    """Make a session of a transcript and its turns, which must be in order and not overlap."""
    return Session(
        id=row.id,
        key=row.key,
        time=row.time,
        method=row.method,
        fallback=Seat(None, row.group, row.service, None),
        turns=turns,
        starts=[turn.start for turn in turns],
        ends=[turn.end for turn in turns],
    )


def _turns(store: Store) -> Iterator[tuple[int, Turn]]:
    seats: dict[int, Seat | None] = {}
    fallback = {row.id: Seat(None, row.group, row.service, None) for row in talk.transcripts(store)}
    for row in talk.speakers(store):
        named = Seat(row.participant, row.group, row.service, row.role)
        linked = named if row.participant else fallback[row.transcript_id]
        seats[row.id] = None if row.interviewer else linked
    sql = 'SELECT transcript_id, speaker_id, start, "end", words FROM turn ORDER BY 1, 3'
    for transcript_id, speaker, start, end, words in store.rows(sql):
        seat = fallback[transcript_id] if speaker is None else seats[speaker]
        yield transcript_id, Turn(start, end, seat, words)


def attribute(
    coding: coding_queries.CodingRow, session: Session, decided: dict[str, str]
) -> Attributed:
    """Attribute one coding; `decided` holds what its coder said of participants, by id."""
    speech = [
        turn.seat for turn in session.overlapped(coding.start, coding.end) if turn.seat is not None
    ]
    named = list(dict.fromkeys(seat for seat in speech if seat.participant is not None))
    seats = [(seat, decided.get(seat.participant or "", "voiced")) for seat in named]
    if decided:
        present = {seat.participant for seat in named}
        seats += [
            (seat, decided[seat.participant])
            for seat in session.seats
            if seat.participant in decided and seat.participant not in present
        ]
    unnamed = bool(speech) or not session.turns
    if unnamed and not named and not any(voice == "voiced" for _, voice in seats):
        seats.append((session.fallback, "voiced"))
    return Attributed(coding, session, tuple(seats), silent=not unnamed)


def attribute_all(
    store: Store, sessions: dict[int, Session], coder: str | None = None
) -> list[Attributed]:
    """Attribute all codings, or one coder's."""
    decided: dict[int, dict[str, str]] = {}
    for voice in coding_queries.voices(store):
        decided.setdefault(voice.coding_id, {})[voice.participant] = voice.voice
    nothing: dict[str, str] = {}
    return [
        attribute(row, sessions[row.transcript_id], decided.get(row.id, nothing))
        for row in coding_queries.codings(store)
        if coder is None or row.coder == coder
    ]
