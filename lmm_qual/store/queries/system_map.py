"""The system map between its file's form and the tables."""

import json
from typing import Any

from lmm_qual.model.system_map import SystemMap
from lmm_qual.store.queries.design import Rows
from lmm_qual.store.store import Store

_TABLES = {
    "rings": "ring",
    "services": "service",
    "relation_types": "relation_type",
    "relations": "relation",
}
_JSON_COLUMNS = {
    "service": ("aliases", "ring", "evidence", "attributes", "members", "former_names"),
    "relation": ("times", "observed", "evidence"),
}


def system_map_rows(system: SystemMap) -> Rows:
    """Give the rows of a system map by table, without ids."""
    return {
        table: [
            {"position": position, **_row(table, entry.model_dump(by_alias=False))}
            for position, entry in enumerate(getattr(system, section))
        ]
        for section, table in _TABLES.items()
    }


def _row(table: str, entry: dict[str, Any]) -> dict[str, Any]:
    row = {("key" if name == "id" else name): value for name, value in entry.items()}
    for name in _JSON_COLUMNS.get(table, ()):
        row[name] = json.dumps(row[name], ensure_ascii=False)
    return row


def load_system_map(store: Store) -> SystemMap:
    """Read the system map of a project."""
    return SystemMap.model_validate(
        {
            section: [
                _entry(table, row)
                for row in sorted(store.mappings(table), key=lambda row: row["position"])
            ]
            for section, table in _TABLES.items()
        }
    )


def _entry(table: str, row: dict[str, Any]) -> dict[str, Any]:
    del row["id"], row["position"]
    for name in _JSON_COLUMNS.get(table, ()):
        row[name] = json.loads(row[name])
    if "key" in row:
        row["id"] = row.pop("key")
    return row
