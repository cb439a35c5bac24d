"""What changes wrote, in words: worked out from the log and from the rows as they are now.

Of what stands the log holds what takes it back; the rows that it made are read where they are, so
a later change of them shows here too, and what was taken away since is said to be.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lmm_qual.exporters.history_rows import PLAIN, UNTOLD, WORDS, Rows, noun
from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.store.deltas import UNREADABLE, Delete, Insert, Operation, Row, Update, unpack
from lmm_qual.store.queries.log import EntryRow, packed_delta
from lmm_qual.store.store import Store

MADE, REMOVED, CHANGED = "made", "removed", "changed"
MOST = 50
"""So many rows of a change are told one by one; all are counted."""


@dataclass
class Told:
    """What a change wrote: rows by table and by what was done, and lines about them."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    untold: int = 0

    @property
    def counted(self) -> str:
        """Say the numbers: `made 3 codings, 1 memo; removed 1 voice`."""
        return "; ".join(
            f"{done} {', '.join(noun(table, number) for table, number in numbers.items())}"
            for done, numbers in self.counts.items()
        )

    @property
    def all_lines(self) -> list[str]:
        """Give the lines, the last of which says how many there are more."""
        return [*self.lines, *([f"and {self.untold:,} more"] if self.untold else [])]


def tell(store: Store, entry: EntryRow, *, words: bool = False, rows: Rows | None = None) -> Told:
    """Tell what a change wrote; with `words` what was said and written too."""
    told = Told()
    if entry.state == "discarded":
        told.lines.append("It was undone, and can no longer be made again: nothing of it is kept.")
        return told
    if entry.state == "forgotten":
        told.lines.append("It stands; what it wrote was forgotten, so that it cannot be undone.")
        return told
    try:
        delta = unpack(packed_delta(store, entry.id))
    except (*UNREADABLE, RecursionError):
        told.lines.append("Its entry in the log is spoilt; run `check`.")
        return told
    _Telling(store, rows or Rows(store), told, words, back=entry.state == "done").tell(delta)
    return told


@dataclass
class _Telling:
    store: Store
    rows: Rows
    told: Told
    words: bool
    back: bool
    """Whether the operations take the change back, else they make it again."""

    def tell(self, delta: Sequence[Operation]) -> None:
        for one in reversed(delta) if self.back else delta:
            if isinstance(one, Update):
                self._changed(one)
            else:
                inserted = isinstance(one, Insert)
                self._whole(one, MADE if inserted != self.back else REMOVED)

    def _count(self, table: str, done: str, number: int) -> None:
        numbers = self.told.counts.setdefault(done, {})
        numbers[table] = numbers.get(table, 0) + number

    def _whole(self, one: Insert | Delete, done: str) -> None:
        total = (
            len(one.rows)
            if isinstance(one, Insert)
            else sum(last - first + 1 for first, last in one.ranges)
        )
        if not total:
            return
        self._count(one.table, done, total)
        if one.table in PLAIN:
            return
        room = max(MOST - len(self.told.lines), 0)
        found = list(islice(self._rows(one), room))
        self.told.lines += [self._line(done, one.table, row) for row in found]
        if room < total:
            self.told.untold += total - len(found)
        elif gone := total - len(found):
            self.told.lines.append(f"{done} {noun(one.table, gone)}, no longer there")

    def _rows(self, one: Insert | Delete) -> Iterable[Row]:
        if isinstance(one, Insert):
            return one.rows
        where, most = "id BETWEEN ? AND ?", MOST
        return (
            row
            for first, last in one.ranges
            for row in self.store.mappings(
                f'"{one.table}"', where, (first, min(last, first + most))
            )
        )

    def _line(self, done: str, table: str, row: Row) -> str:
        said = self.rows.said(table, row)
        words = f": “{said.words}”" if self.words and said.words else ""
        return f"{done} {noun(table, 1).removeprefix('1 ')} {said.named}{words}"

    def _changed(self, one: Update) -> None:
        self._count(one.table, CHANGED, len(one.rows))
        if one.table in PLAIN:
            return
        for row in one.rows:
            if len(self.told.lines) >= MOST:
                self.told.untold += 1
                continue
            now = next(iter(self.store.mappings(f'"{one.table}"', "id = ?", (row["id"],))), None)
            named = self.rows.said(one.table, now).named if now else f"{row['id']}"
            called = f"{CHANGED} {noun(one.table, 1).removeprefix('1 ')} {named}"
            if now is None:
                self.told.lines.append(f"{called}, no longer there")
            elif said := self._differences(row, now):
                self.told.lines.append(f"{called}: {said}")

    def _differences(self, row: Row, now: Mapping[str, Any]) -> str:
        before, after = (row, now) if self.back else (now, row)
        return "; ".join(
            self._difference(column, before[column], after[column])
            for column in row
            if column not in UNTOLD and before[column] != after[column]
        )

    def _difference(self, column: str, before: Any, after: Any) -> str:
        name = column.removesuffix("_id").removesuffix("_key").rstrip("_").replace("_", " ")
        if (column in WORDS and not self.words) or isinstance(before or after, bytes):
            return f"{name} written anew"
        return f"{name} from {self.rows.value(column, before)} to {self.rows.value(column, after)}"


HEADINGS = ("id", "at", "coder", "kind", "label", "state")
AUDIT_HEADINGS = (*HEADINGS, "changed", "details")


def history_table(entries: Sequence[EntryRow]) -> Table:
    """Give changes, a row a change; times in UTC."""
    return Table(HEADINGS, entries, (0,))


def audit_records(
    store: Store, entries: Iterable[EntryRow], *, words: bool = False
) -> list[dict[str, object]]:
    """Give changes with what each wrote, for other programs; times in UTC."""
    rows = Rows(store)
    records: list[dict[str, object]] = []
    for entry in entries:
        told = tell(store, entry, words=words, rows=rows)
        records.append({**entry._asdict(), "changed": told.counts, "details": told.all_lines})
    return records


def audit_table(store: Store, entries: Iterable[EntryRow], *, words: bool = False) -> Table:
    """Give changes with what each wrote, a row a change; times in UTC."""
    rows = Rows(store)
    found: list[Sequence[Cell]] = []
    for entry in entries:
        told = tell(store, entry, words=words, rows=rows)
        found.append((*entry, told.counted, " | ".join(told.all_lines)))
    return Table(AUDIT_HEADINGS, found, (0,))


def audit_text(store: Store, entries: Iterable[EntryRow], *, words: bool = False) -> Iterator[str]:
    """Give changes with what each wrote as lines to read; times in UTC."""
    rows = Rows(store)
    for entry in entries:
        who = entry.coder or "nobody named"
        yield f"{entry.id}  {entry.at}  {who}  {entry.kind}  {entry.label}  ({entry.state})"
        told = tell(store, entry, words=words, rows=rows)
        yield from (f"    {said}" for said in (told.counted, *told.all_lines) if said)
