"""The framework matrix: what is written of each row and code, on which segments, round by round.

Ritchie & Spencer 1994; Gale et al. 2013. A cell holds the segments that count at its row, as every
table does (see `attribution`): a focus group's segment stands with those whose voice it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from lmm_qual.analysis.attribution import Attributed, attribute_all, load_sessions
from lmm_qual.analysis.cell_states import (
    EMPTY_STATES,
    NEWER_CODE,
    NOT_ASKED,
    NOT_FINISHED,
    NOT_MENTIONED,
    NUMBER,
    ColumnFacts,
    Facts,
)
from lmm_qual.analysis.columns import plans, session_seats
from lmm_qual.analysis.framework_rows import (
    ChartColumn,
    ChartRow,
    chart_columns,
    chart_rows,
    row_of,
)
from lmm_qual.store.queries.charts import CellKey, RowKind, Segment, SummaryRow, summaries
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import passes
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.passages import LinkRow, passage_links
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted

NOT_YET_WRITTEN = "not yet written"
WRITTEN = "written"
NOT_COMPARABLE = "not comparable"


class Drift(NamedTuple):
    """What became of a cell's segments since its summary was written, by number."""

    new: int = 0
    gone: int = 0
    moved: int = 0

    def __bool__(self) -> bool:
        """Say whether the summary is out of date."""
        return any(self)

    def said(self) -> str:
        """Say it: `out of date: 2 new, 1 gone`; nothing where it is not."""
        numbers = {"new": self.new, "gone": self.gone, "with other ends": self.moved}
        parts = [f"{number} {what}" for what, number in numbers.items() if number]
        return f"out of date: {', '.join(parts)}" if parts else ""


def drift(written_on: Iterable[Segment], now: Iterable[Segment]) -> Drift:
    """Compare the segments that a summary was written on with those of now."""
    before, after = ({id_: ends for id_, *ends in held} for held in (written_on, now))
    both = before.keys() & after.keys()
    moved = sum(before[id_] != after[id_] for id_ in both)
    return Drift(len(after.keys() - both), len(before.keys() - both), moved)


@dataclass(frozen=True)
class ChartCell:
    """A cell: its segments by transcript and place, what is written there, on which passages.

    `state` is that of the segments (see `cell_states`), `written` where a summary stands.
    """

    key: CellKey
    segments: Sequence[Attributed]
    state: str
    summary: SummaryRow | None = None
    links: Sequence[LinkRow] = ()

    @property
    def held(self) -> list[Segment]:
        """Give its segments as a summary remembers them."""
        return held(self.segments)

    @cached_property
    def number(self) -> int:
        """Count its segments; equal spans with equal codes count once, whoever coded them."""
        units = {
            (one.coding.transcript_id, one.coding.start, one.coding.end, one.coding.code_id)
            for one in self.segments
        }
        return len(units)

    @cached_property
    def drift(self) -> Drift:
        """Give what changed since it was written; nothing where nothing is written."""
        return Drift() if self.summary is None else drift(self.summary.segments, self.held)

    @property
    def awaits(self) -> bool:
        """Say whether there is something to write of, and nothing written."""
        comparable = self.state != NOT_COMPARABLE
        return self.summary is None and bool(self.segments) and comparable

    def said(self) -> str:
        """Say why no summary stands here: `not mentioned`, `not yet written, 3 segments`."""
        reason = [] if self.state in {WRITTEN, NOT_YET_WRITTEN} else [self.state]
        if self.awaits:
            number = counted(self.number, "segment")
            reason.append(f"{NOT_YET_WRITTEN}, {number}")
        return "; ".join(reason)


def held(segments: Iterable[Attributed]) -> list[Segment]:
    """Give segments as a summary remembers them."""
    return sorted((one.coding.id, one.coding.start, one.coding.end) for one in segments)


