"""Writing in the cells of the framework matrix: one summary a cell, and what it rests on."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.analysis.framework_matrix import FrameworkMatrix, held
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.framework import summary_fault
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.passages import Evidence, PassageLinks
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.charts import (
    CellKey,
    Segment,
    SummaryRow,
    part_of,
    participant_ids,
    summaries,
)
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.passages import passage_links
from lmm_qual.store.queries.talk import transcripts
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class Written:
    """A summary to be written in a cell; an empty text takes away what stands there.

    `evidence` are the passages it rests on, `None` leaves those it has. It is `by` the author, and
    written now `on` the segments that the cell holds, unless told otherwise. Where it stands there
    in these words it is written `afresh`, as still true of what the cell holds now.
    """

    cell: CellKey
    text: str
    evidence: Sequence[Evidence] | None = None
    by: str | None = None
    at: str | None = None
    on: Sequence[Segment] | None = None
    afresh: bool = True


@dataclass
class WriteSummaries:
    """Write summaries, all or none; what stands there already as it would be is left alone."""

    written: Sequence[Written]
    file: str = ""
    kind: str = "framework write"
    label: str = field(default="", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Make the rows; raises `BadInputError` for cells, texts or passages that cannot be."""
        self.label = _label(code_tree(store), self.written)
        return _Writing(store, author, self.file or str(store.path)).operations(self.written)


@dataclass
class WriteSummary(WriteSummaries):
    """Write the summary of one cell."""

    def __init__(self, cell: CellKey, text: str, evidence: Sequence[Evidence] | None = None):
        super().__init__([Written(cell, text, evidence)])


def cell_said(tree: CodeTree, cell: CellKey) -> str:
    """Name a cell: `P07, Referral processes, T1`."""
    column = "change" if cell.change else cell.time
    return ", ".join(part for part in (cell.row, tree.by_id[cell.code_id].name, column) if part)


def _label(tree: CodeTree, written: Sequence[Written]) -> str:
    if len(written) != 1:
        return f"{len(written)} summaries"
    cell, text = written[0].cell, written[0].text
    named = cell_said(tree, cell) if cell.code_id in tree.by_id else cell.row
    return f"summary of {named}{'' if text.strip() else ' taken away'}"


class _Writing:
    """Works out the rows of summaries and of what they rest on."""

    def __init__(self, store: Store, author: Author, file: str) -> None:
        self._store, self._author, self._file = store, author, file
        self._ids = Ids(store)
        self._coders = CoderRows(store, self._ids)
        self._links = PassageLinks(store, self._ids, "summary", file)
        self._participants = participant_ids(store)
        self._transcripts = {row.key: row.id for row in transcripts(store)}
        self._there = {summary.cell: summary for summary in summaries(store)}
        self._resting: dict[int, list[Evidence]] = {}
        for link in passage_links(store, "summary"):
            passage = Evidence(link.transcript, link.start, link.end, link.side, link.note)
            self._resting.setdefault(link.source_id, []).append(passage)
        self._made: list[dict[str, Any]] = []
        self._changed: list[dict[str, Any]] = []
        self._gone: list[int] = []

    def operations(self, written: Sequence[Written]) -> Delta:
        """Give the rows to write."""
        now = self._segments_now(one.cell for one in written if one.on is None)
        for one in written:
            on = one.on if one.on is not None else now.get(one.cell, [])
            self._write(one, json.dumps(sorted(on), separators=(",", ":")))
        return [
            self._coders.operation(),
            delete("chart_summary", self._gone),
            Insert("chart_summary", self._made),
            Update("chart_summary", self._changed),
            *self._links.operations(),
        ]

    def _segments_now(self, cells: Iterable[CellKey]) -> dict[CellKey, list[Segment]]:
        wanted: dict[Any, list[CellKey]] = {}
        for cell in cells:
            wanted.setdefault(cell.kind, []).append(cell)
        tree = code_tree(self._store)
        found: dict[CellKey, list[Segment]] = {}
        for kind, keys in wanted.items():
            codes = list({key.code_id for key in keys} & tree.by_id.keys())
            matrix = FrameworkMatrix(self._store, kind, codes)
            found |= {key: held(matrix.segments(key)) for key in keys}
        return found

    def _write(self, one: Written, based_on: str) -> None:
        there = self._there.get(one.cell)
        if not one.text.strip():
            if there is not None:
                self._gone.append(there.id)
                self._links.rest(there.id, [])
            return
        if fault := summary_fault(one.text):
            raise refuse(fault, file=self._file)
        if there is None:
            self._insert(one, based_on)
        elif self._differs(one, there, based_on):
            self._update(one, there.id, based_on)

    def _differs(self, one: Written, there: SummaryRow, based_on: str) -> bool:
        same = self._rests(one, there.id) and one.text == there.text
        return not same or (one.afresh and based_on != there.based_on)

    def _rests(self, one: Written, id_: int) -> bool:
        """Say whether a summary rests on what it is to rest on."""
        wanted = one.evidence
        return wanted is None or list(dict.fromkeys(wanted)) == self._resting.get(id_, [])

    def _insert(self, one: Written, based_on: str) -> None:
        id_, at = self._ids.take("chart_summary"), one.at or self._author.at
        row = {"id": id_, **self._place(one.cell), "text": one.text, "based_on": based_on}
        self._made.append(row | {"coder_id": self._coder(one), "created": at, "updated": at})
        self._links.rest(id_, one.evidence or ())

    def _update(self, one: Written, id_: int, based_on: str) -> None:
        row = {"id": id_, "text": one.text, "based_on": based_on}
        signed = {"coder_id": self._coder(one), "updated": one.at or self._author.at}
        self._changed.append(row | signed)
        if not self._rests(one, id_):
            self._links.rest(id_, one.evidence or ())

    def _coder(self, one: Written) -> int:
        name = one.by or self._author.coder
        if name is None:
            raise refuse("nobody says who is writing", "name a coder", file=self._file)
        return self._coders.id_of(name)

    def _place(self, cell: CellKey) -> dict[str, Any]:
        """Give the columns that say where a summary stands; raises for a row that is not there."""
        named = {"participant": self._participants, "transcript": self._transcripts}
        known = named.get(cell.kind)
        if known is not None and cell.row not in known:
            raise refuse(f"no {cell.kind} “{cell.row}”", file=self._file)
        return {
            "row_kind": cell.kind,
            "participant_id": self._participants[cell.row] if cell.kind == "participant" else None,
            "service_key": cell.row if cell.kind == "service" else None,
            "transcript_id": self._transcripts[cell.row] if cell.kind == "transcript" else None,
            "code_id": cell.code_id,
            "part": part_of(cell),
            "time_key": None if cell.change else cell.time,
        }
