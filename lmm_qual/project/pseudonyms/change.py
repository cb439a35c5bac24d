"""Names replaced by pseudonyms in a whole project, as one change that can be undone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from lmm_qual.project.changes.change import Author
from lmm_qual.project.correcting.carrying import Carried
from lmm_qual.project.correcting.correction import CorrectWords
from lmm_qual.project.pseudonyms.copies import Copies, Row
from lmm_qual.project.pseudonyms.plan import Plan
from lmm_qual.project.pseudonyms.sources import as_text, holds_names
from lmm_qual.project.pseudonyms.texts import Text, with_strings
from lmm_qual.store.deltas import Delta, Insert, Operation, Update, pack, unpack
from lmm_qual.store.queries.everything import value_of
from lmm_qual.store.queries.keys import ids_by_key, ids_in
from lmm_qual.store.queries.talk import file_of, original_bytes, transcript_text
from lmm_qual.store.store import Store
from lmm_qual.text.context import words_before, words_behind
from lmm_qual.text.following import Edit, Edits
from lmm_qual.text.numbers import counted
from lmm_qual.text.span import Span

_AROUND = 12
"""Words before and behind a passage that the review shows."""


@dataclass
class Pseudonymise:
    """Replace names in transcripts, in what people wrote beside them, and in all copies of both.

    What a coding covered it covers still. The original bytes of a transcript in which a name is
    replaced, or that hold one, give way to its text, as they would keep the names.
    """

    plan: Plan
    kind: str = "pseudonymise"
    counts: Carried = field(default_factory=Carried, init=False)
    sources: list[str] = field(default_factory=list, init=False)
    """The transcripts whose original bytes gave way."""
    closed: list[str] = field(default_factory=list, init=False)
    """Those whose bytes stayed and could not be looked into."""

    @property
    def label(self) -> str:
        """Say how many places; no name stands in it."""
        places = len(self.plan.places)
        return f"{counted(places, 'place')} pseudonymised"

    def said(self) -> list[str]:
        """Say what became of codings and of original bytes, in a line each, once it is made."""
        lines = [f"codings and passages: {line}" for line in self.counts.said()]
        if self.sources:
            lines.append(f"original bytes replaced by the text: {', '.join(self.sources)}")
        closed = "its original bytes cannot be looked into and were left as they are"
        return [*lines, *(f"{key}: {closed}" for key in self.closed)]

    def operations(self, store: Store, author: Author) -> Iterator[Operation]:
        """Write transcripts first, then all that is of them; each sees what was written before."""
        self.sources, self.closed, self.counts = [], [], Carried()
        if not self.plan.places:
            return
        keys = ids_by_key(store, "transcript", by="key")
        news = list(self.plan.news())
        labels = _labels(news)
        said = {text.value: text.value for text in self.plan.texts.values()}
        said |= {text.value: now for text, now in news}
        copies = Copies(store, self.plan.rules, said)
        edits = self.plan.edits()
        for key, id_ in keys.items():
            if key in edits or id_ in labels:
                made = edits.get(key, [])
                yield from self._words(store, author, key, id_, made, labels.get(id_, {}), copies)
        yield from rows_of_texts(store, news)
        yield from copies.operations()
        touched = {text.transcript for text, _ in news} | {keys[key] for key in edits}
        for key, id_ in keys.items():
            yield from self._source(store, key, id_, touched=id_ in touched)

    def _words(
        self,
        store: Store,
        author: Author,
        key: str,
        id_: int,
        edits: Sequence[Edit],
        labels: Mapping[str, str],
        copies: Copies,
    ) -> Iterator[Operation]:
        old, quotes = transcript_text(store, id_), _quotes(store, id_)
        change = CorrectWords(key, edits, "pseudonyms", labels)
        yield from change.operations(store, author)
        self.counts.add(change.counts)
        made = Edits(old, edits)
        copies.sums[id_] = _sum(old), _sum(made.text)
        now = _quotes(store, id_)
        copies.quotes |= {
            coding: (quote, now[coding]) for coding, quote in quotes.items() if coding in now
        }
        yield from _settled_reviews(store, id_, made)

    def _source(self, store: Store, key: str, id_: int, *, touched: bool) -> Iterator[Operation]:
        form, encoding, file_name = file_of(store, id_)
        finder = self.plan.rules.finder(key)
        if not touched:
            held = holds_names(original_bytes(store, id_), form, encoding, finder)
            if held is None:
                self.closed.append(key)
            if not held:
                return
        content, described = as_text(transcript_text(store, id_), file_name)
        rows = store.where_in("source_file", "id", "transcript_id", [id_])
        self.sources.append(key)
        yield Update("source_file", [{"id": source, "content": content} for (source,) in rows])
        yield Update("transcript", [{"id": id_, **described}])


def _labels(news: Sequence[tuple[Text, str]]) -> dict[int, dict[str, str]]:
    """Give the speakers' labels that change, by transcript."""
    found: dict[int, dict[str, str]] = {}
    for text, said in news:
        if (text.table, text.column) == ("speaker", "label") and text.transcript is not None:
            found.setdefault(text.transcript, {})[text.value] = said
    return found


