"""Another id for a service, wherever it is named."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.map_edit import MapEdit, TypedService
from lmm_qual.store.deltas import UNREADABLE, Delta, Insert, Operation, Update, pack, unpack
from lmm_qual.store.queries.bin import bin_content, bin_entries
from lmm_qual.store.queries.keys import ids_in
from lmm_qual.store.queries.service_uses import (
    NAMED,
    account_rows,
    central_setting,
    is_account_of_service,
    service_uses,
)
from lmm_qual.store.store import Store


@dataclass
class RenameService:
    """Give a service another id: on the map, in the talk, in all that was written, in the bin."""

    service: str
    new: str
    kind: str = "map service"

    @property
    def label(self) -> str:
        """Name both ids."""
        return f"service {self.service} renamed to {self.new}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Update every row that names it; raises where the new id is taken or named already."""
        edit = MapEdit(store)
        old = edit.found(edit.system.services, "service", self.service).id
        new = make_entry(TypedService, {"id": self.new or None}, file=edit.file).id
        if new == old:
            return []
        edit.refuse_taken(edit.system.services, "service", new)
        decided = any(ids_in(store, "mention_decision", end, new) for end in NAMED[_DECISION])
        if uses := service_uses(store, new) + ["decisions on mentions"] * decided:
            what = f"“{new}” is no service of the map, but named by {', '.join(uses)}"
            raise refuse(what, "give an id that nothing names", file=edit.file)
        return [
            Update("service", [{"id": edit.row_id("service", old), "key": new}]),
            *_renamed_keys(store, old, new),
            *_renamed_lists(store, old, new),
            *_renamed_setting(store, old, new),
            Update("bin_entry", list(_renamed_bin(store, old, new))),
        ]


_DECISION = "mention_decision"
_ON_MAP = {"relation": ("source", "target")}


def _renamed_keys(store: Store, old: str, new: str) -> Delta:
    return [
        Update(table, [{"id": id_, name: new} for id_ in ids_in(store, table, name, old)])
        for table, names in (NAMED | _ON_MAP).items()
        for name in names
    ]


def _renamed_lists(store: Store, old: str, new: str) -> Delta:
    """Rename among the members of composites, and whose account a relation is."""
    composites = store.mappings("service", "members != '[]'")
    members = [{"id": row["id"], "members": json.loads(row["members"])} for row in composites]
    accounts = account_rows(store) if is_account_of_service(store, old) else []
    return [
        Update("service", _renamed(members, "members", old, new)),
        Update("relation", _renamed(accounts, "account", old, new)),
    ]


def _renamed(
    rows: Sequence[dict[str, Any]], column: str, old: str, new: str
) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        if old in row[column]:
            names = [new if name == old else name for name in row[column]]
            found.append({**row, column: json.dumps(names, ensure_ascii=False)})
    return found


def _renamed_setting(store: Store, old: str, new: str) -> Delta:
    setting = central_setting(store, old)
    return [] if setting is None else [Update("setting", [{"id": setting, "value": new}])]


def _renamed_bin(store: Store, old: str, new: str) -> Iterator[dict[str, Any]]:
    """Give entries of the bin in which rows name the service, with the new id in these."""
    for entry in bin_entries(store):
        try:
            delta = unpack(bin_content(store, entry.id) or b"")
        except (*UNREADABLE, RecursionError):
            continue
        renamed = [_renamed_rows(operation, old, new) for operation in delta]
        if renamed != delta:
            yield {"id": entry.id, "content": pack(renamed)}


def _renamed_rows(operation: Operation, old: str, new: str) -> Operation:
    if not isinstance(operation, Insert) or operation.table not in NAMED:
        return operation
    names = NAMED[operation.table]
    rows = [
        {
            column: new if column in names and value == old else value
            for column, value in row.items()
        }
        for row in operation.rows
    ]
    return Insert(operation.table, rows)
