"""What every change is: rows to write, worked out from the project as it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from lmm_qual.store.deltas import Delta, Ids, Insert, Operation, Update, delete
from lmm_qual.store.queries.codings import coders
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class Author:
    """Who makes a change (a coder's name, or nobody named) and when (UTC, ISO 8601)."""

    coder: str | None
    at: str


class Change(Protocol):
    """A change that can be made, undone and made again."""

    @property
    def kind(self) -> str:
        """Give the kind of change, for the log."""

    @property
    def label(self) -> str:
        """Say what is done, for people."""

    def operations(self, store: Store, author: Author) -> Iterable[Operation]:
        """Work out the rows to write; raises `BadInputError` where it cannot be done.

        They are written one after the other as they are given.
        """


class CoderRows:
    """The ids of coders by name, making rows for those not known yet."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self._known = coders(store)
        self._ids = ids
        self.made: list[dict[str, Any]] = []

    def id_of(self, name: str) -> int:
        """Give the coder's id."""
        if name not in self._known:
            self._known[name] = self._ids.take("coder")
            self.made.append({"id": self._known[name], "name": name})
        return self._known[name]

    def operation(self) -> Operation:
        """Give the insertion of the coders that were made."""
        return Insert("coder", self.made)


def replace_rows(
    store: Store, ids: Ids, table: str, rows: list[dict[str, Any]], match: tuple[str, ...] = ()
) -> Delta:
    """Make a table hold these rows; a row keeps its id where the columns `match` are equal."""
    present = store.mappings(table)
    keys = match or tuple(name for name in (rows or [{}])[0] if name != "id")
    by_key = {tuple(row[name] for name in keys): row for row in present}
    kept, inserted, updated = set(), [], []
    for row in rows:
        old = by_key.get(tuple(row[name] for name in keys))
        if old is None or old["id"] in kept:
            inserted.append({"id": ids.take(table), **row})
            continue
        kept.add(old["id"])
        if any(old[name] != value for name, value in row.items()):
            updated.append({"id": old["id"], **row})
    gone = delete(table, (row["id"] for row in present if row["id"] not in kept))
    return [gone, Insert(table, inserted), Update(table, updated)]
