"""Row changes that can be taken back: applying one gives the one that undoes it.

An insertion remembers only the ids it made, a deletion the rows it took, an update the values it
replaced; so a log entry holds just what the next step needs, whichever way it goes.
"""

import base64
import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from lmm_qual.store.store import Store

Row = Mapping[str, Any]
Range = tuple[int, int]


@dataclass(frozen=True)
class Insert:
    """Rows to add, each with its id."""

    table: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Update:
    """New values, each row with its id; all rows name the same columns."""

    table: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Delete:
    """Rows to take away, as ranges of ids, both ends included."""

    table: str
    ranges: Sequence[Range]


Operation = Insert | Update | Delete
Delta = list[Operation]


def delete(table: str, ids: Iterable[int]) -> Delete:
    """Make the deletion of the rows with these ids."""
    return Delete(table, _ranges(ids))


def _ranges(ids: Iterable[int]) -> list[Range]:
    ranges: list[Range] = []
    for at in sorted(ids):
        if ranges and ranges[-1][1] == at - 1:
            ranges[-1] = (ranges[-1][0], at)
        else:
            ranges.append((at, at))
    return ranges


class Touched:
    """The ids of the rows that operations write, by table; the rows themselves are let go."""

    def __init__(self, most: int = 1000) -> None:
        """Keep the ids of `most` rows of a table at the most."""
        self.ids: dict[str, set[int]] = {}
        self.whole = True
        """Whether all of them were kept."""
        self._most = most

    def passing(self, delta: Iterable[Operation]) -> Iterator[Operation]:
        """Give the operations one after the other, noting each."""
        for operation in delta:
            self._note(operation)
            yield operation

    def _note(self, operation: Operation) -> None:
        if isinstance(operation, Delete):
            ranges = operation.ranges
        else:
            ranges = [(row["id"], row["id"]) for row in operation.rows]
        known = self.ids.setdefault(operation.table, set()) if ranges else set()
        if len(known) + sum(last - first + 1 for first, last in ranges) > self._most:
            self.whole = False
            return
        for first, last in ranges:
            known.update(range(first, last + 1))


class Ids:
    """New ids for rows that are about to be inserted: free ones that nothing undone waits for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._next: dict[str, int] = {}

    def take(self, table: str) -> int:
        """Give the next free id of a table."""
        if table not in self._next:
            highest = self._store.value(f"SELECT max(id) FROM {table}")  # noqa: S608
            self._next[table] = max(highest or 0, self._store.kept_ids.get(table, 0)) + 1
        self._next[table] += 1
        return self._next[table] - 1


def apply_delta(connection: sqlite3.Connection, delta: Iterable[Operation]) -> Delta:
    """Carry out the operations in order; gives the delta that takes them back."""
    inverse = [_apply(connection, operation) for operation in delta if not _empty(operation)]
    return inverse[::-1]


def _empty(operation: Operation) -> bool:
    return not (operation.ranges if isinstance(operation, Delete) else operation.rows)


def _apply(connection: sqlite3.Connection, operation: Operation) -> Operation:
    if isinstance(operation, Insert):
        return _insert(connection, operation)
    if isinstance(operation, Delete):
        return _delete(connection, operation)
    return _update(connection, operation)


def _insert(connection: sqlite3.Connection, operation: Insert) -> Delete:
    names = list(operation.rows[0])
    marks = ", ".join("?" * len(names))
    sql = f'INSERT INTO "{operation.table}" ({_quoted(names)}) VALUES ({marks})'  # noqa: S608
    values = itemgetter(*names, "id")  # an id more, as of one name it would give no tuple
    connection.executemany(sql, (values(row)[:-1] for row in operation.rows))
    return delete(operation.table, (row["id"] for row in operation.rows))


def _delete(connection: sqlite3.Connection, operation: Delete) -> Insert:
    taken: list[Row] = []
    within = f'FROM "{operation.table}" WHERE id BETWEEN ? AND ?'
    for ends in operation.ranges:
        found = connection.execute(f"SELECT * {within} ORDER BY id", ends)
        names = [column[0] for column in found.description]
        taken += [dict(zip(names, row, strict=True)) for row in found]
        connection.execute(f"DELETE {within}", ends)
    return Insert(operation.table, taken)


def _update(connection: sqlite3.Connection, operation: Update) -> Update:
    names = list(operation.rows[0])
    news = ", ".join(f'"{name}" = :{name}' for name in names if name != "id")
    old = f'SELECT {_quoted(names)} FROM "{operation.table}" WHERE id = :id'  # noqa: S608
    before: list[Row] = []
    for row in operation.rows:
        values = connection.execute(old, row).fetchone()
        before.append(dict(zip(names, values, strict=True)))
        connection.execute(f'UPDATE "{operation.table}" SET {news} WHERE id = :id', row)  # noqa: S608
    return Update(operation.table, before[::-1])


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def pack(delta: Delta, beside: Collection[int] = ()) -> bytes:
    """Write a delta as bytes for the log, with the changes that were undone when it was made."""
    parts: list[dict[str, Any]] = [
        {"do": "delete", "table": op.table, "ranges": op.ranges}
        if isinstance(op, Delete)
        else {"do": type(op).__name__.lower(), "table": op.table, **_columns(op.rows)}
        for op in delta
    ]
    if beside:
        parts.append({"do": _BESIDE, "entries": sorted(beside)})
    return zlib.compress(json.dumps(parts, default=_bytes_out).encode(), 3)


def _columns(rows: Sequence[Row]) -> dict[str, Any]:
    names = list(rows[0]) if rows else []
    return {"columns": names, "values": [[row[name] for name in names] for row in rows]}


_BESIDE = "beside"
UNREADABLE = (zlib.error, ValueError, TypeError, KeyError, AttributeError)
"""What is raised where something else than a delta is read back."""


def unpack(packed: bytes | None) -> Delta:
    """Read a delta back from the log; raises one of `UNREADABLE` where it is none."""
    return [_operation(part) for part in _parts(packed) if part["do"] != _BESIDE]


def unpack_beside(packed: bytes | None) -> list[int]:
    """Give the changes that were undone when a change was made; raises as `unpack` does."""
    return [id_ for part in _parts(packed) if part["do"] == _BESIDE for id_ in part["entries"]]


def _parts(packed: bytes | None) -> list[dict[str, Any]]:
    if packed is None:
        raise ValueError("nothing is kept")
    parts: list[dict[str, Any]] = json.loads(zlib.decompress(packed))
    return parts


def _operation(part: dict[str, Any]) -> Operation:
    if part["do"] == "delete":
        return Delete(part["table"], [(first, last) for first, last in part["ranges"]])
    rows = [
        {name: _bytes_in(value) for name, value in zip(part["columns"], values, strict=True)}
        for values in part["values"]
    ]
    return (Insert if part["do"] == "insert" else Update)(part["table"], rows)


def _bytes_out(value: object) -> object:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    raise TypeError(f"{type(value).__name__} is not stored")


def _bytes_in(value: object) -> object:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value
