"""Summaries written in the cells of the framework matrix."""

import json
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lmm_qual.store.store import Store

RowKind = Literal["participant", "service", "transcript"]
ROW_KINDS: tuple[RowKind, ...] = ("participant", "service", "transcript")
"""What a row of the framework matrix can stand for."""

Segment = tuple[int, int, int]
"""A coded segment as a summary remembers it: coding id, start, end."""


class CellKey(NamedTuple):
    """A cell: its row by kind and id, its code, its time point or the change between them.

    `time` is `None` for change, where no time point is known, and for rows that are transcripts,
    which have one of their own.
    """

    kind: RowKind
    row: str
    code_id: int
    time: str | None = None
    change: bool = False


class SummaryRow(NamedTuple):
    """A written summary; `based_on` is JSON of the segments its cell held when it was written."""

    id: int
    kind: RowKind
    row: str
    code_id: int
    time: str | None
    change: bool
    text: str
    based_on: str
    coder: str | None
    created: str
    updated: str

    @property
    def cell(self) -> CellKey:
        """Give the cell it stands in."""
        return CellKey(self.kind, self.row, self.code_id, self.time, bool(self.change))

    @property
    def segments(self) -> frozenset[Segment]:
        """Give the segments that it was written on."""
        return frozenset((id_, start, end) for id_, start, end in json.loads(self.based_on))


_SUMMARY = """
    SELECT chart_summary.id, row_kind,
           coalesce(participant.key, chart_summary.service_key, transcript.key), code_id,
           chart_summary.time_key, part = 'change', chart_summary.text, based_on, coder.name,
           created, updated
    FROM chart_summary
    LEFT JOIN participant ON participant.id = chart_summary.participant_id
    LEFT JOIN transcript ON transcript.id = chart_summary.transcript_id
    LEFT JOIN coder ON coder.id = chart_summary.coder_id
"""


def summaries(store: Store, kind: RowKind | None = None) -> list[SummaryRow]:
    """Give all summaries, or those in rows of one kind, in the order they were written."""
    where = "" if kind is None else "WHERE row_kind = ?"
    sql = f"{_SUMMARY} {where} ORDER BY chart_summary.id"
    return store.records(SummaryRow, sql, () if kind is None else (kind,))


def summary_in(store: Store, cell: CellKey) -> SummaryRow | None:
    """Give the summary of a cell, `None` where nothing is written."""
    found = store.records(
        SummaryRow,
        f"""
        {_SUMMARY} WHERE row_kind = ? AND code_id = ? AND part = ? AND chart_summary.time_key IS ?
            AND coalesce(participant.key, chart_summary.service_key, transcript.key) = ?
        """,
        (cell.kind, cell.code_id, part_of(cell), cell.time, cell.row),
    )
    return next(iter(found), None)


def part_of(cell: CellKey) -> str:
    """Give the part of the matrix that a cell belongs to, as it is stored."""
    return "change" if cell.change else "round"


def participant_ids(store: Store) -> dict[str, int]:
    """Give the id of each participant by key, in the design's order."""
    return dict(store.rows("SELECT key, id FROM participant ORDER BY position, id"))


def rested_on(store: Store) -> Iterator[tuple[int, str]]:
    """Give each summary's id and, as JSON, the coded segments that it was written from."""
    return store.rows("SELECT id, based_on FROM chart_summary")


def services_met(store: Store) -> list[str]:
    """Give the services that sessions and their speakers are of, and summaries, by id."""
    sql = """
        SELECT service_key FROM speaker UNION SELECT service_key FROM transcript
        UNION SELECT service_key FROM chart_summary ORDER BY 1
    """
    return [key for (key,) in store.rows(sql) if key is not None]


def service_labels(store: Store) -> dict[str, str]:
    """Give the labels of the services of the system map, by id."""
    return dict(store.rows("SELECT key, label FROM service ORDER BY position, id"))
