"""The rows and columns of the framework matrix: who or what stands in it, and which rounds."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lmm_qual.analysis.attribution import Seat, Session
from lmm_qual.analysis.columns import session_seats
from lmm_qual.model.study import Study
from lmm_qual.store.queries.charts import RowKind, SummaryRow, service_labels
from lmm_qual.store.queries.talk import transcripts
from lmm_qual.store.store import Store


class ChartRow(NamedTuple):
    """A row: a participant, service or transcript by its id, with the groups it was met in.

    A participant who was not met is in the group that the design says; `label` is a service's
    name or a transcript's title; `time` is a transcript's own.
    """

    kind: RowKind
    key: str
    groups: tuple[str, ...] = ()
    label: str | None = None
    time: str | None = None


class ChartColumn(NamedTuple):
    """A column under each code: a round (`time` is `None` where none is known), or change."""

    time: str | None = None
    change: bool = False


def row_of(kind: RowKind, session: Session, seat: Seat) -> str | None:
    """Give the row that a seat of a session stands in."""
    keys = {"participant": seat.participant, "service": seat.service, "transcript": session.key}
    return keys[kind]


def rows_met(kind: RowKind, session: Session) -> set[str]:
    """Give the rows that a session has something of."""
    rows = (row_of(kind, session, seat) for seat in session_seats(session))
    return {row for row in rows if row is not None}


def chart_rows(
    store: Store,
    kind: RowKind,
    study: Study,
    sessions: Sequence[Session],
    written: Iterable[SummaryRow],
) -> list[ChartRow]:
    """Give the rows by group, then in the design's order; services by id.

    Participants of the design stand there whether or not they were met, services where talk or a
    summary is of them.
    """
    groups = _groups_met(kind, sessions)
    if kind == "transcript":
        return [
            ChartRow(kind, row.key, groups.get(row.key, ()), row.title, row.time)
            for row in transcripts(store)
        ]
    if kind == "participant":
        rows = [
            ChartRow(kind, one.id, groups.get(one.id) or ((one.group,) if one.group else ()))
            for one in study.participants
        ]
    else:
        labels = service_labels(store)
        met = sorted({*groups, *(summary.row for summary in written)})
        rows = [ChartRow(kind, key, groups.get(key, ()), labels.get(key)) for key in met]
    order = [group.id for group in study.groups]
    return sorted(rows, key=lambda row: _rank(row, order)) if kind == "participant" else rows


def _rank(row: ChartRow, order: Sequence[str]) -> tuple[int, str]:
    first = row.groups[0] if row.groups else None
    if first is None:
        return len(order) + 1, ""
    return (order.index(first), "") if first in order else (len(order), first)


def _groups_met(kind: RowKind, sessions: Iterable[Session]) -> dict[str, tuple[str, ...]]:
    """Give the groups each row was met in, the first met first; those met in none as well."""
    met: dict[str, dict[str, None]] = {}
    for session in sessions:
        for seat in session_seats(session):
            key = row_of(kind, session, seat)
            if key is not None:
                groups = met.setdefault(key, {})
                if seat.group is not None:
                    groups[seat.group] = None
    return {key: tuple(groups) for key, groups in met.items()}


def chart_columns(
    kind: RowKind, study: Study, sessions: Sequence[Session], written: Sequence[SummaryRow]
) -> list[ChartColumn]:
    """Give the columns under each code: the study's rounds, others met, and change.

    A transcript has one time point, so one column. There is change between two rounds or more, and
    a column in which something was written stays.
    """
    if kind == "transcript":
        return [ChartColumn()]
    declared = [time.id for time in study.time_points]
    met = {session.time for session in sessions if rows_met(kind, session)}
    met |= {summary.time for summary in written if not summary.change}
    times: list[str | None] = [*declared, *sorted({t for t in met if t} - set(declared))]
    changing = len(times) > 1 or any(summary.change for summary in written)
    if None in met or not times:
        times.append(None)
    rounds = [ChartColumn(time) for time in times]
    return [*rounds, ChartColumn(change=True)] if changing else rounds
