"""Taking back a framework chart that was changed in a spreadsheet: what was changed, then all."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from lmm_qual.analysis import cell_states
from lmm_qual.analysis.framework_matrix import NOT_COMPARABLE, NOT_YET_WRITTEN
from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.tree import Path as KeyPath
from lmm_qual.definitions.validating import capped
from lmm_qual.exporters.tables import Table
from lmm_qual.importers.chart_workbook import ChartSheet, SheetCell, fingerprint, settled
from lmm_qual.model.framework import summary_fault
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.project.changes.framework import WriteSummaries, Written, cell_said
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.project.chart_cells import CellFinder
from lmm_qual.store.queries.charts import ROW_KINDS, CellKey, RowKind, Segment, summaries
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.passages import passage_links
from lmm_qual.store.store import Store

_STATES = (
    *(cell_states.NOT_SAMPLED, cell_states.NO_TRANSCRIPT, cell_states.NOT_FINISHED),
    *(cell_states.NEWER_CODE, cell_states.NOT_ASKED, cell_states.NOBODY_NAMED),
    *(cell_states.NOT_MENTIONED, NOT_COMPARABLE),
)
_STATE = "|".join(map(re.escape, _STATES))
_WRITABLE = rf"{NOT_YET_WRITTEN}, \d+ segments?"
_SAYS_STATE = re.compile(rf"\((?:(?:{_STATE})(?:; {_WRITABLE})?|{_WRITABLE})\)")


@dataclass(frozen=True)
class ChangedCell:
    """A cell whose words are others than in the project; `new` is empty where they were cleared.

    It is a `conflict` where the project's were changed since the export.
    """

    place: str
    cell: CellKey
    said: str
    old: str
    new: str
    conflict: bool
    on: Sequence[Segment]


def says_state(text: str) -> bool:
    """Say whether words only tell, as an exported cell does, why nothing is written there."""
    return bool(_SAYS_STATE.fullmatch(text))


def changed_cells(store: Store, sheet: ChartSheet, file: str) -> list[ChangedCell]:
    """Give the cells that were changed in a chart since it was exported, in its order.

    Raises `BadInputError` for rows, codes and rounds the project does not have, and for words that
    are no summary.
    """
    if sheet.kind not in ROW_KINDS:
        what = f"rows of kind “{sheet.kind}” are not known"
        raise refuse(what, nearest(sheet.kind, ROW_KINDS), file=file)
    comparing = _Comparing(store, sheet, file)
    found = [changed for cell in sheet.cells if (changed := comparing.compare(cell)) is not None]
    if comparing.problems:
        raise BadInputError(capped(comparing.problems, file))
    return found


class _Comparing:
    """Compares cells with what was exported and what the project holds now."""

    def __init__(self, store: Store, sheet: ChartSheet, file: str) -> None:
        self._sheet, self._file = sheet, file
        self._finder, self._tree = CellFinder(store, file), code_tree(store)
        self._kind: RowKind = next(kind for kind in ROW_KINDS if kind == sheet.kind)
        self._now = {summary.cell: summary.text for summary in summaries(store, self._kind)}
        self.problems: list[Problem] = []

    def compare(self, cell: SheetCell) -> ChangedCell | None:
        """Give a cell that was changed; `None` where it holds what was exported, or what stands."""
        exported = self._sheet.exported.get((cell.row, cell.column))
        words = settled(cell.text)
        if exported is not None and fingerprint(words) == exported.words:
            return None
        new = "" if says_state(words) else words
        try:
            key = self._finder.cell(
                self._kind,
                cell.row,
                cell.column.code,
                cell.column.time or None,
                change=cell.column.change,
                place=cell.place,
            )
        except BadInputError as fault:
            self.problems += fault.problems
            return None
        old, before = self._now.get(key, ""), exported.summary if exported else ""
        if new == settled(old) or (not new and not before):
            return None
        if new and (wrong := summary_fault(new)):
            self.problems.append(Problem(self._file, wrong, cell.place, "write less in it"))
        on = exported.segments if exported else ()
        said, conflict = cell_said(self._tree, key), fingerprint(old) != before
        return ChangedCell(cell.place, key, said, old, new, conflict, on)


def conflicts(changed: Iterable[ChangedCell], file: str) -> list[Problem]:
    """Give the cells that were changed here and there, which are not overwritten unasked."""
    remedy = "put the project's words into that cell, or take the chart's with --force"
    return [
        Problem(file, f"{one.said} was changed in the project since the export", one.place, remedy)
        for one in changed
        if one.conflict
    ]


def newer(
    store: Store, change: WriteSummaries, place: Callable[[KeyPath], str], file: str
) -> list[Problem]:
    """Give the summaries of a file whose words in the project are others, and were written later.

    The file says when its own were written; one that does not is taken.
    """
    there = {summary.cell: summary for summary in summaries(store)}
    tree = code_tree(store)
    remedy = "put the project's words into the file, or take the file's with --force"
    return [
        Problem(
            file,
            f"{cell_said(tree, one.cell)} was changed in the project since the export",
            place(("summaries", index)),
            remedy,
        )
        for index, one in enumerate(change.written)
        if (now := there.get(one.cell)) is not None
        and now.text != one.text
        and _is_before(one.at, now.updated)
    ]


def _is_before(one: str | None, other: str) -> bool:
    """Say whether a time is known to be before another."""
    with suppress(ValueError, TypeError):
        return one is not None and datetime.fromisoformat(one) < datetime.fromisoformat(other)
    return False


def taking(changed: Iterable[ChangedCell], file: str) -> WriteSummaries:
    """Give the change that takes the cells; summaries keep their passages.

    They are written on the segments that the chart was exported with, for those were seen.
    """
    return WriteSummaries([Written(one.cell, one.new, on=one.on) for one in changed], file)


def side_by_side(store: Store, change: WriteSummaries) -> Table:
    """Give what a change would write beside what stands there, leaving out what stays as it is."""
    tree = code_tree(store)
    there = {summary.cell: summary for summary in summaries(store)}
    resting: dict[int, list[Evidence]] = {}
    for link in passage_links(store, "summary"):
        passage = Evidence(link.transcript, link.start, link.end, link.side, link.note)
        resting.setdefault(link.source_id, []).append(passage)
    rows = []
    for one in change.written:
        old = there.get(one.cell)
        before = resting.get(old.id, []) if old else []
        after = before if one.evidence is None else list(dict.fromkeys(one.evidence))
        if (old.text if old else "") != one.text or before != after:
            rests = "" if before == after else f"{len(before)} → {len(after)}"
            rows.append([cell_said(tree, one.cell), old.text if old else "", one.text, rests])
    heads = ["cell", "now in the project", "in the file", "passages"]
    used = 4 if any(row[3] for row in rows) else 3
    return Table(heads[:used], [row[:used] for row in rows])
