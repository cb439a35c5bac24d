"""The grid of time points by groups: what was planned, what is there, how much is coded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from lmm_qual.analysis.attribution import Seat, Session, make_session
from lmm_qual.analysis.columns import all_columns, plans, session_seats
from lmm_qual.store.queries.talk import SpeakerRow, TranscriptRow, speakers
from lmm_qual.tui.opened import OpenStudy

Place = tuple[str | None, str | None]
"""A time point and a group."""


@dataclass
class Cell:
    """A time point and group: transcripts in it by id, who speaks, how many words."""

    sampled: bool = True
    planned: int | None = None
    transcripts: dict[int, int] = field(default_factory=dict)
    """The words of this cell's people, by transcript."""
    participants: set[str] = field(default_factory=set)
    named: bool = True
    """Whether every session says who speaks."""
    expected: bool = True
    """Whether the design has this time point and group."""

    @property
    def words(self) -> int:
        """Count the words of its people."""
        return sum(self.transcripts.values())

    def share(self, shares: Mapping[int, float | None]) -> float | None:
        """Give the share coded of its transcripts, each weighed by this cell's words in it."""
        known = [(words, shares.get(id_)) for id_, words in self.transcripts.items()]
        weighed = [(words, share) for words, share in known if share is not None]
        total = sum(words for words, _ in weighed)
        return sum(words * share for words, share in weighed) / total if total else None


@dataclass(frozen=True)
class Overview:
    """The grid: time points, groups, and a cell for each pair that is known."""

    times: list[str | None]
    groups: list[str | None]
    cells: dict[Place, Cell]
    participants: int


def overview(opened: OpenStudy) -> Overview:
    """Work the grid out."""
    sessions, words = light_sessions(opened.transcripts, speakers(opened.store))
    places = [
        (time, group) for time, group in all_columns(("time", "group"), opened.design, sessions)
    ]
    cells = {place: _planned(opened, place) for place in places}
    for session in sessions:
        for who, number in zip(session.spoken, words[session.id], strict=True):
            if who is not None:
                _add(cells[session.time, who.group], session, who, number)
        for seat in session_seats(session) if not session.seats else ():
            _add(cells[session.time, seat.group], session, seat, 0)
    everybody = set().union(*(cell.participants for cell in cells.values()))
    return Overview(
        times=list(dict.fromkeys(time for time, _ in places)),
        groups=_in_order(places, opened),
        cells=cells,
        participants=len(everybody),
    )


def light_sessions(
    rows: list[TranscriptRow], people: list[SpeakerRow]
) -> tuple[list[Session], dict[int, list[int]]]:
    """Give sessions with one turn a speaker, and how many words each of these turns stands for."""
    spoken: dict[int, list[Seat | None]] = {row.id: [] for row in rows}
    words: dict[int, list[int]] = {row.id: [] for row in rows}
    fallback = {row.id: Seat(None, row.group, row.service, None) for row in rows}
    for who in filter(attrgetter("turns"), people):
        named = Seat(who.participant, who.group, who.service, who.role)
        seat = named if who.participant else fallback[who.transcript_id]
        spoken[who.transcript_id].append(None if who.interviewer else seat)
        words[who.transcript_id].append(who.words)
    for row in rows:
        nameless = row.words - sum(words[row.id])
        if nameless > 0:
            spoken[row.id].append(fallback[row.id])
            words[row.id].append(nameless)
    places = {row.id: [0] * len(spoken[row.id]) for row in rows}
    sessions = [make_session(row, places[row.id], places[row.id], spoken[row.id]) for row in rows]
    return sessions, words


def _in_order(places: list[Place], opened: OpenStudy) -> list[str | None]:
    declared: list[str | None] = [group.id for group in opened.design.groups]
    met = dict.fromkeys(group for _, group in places)
    return [*(g for g in declared if g in met), *(g for g in met if g not in declared)]


def _planned(opened: OpenStudy, place: Place) -> Cell:
    time, group = place
    if time is None or group is None:
        return Cell(expected=False)
    matching = plans(opened.design, {"time": time, "group": group})
    numbers = [plan.participants for plan in matching if plan.sampled]
    given = [number for number in numbers if number is not None]
    return Cell(
        sampled=not matching or any(plan.sampled for plan in matching),
        planned=sum(given) if given and len(given) == len(numbers) else None,
    )


def _add(cell: Cell, session: Session, seat: Seat, words: int) -> None:
    cell.transcripts[session.id] = cell.transcripts.get(session.id, 0) + words
    if seat.participant is None:
        cell.named = False
    else:
        cell.participants.add(seat.participant)
