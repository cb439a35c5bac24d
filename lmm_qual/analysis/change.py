"""Change between two rounds: whether a code was mentioned at either, by whom, and in what sense.

Mention is all that is compared. People talk of other times than the round they talk in, so what
segments refer to stands beside, as does their valence; what became of a code only a researcher
says, with a tag. Three designs (methods.md): the same people, the same services with other people,
the same groups with other people (a recurrent cross-section).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from lmm_qual.analysis.attribution import Attributed, Heard, Session, load_sessions
from lmm_qual.analysis.cell_states import (
    FEWER,
    MASKED,
    NO_TRANSCRIPT,
    NOBODY_NAMED,
    NOT_MENTIONED,
)
from lmm_qual.analysis.measures import Measure
from lmm_qual.analysis.theme_matrix import ALL_CODERS, ThemeMatrix, known_coder, theme_matrix
from lmm_qual.model.change_tag import Design
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.problem import refuse
from lmm_qual.model.study import Event, Study
from lmm_qual.store.queries.change_tags import TagRow, change_tags
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store

DESIGNS: tuple[Design, ...] = get_args(Design)
UNITS: Mapping[Design, str] = {"people": "participant", "service": "service", "group": "group"}
"""What a row of each design stands for, as columns name it."""
NOT_COMPARABLE = "not comparable"
AT_BOTH = "mentioned at both"
AT_NEITHER = "mentioned at neither"
UNSAID = "none said"
"""Stands for segments whose valence, or time referred to, nobody has said."""


@dataclass(frozen=True)
class Round:
    """What was found of a code at one time point; `number` is `None` in an empty state.

    `valences` and `refers_to` count distinct segments.
    """

    number: int | None
    of: int | None
    state: str
    valences: Mapping[str, int]
    refers_to: Mapping[str, int]

    @property
    def mentioned(self) -> bool | None:
        """Say whether the code was mentioned; `None` where that cannot be known."""
        if self.state == MASKED or self.state.startswith(FEWER):
            return True
        if self.number or (self.number is not None and self.state == NOBODY_NAMED):
            return True
        return False if self.state == NOT_MENTIONED else None


@dataclass(frozen=True)
class ChangeRow:
    """A code for one participant, service or group, at two time points."""

    code_id: int
    code: str
    depth: int
    unit: str | None
    before: Round
    after: Round
    state: str
    tag: TagRow | None


@dataclass(frozen=True)
class ChangeTable:
    """All codes for all units of a design between two time points; events lie between these."""

    design: Design
    measure: Measure
    coder: str
    from_time: str | None
    to_time: str | None
    units: Sequence[str | None]
    rows: Sequence[ChangeRow]
    events: Sequence[Event]
    notes: Sequence[str]
    times: Sequence[str] = ()
    """All time points, in the study's order."""


def change_table(
    store: Store,
    *,
    design: Design = "group",
    from_time: str | None = None,
    to_time: str | None = None,
    measure: Measure | None = None,
    depth: int | None = None,
    coder: str = ALL_CODERS,
) -> ChangeTable:
    """Compare two time points, the first and last with transcripts unless told otherwise.

    Gives a row for each code and unit (participant, service or group). Counts participants, or for
    one person segments, unless told otherwise; `depth` keeps that many levels of codes. Raises
    `BadInputError` for an unknown time point or coder.
    """
    study, tree = load_study(store), code_tree(store)
    heard = Heard(store, None if coder == ALL_CODERS else known_coder(store, coder))
    counted = measure or ("segments" if design == "people" else "participants")
    rounds = _rounds(study, heard.sessions.values())
    ends = _ends(rounds, from_time, to_time)
    if ends is None:
        note = "there is one time point at the most, so nothing can be compared"
        return ChangeTable(design, counted, coder, None, None, (), (), (), (note,))
    dimensions = ("time", UNITS[design])
    matrix = theme_matrix(
        store, dimensions=dimensions, measure=counted, depth=depth, coder=coder, heard=heard
    )
    units = _units(matrix, UNITS[design], ends)
    shades = _Shades(tree, dimensions, heard.items)
    cells = _Cells(matrix, shades, ends)
    given = [tag for tag in change_tags(store) if tag.design == design]
    tags = _tags(given, ends)
    rows = [
        _row(code, at, matrix, unit, cells, tags.get((code, unit)))
        for at, code in enumerate(matrix.codes)
        for unit in units
    ]
    notes = [
        *_notes(design, units, cells, ends),
        *_other_rounds(rounds, ends, given),
        *matrix.notes,
    ]
    return ChangeTable(
        design, counted, coder, *ends, units, rows, _events(study, *ends), tuple(notes), rounds.all
    )


