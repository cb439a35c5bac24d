"""The theme matrix: codes by time point, group and more, each number "of N", each with its state.

A parent counts the distinct units of itself and all codes under it. A total counts each unit once,
so it may be less than the sum of its cells.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from lmm_qual.analysis.attribution import Heard, Seat, Session
from lmm_qual.analysis.cell_states import EMPTY_STATES, NOT_SAMPLED, ColumnFacts, Facts
from lmm_qual.analysis.columns import Column, all_columns, column_of, session_seats
from lmm_qual.analysis.measures import Measure, Tally, WordMasks, WordTally, make_tally
from lmm_qual.analysis.reviews import waiting_said
from lmm_qual.analysis.segments import SessionSegments, Voices, session_segments
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.problem import refuse
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import coders, passes
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.talk import transcript_text
from lmm_qual.store.store import Store

ALL_CODERS = "all"
LESS = "a unit found in several columns counts once in a total"
T = TypeVar("T")


@dataclass(frozen=True)
class ThemeMatrix:
    """Counts by code (rows) and column; `cells[row][column]` is `None` in an empty state.

    `of`, `planned` and `coded` stand for columns: the measure's units in imported transcripts, the
    participants planned, and those (or the transcripts) whose coding is finished. `row_total` and
    `unattributed` stand for rows; the latter counts segments without any participant's speech.
    These, and `coded`, are `None` only where they are masked.
    """

    measure: Measure
    coder: str
    dimensions: Sequence[str]
    codes: Sequence[int]
    rows: Sequence[str]
    depths: Sequence[int]
    columns: Sequence[dict[str, str | None]]
    cells: Sequence[Sequence[int | None]]
    states: Sequence[Sequence[str]]
    of: Sequence[int | None]
    planned: Sequence[int | None]
    coded: Sequence[int | None]
    row_total: Sequence[int | None]
    unattributed: Sequence[int | None]
    notes: Sequence[str] = field(default=())
    warnings: Sequence[str] = field(default=())
    masked_of: frozenset[int] = frozenset()
    """The columns whose N is masked, and with it what is planned and coded."""
    sorted_by: str | None = None


def theme_matrix(
    store: Store,
    *,
    dimensions: Sequence[str] = ("time", "group"),
    measure: Measure = "participants",
    depth: int | None = None,
    coder: str = ALL_CODERS,
    heard: Heard | None = None,
) -> ThemeMatrix:
    """Count the codings of a project; `depth` keeps that many levels of codes, deeper ones within.

    `heard` spares reading what that coder coded again. Raises `BadInputError` for an unknown coder.
    """
    one = None if coder == ALL_CODERS else known_coder(store, coder)
    heard = heard or Heard(store, one)
    sessions, tree = heard.sessions, code_tree(store)
    finished = [row for row in passes(store) if one is None or row.coder == one]
    facts = Facts(dimensions, load_study(store), tree, list(sessions.values()), finished)
    columns = all_columns(dimensions, load_study(store), sessions.values())
    counter = _Counter(tree, dimensions, measure)
    for found in session_segments(store, sessions, one):
        counter.add(found)
    if measure == "words":
        counter.add_words(heard, WordMasks(lambda transcript: transcript_text(store, transcript)))
    elif measure != "segments":
        counter.add_spoken(sessions.values())
    rows = [code for code in tree.order if depth is None or tree.depth(code) < depth]
    matrix = _assemble(counter, rows, columns, [facts.of(column) for column in columns], coder)
    return replace(matrix, warnings=[*matrix.warnings, *waiting_said(store)])


def known_coder(store: Store, coder: str) -> str:
    """Give a coder's name as it stands; raises `BadInputError` naming one like it."""
    from lmm_qual.definitions.checks import nearest

    known = coders(store)
    if coder not in known:
        raise refuse(f"no coder “{coder}”", nearest(coder, known), file=str(store.path))
    return coder


