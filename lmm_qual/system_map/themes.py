"""Themes of services: who of a service spoke of a code, out of how many, in which passages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from lmm_qual.model.codebook import join_path, split_path

Account = Literal["speaker", "mention"]
"""How a theme comes to a service: its people spoke of it, or the coded words name it."""


@dataclass(frozen=True)
class ServiceTheme:
    """A code met with a service in one time point and group; `code` is the path of names.

    `own` tells, of a mention, that the service's own people name it.
    """

    service: str
    code: str
    time: str | None
    group: str | None
    participants: frozenset[str]
    segments: frozenset[int]
    source: Account = "speaker"
    own: bool = False


@dataclass(frozen=True)
class ThemePassage:
    """The words behind a theme; `speaker` is the label they are shown with, if any."""

    segment: int
    code: str
    service: str
    transcript: str
    time: str | None
    group: str | None
    quote: str
    speaker: str | None = None
    valence: str | None = None
    source: Account = "speaker"
    own: bool = False

    def said_by(self, speaker: str) -> "ThemePassage":
        """Give it with those who speak."""
        return replace(self, speaker=speaker)


@dataclass(frozen=True)
class ThemeColumn:
    """Everyone of a service in the imported transcripts of a time point and group: "of N"."""

    service: str
    time: str | None
    group: str | None
    participants: frozenset[str]


EVERYONE = ""
"""In place of a service: the participants of all services, and of none."""

Cell = tuple[str | None, str | None]
"""A time point and a group; None stands for all of them together."""


@dataclass(frozen=True)
class Tally:
    """What is behind one number: distinct participants and distinct coded segments."""

    participants: frozenset[str] = frozenset()
    segments: frozenset[int] = frozenset()

    def __or__(self, other: "Tally") -> "Tally":
        """Join two tallies, each participant and segment counting once."""
        return Tally(self.participants | other.participants, self.segments | other.segments)


@lru_cache(maxsize=4096)
def code_and_ancestors(code: str) -> tuple[str, ...]:
    """Give the paths of a code and of the codes above it, topmost first."""
    names = split_path(code)
    return tuple(join_path(names[:depth]) for depth in range(1, len(names) + 1))


def cells_of(time: str | None, group: str | None) -> Iterator[Cell]:
    """Give every cell that something of this time point and group counts in."""
    times = (None,) if time is None else (None, time)
    groups = (None,) if group is None else (None, group)
    return ((a_time, a_group) for a_time in times for a_group in groups)


def tally_themes(
    themes: Iterable[ServiceTheme], source: Account = "speaker", *, own: bool | None = None
) -> dict[tuple[str, str], dict[Cell, Tally]]:
    """Count themes of one source by service and code, a parent code holding its descendants.

    `own` leaves only what a service's own people name, or only what others do. The cell
    (None, None) holds all; a theme without a time point or group counts only there.
    """
    tallies: dict[tuple[str, str], dict[Cell, Tally]] = {}
    for theme in themes:
        if theme.source != source or own not in {None, theme.own}:
            continue
        found = Tally(theme.participants, theme.segments)
        for code in code_and_ancestors(theme.code):
            cells = tallies.setdefault((theme.service, code), {})
            for cell in cells_of(theme.time, theme.group):
                known = cells.get(cell)
                cells[cell] = found if known is None else known | found
    return tallies


def tally_columns(columns: Iterable[ThemeColumn]) -> dict[str, dict[Cell, frozenset[str]]]:
    """Give the participants of each service by cell; (None, None) holds all of them."""
    people: dict[str, dict[Cell, frozenset[str]]] = {}
    for column in columns:
        cells = people.setdefault(column.service, {})
        for cell in cells_of(column.time, column.group):
            cells[cell] = cells.get(cell, frozenset()) | column.participants
    return people


def took_part(columns: Iterable[ThemeColumn]) -> frozenset[tuple[str, str]]:
    """Give the services with a participant at a time point, as (service, time point)."""
    return frozenset(
        (column.service, column.time)
        for column in columns
        if column.time is not None and column.participants
    )
