"""Changes of single relations of the system map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.problem import refuse
from lmm_qual.model.system_map import Relation
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.map_edit import MapEdit, Passages, merged, updated
from lmm_qual.project.changes.map_import import without_grounds
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.deltas import Delta, Ids, Insert, delete
from lmm_qual.store.queries.keys import keys, next_position
from lmm_qual.store.queries.system_map import map_row, relation_ids
from lmm_qual.store.store import Store


@dataclass
class AddRelation:
    """Say how one service is related to another, by whose account, and on what passages.

    `values` are as in a map file. `made` is the relation's id then.
    """

    values: Mapping[str, Any]
    evidence: Sequence[Evidence] = ()
    kind: str = "map relation"
    label: str = field(default="relation", init=False)
    made: int = field(default=0, init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the row behind the others; raises where it could not stand in a map file."""
        edit, ids = MapEdit(store), Ids(store)
        relation = make_entry(Relation, self.values, file=edit.file)
        self.label = f"relation {_named(relation)}"
        _check(edit, relation, None, [*edit.system.relations, relation])
        self.made = ids.take("relation")
        row = {"id": self.made, "position": next_position(store, "relation")}
        return [
            Insert("relation", [row | map_row("relation", relation)]),
            *Passages(self.evidence).operations(store, ids, "relation", self.made),
        ]


@dataclass
class EditRelation:
    """Give a relation, by its id, other values; those that are left out stay."""

    relation: int
    values: Mapping[str, Any]
    passages: Passages = field(default_factory=Passages)
    kind: str = "map relation"
    label: str = field(default="edit of a relation", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row; raises where it could not stand so in a map file."""
        edit = MapEdit(store)
        place = find_relations(store, [self.relation])[self.relation]
        old = edit.system.relations[place]
        new = make_entry(Relation, merged(old, self.values), file=edit.file)
        self.label = f"edit of relation {_named(old)}"
        changed = list(edit.system.relations)
        changed[place] = new
        _check(edit, new, old, changed)
        return [
            *updated("relation", self.relation, old, new),
            *self.passages.operations(store, Ids(store), "relation", self.relation),
        ]


@dataclass
class RemoveRelations:
    """Take relations off the map, with what was decided of mentions that they rest on."""

    relations: Sequence[int]
    kind: str = "map relation"
    label: str = field(default="removal of relations", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where one is not there."""
        places, known = find_relations(store, self.relations), MapEdit(store).system.relations
        names = [_named(known[place]) for place in places.values()]
        one = len(names) == 1
        self.label = f"removal of {f'relation {names[0]}' if one else f'{len(names)} relations'}"
        return [*without_grounds(store, "relation", list(places)), delete("relation", places)]


def find_relations(store: Store, wanted: Iterable[int]) -> dict[int, int]:
    """Give the places in the map of relations by id; raises `BadInputError` for unknown ones."""
    places = {id_: place for place, id_ in enumerate(relation_ids(store))}
    found = {}
    for id_ in wanted:
        if id_ not in places:
            raise refuse(f"no relation {id_}", "see `map relation list`", file=str(store.path))
        found[id_] = places[id_]
    return found


def _named(relation: Relation) -> str:
    return f"{relation.source} {relation.type} {relation.target}"


def _check(
    edit: MapEdit, relation: Relation, before: Relation | None, relations: Sequence[Relation]
) -> None:
    edit.check(relations=relations)
    was_loop = before is not None and before.source == before.target
    if relation.source == relation.target and not was_loop:
        what = f"{relation.source} would be related to itself"
        raise refuse(what, "name another service on one side", file=edit.file)
    names = KnownNames(edit.store)
    for time in set(relation.times) - set(before.times if before else ()):
        names.require(time=time)
    for name in set(relation.account) - set(before.account if before else ()):
        _refuse_unknown(edit, "participant, group or service", name, _somebody(edit))
    figures = keys(edit.store, "monitoring_figure")
    if figures and relation.figure != (before.figure if before else None):
        _refuse_unknown(edit, "monitoring figure", relation.figure, figures)


def _somebody(edit: MapEdit) -> list[str]:
    tables = ("participant", "participant_group", "service")
    return [key for table in tables for key in keys(edit.store, table)]


def _refuse_unknown(edit: MapEdit, kind: str, name: str | None, known: Sequence[str]) -> None:
    if name is not None and name not in known:
        raise refuse(f"unknown {kind} “{name}”", nearest(name, known), file=edit.file)
