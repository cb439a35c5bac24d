"""Copies that follow what is replaced: codebook versions, snapshots, the bin, the review list."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from lmm_qual.analysis.snapshot import packed, unpacked
from lmm_qual.project.pseudonyms.texts import COLUMNS
from lmm_qual.store.deltas import UNREADABLE, Delta, Insert, Operation, Update, pack, unpack
from lmm_qual.store.queries.everything import values_by_id
from lmm_qual.store.queries.keys import keys_by_id
from lmm_qual.store.queries.reviews import review_texts
from lmm_qual.store.store import Store
from lmm_qual.text.following import Edit, Edits

Row = dict[str, Any]
_DEFINING = ("definition", "include", "exclude", "example")


class Rewording(Protocol):
    """What is said in place of some words, in a transcript or anywhere."""

    def edits(self, text: str, transcript: str | None) -> Sequence[Edit]:
        """Give the edits of a text."""

    def said(self, text: str, transcript: str | None) -> str:
        """Give a text as it is to be."""


@dataclass
class Copies:
    """What other rows repeat: each takes what the text it repeats says now, else the rules."""

    store: Store
    rules: Rewording
    said: dict[str, str] = field(default_factory=dict)
    """Whole texts before and now."""
    quotes: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Of codings whose words changed: before and now."""
    sums: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Checksums of the texts of transcripts, before and now."""

    def operations(self) -> Iterator[Operation]:
        """Give the rows to write."""
        self._keys: Mapping[int, str] = keys_by_id(self.store, "transcript")
        yield from self._versions()
        yield from self._snapshots()
        yield from self._bin()
        yield from self._reviews()

    def _now(self, text: Any, transcript: int | None = None) -> Any:
        """Give what a repeated text says now; other values stay."""
        if not isinstance(text, str):
            return text
        key = None if transcript is None else self._keys.get(transcript)
        return self.said[text] if text in self.said else self.rules.said(text, key)

    def _versions(self) -> Delta:
        changed = []
        for id_, content in values_by_id(self.store, "codebook_version", "content").items():
            book = json.loads(content)
            news = {**book, "codes": [self._defined(code) for code in book.get("codes", [])]}
            if news != book:
                changed.append({"id": id_, "content": json.dumps(news, ensure_ascii=False)})
        return [Update("codebook_version", changed)]

    def _defined(self, entry: Row) -> Row:
        return {name: self._now(v) if name in _DEFINING else v for name, v in entry.items()}

    # Snapshots

    def _snapshots(self) -> Delta:
        changed = []
        for id_, content in values_by_id(self.store, "snapshot", "content").items():
            try:
                state = unpacked(content)
                news = self._state(state)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # spoilt ones are left as they are, and told of
            if news != state:
                changed.append({"id": id_, "content": packed(news)})
        return [Update("snapshot", changed)]

    def _state(self, state: Row) -> Row:
        return {
            **state,
            "codes": {code: self._defined(entry) for code, entry in state["codes"].items()},
            "transcripts": {id_: self._session(id_, e) for id_, e in state["transcripts"].items()},
            "codings": {id_: self._coding(id_, e) for id_, e in state["codings"].items()},
            "summaries": {
                id_: {**entry, "text": self._now(entry["text"])}
                for id_, entry in state["summaries"].items()
            },
        }

    def _session(self, id_: str, entry: Row) -> Row:
        before, now = self.sums.get(int(id_), (None, None))
        text = now if entry["text"] == before else entry["text"]
        return {**entry, "text": text, "title": self._now(entry.get("title"), int(id_))}

    def _coding(self, id_: str, entry: list[Any]) -> list[Any]:
        code, transcript, quote, *rest = entry
        before, now = self.quotes.get(int(id_), (None, None))
        return [code, transcript, now if quote == before else self._now(quote, transcript), *rest]

    # The bin

    def _bin(self) -> Delta:
        changed = []
        for row in self.store.mappings("bin_entry"):
            try:
                delta = unpack(row["content"])
            except UNREADABLE:
                continue
            news = [self._restored(operation) for operation in delta]
            label = self._now(row["label"])
            if news != delta or label != row["label"]:
                changed.append({"id": row["id"], "label": label, "content": pack(news)})
        return [Update("bin_entry", changed)]

    def _restored(self, operation: Operation) -> Operation:
        if not isinstance(operation, Insert):
            return operation
        columns = (*COLUMNS.get(operation.table, ()), "quote")
        rows = [
            {
                n: self._now(v, row.get("transcript_id")) if n in columns else v
                for n, v in row.items()
            }
            for row in operation.rows
        ]
        return Insert(operation.table, rows)

    # The review list

    def _reviews(self) -> Delta:
        changed = []
        for id_, before, words, after, transcript in review_texts(self.store):
            text = before + words + after
            edits = Edits(text, self.rules.edits(text, self._keys.get(transcript)))
            if edits.text == text:
                continue
            start, end = edits.start(len(before)), edits.end(len(before) + len(words))
            parts = {"before": edits.text[:start], "words": edits.text[start:end]}
            changed.append({"id": id_, **parts, "after": edits.text[end:]})
        return [Update("review", changed)]
