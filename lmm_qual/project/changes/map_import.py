"""Taking a system map in place of the map that is there, with the passages it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.tree import name_path
from lmm_qual.model.problem import refuse
from lmm_qual.model.system_map import Relation, Service, SystemMap
from lmm_qual.project.changes.change import Author, replace_rows
from lmm_qual.project.changes.finding_grounds import Grounds
from lmm_qual.project.changes.finding_rows import rest_anew
from lmm_qual.project.changes.passages import Evidence, PassageLinks
from lmm_qual.store.deltas import Delta, Ids, Insert, Operation, Update, delete
from lmm_qual.store.queries.findings import services_written_of
from lmm_qual.store.queries.keys import ids_by_key, ids_in, keys, keys_by_id
from lmm_qual.store.queries.passages import bare_passages
from lmm_qual.store.queries.system_map import figures_used, system_map_rows
from lmm_qual.store.store import Store

_KEYED = ("ring", "service", "relation_type")
_SAME_RELATION = ("source", "target", "type")


@dataclass
class ImportSystemMap:
    """Take a system map file in place of the map that is there.

    A service keeps what stands on it by its id, a relation by its ends and its type. A file whose
    form holds no passages (`with_passages` False) leaves those that are there.
    """

    system: SystemMap
    file: str = ""
    with_passages: bool = True
    kind: str = "map import"
    label: str = "import of the system map"

    def operations(self, store: Store, author: Author) -> Iterator[Operation]:
        """Replace rings, services, relation types and relations; what was written of stays.

        Raises `BadInputError` where passages are not there, or a service is missing of which
        something is written.
        """
        ids, rows = Ids(store), system_map_rows(self.system)
        self._refuse_lost(store)
        self._refuse_unknown_figures(store)
        evidence = self._evidence(store) if self.with_passages else {}
        numbered, gone = _numbered(store, ids, rows.pop("relation"))
        lost = _lost_services(store, self.system)
        decided = [
            id_
            for key in lost.values()
            for end in ("source", "target")
            for id_ in ids_in(store, "mention_decision", end, key)
        ]
        yield from without_grounds(store, "relation", gone, decided)
        yield from without_grounds(store, "service", list(lost))
        for table in _KEYED:
            yield from replace_rows(store, ids, table, rows[table], ("key",))
        yield from _written(store, "relation", numbered)
        if self.with_passages:
            services = ids_by_key(store, "service")
            ordered = [services[service.id] for service in self.system.services]
            yield from _rested(store, ids, "service", ordered, evidence["services"])
            related = [row["id"] for row in numbered]
            yield from _rested(store, ids, "relation", related, evidence["relations"])

    def _refuse_lost(self, store: Store) -> None:
        kept = {service.id for service in self.system.services}
        defined = set(keys(store, "service"))
        if lost := [key for key in services_written_of(store) if key in defined - kept]:
            of = "chart summaries, findings, types, change tags or judgements"
            what = f"services of {of} are missing: {', '.join(lost)}"
            raise refuse(what, "keep them under `services`", file=self.file or str(store.path))

    def _refuse_unknown_figures(self, store: Store) -> None:
        known = keys(store, "monitoring_figure")
        named = figures_used(store)
        for at, relation in enumerate(self.system.relations):
            if known and relation.figure not in {None, *known, *named}:
                what = f"unknown monitoring figure “{relation.figure}”"
                place = name_path(("relations", at, "figure"))
                remedy = nearest(relation.figure or "", known)
                raise refuse(what, remedy, file=self.file or str(store.path), place=place)

    def _evidence(self, store: Store) -> dict[str, list[list[Evidence]]]:
        grounds = Grounds(store, self.file, name_path)
        sections: dict[str, Sequence[Service | Relation]] = {
            "services": self.system.services,
            "relations": self.system.relations,
        }
        found = {
            section: [
                grounds.evidence((section, at, "passages"), "for", entry.passages)
                for at, entry in enumerate(entries)
            ]
            for section, entries in sections.items()
        }
        grounds.check()
        return found


def _numbered(
    store: Store, ids: Ids, relations: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[int]]:
    """Give relations the ids of those they are, new ones for others, and the ids left over."""
    known: dict[tuple[Any, ...], list[int]] = {}
    for row in store.mappings("relation"):
        known.setdefault(tuple(row[name] for name in _SAME_RELATION), []).append(row["id"])
    numbered = []
    for row in relations:
        same = known.get(tuple(row[name] for name in _SAME_RELATION))
        numbered.append({"id": same.pop(0) if same else ids.take("relation"), **row})
    return numbered, sorted(id_ for left in known.values() for id_ in left)


def _lost_services(store: Store, system: SystemMap) -> dict[int, str]:
    """Give the ids of the services that a map does not have, by their rows."""
    kept = {service.id for service in system.services}
    return {id_: key for id_, key in keys_by_id(store, "service").items() if key not in kept}


def without_grounds(
    store: Store, source: str, gone: Sequence[int], decisions: Sequence[int] = ()
) -> Delta:
    """Take what services or relations that are to go rest on, and decisions of these.

    `decisions` are such as go besides.
    """
    links = {
        link: passage
        for link, passage, of in store.where_in(
            "passage_link", "id, passage_id, source", "source_id", gone
        )
        if of == source
    }
    related = gone if source == "relation" else ()
    decided = dict(store.where_in("mention_decision", "id, passage_id", "relation_id", related))
    decided |= dict(store.where_in("mention_decision", "id, passage_id", "id", decisions))
    left = {*links.values(), *decided.values()}
    return [
        delete("passage_link", links),
        delete("mention_decision", decided),
        delete("passage", bare_passages(store, left, links=set(links), decisions=set(decided))),
    ]


def _written(store: Store, table: str, rows: list[dict[str, Any]]) -> Delta:
    """Make a table hold these rows, by their ids."""
    present = {row["id"]: row for row in store.mappings(table)}
    wanted = {row["id"] for row in rows}
    changed = [row for row in rows if row["id"] in present and row != present[row["id"]]]
    return [
        delete(table, present.keys() - wanted),
        Update(table, changed),
        Insert(table, [row for row in rows if row["id"] not in present]),
    ]


def _rested(
    store: Store, ids: Ids, source: str, sources: Sequence[int], evidence: Sequence[list[Evidence]]
) -> Delta:
    links = PassageLinks(store, ids, source)
    for id_, passages in zip(sources, evidence, strict=True):
        rest_anew(links, id_, passages)
    return links.operations()