def compared_times(store: Store, first: str | None, last: str | None) -> tuple[str, str]:
    """Give the two time points to compare; raises `BadInputError` where there are no two."""
    ends = _ends(_rounds(load_study(store), load_sessions(store).values()), first, last)
    if ends is None:
        raise refuse("there is one time point at the most", "nothing can be compared")
    return ends


@dataclass(frozen=True)
class _Rounds:
    """All time points in the study's order, and those of them that have transcripts."""

    all: Sequence[str]
    met: Sequence[str]


def _rounds(study: Study, sessions: Iterable[Session]) -> _Rounds:
    """Give the study's time points; those it does not know stand last."""
    met = {session.time for session in sessions if session.time}
    times = list(dict.fromkeys([*(time.id for time in study.time_points), *sorted(met)]))
    return _Rounds(times, [time for time in times if time in met])


def _ends(rounds: _Rounds, first: str | None, last: str | None) -> tuple[str, str] | None:
    """Give the time points to compare, `None` where there are no two."""
    for named in (first, last):
        if named is not None and named not in rounds.all:
            from lmm_qual.definitions.checks import nearest

            raise refuse(f"no time point “{named}”", nearest(named, rounds.all))
    times: Sequence[str] = [time for time in rounds.all if time in {*rounds.met, first, last}]
    if len(times) < 2:
        times = rounds.all
    ends = first or next(iter(times), None), last or next(reversed(times), None)
    if ends[0] is None or ends[1] is None or (first is None and last is None and len(times) < 2):
        return None
    if ends[0] == ends[1]:
        remedy = f"name two time points, such as --from {times[0]} --to {times[-1]}"
        raise refuse(f"{ends[0]} is compared with itself", remedy)
    return ends[0], ends[1]


def _units(matrix: ThemeMatrix, name: str, ends: tuple[str, str]) -> list[str | None]:
    """Give whom the columns of either time point are of, those in both first."""
    met: dict[str | None, set[str | None]] = {}
    for column in matrix.columns:
        if column["time"] in ends:
            met.setdefault(column[name], set()).add(column["time"])
    if name != "group":
        met.pop(None, None)
    return sorted(met, key=lambda unit: len(met[unit]) < 2)


class _Shades:
    """Counts the segments of every cell by valence, and by what they refer to."""

    def __init__(
        self, tree: CodeTree, dimensions: Sequence[str], items: Sequence[Attributed]
    ) -> None:
        chains = {code: [code, *tree.ancestors(code)] for code in tree.order}
        found: dict[tuple[object, ...], set[tuple[tuple[int, ...], str]]] = {}
        for item in items:
            coding = item.coding
            unit = coding.transcript_id, coding.start, coding.end, coding.code_id
            said = (("valence", coding.valence), ("refers", coding.refers_to))
            for seat in item.counted():
                whose = getattr(seat, dimensions[1])
                for code in chains[coding.code_id]:
                    for kind, value in said:
                        key = kind, code, item.session.time, whose
                        found.setdefault(key, set()).add((unit, value or UNSAID))
        self._found = found

    def of(self, kind: str, code: int, time: str, whose: str | None) -> dict[str, int]:
        """Count a cell's segments by one of the two, those of most segments first."""
        found = self._found.get((kind, code, time, whose), ())
        return dict(Counter(value for _, value in sorted(found)).most_common())


