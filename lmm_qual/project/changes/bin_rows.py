"""Rows of a bin entry on their way back: what they stand on now, and where their words stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.project.changes.bin_content import (
    KNOWN,
    REFERENCES,
    SAID,
    Row,
    Rows,
    known_row,
    numbered,
    references,
    still_there,
)
from lmm_qual.project.changes.change import CoderRows
from lmm_qual.store.deltas import Delta, Ids, Insert
from lmm_qual.store.queries.coded import CODING_KEY, known_codings
from lmm_qual.store.queries.passages import passage_at
from lmm_qual.store.queries.talk import transcript_text
from lmm_qual.store.store import Store

_CELL = (
    *("row_kind", "participant_id", "service_key", "transcript_id", "code_id", "part", "time_key"),
)
_TAGGED = (
    *("design", "participant_id", "service_key", "group_key", "code_id", "from_time", "to_time"),
)
_ONCE = {
    "chart_summary": _CELL,
    "change_tag": _TAGGED,
    "passage_link": ("source", "source_id", "passage_id", "side"),
    "memo_link": ("memo_id", "target", "target_id"),
}
"""What no two rows of a table have in common."""


@dataclass
class ReturningRows:
    """Puts rows back one table after the other; `left` holds those that cannot come back."""

    store: Store
    ids: Ids
    rows: Rows
    left: Rows = field(default_factory=dict, init=False)
    reasons: dict[tuple[str, str], int] = field(default_factory=dict, init=False)
    _new: dict[tuple[str, int], Row] = field(default_factory=dict, init=False)
    _made: dict[str, list[Row]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._coders = CoderRows(self.store, self.ids)
        self._inside = {(t, row["id"]) for t, rows in self.rows.items() for row in rows}
        self._known = {(row["table"], row["row"]): row for row in self.rows.get(KNOWN, ())}
        self._outside_now: dict[tuple[str, int], int | None] = {}
        self._texts: dict[int, str] = {}
        self._codings: dict[int, set[tuple[int, ...]]] = {}

    def new_ids(self, table: str) -> dict[int, int]:
        """Give each row of a table its id: the one it had where all are free, else a new one."""
        old = [row["id"] for row in self.rows.get(table, ())]
        if not list(self.store.where_in(table, "id", "id", old)):
            return {id_: id_ for id_ in old}
        return {id_: self.ids.take(table) for id_ in old}

    def back(self, table: str, old: int, row: Row, *, made: bool = True) -> None:
        """Note what a row of the entry is now; `made` says that it is to be inserted."""
        self._new[table, old] = row
        if made:
            self._made.setdefault(table, []).append(row)

    def now(self, table: str, id_: int) -> int | None:
        """Give the id of what a row of the entry names, `None` where that is not there."""
        if (table, id_) in self._inside:
            return self._new[table, id_]["id"] if (table, id_) in self._new else None
        if (table, id_) not in self._outside_now:
            self._outside_now[table, id_] = self._still(table, id_)
        return self._outside_now[table, id_]

    def _still(self, table: str, id_: int) -> int | None:
        known = self._known.get((table, id_))
        if known is None:
            return None
        found = still_there(self.store, known)
        return self._coders.id_of(known["name"]) if table == "coder" and not found else found

    def all(self) -> None:
        """Put back the rows of all tables but the codes."""
        tables = [table for table in REFERENCES if table != "code"]
        for table in tables:
            new = self.new_ids(table)
            for row in self.rows.get(table, ()):
                self._one(table, row, new[row["id"]])
        for table in self.rows.keys() - {*tables, "code", KNOWN, "prompt"}:
            for row in self.rows[table]:
                self._leave(table, row, "this version does not know how")

    def _one(self, table: str, old: Row, id_: int) -> None:
        row = dict(old)
        for column, other, named in references(table, old):
            now = self.now(other, named)
            if now is None:
                self._leave(table, old, self._gone(other, named))
                return
            row[column] = now
        if table in {"coding", "passage"} and not self._placed(row):
            self._leave(table, old, "its words do not stand in the transcript, or more than once")
            return
        there = self._there(table, row)
        if there is not None and table != "passage":
            self._leave(table, old, "there is one in its place")
            return
        row["id"] = id_ if there is None else there
        self.back(table, old["id"], row, made=there is None)

    def _gone(self, table: str, id_: int) -> str:
        known = self._known.get((table, id_))
        name = f" {' '.join(str(known['name']).split())[:40]}" if known else ""
        return f"{SAID.get(table, table)}{name} is not there"

    def _placed(self, row: Row) -> bool:
        """Put a span where its words stand now, if that is one place."""
        transcript, quote = row["transcript_id"], row["quote"]
        if transcript not in self._texts:
            self._texts[transcript] = transcript_text(self.store, transcript)
        text = self._texts[transcript]
        if text[row["start"] : row["end"]] == quote:
            return True
        start = text.find(quote)
        if start < 0 or text.find(quote, start + 1) >= 0:
            return False
        row |= {"start": start, "end": start + len(quote)}
        return True

    def _there(self, table: str, row: Mapping[str, Any]) -> int | None:
        """Give the row that stands where one is to stand: its id, 0 for one that is coming back."""
        if table == "passage":
            place = row["transcript_id"], row["start"], row["end"]
            coming = (one for one in self._made.get("passage", ()))
            same = (one["id"] for one in coming if _place(one) == place)
            return passage_at(self.store, *place) or next(same, None)
        if table == "coding":
            transcript = row["transcript_id"]
            known = self._codings.setdefault(transcript, known_codings(self.store, [transcript]))
            key = tuple(row[name] for name in CODING_KEY)
            taken = key in known
            known.add(key)
            return 0 if taken else None
        if table not in _ONCE:
            return None
        where = " AND ".join(f"{name} IS ?" for name in _ONCE[table])
        found = self.store.mappings(table, where, [row[name] for name in _ONCE[table]])
        return found[0]["id"] if found else None

    def _leave(self, table: str, row: Row, reason: str) -> None:
        self.left.setdefault(table, []).append(row)
        key = SAID.get(table, table), reason
        self.reasons[key] = self.reasons.get(key, 0) + 1

    def operations(self) -> Delta:
        """Give the insertions, codes aside, which the codebook's own rows make."""
        made = [Insert(table, rows) for table, rows in self._made.items() if table != "code"]
        return [self._coders.operation(), *made]

    def rest(self) -> Rows:
        """Give what is left, with the names of all it stands on."""
        if not self.left:
            return {}
        inside = {(table, row["id"]) for table, rows in self.left.items() for row in rows}
        again = [
            known_row(other, id_, self._new[other, id_])
            for other, id_ in self._outside(inside)
            if (other, id_) in self._new
        ]
        known = [*self._known.values(), *again]
        return self.left | {KNOWN: [{**row, "id": at} for at, row in enumerate(known, 1)]}

    def _outside(self, inside: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        stand = {
            (other, id_): None
            for table, rows in self.left.items()
            if table in REFERENCES
            for row in rows
            for _, other, id_ in references(table, row)
        }
        return [one for one in stand if one not in set(inside)]

    def said(self) -> list[str]:
        """Say what could not come back, and why, in a line each."""
        return [
            f"{numbered(number, what)} left in the bin: {why}"
            for (what, why), number in self.reasons.items()
        ]


def _place(row: Mapping[str, Any]) -> tuple[int, int, int]:
    return row["transcript_id"], row["start"], row["end"]
