"""Keys, by which people name rows, and the ids they stand for."""

from lmm_qual.store.store import Store


def keys(store: Store, table: str, by: str | None = None) -> list[str]:
    """Give the keys of a table's rows, in the order of a column where one is named."""
    return [key for (key,) in store.rows(f"SELECT key FROM {table}{_order(by)}")]  # noqa: S608


def ids_by_key(store: Store, table: str, by: str | None = None) -> dict[str, int]:
    """Give the ids of a table's rows by key, in the order of a column where one is named."""
    return dict(store.rows(f"SELECT key, id FROM {table}{_order(by)}"))  # noqa: S608


def keys_by_id(store: Store, table: str, by: str | None = None) -> dict[int, str]:
    """Give the keys of a table's rows by id, in the order of a column where one is named."""
    return dict(store.rows(f"SELECT id, key FROM {table}{_order(by)}"))  # noqa: S608


def id_of(store: Store, table: str, key: str | None) -> int | None:
    """Give the id of the row that a key names; `None` where there is none."""
    found: int | None = store.value(f"SELECT id FROM {table} WHERE key = ?", (key,))  # noqa: S608
    return found


def key_of(store: Store, table: str, id_: int) -> str:
    """Give the key of a row that is there."""
    found: str = store.value(f"SELECT key FROM {table} WHERE id = ?", (id_,))  # noqa: S608
    return found


def ids_in(store: Store, table: str, column: str, value: int | str) -> list[int]:
    """Give the ids of a table's rows that hold a value in a column."""
    sql = f"SELECT id FROM {table} WHERE {column} = ? ORDER BY id"  # noqa: S608
    return [id_ for (id_,) in store.rows(sql, (value,))]


def positions(store: Store, table: str) -> dict[int, int]:
    """Give the positions of a table's rows by id, in their order."""
    return dict(store.rows(f"SELECT id, position FROM {table} ORDER BY position, id"))  # noqa: S608


def next_position(store: Store, table: str) -> int:
    """Give the position behind the last row of a table."""
    at: int = store.value(f"SELECT coalesce(max(position) + 1, 0) FROM {table}")  # noqa: S608
    return at


def _order(by: str | None) -> str:
    return f" ORDER BY {by}, id" if by else ""
