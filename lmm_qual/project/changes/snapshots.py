"""Changes of snapshots: taken under a name, and taken away."""

from dataclasses import dataclass

from lmm_qual.analysis.snapshot import packed, state_of
from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.deltas import Delta, Ids, Insert, delete
from lmm_qual.store.queries.snapshots import SnapshotRow, snapshots
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class TakeSnapshot:
    """Keep the state of the study, or of one time point, under a name."""

    name: str
    time: str | None = None
    note: str | None = None
    kind = "snapshot"

    @property
    def label(self) -> str:
        """Name it."""
        return f"snapshot “{self.name}”"

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the row; raises where the name is taken or the time point unknown."""
        KnownNames(store).require(time=self.time)
        if any(row.name == self.name for row in snapshots(store)):
            what = f"a snapshot “{self.name}” is there already"
            raise refuse(what, "give another name; `--compare` compares", file=str(store.path))
        row = {"id": Ids(store).take("snapshot"), "name": self.name, "at": author.at}
        row |= {"coder": author.coder, "note": self.note}
        return [Insert("snapshot", [row | {"content": packed(state_of(store, self.time))}])]


@dataclass(frozen=True)
class DeleteSnapshot:
    """Take a snapshot away."""

    name: str
    kind = "snapshot"

    @property
    def label(self) -> str:
        """Name it."""
        return f"deletion of snapshot “{self.name}”"

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the row; raises where there is none."""
        return [delete("snapshot", [find_snapshot(store, self.name).id])]


def find_snapshot(store: Store, name: str) -> SnapshotRow:
    """Give a snapshot by its name; raises `BadInputError` naming one like it."""
    known = {row.name: row for row in snapshots(store)}
    if name not in known:
        raise refuse(f"no snapshot “{name}”", nearest(name, known), file=str(store.path))
    return known[name]
