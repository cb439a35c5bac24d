"""Everything that is stored, to be searched."""

from collections.abc import Iterator
from typing import Any

from lmm_qual.store.store import Store

_COVERED = {"coding": {"quote"}, "passage": {"quote"}, "change_log": {"delta"}}
"""What only says again what stands elsewhere, and what undoes."""

_LARGE = {"transcript": "text", "snapshot": "content", "codebook_version": "content"}


def stored_values(store: Store) -> Iterator[tuple[str, int, str, Any]]:
    """Give table, row, column and value of every text and every content in bytes.

    Quotations are left out, as they stand in the transcripts, and so is what undoes changes.
    """
    for table in list(store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")):
        for column in _columns(store, table[0]):
            where = f"FROM {table[0]} WHERE typeof(\"{column}\") IN ('text', 'blob')"
            for id_, value in store.rows(f'SELECT id, "{column}" {where} ORDER BY id'):
                yield table[0], id_, column, value


def value_of(store: Store, table: str, column: str, id_: int) -> Any:
    """Give what a row holds in a column; `None` where there is no such row."""
    return store.value(f"SELECT {column} FROM {table} WHERE id = ?", (id_,))  # noqa: S608


def values_between(store: Store, table: str, column: str, first: int, last: int) -> list[Any]:
    """Give what the rows from one id to another hold in a column."""
    sql = f'SELECT "{column}" FROM "{table}" WHERE id BETWEEN ? AND ?'  # noqa: S608
    return [value for (value,) in store.tuples(sql, (first, last))]


def values_by_id(store: Store, table: str, column: str) -> dict[int, Any]:
    """Give what all rows of a table hold in a column, by id."""
    return dict(store.rows(f"SELECT id, {column} FROM {table} ORDER BY id"))  # noqa: S608


def small_rows(store: Store, table: str) -> list[dict[str, Any]]:
    """Give the rows of a table by id, without the column that holds what is large."""
    if table not in _LARGE:
        return store.mappings(table)
    names = [row[1] for row in store.rows(f"PRAGMA table_info({table})")]
    names.remove(_LARGE[table])
    rows = store.rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY id")  # noqa: S608
    return [dict(zip(names, row, strict=True)) for row in rows]


def _columns(store: Store, table: str) -> list[str]:
    columns = [row[1] for row in store.rows(f"PRAGMA table_info({table})")]
    return [column for column in columns if column not in {"id", *_COVERED.get(table, ())}]
