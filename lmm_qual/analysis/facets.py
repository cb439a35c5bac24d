"""Facets: what the passages found have, counted by code, time, group, service, coder, participant.

A passage counts once for each value it has. Participants are counted of how many there are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from lmm_qual.analysis.attribution import Session, load_sessions
from lmm_qual.analysis.passage import Passage
from lmm_qual.store.queries.talk import TranscriptRow
from lmm_qual.store.store import Store

Value = str | int | None
"""A code's id, or the name of anything else; `None` where that is not known."""

_OF: Mapping[str, Callable[[TranscriptRow, Passage], Iterable[Value]]] = {
    "code": lambda _, passage: passage.codes,
    "time": lambda row, _: (row.time,),
    "group": lambda _, passage: (seat.group for seat in passage.seats),
    "service": lambda _, passage: (seat.service for seat in passage.seats),
    "coder": lambda _, passage: passage.coders,
    "participant": lambda _, passage: (
        seat.participant for seat in passage.seats if seat.participant is not None
    ),
}
FACETS = tuple(_OF)


def values(facet: str, row: TranscriptRow, passage: Passage) -> set[Value]:
    """Give what a passage has of a facet: `code`, `time` and more; `None` stands for none known."""
    return set(_OF[facet](row, passage))


class FacetCount(NamedTuple):
    """How many passages have a value, and how many participants of how many speak in them.

    `of` counts the participants in the imported transcripts: those of the value where it is a time
    point, group or service, else all.
    """

    facet: str
    value: Value
    passages: int
    participants: int
    of: int


class Facets:
    """Counts passages as they are found."""

    def __init__(self) -> None:
        self.passages: dict[str, Counter[Value]] = {facet: Counter() for facet in FACETS}
        self._people: dict[tuple[str, Value], set[str]] = {}
        self.found = 0
        self.people: set[str] = set()

    def add(self, row: TranscriptRow, passage: Passage) -> None:
        """Count a passage."""
        self.found += 1
        people = {seat.participant for seat in passage.seats if seat.participant is not None}
        self.people |= people
        for facet in FACETS:
            for value in values(facet, row, passage):
                self.passages[facet][value] += 1
                here = {value} & people if facet == "participant" else people
                if facet in {"group", "service"}:
                    here = _people_at(facet, value, passage)
                self._people.setdefault((facet, value), set()).update(map(str, here))

    def counts(self, store: Store) -> Iterator[FacetCount]:
        """Give the counts, those with most passages first within each facet."""
        talking = _Talking(load_sessions(store).values())
        for facet in FACETS:
            for value, number in sorted(self.passages[facet].items(), key=_most):
                people = len(self._people[facet, value])
                yield FacetCount(facet, value, number, people, talking.of(facet, value))


def _people_at(facet: str, value: Value, passage: Passage) -> set[str]:
    """Give who speaks in a passage as one of a group or service."""
    return {
        seat.participant
        for seat in passage.seats
        if seat.participant is not None and getattr(seat, facet) == value
    }


def _most(entry: tuple[Value, int]) -> tuple[int, bool, str]:
    value, number = entry
    return -number, value is None, str(value)


class _Talking:
    """The participants in the imported transcripts."""

    def __init__(self, sessions: Iterable[Session]) -> None:
        self._people: dict[tuple[str, Value], set[str]] = {}
        self._all: set[str] = set()
        for session in sessions:
            for seat in session.seats:
                if seat.participant is not None:
                    self._all.add(seat.participant)
                    for key in (
                        ("time", session.time),
                        ("group", seat.group),
                        ("service", seat.service),
                    ):
                        self._people.setdefault(key, set()).add(seat.participant)

    def of(self, facet: str, value: Value) -> int:
        if facet == "participant":
            return 1
        if facet in {"time", "group", "service"}:
            return len(self._people.get((facet, value), ()))
        return len(self._all)
