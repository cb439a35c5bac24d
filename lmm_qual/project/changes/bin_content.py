"""What a bin entry holds: the rows that were deleted, and who or what they name elsewhere.

Ids outside the entry may be given to something else meanwhile, so what they stood for is kept with
them by name, in rows of a table of the entry's own, `known`. The questions of topic guides that
prompted a code stand in a table `prompt`, with their prompts before and after.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from lmm_qual.store.deltas import UNREADABLE, Delete, Delta, Insert, Operation, pack, unpack
from lmm_qual.store.queries.bin import bin_content, bin_entries
from lmm_qual.store.store import Store

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by table."""
KNOWN, PROMPT = "known", "prompt"
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "code": {"parent_id": "code"},
    "coding": {"transcript_id": "transcript", "code_id": "code", "coder_id": "coder"},
    "coding_voice": {"coding_id": "coding", "participant_id": "participant"},
    "passage": {"transcript_id": "transcript"},
    "memo": {"coder_id": "coder"},
    "chart_summary": {
        "participant_id": "participant",
        "transcript_id": "transcript",
        "code_id": "code",
        "coder_id": "coder",
    },
    "change_tag": {"participant_id": "participant", "code_id": "code", "coder_id": "coder"},
    "finding_basis": {
        "finding_id": "finding",
        "memo_id": "memo",
        "participant_id": "participant",
        "transcript_id": "transcript",
        "code_id": "code",
    },
    "passage_link": {"passage_id": "passage"},
    "memo_link": {"memo_id": "memo"},
    "review": {"correction_id": "correction"},
}
"""The columns of each table that hold ids of another one, in an order that rows can come back."""
SAID = {
    "coding": "coding",
    "coding_voice": "decided voice",
    "passage": "passage",
    "memo": "memo",
    "chart_summary": "summary",
    "change_tag": "change tag",
    "finding_basis": "ground of a finding",
    "passage_link": "link to a passage",
    "memo_link": "link of a memo",
    "review": "review",
    "code": "code",
}
"""What the rows of each table are, in words."""
_POINTING = {"memo": "target", "memo_link": "target", "review": "target", "passage_link": "source"}
_TABLES = {"session": "transcript", "summary": "chart_summary", "tag": "change_tag"}
_NAMED = {
    "code": ("name", "made_version"),
    "transcript": ("key", "sha256"),
    "participant": ("key", "id"),
    "coder": ("name", "id"),
    "finding": ("key", "created"),
    "memo": ("text", "created"),
    "passage": ("quote", "transcript_id"),
    "coding": ("quote", "created"),
    "correction": ("at", "transcript_id"),
    "chart_summary": ("text", "created"),
    "change_tag": ("created", "tag"),
}
"""By what a thing outside the entry is known: its name and another mark."""
_BY_NAME = "'transcript', 'participant', 'coder', 'finding'"
"""What is known by its name alone, where there is no other of that name."""


def references(table: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Give column, table and id of what a row stands on; what is empty is left out."""
    for column, other in REFERENCES[table].items():
        if row[column] is not None:
            yield column, other, row[column]
    if table in _POINTING:
        target, column = row[_POINTING[table]], _POINTING[table] + "_id"
        if row[column] is not None:
            yield column, _TABLES.get(target, target), row[column]


def deleted_rows(store: Store, delta: Iterable[Operation]) -> Rows:
    """Give the rows that the deletions of a delta will take, each once."""
    going: dict[str, set[int]] = {}
    for operation in delta:
        if isinstance(operation, Delete):
            ids = going.setdefault(operation.table, set())
            ids.update(id_ for first, last in operation.ranges for id_ in range(first, last + 1))
    found = {table: store.mappings_in(table, "id", ids) for table, ids in going.items()}
    return {table: rows for table, rows in found.items() if rows}


def with_names(store: Store, rows: Rows) -> Rows:
    """Give rows with the names of what they stand on that is not among them."""
    inside = {(table, row["id"]) for table, those in rows.items() for row in those}
    outside = {
        (other, id_): None
        for table, those in rows.items()
        if table in REFERENCES
        for row in those
        for _, other, id_ in references(table, row)
        if (other, id_) not in inside
    }
    known = [row for one in outside if (row := _known(store, *one))]
    return rows | {KNOWN: [{"id": at, **row} for at, row in enumerate(known, 1)]}


def _known(store: Store, table: str, id_: int) -> Row | None:
    if table not in _NAMED:
        return None
    for row in store.mappings(table, "id = ?", (id_,)):
        return known_row(table, id_, row)
    return None


def known_row(table: str, id_: int, row: Mapping[str, Any]) -> Row:
    """Say by what a thing is known: the id that the entry gives it, that in the project, marks."""
    name, mark = _NAMED.get(table, ("id", "id"))
    return {"table": table, "row": id_, "at": row["id"], "name": row[name], "mark": row[mark]}


def still_there(store: Store, known: Mapping[str, Any]) -> int | None:
    """Give the id that something known by name has now, `None` where it is gone."""
    table = known["table"]
    name, mark = _NAMED.get(table, ("id", "id"))
    for where, values in (
        (f"id = ? AND {name} = ? AND {mark} = ?", (known["at"], known["name"], known["mark"])),
        (f"id = ? AND {mark} = ? AND '{mark}' != 'id'", (known["at"], known["mark"])),
        (f"{name} = ? AND {mark} = ?", (known["name"], known["mark"])),
        (f"{name} = ? AND '{table}' IN ({_BY_NAME})", (known["name"],)),
    ):
        found = [row["id"] for row in store.mappings(table, where, values)]
        if len(found) == 1:
            return int(found[0])
    return None


def packed(rows: Rows) -> bytes:
    """Write rows as a bin entry holds them."""
    delta: Delta = [Insert(table, those) for table, those in rows.items() if those]
    return pack(delta)


def unpacked(content: bytes) -> Rows:
    """Read the rows of a bin entry; raises one of `UNREADABLE` where it is spoilt."""
    return {
        operation.table: [dict(row) for row in operation.rows]
        for operation in unpack(content)
        if isinstance(operation, Insert)
    }


def said_of(rows: Rows) -> list[str]:
    """Say how much an entry holds, a kind of thing each: `3 codings`, `1 memo`."""
    return [
        numbered(len(rows[table]), SAID[table])
        for table in ("code", "coding", "memo", "chart_summary", "change_tag", "finding_basis")
        if rows.get(table)
    ]


def numbered(number: int, what: str) -> str:
    """Say a number of things: `1 ground of a finding`, `2 links to a passage`, `3 summaries`."""
    head, space, more = what.partition(" of ") if " of " in what else what.partition(" to ")
    plural = head[:-1] + "ies" if head.endswith("y") else head + "s"
    return f"{number:,} {head if number == 1 else plural}{space}{more}"


def readable_bin(store: Store, *, but: str = "") -> Iterator[tuple[int, Rows]]:
    """Give the entries of the bin that can be read, with their rows; those of kind `but` not."""
    for entry in bin_entries(store):
        if entry.kind != but:
            with suppress(*UNREADABLE, RecursionError):
                yield entry.id, unpacked(bin_content(store, entry.id) or b"")
