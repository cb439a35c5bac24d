"""The system map between its file's form and the tables."""

import json
from typing import Any

from lmm_qual.model.finding import PassageEntry
from lmm_qual.model.system_map import Relation, RelationType, Ring, Service, SystemMap
from lmm_qual.store.queries.design import Rows
from lmm_qual.store.queries.findings_file import passage_entry
from lmm_qual.store.queries.passages import passage_links
from lmm_qual.store.store import Store

MapEntry = Ring | Service | RelationType | Relation
_TABLES = {
    "rings": "ring",
    "services": "service",
    "relation_types": "relation_type",
    "relations": "relation",
}
_WITH_PASSAGES = ("service", "relation")
_JSON_COLUMNS = {
    "service": ("aliases", "ring", "evidence", "attributes", "members", "former_names"),
    "relation": ("times", "observed", "evidence", "account"),
}

_NOTHING = frozenset(["null", "[]", "{}"])
"""What stands in most columns of JSON, and need not be read: the model knows what it is without.

Of evidence it does not, which may be an empty list or nothing.
"""


def system_map_rows(system: SystemMap) -> Rows:
    """Give the rows of a system map by table, without ids; passages are rows of their own."""
    return {
        table: [
            {"position": position, **map_row(table, entry)}
            for position, entry in enumerate(getattr(system, section))
        ]
        for section, table in _TABLES.items()
    }


def map_row(table: str, entry: MapEntry) -> dict[str, Any]:
    """Give the columns of a ring, service, relation type or relation, without id and position."""
    dumped = entry.model_dump(by_alias=False)
    row = {("key" if name == "id" else name): value for name, value in dumped.items()}
    row.pop("passages", None)
    for name in _JSON_COLUMNS.get(table, ()):
        row[name] = json.dumps(row[name], ensure_ascii=False)
    return row


def load_system_map(store: Store) -> SystemMap:
    """Read the system map of a project."""
    passages = {table: _passages(store, table) for table in _WITH_PASSAGES}
    return SystemMap.model_validate(
        {
            section: [
                _entry(table, row, passages.get(table, {}))
                for row in sorted(store.mappings(table), key=lambda row: row["position"])
            ]
            for section, table in _TABLES.items()
        }
    )


def types_used(store: Store) -> list[str]:
    """Give the types of the relations that there are."""
    return [one for (one,) in store.rows("SELECT DISTINCT type FROM relation ORDER BY type")]


def figures_used(store: Store) -> set[str | None]:
    """Give the monitoring figures that relations name, `None` where one names none."""
    return {name for (name,) in store.rows("SELECT DISTINCT figure FROM relation")}


def relation_ids(store: Store) -> list[int]:
    """Give the ids of relations in the map's order."""
    return [id_ for (id_,) in store.rows("SELECT id FROM relation ORDER BY position")]


def _passages(store: Store, source: str) -> dict[int, list[PassageEntry]]:
    found: dict[int, list[PassageEntry]] = {}
    for link in passage_links(store, source):
        found.setdefault(link.source_id, []).append(passage_entry(link))
    return found


def _entry(
    table: str, row: dict[str, Any], passages: dict[int, list[PassageEntry]]
) -> dict[str, Any]:
    if table in _WITH_PASSAGES:
        row["passages"] = passages.get(row["id"], [])
    del row["id"], row["position"]
    for name in _JSON_COLUMNS.get(table, ()):
        nothing = row[name] == "null" if name == "evidence" else row[name] in _NOTHING
        row[name] = None if nothing else json.loads(row[name])
    if "key" in row:
        row["id"] = row.pop("key")
    return row
