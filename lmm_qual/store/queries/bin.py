"""What was deleted and can be restored."""

from typing import NamedTuple

from lmm_qual.store.store import Store


class BinRow(NamedTuple):
    """An entry of the bin, without its content."""

    id: int
    kind: str
    label: str
    at: str
    coder: str | None


def bin_entries(store: Store, kind: str | None = None) -> list[BinRow]:
    """Give the entries of the bin, or those of a kind, newest first."""
    where = "" if kind is None else "WHERE kind = ?"
    sql = f"SELECT id, kind, label, at, coder FROM bin_entry {where} ORDER BY id DESC"  # noqa: S608
    return store.records(BinRow, sql, () if kind is None else (kind,))


def bin_content(store: Store, id: int) -> bytes | None:
    """Give what an entry holds, `None` where there is no such entry."""
    content: bytes | None = store.value("SELECT content FROM bin_entry WHERE id = ?", (id,))
    return content
