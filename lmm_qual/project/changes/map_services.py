"""Changes of single services of the system map."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.map_edit import (
    MapEdit,
    Passages,
    TypedService,
    merged,
    replaced,
    updated,
)
from lmm_qual.project.changes.map_import import without_grounds
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.store.deltas import Delta, Ids, Insert, Operation, delete
from lmm_qual.store.queries.keys import ids_in, next_position
from lmm_qual.store.queries.service_uses import service_uses
from lmm_qual.store.queries.system_map import map_row
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted


@dataclass
class AddService:
    """Put a service on the map; `values` are as in a map file, `evidence` passages beside."""

    values: Mapping[str, Any]
    evidence: Sequence[Evidence] = ()
    kind: str = "map service"
    label: str = field(default="service", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the row behind the others; raises where it could not stand in a map file."""
        edit, ids = MapEdit(store), Ids(store)
        service = make_entry(TypedService, self.values, file=edit.file)
        self.label = f"service {service.id}"
        edit.refuse_taken(edit.system.services, "service", service.id)
        edit.check(services=[*edit.system.services, service])
        id_ = ids.take("service")
        row = {"id": id_, "position": next_position(store, "service")}
        return [
            Insert("service", [row | map_row("service", service)]),
            *Passages(self.evidence).operations(store, ids, "service", id_),
        ]


@dataclass
class EditService:
    """Give a service other values than its id; those that are left out stay.

    A value of None, or an empty list, takes away what was there.
    """

    service: str
    values: Mapping[str, Any]
    passages: Passages = field(default_factory=Passages)
    kind: str = "map service"
    label: str = field(default="edit of a service", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row; raises where it could not stand so in a map file."""
        edit = MapEdit(store)
        old = edit.found(edit.system.services, "service", self.service)
        self.label = f"edit of service {old.id}"
        new = make_entry(TypedService, {**merged(old, self.values), "id": old.id}, file=edit.file)
        edit.check(services=replaced(edit.system.services, new))
        id_ = edit.row_id("service", old.id)
        return [
            *updated("service", id_, old, new),
            *self.passages.operations(store, Ids(store), "service", id_),
        ]


@dataclass
class RemoveService:
    """Take a service off the map with its relations, where nothing else names it."""

    service: str
    kind: str = "map service"
    label: str = field(default="removal of a service", init=False)

    def operations(self, store: Store, author: Author) -> Iterator[Operation]:
        """Delete the rows; raises naming what talks of it or is written of it."""
        edit = MapEdit(store)
        key = edit.found(edit.system.services, "service", self.service).id
        if uses := service_uses(store, key):
            remedy = "name another service there first"
            raise refuse(f"{key} is named by {', '.join(uses)}", remedy, file=edit.file)
        named = ("source", "target")
        related = sorted({id_ for end in named for id_ in ids_in(store, "relation", end, key)})
        decided = [id_ for end in named for id_ in ids_in(store, "mention_decision", end, key)]
        self.label = f"removal of service {key}{_with(len(related))}"
        yield from without_grounds(store, "relation", related, decided)
        yield delete("relation", related)
        id_ = edit.row_id("service", key)
        yield from without_grounds(store, "service", [id_])
        yield delete("service", [id_])


def _with(relations: int) -> str:
    return f" with {counted(relations, 'relation')}" if relations else ""
