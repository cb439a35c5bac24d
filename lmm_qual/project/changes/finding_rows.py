"""Rows of findings: ids by key, whole tables set anew, passages only where they change."""

from collections.abc import Iterable, Sequence
from typing import Any

from lmm_qual.model.base import Name
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.passages import Evidence, PassageLinks
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.keys import ids_by_key
from lmm_qual.store.queries.passages import passage_links
from lmm_qual.store.store import Store

Row = dict[str, Any]


def set_rows(store: Store, table: str, rows: Sequence[Row], where: str = "1") -> Delta:
    """Let those rows of a table that `where` is true of be these, each with its id."""
    present = {row["id"]: row for row in store.mappings(table, where)}
    wanted = {row["id"] for row in rows}
    changed = [
        row
        for row in rows
        if row["id"] in present
        and any(present[row["id"]][name] != value for name, value in row.items())
    ]
    return [
        delete(table, [id_ for id_ in present if id_ not in wanted]),
        Insert(table, [row for row in rows if row["id"] not in present]),
        Update(table, changed),
    ]


def set_below(
    store: Store, ids: Ids, table: str, owner: tuple[str, Iterable[int]], rows: Sequence[Row]
) -> Delta:
    """Let the rows of a table that belong to owners be these; equal ones stay with their ids.

    `owner` is the column that names them, and their ids.
    """
    column, owners = owner
    marks = ", ".join(str(int(id_)) for id_ in owners) or "NULL"
    where = f"{column} IN ({marks})"
    free: dict[tuple[Any, ...], list[int]] = {}
    names = list(rows[0]) if rows else []
    for row in store.mappings(table, where):
        free.setdefault(tuple(row[name] for name in names), []).append(row["id"])
    named = []
    for row in rows:
        equal = free.get(tuple(row[name] for name in names))
        named.append({"id": equal.pop(0) if equal else ids.take(table), **row})
    return set_rows(store, table, named, where)


def checked_key(store: Store, table: str, key: str, letter: str) -> str:
    """Give the id that something new is to have: as told, else the next free one.

    Raises `BadInputError` where it is taken, or can be none.
    """
    known = ids_by_key(store, table)
    if not key:
        number = len(known) + 1
        while f"{letter}{number}" in known:
            number += 1
        return f"{letter}{number}"
    from pydantic import TypeAdapter, ValidationError

    try:
        key = TypeAdapter(Name).validate_python(key)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise refuse(f"“{key}” can be no id: {reason}", file=str(store.path)) from None
    if key in known:
        remedy = "give another id, or leave it out"
        raise refuse(f"a {table} “{key}” is there already", remedy, file=str(store.path))
    return key


def rest_anew(links: PassageLinks, finding: int, evidence: Sequence[Evidence]) -> bool:
    """Let a source rest on passages where they are others than now; say whether they are."""
    wanted: dict[tuple[str, int, int, str], Evidence] = {}
    for one in evidence:
        wanted.setdefault((one.transcript, one.start, one.end, one.side), one)
    now = {
        (link.transcript, link.start, link.end, link.side): link.note
        for link in passage_links(links.store, links.source, finding)
    }
    same = list(now.items()) == [(place, one.note) for place, one in wanted.items()]
    if not same:
        links.rest(finding, list(wanted.values()))
    return not same
