"""The change log."""

from typing import NamedTuple

from lmm_qual.store.store import Store


class EntryRow(NamedTuple):
    """A change: `state` is `done`, `undone`, or `discarded` once something else was done."""

    id: int
    at: str
    coder: str | None
    kind: str
    label: str
    state: str


_ENTRY = "SELECT id, at, coder, kind, label, state FROM change_log"


def entries(store: Store) -> list[EntryRow]:
    """Give the log, oldest first."""
    return store.records(EntryRow, f"{_ENTRY} ORDER BY id")


def last_done(store: Store) -> EntryRow | None:
    """Give the change that an undo would take back."""
    sql = f"{_ENTRY} WHERE state = 'done' ORDER BY id DESC LIMIT 1"
    return next(iter(store.records(EntryRow, sql)), None)


_UNDONE = """
    state = 'undone' AND
    id > coalesce((SELECT id FROM change_log WHERE state = 'done' ORDER BY id DESC LIMIT 1), 0)
"""
"""Nothing that is undone comes before what is done, so a long log is not read through."""


def first_undone(store: Store) -> EntryRow | None:
    """Give the change that a redo would make again."""
    sql = f"{_ENTRY} WHERE {_UNDONE} ORDER BY id LIMIT 1"
    return next(iter(store.records(EntryRow, sql)), None)


def undone(store: Store) -> list[int]:
    """Give the ids of the changes that a redo could make again."""
    return [id_ for (id_,) in store.rows(f"SELECT id FROM change_log WHERE {_UNDONE}")]  # noqa: S608


def packed_delta(store: Store, entry: int) -> bytes:
    """Give the packed delta of an entry."""
    delta: bytes = store.value("SELECT delta FROM change_log WHERE id = ?", (entry,))
    return delta
