"""The columns of a theme matrix: what talk is told apart by, and which columns there are."""

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from lmm_qual.analysis.attribution import Seat, Session
from lmm_qual.model.problem import refuse
from lmm_qual.model.study import Recruitment, Study

Column = tuple[str | None, ...]
"""A value for each dimension; `None` where it is not known."""

_DIMENSIONS: dict[str, Callable[[Session, Seat], str | None]] = {
    "time": lambda session, _: session.time,
    "group": lambda _, seat: seat.group,
    "method": lambda session, _: session.method,
    "service": lambda _, seat: seat.service,
    "role": lambda _, seat: seat.role,
    "participant": lambda _, seat: seat.participant,
    "transcript": lambda session, _: session.key,
}
DIMENSIONS = tuple(name for name in _DIMENSIONS if name != "transcript")
"""The dimensions of a theme matrix; transcripts are only rows of a framework matrix."""


def read_dimensions(text: str) -> tuple[str, ...]:
    """Read dimensions as `time,group`; raises `BadInputError`."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = [name for name in names if name not in DIMENSIONS]
    if unknown or not names or len(set(names)) < len(names):
        what = f"unknown column “{unknown[0]}”" if unknown else "columns are empty or repeated"
        raise refuse(what, f"use some of {', '.join(DIMENSIONS)}, parted by commas")
    return names


def column_of(dimensions: Sequence[str], session: Session, seat: Seat) -> Column:
    """Give the column that a seat of a session is counted in."""
    return tuple(_DIMENSIONS[name](session, seat) for name in dimensions)


def session_seats(session: Session) -> list[Seat]:
    """Give the seats of a session; its group's, where nobody is known to speak."""
    return session.seats or [session.fallback]


def all_columns(
    dimensions: Sequence[str], study: Study, sessions: Iterable[Session]
) -> list[Column]:
    """Give the columns that the design plans and those met in the talk, in the design's order."""
    met = [
        column_of(dimensions, session, seat)
        for session in sessions
        for seat in session_seats(session)
    ]
    planned = _planned(dimensions, study)
    if "method" in dimensions:
        planned = _without_open_methods(planned, met, dimensions.index("method"))
    columns = dict.fromkeys([*planned, *met])
    return sorted(columns, key=lambda column: _rank(dimensions, study, column))


def _without_open_methods(planned: list[Column], met: list[Column], at: int) -> list[Column]:
    """Leave out a planned column of no method where talk of any method stands in its place."""
    places = {column[:at] + column[at + 1 :] for column in met}
    return [
        column
        for column in planned
        if column[at] is not None or column[:at] + column[at + 1 :] not in places
    ]


def _planned(dimensions: Sequence[str], study: Study) -> list[Column]:
    """Give the design's columns; services and roles are not planned."""
    if not set(dimensions) <= {"time", "group", "method"}:
        return []
    declared = {
        "time": [time.id for time in study.time_points],
        "group": [group.id for group in study.groups],
    }
    planned = []
    for values in product(*(declared.get(name, [None]) for name in dimensions)):
        known = dict(zip(dimensions, values, strict=True))
        for method in _methods(study, known) if "method" in dimensions else [None]:
            column = tuple({**known, "method": method}[name] for name in dimensions)
            planned.append(column)
    return planned


def _methods(study: Study, known: dict[str, str | None]) -> list[str | None]:
    names = [name for plan in plans(study, known) if plan.sampled for name in plan.method]
    return list(dict.fromkeys(names)) or [None]


def plans(study: Study, known: dict[str, str | None]) -> list[Recruitment]:
    """Give the recruitment entries for known values of time, group and method.

    No entry is for a time point or group that is not known; any may be for a method that is not.
    """
    return [
        plan
        for plan in study.recruitment
        if known.get("time", plan.time) == plan.time
        and known.get("group", plan.group) == plan.group
        and (known.get("method") is None or not plan.method or known["method"] in plan.method)
    ]


def _rank(dimensions: Sequence[str], study: Study, column: Column) -> list[tuple[int, str]]:
    orders = {
        "time": [time.id for time in study.time_points],
        "group": [group.id for group in study.groups],
        "method": [method.id for method in study.methods],
    }
    rank = []
    for name, value in zip(dimensions, column, strict=True):
        order = orders.get(name, [])
        unknown = len(order) + (1 if value is None else 0)
        rank.append((order.index(value) if value in order else unknown, value or ""))
    return rank