def _quotes(store: Store, transcript: int) -> dict[int, str]:
    return dict(store.where_in("coding", "id, quote", "transcript_id", [transcript]))


def _sum(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def rows_of_texts(store: Store, news: Sequence[tuple[Text, str]]) -> Iterator[Operation]:
    """Give the rows of texts that change; speakers' labels go with the words."""
    rows: dict[tuple[str, int, str], Any] = {}
    nested: dict[tuple[str, int, str], dict[Any, str]] = {}
    for text, said in news:
        if (text.table, text.column) == ("speaker", "label"):
            continue
        place = text.table, text.id, text.column
        if text.path:
            nested.setdefault(place, {})[text.path] = said
        else:
            rows[place] = said
    for (table, id_, column), changed in nested.items():
        value = json.loads(value_of(store, table, column, id_))
        rows[table, id_, column] = json.dumps(with_strings(value, changed), ensure_ascii=False)
    for (table, id_, column), said in rows.items():
        yield Update(table, [{"id": id_, column: said}])


def _settled_reviews(store: Store, transcript: int, edits: Edits) -> Iterator[Operation]:
    """Let what this correction put on the review list, or in the bin, hold no name either."""
    correction = max(ids_in(store, "correction", "transcript_id", transcript), default=None)
    reviews: list[Row] = []
    for row in store.mappings("review", "correction_id = ?", (correction,)):
        if row["target"] == "bin":
            entry, span = _carried_entry(store, row["target_id"], edits)
            yield Update("bin_entry", [entry])
        else:
            (found,) = store.mappings(row["target"], "id = ?", (row["target_id"],))
            span = Span(found["start"], found["end"])
        before = words_before(edits.text, span.start, _AROUND)
        after = words_behind(edits.text, span.end, _AROUND)
        said = {"words": span.slice(edits.text), "before": before, "after": after}
        reviews.append({"id": row["id"], **said})
    yield Update("review", reviews)


def _carried_entry(store: Store, entry: int, edits: Edits) -> tuple[Row, Span]:
    """Give a coding just put in the bin as it stands on the new words, and where."""
    (row,) = store.mappings("bin_entry", "id = ?", (entry,))
    delta: Delta = []
    span = Span(0, 0)
    for operation in unpack(row["content"]):
        if isinstance(operation, Insert) and operation.table == "coding":
            rows = []
            for coding in operation.rows:
                span = edits.carry([Span(coding["start"], coding["end"])])[0].span
                place = {"start": span.start, "end": span.end, "quote": span.slice(edits.text)}
                rows.append({**coding, **place})
            delta.append(Insert("coding", rows))
        else:
            delta.append(operation)
    return {"id": entry, "label": span.slice(edits.text), "content": pack(delta)}, span
