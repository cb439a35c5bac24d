"""Codings that go to other codes: where the same coder has equal words there, two become one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.charts import rested_on
from lmm_qual.store.queries.coded import CODING_KEY
from lmm_qual.store.store import Store

Row = dict[str, Any]
_KEY = tuple(CODING_KEY)
_DETAILS = ("valence", "refers_to")


class CodingMoves:
    """Works out what becomes of codings that go to other codes, or get other codes as well.

    Of two that become one the coding that was there stays, with what it says of valence, time and
    voices; what it does not say it takes from the other. Memos of both stay, and so do reviews.
    """

    def __init__(self, store: Store, ids: Ids, codes: Iterable[int], version: int | None) -> None:
        """Take the codes from and to which codings go, and the version that those moved get."""
        self._store, self._ids, self._version = store, ids, version
        rows = store.mappings_in("coding", "code_id", set(codes))
        self.rows: Mapping[int, Row] = {row["id"]: row for row in rows}
        """The codings of those codes as they will be, by id."""
        self._before = {id_: dict(row) for id_, row in self.rows.items()}
        self._at = {_key(row): id_ for id_, row in self.rows.items()}
        self._voices: dict[int, list[Row]] = {}
        for voice in self._voice_rows():
            self._voices.setdefault(voice["coding_id"], []).append(voice)
        self._new_voices: list[Row] = []
        self._new: dict[int, Row] = {}
        self.into: dict[int, int] = {}
        """The coding that each one became part of."""

    def _voice_rows(self) -> Iterator[Row]:
        columns = ("id", "coding_id", "participant_id", "voice")
        listed = ", ".join(columns)
        for found in self._store.where_in("coding_voice", listed, "coding_id", self.rows):
            yield dict(zip(columns, found, strict=True))

    def move(self, coding: int, code: int) -> None:
        """Let a coding have another code, or become part of the one that has it already."""
        row = self.rows[coding]
        if row["code_id"] == code:
            return
        there = self._at.get(_key(row | {"code_id": code}))
        del self._at[_key(row)]
        if there is None:
            row["code_id"] = code
            row["version"] = row["version"] if self._version is None else self._version
            self._at[_key(row)] = coding
        else:
            self._fill(there, coding)
            self.into[coding] = there

    def copy(self, coding: int, code: int) -> None:
        """Let the words of a coding have another code as well; its memos stay where they are."""
        row = self.rows[coding] | {"code_id": code}
        there = self._at.get(_key(row))
        if there is None:
            there = self._ids.take("coding")
            version = row["version"] if self._version is None else self._version
            self._new[there] = row | {"id": there, "version": version}
            self._at[_key(row)] = there
        self._fill(there, coding)

    def _fill(self, kept: int, other: int) -> None:
        """Let a coding say what it does not say and another does."""
        ours, theirs = self._new.get(kept) or self.rows[kept], self.rows[other]
        for name in _DETAILS:
            ours[name] = ours[name] if ours[name] is not None else theirs[name]
        if self._voices.get(kept):
            return
        for voice in self._voices.get(other, ()):
            new = voice | {"id": self._ids.take("coding_voice"), "coding_id": kept}
            self._new_voices.append(new)
            self._voices.setdefault(kept, []).append(new)

    def operations(self) -> Delta:
        """Give the rows to write, those of summaries and reviews that named codings too."""
        gone = list(self.into)
        voices = self._store.where_in("coding_voice", "id", "coding_id", gone)
        columns = ("code_id", "version", *_DETAILS)
        changed = [
            {"id": id_, **{name: row[name] for name in columns}}
            for id_, row in self.rows.items()
            if id_ not in self.into and row != self._before[id_]
        ]
        return [
            self._carried("memo"),
            self._carried("review"),
            delete("coding_voice", [voice for (voice,) in voices]),
            delete("coding", gone),
            Update("coding", changed),
            Insert("coding", list(self._new.values())),
            Insert("coding_voice", self._new_voices),
            self._rests(),
        ]

    def _carried(self, table: str) -> Update:
        """Let what is on a coding be on the one that it became part of."""
        found = self._store.where_in(table, "id, target, target_id", "target_id", list(self.into))
        return Update(
            table,
            [
                {"id": id_, "target_id": self.into[coding]}
                for id_, target, coding in found
                if target == "coding"
            ],
        )

    def _rests(self) -> Update:
        """Let summaries that were written on a coding be written on the one that it became."""
        if not self.into:
            return Update("chart_summary", [])
        changed = []
        for id_, based_on in rested_on(self._store):
            if (carried := carried_segments([based_on], self.into)) != based_on:
                changed.append({"id": id_, "based_on": carried})
        return Update("chart_summary", changed)


def carried_segments(based_on: Iterable[str], into: Mapping[int, int]) -> str:
    """Give all segments that summaries were written on, each once, by what codings became."""
    found = {
        (into.get(coding, coding), start, end)
        for segments in based_on
        for coding, start, end in json.loads(segments)
    }
    return json.dumps(sorted(found), separators=(",", ":"))


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _KEY)