class _Tallies(Generic[T]):
    """The tallies of cells, rows and columns, made when they are asked for."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._cells: defaultdict[Column, defaultdict[int, T]] = defaultdict(
            lambda: defaultdict(make)
        )
        self._totals: defaultdict[int, T] = defaultdict(make)
        self._of: defaultdict[Column, T] = defaultdict(make)

    def cells(self, column: Column) -> defaultdict[int, T]:
        """Give those of a column's cells, by code."""
        return self._cells[column]

    def total(self, code: int) -> T:
        """Give a row's."""
        return self._totals[code]

    def of(self, column: Column) -> T:
        """Give a column's, of all that could have been coded."""
        return self._of[column]


class _Counter:
    """Gathers the units of every cell, of every row and of every column."""

    def __init__(self, tree: CodeTree, dimensions: Sequence[str], measure: Measure) -> None:
        self.tree = tree
        self.dimensions = dimensions
        self.measure = measure
        self._chains = {code: [code, *tree.ancestors(code)] for code in tree.order}
        self._units: _Tallies[Tally] = _Tallies(make_tally(measure))
        self._words: _Tallies[WordTally] = _Tallies(WordTally)
        self._found: defaultdict[Column, set[int]] = defaultdict(set)
        self._unattributed: Counter[int] = Counter()

    def add(self, found: SessionSegments) -> None:
        """Add the coded segments of a session."""
        for code, number in found.unattributed.items():
            for above in self._chains[code]:
                self._unattributed[above] += number
        by_voices: dict[Voices, dict[int, int]] = defaultdict(dict)
        for (code, seats), number in found.counted.items():
            by_voices[seats][code] = number
        for seats, numbers in by_voices.items():
            columns: dict[Column, list[Seat]] = {}
            for seat in seats:
                column = column_of(self.dimensions, found.session, seat)
                columns.setdefault(column, []).append(seat)
            self._add(found.session, columns, numbers)

    def _add(
        self,
        session: Session,
        columns: Mapping[Column, Sequence[Seat]],
        numbers: Mapping[int, int],
    ) -> None:
        """Add numbers of segments by code, all of which count at the same seats."""
        rolled: dict[int, int] = {}
        for code, number in numbers.items():
            for above in self._chains[code]:
                rolled[above] = rolled.get(above, 0) + number
        for column in columns:
            self._found[column].update(rolled)
        if self.measure == "words":
            return
        seats = [seat for column in columns.values() for seat in column]
        for code, number in rolled.items():
            self._units.total(code).add(session, seats, number)
        for column, here in columns.items():
            cells = self._units.cells(column)
            for code, number in rolled.items():
                cells[code].add(session, here, number)
            if self.measure == "segments":
                self._units.of(column).add(session, here, sum(numbers.values()))

    def add_words(self, heard: Heard, masks: WordMasks) -> None:
        """Add the words of all coded segments, and those that could have been coded."""
        for item in heard.items:
            for seat in item.counted():
                column = column_of(self.dimensions, item.session, seat)
                words = masks.coded(item, seat)
                for code in self._chains[item.coding.code_id]:
                    self._words.cells(column)[code].add_words(item.session, words)
                    self._words.total(code).add_words(item.session, words)
        for session in heard.sessions.values():
            for seat in session_seats(session):
                column = column_of(self.dimensions, session, seat)
                words = masks.spoken(session, seat)
                self._words.of(column).add_words(session, words)

    def add_spoken(self, sessions: Iterable[Session]) -> None:
        """Add who or what could have been coded."""
        for session in sessions:
            for seat in session_seats(session):
                column = column_of(self.dimensions, session, seat)
                self._units.of(column).add(session, [seat], 0)

    def cell(self, code: int, column: Column) -> tuple[int, bool]:
        """Give a cell's number, and whether segments are behind it whatever the measure."""
        return self._counted.cells(column)[code].count(), code in self._found[column]

    def total(self, code: int) -> int:
        """Give a row's total."""
        return self._counted.total(code).count()

    def of(self, column: Column) -> int:
        """Give the units of a column that could have been coded."""
        return self._counted.of(column).count()

    @property
    def _counted(self) -> "_Tallies[Tally] | _Tallies[WordTally]":
        return self._words if self.measure == "words" else self._units

    def unattributed(self, code: int) -> int:
        """Give a row's segments that belong to no participant."""
        return self._unattributed[code]


