"""The change log."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from lmm_qual.model.problem import refuse
from lmm_qual.store.store import Store


class EntryRow(NamedTuple):
    """A change: `state` is `done`, `undone` or, once it cannot be made again, `discarded`."""

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


Whose = Collection[str | None] | None
"""The coders whose changes are meant, None among them for nobody named; None for everybody's."""


def _by(whose: Whose) -> tuple[str, list[str | None]]:
    """Give SQL that is true of the changes meant, with its values."""
    if whose is None:
        return "1", []
    return f"({' OR '.join(['coder IS ?'] * len(whose)) or '0'})", list(whose)


def last_done(store: Store, whose: Whose = None) -> EntryRow | None:
    """Give the change that an undo would take back."""
    by, values = _by(whose)
    sql = f"{_ENTRY} WHERE state = 'done' AND {by} ORDER BY id DESC LIMIT 1"
    return next(iter(store.records(EntryRow, sql, values)), None)


def next_undone(store: Store, whose: Whose = None) -> EntryRow | None:
    """Give the change that a redo would make again.

    That is the first of those undone after the last that stands; where there is none, the last
    of those undone before.
    """
    last = last_done(store, whose)
    by, values = _by(whose)
    for after, order in ((last.id if last else 0, "ASC"), (0, "DESC")):
        sql = f"{_ENTRY} WHERE id > ? AND state = 'undone' AND {by} ORDER BY id {order} LIMIT 1"
        for found in store.records(EntryRow, sql, [after, *values]):
            return found
    return None


def undone(store: Store) -> list[EntryRow]:
    """Give the changes that a redo could make again, oldest first."""
    return store.records(EntryRow, f"{_ENTRY} WHERE state = 'undone' ORDER BY id")


def undone_before(store: Store, entry: int) -> list[int]:
    """Give the changes before one that are undone, newest first."""
    sql = "SELECT id FROM change_log WHERE id < ? AND state = 'undone' ORDER BY id DESC"
    return [id_ for (id_,) in store.tuples(sql, (entry,))]


def standing_after(store: Store, entry: int) -> list[int]:
    """Give the changes made after one that stand, newest first."""
    sql = "SELECT id FROM change_log WHERE id > ? AND state = 'done' ORDER BY id DESC"
    return [id_ for (id_,) in store.tuples(sql, (entry,))]


def standing(store: Store, entries: Iterable[int]) -> list[int]:
    """Give those of some changes that stand, newest first."""
    found = store.where_in("change_log", "id, state", "id", entries)
    return sorted((id_ for id_, state in found if state == "done"), reverse=True)


def entry(store: Store, id: int) -> EntryRow:
    """Give one change; raises `BadInputError` where there is none of that number."""
    found = store.records(EntryRow, f"{_ENTRY} WHERE id = ?", (id,))
    if not found:
        raise refuse(f"no change {id}", "see `history`", file=str(store.path))
    return found[0]


def who_changed(store: Store) -> list[str]:
    """Give the coders who made changes."""
    sql = "SELECT DISTINCT coder FROM change_log WHERE coder IS NOT NULL ORDER BY coder"
    return [coder for (coder,) in store.tuples(sql)]


def packed_delta(store: Store, entry: int) -> bytes:
    """Give the packed delta of an entry."""
    delta: bytes = store.value("SELECT delta FROM change_log WHERE id = ?", (entry,))
    return delta
