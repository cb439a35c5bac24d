"""Changes of the rings of the system map, and of its relation types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.map_edit import MapEdit, TypedRing, TypedType, merged, updated
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.keys import next_position, positions
from lmm_qual.store.queries.system_map import map_row
from lmm_qual.store.store import Store

_FEW = 6
"""Names that a refusal tells at the most."""


@dataclass
class AddRing:
    """Put a ring on the map: at a place counted from the innermost, 0, or outside the others."""

    values: Mapping[str, Any]
    place: int | None = None
    kind: str = "map ring"
    label: str = field(default="ring", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the row and move those outside it; raises where the id is taken."""
        edit = MapEdit(store)
        ring = make_entry(TypedRing, self.values, file=edit.file)
        self.label = f"ring {ring.id}"
        edit.refuse_taken(edit.system.rings, "ring", ring.id)
        id_ = Ids(store).take("ring")
        ordered = _placed(_rings(store), id_, self.place)
        row = {"id": id_, "position": ordered.index(id_)} | map_row("ring", ring)
        return [*_ordered(store, ordered), Insert("ring", [row])]


@dataclass
class EditRing:
    """Give a ring another label, colour, expected engagement or place, 0 being innermost."""

    ring: str
    values: Mapping[str, Any] = field(default_factory=dict)
    place: int | None = None
    kind: str = "map ring"
    label: str = field(default="edit of a ring", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row, and the places of others; raises where it is not there."""
        edit = MapEdit(store)
        old = edit.found(edit.system.rings, "ring", self.ring)
        self.label = f"edit of ring {old.id}"
        new = make_entry(TypedRing, {**merged(old, self.values), "id": old.id}, file=edit.file)
        id_ = edit.row_id("ring", old.id)
        others = [ring for ring in _rings(store) if ring != id_]
        moved = [] if self.place is None else _ordered(store, _placed(others, id_, self.place))
        return [*updated("ring", id_, old, new), *moved]


@dataclass
class RemoveRing:
    """Take a ring in which no service stands off the map."""

    ring: str
    kind: str = "map ring"
    label: str = field(default="removal of a ring", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the row; raises naming the services that stand in it."""
        edit = MapEdit(store)
        key = edit.found(edit.system.rings, "ring", self.ring).id
        self.label = f"removal of ring {key}"
        standing = [service.id for service in edit.system.services if key in service.rings]
        _refuse_used(edit, f"in ring {key} stand", standing, "put them in another ring first")
        return [delete("ring", [edit.row_id("ring", key)])]


@dataclass
class AddRelationType:
    """Make a kind of relation."""

    values: Mapping[str, Any]
    kind: str = "map type"
    label: str = field(default="relation type", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the row behind the others; raises where the id is taken."""
        edit = MapEdit(store)
        made = make_entry(TypedType, self.values, file=edit.file)
        self.label = f"relation type {made.id}"
        edit.refuse_taken(edit.system.relation_types, "relation type", made.id)
        row = {"id": Ids(store).take("relation_type")}
        row["position"] = next_position(store, "relation_type")
        return [Insert("relation_type", [row | map_row("relation_type", made)])]


@dataclass
class EditRelationType:
    """Give a kind of relation another label, or say whether it has a direction."""

    type: str
    values: Mapping[str, Any]
    kind: str = "map type"
    label: str = field(default="edit of a relation type", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row; raises where it is not there."""
        edit = MapEdit(store)
        old = edit.found(edit.system.relation_types, "relation type", self.type)
        self.label = f"edit of relation type {old.id}"
        new = make_entry(TypedType, {**merged(old, self.values), "id": old.id}, file=edit.file)
        return updated("relation_type", edit.row_id("relation_type", old.id), old, new)


@dataclass
class RemoveRelationType:
    """Take away a kind of relation of which there is none."""

    type: str
    kind: str = "map type"
    label: str = field(default="removal of a relation type", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the row; raises naming relations of the kind."""
        edit = MapEdit(store)
        key = edit.found(edit.system.relation_types, "relation type", self.type).id
        self.label = f"removal of relation type {key}"
        of = [f"{one.source} to {one.target}" for one in edit.system.relations if one.type == key]
        _refuse_used(edit, f"of type {key} are", of, "give them another type first")
        return [delete("relation_type", [edit.row_id("relation_type", key)])]


def _refuse_used(edit: MapEdit, what: str, names: Sequence[str], remedy: str) -> None:
    if names:
        more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
        raise refuse(f"{what} {', '.join(names[:_FEW])}{more}", remedy, file=edit.file)


def _rings(store: Store) -> list[int]:
    return list(positions(store, "ring"))


def _placed(others: Sequence[int], ring: int, place: int | None) -> list[int]:
    at = len(others) if place is None else max(0, place)
    return [*others[:at], ring, *others[at:]]


def _ordered(store: Store, order: Sequence[int]) -> Delta:
    """Give rings that are there the places of this order."""
    now = positions(store, "ring")
    moved = [
        {"id": id_, "position": place}
        for place, id_ in enumerate(order)
        if now.get(id_, place) != place
    ]
    return [Update("ring", moved)]