@dataclass(frozen=True)
class _Cells:
    """Gives rounds out of a matrix."""

    matrix: ThemeMatrix
    shades: _Shades
    ends: tuple[str, str]

    def has(self, time: str, unit: str | None) -> bool:
        """Say whether there is a column."""
        return self._column(time, unit) is not None

    def _column(self, time: str, unit: str | None) -> int | None:
        wanted = {"time": time, self.matrix.dimensions[1]: unit}
        columns = list(self.matrix.columns)
        return columns.index(wanted) if wanted in columns else None

    def round(self, row: int, time: str, unit: str | None) -> Round:
        """Give what was found of a row's code."""
        at = self._column(time, unit)
        if at is None:
            return Round(None, None, NO_TRANSCRIPT, {}, {})
        code = self.matrix.codes[row]
        return Round(
            self.matrix.cells[row][at],
            self.matrix.of[at],
            self.matrix.states[row][at],
            self.shades.of("valence", code, time, unit),
            self.shades.of("refers", code, time, unit),
        )


def _row(
    code: int,
    at: int,
    matrix: ThemeMatrix,
    unit: str | None,
    cells: _Cells,
    tag: TagRow | None,
) -> ChangeRow:
    before, after = (cells.round(at, time, unit) for time in cells.ends)
    state = compared(before.mentioned, after.mentioned, cells.ends)
    return ChangeRow(code, matrix.rows[at], matrix.depths[at], unit, before, after, state, tag)


def compared(before: bool | None, after: bool | None, ends: tuple[str, str]) -> str:
    """Say what two mentions come to; where either is not known they cannot be compared."""
    if before is None or after is None:
        return NOT_COMPARABLE
    if before and after:
        return AT_BOTH
    if not before and not after:
        return AT_NEITHER
    return f"mentioned at {ends[0] if before else ends[1]} only"


def _tags(given: Iterable[TagRow], ends: tuple[str, str]) -> dict[tuple[int, str | None], TagRow]:
    return {(tag.code_id, tag.unit): tag for tag in given if (tag.from_time, tag.to_time) == ends}


def _other_rounds(rounds: _Rounds, ends: tuple[str, str], given: Iterable[TagRow]) -> Iterable[str]:
    """Say which rounds are not compared, where tags were given to them, and a reversed order."""
    if others := [time for time in rounds.all if time not in ends]:
        yield f"not compared here: {', '.join(others)}"
    tagged = Counter((tag.from_time, tag.to_time) for tag in given)
    tagged.pop(ends, None)
    if tagged:
        named = "; ".join(f"{first} and {last} ({n})" for (first, last), n in tagged.items())
        yield f"tags between other rounds: {named}"
    if rounds.all.index(ends[0]) > rounds.all.index(ends[1]):
        yield f"in the study {ends[0]} comes after {ends[1]}"


def _events(study: Study, first: str, last: str) -> list[Event]:
    """Give the dated events from the one round's beginning to the other's end."""
    times = {time.id: time for time in study.time_points}
    begin = times[first].start if first in times else None
    end = (times[last].end or times[last].start) if last in times else None
    if begin is None or end is None:
        return list(study.events)
    return [
        event
        for event in study.events
        if begin[: len(event.date)] <= event.date[: len(begin)]
        and event.date[: len(end)] <= end[: len(event.date)]
    ]


def _notes(
    design: Design, units: Sequence[str | None], cells: _Cells, ends: tuple[str, str]
) -> list[str]:
    named = {"people": "participants", "service": "services", "group": "groups"}[design]
    known = [unit for unit in units if unit is not None]
    both = sum(all(cells.has(time, unit) for time in ends) for unit in known)
    notes = [f"{both} of {len(known)} {named} are in both {ends[0]} and {ends[1]}"]
    if not known:
        notes = [f"no {named} are known of the speakers in {ends[0]} or {ends[1]}"]
    if design != "people":
        notes.append("other people may speak in the two rounds")
    notes.append("states tell of mention only, in the round that people spoke in")
    return notes