class FrameworkMatrix:
    """The rows by codes of a project as it stood when this was made; cells are worked out asked.

    `columns` are those under each code. With `codes` the segments of these and those under them
    are read, else all.
    """

    def __init__(
        self, store: Store, kind: RowKind = "participant", codes: Sequence[int] | None = None
    ) -> None:
        self.kind, self.study, self.tree = kind, load_study(store), code_tree(store)
        self.codes = list(self.tree.order if codes is None else codes)
        sessions = load_sessions(store)
        in_order = sorted(sessions.values(), key=lambda session: session.key)
        self._sessions = in_order
        written = self.read_written(store)
        self._below = {code: self.tree.with_descendants(code) for code in self.codes}
        self.rows = chart_rows(store, kind, self.study, in_order, written)
        self.columns = chart_columns(kind, self.study, in_order, written)
        wanted = {code for below in self._below.values() for code in below}
        everything = len(wanted) == len(self.tree.by_id)
        self._segments: dict[tuple[str, int, str | None], list[Attributed]] = {}
        for item in attribute_all(store, sessions, codes=None if everything else wanted):
            self._place(item)
        dimensions = ("transcript",) if kind == "transcript" else ("time", kind)
        self._facts = Facts(dimensions, self.study, self.tree, in_order, passes(store))
        self._known: dict[tuple[str, str | None], ColumnFacts] = {}

    def read_written(self, store: Store) -> list[SummaryRow]:
        """Read the summaries again, which alone may have changed; gives them."""
        written = summaries(store, self.kind)
        self._written = {summary.cell: summary for summary in written}
        self._links: dict[int, list[LinkRow]] = {}
        for link in passage_links(store, "summary"):
            self._links.setdefault(link.source_id, []).append(link)
        return written

    def _place(self, item: Attributed) -> None:
        """Put a segment into the cells of the code it has, one for each row it counts at."""
        rows = {row_of(self.kind, item.session, seat) for seat in item.counted()}
        time = None if self.kind == "transcript" else item.session.time
        for row in rows - {None}:
            self._segments.setdefault((str(row), item.coding.code_id, time), []).append(item)

    def key(self, row: ChartRow, code: int, column: ChartColumn) -> CellKey:
        """Give the key of a cell."""
        return CellKey(row.kind, row.key, code, column.time, column.change)

    def cell(self, row: ChartRow, code: int, column: ChartColumn) -> ChartCell:
        """Give a cell as it stands."""
        key = self.key(row, code, column)
        found = self.segments(key)
        summary = self._written.get(key)
        if summary is not None:
            return ChartCell(key, found, WRITTEN, summary, self._links.get(summary.id, ()))
        state = self._change_state(row, code) if column.change else self._state(row, code, column)
        return ChartCell(key, found, NOT_YET_WRITTEN if state == NUMBER else state)

    def row_cells(self, row: ChartRow, code: int) -> list[ChartCell]:
        """Give the cells of a row under a code, one a column."""
        return [self.cell(row, code, column) for column in self.columns]

    def people(self, row: ChartRow, column: ChartColumn) -> set[tuple[str, str | None]]:
        """Give who a cell of a row is about, each with the rounds it is of; of change, all."""
        met = {
            (seat.participant, session.time)
            for session in self._sessions
            for seat in session_seats(session)
            if seat.participant is not None and row_of(self.kind, session, seat) == row.key
        }
        if self.kind == "transcript" or column.change:
            return met
        return {(person, time) for person, time in met if time == column.time}

    def segments(self, key: CellKey) -> list[Attributed]:
        """Give the segments of a cell by transcript and place; of change, those of all rounds."""
        times = [column.time for column in self.columns] if key.change else [key.time]
        below = self._below.get(key.code_id, ())
        found = [
            item
            for time in dict.fromkeys(times)
            for code in below
            for item in self._segments.get((key.row, code, time), ())
        ]
        if not key.change:
            return sorted(found, key=_place_of)
        rank = {column.time: at for at, column in enumerate(self.columns) if not column.change}
        return sorted(found, key=lambda item: (rank[item.session.time], _place_of(item)))

    # States

    def _state(self, row: ChartRow, code: int, column: ChartColumn) -> str:
        key = self.key(row, code, column)
        number = len(self.segments(key))
        return self._facts_of(row, column.time).state(self._below[code], self.tree, number, number)

    def _facts_of(self, row: ChartRow, time: str | None) -> ColumnFacts:
        """Give what is known of a row's round: sampled is what its groups are at that time."""
        if (row.key, time) not in self._known:
            place = (row.key,) if self.kind == "transcript" else (time, row.key)
            facts = self._facts.of(place)
            at = row.time if self.kind == "transcript" else time
            groups = self._groups(facts, row) or row.groups
            plan = [p for group in groups for p in plans(self.study, {"time": at, "group": group})]
            sampled = not plan or any(one.sampled for one in plan)
            self._known[row.key, time] = replace(facts, sampled=sampled)
        return self._known[row.key, time]

    def _groups(self, facts: ColumnFacts, row: ChartRow) -> set[str]:
        """Give the groups a row was met in within these sessions."""
        return {
            seat.group
            for session in facts.sessions
            for seat in session_seats(session)
            if seat.group is not None and row_of(self.kind, session, seat) == row.key
        }

    def _change_state(self, row: ChartRow, code: int) -> str:
        """Give the state of change: what keeps rounds from being compared comes first."""
        rounds = [column for column in self.columns if not column.change]
        states = [self._state(row, code, column) for column in rounds]
        fair = [state for state in states if state not in {*EMPTY_STATES, NOT_ASKED}]
        claims = {
            NOT_COMPARABLE: len(fair) < 2,
            NOT_FINISHED: NOT_FINISHED in fair,
            NEWER_CODE: NEWER_CODE in fair,
            NOT_MENTIONED: NUMBER not in fair,
        }
        return next((state for state, holds in claims.items() if holds), NUMBER)


def _place_of(item: Attributed) -> tuple[str, int, int, int]:
    coding = item.coding
    return coding.transcript, coding.start, -coding.end, coding.id