def _assemble(
    counter: _Counter,
    rows: Sequence[int],
    columns: Sequence[Column],
    facts: Sequence[ColumnFacts],
    coder: str,
) -> ThemeMatrix:
    tree = counter.tree
    cells, states = _cells(counter, rows, columns, facts)
    named = [dict(zip(counter.dimensions, column, strict=True)) for column in columns]
    empty = [not fact.sessions for fact in facts]
    totals = [counter.total(code) for code in rows]
    less = any(total < sum(filter(None, row)) for total, row in zip(totals, cells, strict=True))
    return ThemeMatrix(
        measure=counter.measure,
        coder=coder,
        dimensions=counter.dimensions,
        codes=rows,
        rows=[tree.path(code) for code in rows],
        depths=[tree.depth(code) for code in rows],
        columns=named,
        cells=cells,
        states=states,
        of=[None if none else counter.of(c) for none, c in zip(empty, columns, strict=True)],
        planned=[fact.planned if counter.measure == "participants" else None for fact in facts],
        coded=[_coded(fact, column, counter) for fact, column in zip(facts, columns, strict=True)],
        row_total=totals,
        unattributed=[counter.unattributed(code) for code in rows],
        notes=_notes(counter.measure, facts, named, coder, less=less),
        warnings=_warnings(cells, states, named),
    )


def _cells(
    counter: _Counter,
    rows: Sequence[int],
    columns: Sequence[Column],
    facts: Sequence[ColumnFacts],
) -> tuple[list[list[int | None]], list[list[str]]]:
    """Give the numbers of all cells and their states, row by row."""
    cells: list[list[int | None]] = []
    states: list[list[str]] = []
    for code in rows:
        below = counter.tree.with_descendants(code)
        found = [counter.cell(code, column) for column in columns]
        state = [
            fact.state(below, counter.tree, *cell) for fact, cell in zip(facts, found, strict=True)
        ]
        states.append(state)
        cells.append(
            [
                None if name in EMPTY_STATES and not segments else value
                for name, (value, segments) in zip(state, found, strict=True)
            ]
        )
    return cells, states


def _coded(facts: ColumnFacts, column: Column, counter: _Counter) -> int:
    """Count the participants (for other measures: transcripts) whose coding is finished."""
    unfinished = {session.id for session in facts.unfinished}
    if counter.measure != "participants":
        return len(facts.sessions) - len(unfinished)
    people: dict[str, bool] = {}
    for session in facts.sessions:
        for seat in session_seats(session):
            if seat.participant and column_of(counter.dimensions, session, seat) == column:
                done = session.id not in unfinished
                people[seat.participant] = people.get(seat.participant, True) and done
    return sum(people.values())


def column_name(column: dict[str, str | None]) -> str:
    """Name a column for people."""
    return " ".join(column_values(column))


def column_values(column: dict[str, str | None]) -> list[str]:
    """Name what a column stands for, one by one."""
    return [value or f"no {name}" for name, value in column.items()]


def _notes(
    measure: Measure,
    facts: Sequence[ColumnFacts],
    columns: Sequence[dict[str, str | None]],
    coder: str,
    *,
    less: bool,
) -> list[str]:
    who = "all coders" if coder == ALL_CODERS else f"coder {coder}"
    notes = [f"{measure} by {who}; voiced and agreed segments count"]
    if coder == ALL_CODERS and measure == "segments":
        notes.append("equal spans with equal codes count once, near-equal ones twice")
    if less:
        notes.append(LESS)
    for fact, column in zip(facts, columns, strict=True):
        if "method" not in column and len(fact.methods) > 1:
            notes.append(f"{column_name(column)} mixes {', '.join(fact.methods)}")
    return notes


def _warnings(
    cells: Sequence[Sequence[int | None]],
    states: Sequence[Sequence[str]],
    columns: Sequence[dict[str, str | None]],
) -> list[str]:
    warned = [
        column
        for at, column in enumerate(columns)
        if any(
            row[at] is not None and state[at] == NOT_SAMPLED
            for row, state in zip(cells, states, strict=True)
        )
    ]
    return [f"{column_name(column)} is not sampled, yet segments were found" for column in warned]
