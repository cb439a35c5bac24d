"""What all edits of the system map share: entries as typed, checks, passages they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from lmm_qual.definitions.checks import check_system_map, nearest
from lmm_qual.definitions.validating import capped
from lmm_qual.model.base import Name
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.system_map import RelationType, Ring, Service, SystemMap
from lmm_qual.project.changes.finding_rows import rest_anew
from lmm_qual.project.changes.passages import Evidence, PassageLinks
from lmm_qual.store.deltas import Delta, Ids, Update
from lmm_qual.store.queries.keys import ids_by_key
from lmm_qual.store.queries.passages import passage_links
from lmm_qual.store.queries.system_map import MapEntry, load_system_map, map_row
from lmm_qual.store.store import Store

E = TypeVar("E", Ring, Service, RelationType)


class TypedService(Service):
    """A service as typed: what it is called stands in one line each."""

    label: Name | None = None
    former_names: list[Name] = []


class TypedRing(Ring):
    """A ring as typed."""

    label: Name | None = None


class TypedType(RelationType):
    """A relation type as typed."""

    label: Name | None = None


@dataclass(frozen=True)
class Passages:
    """Passages to put behind those that something rests on, and such to take away."""

    added: Sequence[Evidence] = ()
    dropped: Sequence[Evidence] = ()

    def operations(self, store: Store, ids: Ids, source: str, source_id: int) -> Delta:
        """Write the links; raises `BadInputError` for words or links that are not there."""
        now = [
            Evidence(link.transcript, link.start, link.end, link.side, link.note)
            for link in passage_links(store, source, source_id)
        ]
        gone = {one.place for one in self.dropped}
        if missing := gone - {one.place for one in now}:
            where = ", ".join(f"{key}:{start}-{end}" for key, start, end in sorted(missing))
            what = f"the {source} does not rest on {where}"
            raise refuse(what, "see its passages in `map export`", file=str(store.path))
        kept = [one for one in now if one.place not in gone]
        places = {one.place for one in kept}
        new = [one for one in self.added if one.place not in places]
        links = PassageLinks(store, ids, source)
        return links.operations() if rest_anew(links, source_id, [*kept, *new]) else []


@dataclass(frozen=True)
class MapEdit:
    """The map as it stands, to look things up in and to check against what it would become."""

    store: Store

    @cached_property
    def system(self) -> SystemMap:
        """Give the map as it stands."""
        return load_system_map(self.store)

    @property
    def file(self) -> str:
        """Give what problems are said of."""
        return str(self.store.path)

    def found(self, entries: Sequence[E], what: str, key: str) -> E:
        """Give one of the entries by its id; raises `BadInputError` proposing the nearest."""
        known = {entry.id: entry for entry in entries}
        if key not in known:
            raise refuse(f"no {what} “{key}”", nearest(key, known), file=self.file)
        return known[key]

    def refuse_taken(self, entries: Sequence[E], what: str, key: str) -> None:
        """Raise `BadInputError` where an id is another's already."""
        if key in {entry.id for entry in entries}:
            raise refuse(f"a {what} “{key}” is there already", "give another id", file=self.file)

    def check(self, **sections: Sequence[MapEntry]) -> None:
        """Raise `BadInputError` where the map with these sections could not be read from a file."""
        changed = self.system.model_copy(update=sections)
        problems = [
            Problem(self.file, what, "", remedy) for _, what, remedy in check_system_map(changed)
        ]
        if problems:
            raise BadInputError(capped(problems, self.file))

    def row_id(self, table: str, key: str) -> int:
        """Give the id of the row of what is on the map."""
        return ids_by_key(self.store, table)[key]


def replaced(entries: Sequence[E], new: E) -> list[E]:
    """Give the entries with one of them in place of the one that has its id."""
    return [new if entry.id == new.id else entry for entry in entries]


def merged(entry: MapEntry, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a file would say of an entry with these values in place of those it has."""
    kept = entry.model_dump(by_alias=True, exclude={"passages"})
    return {**kept, **values}


def updated(table: str, id_: int, old: MapEntry, new: MapEntry) -> Delta:
    """Give the update of the columns in which an entry changes; nothing where none does."""
    before, after = map_row(table, old), map_row(table, new)
    changed = {name: value for name, value in after.items() if value != before[name]}
    return [Update(table, [{"id": id_, **changed}])] if changed else []
