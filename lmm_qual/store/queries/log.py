"""The change log."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lmm_qual.model.problem import refuse
from lmm_qual.store.store import Store


class EntryRow(NamedTuple):
    """A change: `state` is `done`, `undone` or, once it cannot be made again, `discarded`.

    One that was done and can be undone no longer is `forgotten`.
    """

    id: int
    at: str
    coder: str | None
    kind: str
    label: str
    state: str


_ENTRY = "SELECT id, at, coder, kind, label, state FROM change_log"


@dataclass(frozen=True)
class Wanted:
    """Which changes are meant: each field leaves out those that it does not fit.

    `words` stand in the label or kind; `kind` is one or the beginning of some (`codings`); `since`
    and `until` are in UTC as the log has them, both included.
    """

    words: str = ""
    coder: str | None = None
    unsigned: bool = False
    kind: str | None = None
    state: str | None = None
    since: str | None = None
    until: str | None = None

    def tests(self) -> Iterator[tuple[str, list[object]]]:
        """Give SQL that is true of the changes meant, each with its values."""
        for word in self.words.split():
            like = "%" + re.sub(r"([%_\\])", r"\\\1", word) + "%"
            yield "(label LIKE ? ESCAPE '\\' OR kind LIKE ? ESCAPE '\\')", [like, like]
        if self.unsigned:
            yield "coder IS NULL", []
        if self.coder is not None:
            yield "coder = ?", [self.coder]
        if self.kind is not None:
            yield (
                "(kind = ? OR substr(kind, 1, ?) = ?)",
                [
                    self.kind,
                    len(self.kind) + 1,
                    f"{self.kind} ",
                ],
            )
        for test, value in (
            ("state = ?", self.state),
            ("at >= ?", self.since),
            ("at <= ?", self.until),
        ):
            if value is not None:
                yield test, [value]


def entries(
    store: Store, wanted: Wanted | None = None, *, newest: bool = False, limit: int | None = None
) -> list[EntryRow]:
    """Give the log, or the changes meant, oldest first or newest first, `limit` at the most."""
    where, values = _where(wanted or Wanted())
    order = "DESC" if newest else "ASC"
    sql = f"{_ENTRY} WHERE {where} ORDER BY id {order} LIMIT ?"
    return store.records(EntryRow, sql, [*values, -1 if limit is None else limit])


def entry_ids(store: Store, wanted: Wanted) -> list[int]:
    """Give the numbers of the changes meant, newest first."""
    where, values = _where(wanted)
    sql = f"SELECT id FROM change_log WHERE {where} ORDER BY id DESC"  # noqa: S608
    return [id_ for (id_,) in store.tuples(sql, values)]


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    tests = list(wanted.tests())
    return " AND ".join(["1", *(sql for sql, _ in tests)]), [v for _, vs in tests for v in vs]


def some_entries(store: Store, ids: Iterable[int]) -> dict[int, EntryRow]:
    """Give changes by their numbers."""
    found = store.where_in("change_log", "id, at, coder, kind, label, state", "id", ids)
    return {row[0]: EntryRow(*row) for row in found}


def kinds(store: Store) -> list[str]:
    """Give the kinds of changes there are."""
    return [kind for (kind,) in store.tuples("SELECT DISTINCT kind FROM change_log ORDER BY kind")]


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


def packed_deltas(store: Store, entries: Iterable[int]) -> dict[int, bytes | None]:
    """Give the packed deltas of entries."""
    return dict(store.where_in("change_log", "id, delta", "id", entries))


def packed_delta(store: Store, entry: int) -> bytes | None:
    """Give the packed delta of an entry; None where it was discarded."""
    delta: bytes | None = store.value("SELECT delta FROM change_log WHERE id = ?", (entry,))
    return delta


def with_delta(store: Store) -> set[int]:
    """Give the ids of the changes that can be undone or made again."""
    return {id_ for (id_,) in store.rows("SELECT id FROM change_log WHERE delta IS NOT NULL")}
