"""Everything that is stored, to be searched."""

from collections.abc import Iterator
from typing import Any

from lmm_qual.store.store import Store

_COVERED = {"coding": {"quote"}, "passage": {"quote"}, "change_log": {"delta"}}
"""What only says again what stands elsewhere, and what undoes."""


def stored_values(store: Store) -> Iterator[tuple[str, int, str, Any]]:
    """Give table, row, column and value of every text and every content in bytes.

    Quotations are left out, as they stand in the transcripts, and so is what undoes changes.
    """
    for table in list(store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")):
        for column in _columns(store, table[0]):
            where = f"FROM {table[0]} WHERE typeof(\"{column}\") IN ('text', 'blob')"
            for id_, value in store.rows(f'SELECT id, "{column}" {where} ORDER BY id'):
                yield table[0], id_, column, value


def _columns(store: Store, table: str) -> list[str]:
    columns = [row[1] for row in store.rows(f"PRAGMA table_info({table})")]
    return [column for column in columns if column not in {"id", *_COVERED.get(table, ())}]
