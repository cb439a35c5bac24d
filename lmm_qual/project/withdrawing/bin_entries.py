"""The bin without the words that are withdrawn, and without what stood on them there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.project.changes.bin_content import (
    KNOWN,
    PROMPT,
    REFERENCES,
    Row,
    Rows,
    packed,
    references,
    still_there,
    unpacked,
)
from lmm_qual.project.withdrawing.scope import Scope
from lmm_qual.project.withdrawing.session_words import SessionWords
from lmm_qual.store.deltas import UNREADABLE, Operation, Update, delete
from lmm_qual.store.queries.bin import bin_content, bin_entries
from lmm_qual.store.store import Store

_OF_PEOPLE = ("coding_voice", "chart_summary", "change_tag", "finding_basis")
_SAYING = ("coding", "passage", "memo")
"""What is known in the bin by its own words."""
_Row = tuple[str, int]


@dataclass
class BinEntries:
    """Takes out of the bin what is withdrawn; what cannot be read, or placed, goes too."""

    store: Store
    scope: Scope
    words: Mapping[int, SessionWords]
    memos: Sequence[int]
    """The memos that go, by number."""
    removed: int = field(default=0, init=False)
    """How many codings were taken out."""

    def operations(self) -> Iterator[Operation]:
        """Give the rows to write."""
        gone, changed = [], []
        for entry in bin_entries(self.store):
            try:
                rows = unpacked(bin_content(self.store, entry.id) or b"")
            except (*UNREADABLE, RecursionError):
                gone.append(entry.id)
                continue
            left = self._left(rows)
            if not left.keys() - {KNOWN, PROMPT}:
                gone.append(entry.id)
            elif left != rows:
                changed.append({"id": entry.id, "content": packed(left)})
        yield delete("bin_entry", gone)
        yield Update("bin_entry", changed)

    def _left(self, rows: Rows) -> Rows:
        now = {
            (known["table"], known["row"]): still_there(self.store, known)
            for known in rows.get(KNOWN, ())
        }
        away = {
            (table, row["id"])
            for table, those in rows.items()
            for row in those
            if self._goes(table, row, now)
        }
        while more := _resting(rows, away):
            away |= more
        self.removed += sum(table == "coding" for table, _ in away)
        left = {
            table: [row for row in those if (table, row["id"]) not in away]
            for table, those in rows.items()
        }
        left[KNOWN] = [known for known in rows.get(KNOWN, ()) if not self._says(known, now)]
        return {table: those for table, those in left.items() if those}

    def _goes(self, table: str, row: Row, now: Mapping[_Row, int | None]) -> bool:
        if table in {"coding", "passage"}:
            transcript = now.get(("transcript", row["transcript_id"]))
            return transcript is None or self._withdrawn(transcript, row)
        if table in _OF_PEOPLE and self.scope.leaves:
            person = now.get(("participant", row["participant_id"]))
            return person is not None and person == self.scope.participant
        return False

    def _withdrawn(self, transcript: int, row: Row) -> bool:
        words = self.words.get(transcript)
        if words is None:
            return False
        stands = words.text[row["start"] : row["end"]] == row["quote"]
        return words.whole or not stands or words.touched(row)

    def _says(self, known: Row, now: Mapping[_Row, int | None]) -> bool:
        """Say whether something is known by words that may be withdrawn."""
        if known["table"] not in _SAYING:
            return False
        id_ = now[known["table"], known["row"]]
        if id_ is None or known["table"] == "memo":
            return id_ is None or id_ in self.memos
        (row,) = self.store.mappings(known["table"], "id = ?", (id_,))
        words = self.words.get(row["transcript_id"])
        return words is not None and words.touched(row)


def _resting(rows: Rows, away: set[_Row]) -> set[_Row]:
    """Give the rows of an entry that rest on some that go."""
    return {
        (table, row["id"])
        for table, those in rows.items()
        if table in REFERENCES
        for row in those
        if (table, row["id"]) not in away
        and any((other, id_) in away for _, other, id_ in references(table, row))
    }
