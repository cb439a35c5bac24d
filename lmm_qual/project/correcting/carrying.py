"""Rows of codings and passages as they stand once a transcript's text is corrected."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.project.changes.bin_content import (
    KNOWN,
    Row,
    Rows,
    deleted_rows,
    packed,
    readable_bin,
    still_there,
    with_names,
)
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.codings import coding_deletions
from lmm_qual.project.correcting.joining import JoinedPassages
from lmm_qual.store.deltas import Delta, Ids, Insert, Update
from lmm_qual.store.queries.charts import rested_on
from lmm_qual.store.queries.coded import CODING_KEY
from lmm_qual.store.store import Store
from lmm_qual.text.anchoring import Anchored, Fate, anchor
from lmm_qual.text.context import words_before, words_behind
from lmm_qual.text.span import Span
from lmm_qual.text.wording import Wording
from lmm_qual.text.words import word_spans

Place = Callable[[Sequence[Span]], list[Anchored]]
"""Carries spans of the old text to the new one, in the order given."""
_AROUND = 12
"""Words before and behind a passage that the review shows."""

_WITH_PLACES = ("coding", "passage")


@dataclass
class Carried:
    """What became of the codings and passages of a transcript, by number."""

    exact: int = 0
    marks: int = 0
    review: int = 0
    binned: int = 0

    def said(self, where: str = "`transcripts review`") -> list[str]:
        """Say it in a line each; `where` is where those stand that wait."""
        looked = self.review - self.binned
        counted = {
            "on the same words": self.exact,
            "on words with other punctuation": self.marks,
            f"to be looked at: {where}": looked,
            f"in the bin, since the words are gone: {where}": self.binned,
        }
        return [f"{number} {what}" for what, number in counted.items() if number]

    def add(self, other: "Carried") -> None:
        """Count what became of others too."""
        for name in ("exact", "marks", "review", "binned"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class ByWords:
    """Carries spans of a text to the same words of another; labels are spans, no words."""

    def __init__(
        self,
        old: str,
        old_labels: Iterable[tuple[int, int]],
        new: str,
        new_labels: Iterable[tuple[int, int]],
    ) -> None:
        self._old, self._new = Wording(old, old_labels), Wording(new, new_labels)

    def __call__(self, spans: Sequence[Span]) -> list[Anchored]:
        """Carry spans, in the order given."""
        return anchor(self._old, self._new, spans)


@dataclass
class Carrying:
    """Carries what stands on one transcript from its old text to a new one."""

    store: Store
    transcript: int
    old: str
    new: str
    place: Place
    correction: int
    author: Author
    ids: Ids
    counts: Carried = field(default_factory=Carried)
    _reviews: list[Row] = field(default_factory=list, init=False)
    _moved: dict[int, tuple[Row, Anchored]] = field(default_factory=dict, init=False)
    _bin: dict[int, Rows] = field(default_factory=dict, init=False)
    _placed: dict[Span, Anchored] = field(default_factory=dict, init=False)

    def operations(self) -> Delta:
        """Give the rows to write."""
        where = "transcript_id = ?"
        codings = self.store.mappings("coding", where, (self.transcript,))
        passages = self.store.mappings("passage", where, (self.transcript,))
        self._bin = dict(readable_bin(self.store))
        binned = (row for rows in self._bin.values() for row in self._placed_rows(rows))
        spans = dict.fromkeys(map(_span, (*codings, *passages, *binned)))
        self._placed = dict(zip(spans, self.place([*spans]), strict=True))
        moved = [
            *self._codings(codings),
            *self._passages(passages),
            *self._summaries(),
            *self._carried_bin(),
        ]
        return [*moved, Insert("review", self._reviews)]

    def _with_places(self, rows: Iterable[Row]) -> list[tuple[Row, Anchored]]:
        """Give rows with their new places, the surest first."""
        placed = ((row, self._placed[_span(row)]) for row in rows)
        return sorted(placed, key=_surest_first)

    # Codings

    def _codings(self, rows: Sequence[Row]) -> Delta:
        """Move codings; those whose words are gone, or that met an equal one, go to the bin."""
        self._moved = {row["id"]: (row, one) for row, one in self._with_places(rows)}
        stay: list[tuple[Row, Anchored]] = []
        gone: list[tuple[Row, str]] = []
        keys: set[tuple[Any, ...]] = set()
        for row, one in self._moved.values():
            key = tuple((row | _ends(one.span))[name] for name in CODING_KEY)
            if one.span and key not in keys:
                keys.add(key)
                stay.append((row, one))
            else:
                gone.append((row, Fate.LOST if not one.span else "met"))
        away = [operation for row, why in gone for operation in self._to_bin(row, why)]
        for row, one in stay:
            self._note("coding", row, one)
        return [*away, *self._updates("coding", stay)]

    def _to_bin(self, row: Row, reason: str) -> Delta:
        """Keep a coding in the bin, with all that hangs on it, until somebody has looked."""
        entry = self.ids.take("bin_entry")
        deletions = coding_deletions(self.store, [row["id"]])
        signed = {"at": self.author.at, "coder": self.author.coder}
        kept = {"kind": "coding", "label": row["quote"], **signed}
        content = packed(with_names(self.store, deleted_rows(self.store, deletions)))
        self._review("bin", entry, reason, _span(row))
        self.counts.binned += 1
        return [*deletions, Insert("bin_entry", [{"id": entry, **kept, "content": content}])]

    # Passages

    def _passages(self, rows: Sequence[Row]) -> Delta:
        """Move passages; those that meet become one, on which all stands that stood on each."""
        stay: dict[Span, tuple[Row, Anchored]] = {}
        met: dict[int, int] = {}
        for row, one in self._with_places(rows):
            span = one.span or self._nearest_word(one.span.start)
            if span in stay:
                met[row["id"]] = stay[span][0]["id"]
            else:
                stay[span] = row, Anchored(span, one.fate, one.words, one.kept)
            self._note("passage", row, one, met.get(row["id"]))
        joined = JoinedPassages(self.store, met)
        return [*joined.operations(), *self._updates("passage", stay.values())]

    def _nearest_word(self, position: int) -> Span:
        """Give a word to stand for a passage whose words are gone."""
        words = word_spans(self.new)
        if not words:
            return Span(0, max(len(self.new), 1))
        return Span(*min(words, key=lambda word: (abs(word[0] - position), word[0])))

    # Both

    def _updates(self, table: str, rows: Iterable[tuple[Row, Anchored]]) -> Delta:
        """Move rows by way of places that no row can have, so that none meets another's."""
        news = [
            {"id": row["id"], **_ends(one.span), "quote": one.span.slice(self.new)}
            for row, one in rows
            if _differs(row, one.span, self.new)
        ]
        away = [{"id": row["id"], "start": -row["id"], "end": -row["id"]} for row in news]
        return [Update(table, away), Update(table, news)]

    def _note(self, target: str, row: Row, one: Anchored, id_: int | None = None) -> None:
        """Count what became of one, and put it on the review list where that is not sure."""
        self.counts.exact += one.fate is Fate.EXACT
        self.counts.marks += one.fate is Fate.MARKS
        if one.review:
            self._review(target, row["id"] if id_ is None else id_, one.fate, _span(row))

    def _review(self, target: str, id_: int, reason: str, span: Span) -> None:
        self.counts.review += 1
        self._reviews.append(
            {
                "id": self.ids.take("review"),
                "correction_id": self.correction,
                "target": target,
                "target_id": id_,
                "reason": str(reason),
                "words": span.slice(self.old),
                "before": words_before(self.old, span.start, _AROUND),
                "after": words_behind(self.old, span.end, _AROUND),
            }
        )

    # What else holds places

    def _summaries(self) -> Delta:
        """Let chart summaries rest on the same codings, where their words are the same."""
        changed = []
        for id_, based_on in rested_on(self.store):
            held = json.loads(based_on)
            carried = [self._rests(*entry) for entry in held]
            if carried != held:
                changed.append({"id": id_, "based_on": json.dumps(carried)})
        return [Update("chart_summary", changed)]

    def _rests(self, coding: int, start: int, end: int) -> list[int]:
        row, one = self._moved.get(coding, (None, None))
        if row is None or one is None or one.review or (row["start"], row["end"]) != (start, end):
            return [coding, start, end]
        return [coding, one.span.start, one.span.end]

    def _carried_bin(self) -> Delta:
        """Carry what lies in the bin; words that are gone keep their old place and quotation."""
        changed = []
        for id_, rows in self._bin.items():
            moved = [self._moves(row) for row in self._placed_rows(rows)]
            if any(moved):
                changed.append({"id": id_, "content": packed(rows)})
        return [Update("bin_entry", changed)]

    def _placed_rows(self, rows: Rows) -> list[Row]:
        """Give the rows of an entry that hold places of the transcript."""
        meant = {
            known["row"]
            for known in rows.get(KNOWN, ())
            if known["table"] == "transcript" and still_there(self.store, known) == self.transcript
        }
        placed = (row for table in _WITH_PLACES for row in rows.get(table, ()))
        return [row for row in placed if row["transcript_id"] in meant]

    def _moves(self, row: Row) -> bool:
        """Give a row its new place, where it has one; say whether it has another then."""
        span = self._placed[_span(row)].span
        if not span or not _differs(row, span, self.new):
            return False
        row |= {**_ends(span), "quote": span.slice(self.new)}
        return True


def _surest_first(carried: tuple[Row, Anchored]) -> tuple[bool, int]:
    row, one = carried
    return one.review, row["id"]


def _span(row: Mapping[str, Any]) -> Span:
    return Span(row["start"], row["end"])


def _ends(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _differs(row: Mapping[str, Any], span: Span, text: str) -> bool:
    return (row["start"], row["end"], row["quote"]) != (span.start, span.end, span.slice(text))
