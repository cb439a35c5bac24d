"""Changes of what findings rest on besides passages: memos, rows and cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.finding import BasisEntry
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.finding_grounds import Grounds
from lmm_qual.project.changes.finding_rows import set_below
from lmm_qual.project.changes.findings import touched
from lmm_qual.store.deltas import Delta, Ids, Insert, delete
from lmm_qual.store.queries.charts import CellKey
from lmm_qual.store.queries.findings import bases, find_finding
from lmm_qual.store.store import Store


@dataclass
class SetBasis:
    """Let a finding rest on these memos, rows and cells, in place of those before."""

    finding: str
    rests_on: Sequence[BasisEntry]
    kind: str = "findings edit"
    label: str = field(default="what a finding rests on", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the rows; raises where one of them is not there."""
        row = find_finding(store, self.finding)
        self.label = f"what finding {row.key} rests on"
        grounds = Grounds(store)
        based = grounds.bases((), self.rests_on)
        grounds.check()
        rows = [
            {"finding_id": row.id, "position": at, **columns} for at, columns in enumerate(based)
        ]
        delta = set_below(store, Ids(store), "finding_basis", ("finding_id", [row.id]), rows)
        changes = any(getattr(one, "rows", None) or getattr(one, "ranges", None) for one in delta)
        return [*delta, *touched(row, author)] if changes else []


@dataclass
class AddBases:
    """Let a finding rest on memos, rows and cells too; those it rests on already stay as they are.

    What it rests on is not looked up anew, so it may be of what is defined no longer.
    """

    finding: str
    rests_on: Sequence[BasisEntry]
    kind: str = "findings edit"
    label: str = field(default="what a finding rests on", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the rows; raises where one of them is not there."""
        row = find_finding(store, self.finding)
        self.label = f"what finding {row.key} rests on"
        grounds, ids = Grounds(store), Ids(store)
        named = grounds.bases((), self.rests_on)
        grounds.check()
        there = store.mappings("finding_basis", f"finding_id = {row.id}")
        at = max((one["position"] + 1 for one in there), default=0)
        new = [one for one in named if not any(one.items() <= old.items() for old in there)]
        if not new:
            return []
        rows = [
            {"id": ids.take("finding_basis"), "finding_id": row.id, "position": at + number, **one}
            for number, one in enumerate(new)
        ]
        return [Insert("finding_basis", rows), *touched(row, author)]


@dataclass
class DropBasis:
    """Let a finding no longer rest on a memo, row or cell, given by the id of its row."""

    finding: str
    basis: int
    kind: str = "findings edit"
    label: str = field(default="what a finding rests on", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the row; raises where the finding has no such one."""
        row = find_finding(store, self.finding)
        self.label = f"what finding {row.key} rests on"
        if self.basis not in [one.id for one in bases(store).get(row.id, [])]:
            what = f"finding {row.key} does not rest on that"
            raise refuse(what, "see `findings list`", file=str(store.path))
        return [delete("finding_basis", [self.basis]), *touched(row, author)]


def cell_entry(cell: CellKey, tree: CodeTree) -> BasisEntry:
    """Give a cell of the framework matrix as something that a finding rests on."""
    column = {"time": cell.time, "change": cell.change}
    return BasisEntry.model_validate(
        {cell.kind: cell.row, "code": tree.path(cell.code_id), **column}
    )
