"""Corrections of a transcript's text: from a corrected file, or word by word."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import Any, Literal

from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.project.changes.bin_content import Row
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.transcripts import file_columns
from lmm_qual.project.correcting.carrying import ByWords, Carried, Carrying, Place
from lmm_qual.project.correcting.seats import CorrectedFile, Seats
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.talk import TranscriptRow, find_transcript, transcript_text
from lmm_qual.store.store import Store
from lmm_qual.text.anchoring import Anchored
from lmm_qual.text.following import Edit, Edits
from lmm_qual.text.numbers import counted
from lmm_qual.text.span import Span
from lmm_qual.text.words import count_words, word_spans

CorrectionKind = Literal["file", "words", "pseudonyms", "turns", "withdrawal"]


@dataclass
class UpdateTranscript:
    """Take a corrected file in place of a transcript's text; codings stay on their words."""

    transcript: str
    file: CorrectedFile
    note: str | None = None
    kind: str = "transcripts update"
    counts: Carried = field(default_factory=Carried, init=False)
    seats_said: list[str] = field(default_factory=list, init=False)
    """What became of speakers' labels, in a line each."""

    @property
    def label(self) -> str:
        """Name the transcript and the file."""
        return f"{self.transcript} corrected from {self.file.file_name}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Write text, turns and speakers anew and carry all that stands on the words."""
        row, ids, parsed = find_transcript(store, self.transcript), Ids(store), self.file.parsed
        old, content = transcript_text(store, row.id), self.file.content
        described = file_columns(self.file.file_name, content, parsed)
        if described["sha256"] == row.sha256 and old == parsed.text:
            return []
        turns = store.mappings("turn", "transcript_id = ?", (row.id,))
        place = ByWords(old, _labels(turns), parsed.text, _parsed_labels(parsed))
        seats = Seats(store, row.id, ids, _carried(turns, place), self.file)
        said, self.seats_said = seats.turns(), seats.said()
        correction = CorrectionRows(store, row, author, ids)
        return [
            *correction.noted("file", self.note or self.file.file_name),
            *correction.carried(old, parsed.text, place, self.counts),
            delete("turn", [turn["id"] for turn in turns]),
            *seats.speakers(),
            Insert("turn", said),
            *correction.text(parsed.text, said, described),
            *correction.source(content),
        ]


@dataclass
class CorrectWords:
    """Replace words of a transcript; turns and speakers stay, codings stay on their words.

    `pseudonyms` replaces as asked: what a coding covered it covers still, under the new name.
    """

    transcript: str
    edits: Sequence[Edit]
    correction: CorrectionKind = "words"
    labels: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    counts: Carried = field(default_factory=Carried, init=False)

    @property
    def kind(self) -> str:
        """Give the kind of change."""
        return "pseudonymise" if self.correction == "pseudonyms" else "transcripts correct"

    @property
    def label(self) -> str:
        """Name the transcript and how many places."""
        places = counted(len(self.edits), "place")
        done = "pseudonymised" if self.correction == "pseudonyms" else "corrected"
        return f"{self.transcript} {done} in {places}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Write text and turns anew and carry all that stands on the words."""
        row, ids = find_transcript(store, self.transcript), Ids(store)
        edits = self._edits(transcript_text(store, row.id))
        renamed = list(self._renamed(store, row.id))
        if edits.text == edits.old and not renamed:
            return []
        turns = store.mappings("turn", "transcript_id = ?", (row.id,))
        moved = [moved_turn(turn, edits) for turn in sorted(turns, key=itemgetter("start"))]
        self._refuse_disorder(moved)
        place: Place = edits.carry
        if self.correction != "pseudonyms":
            place = ByWords(edits.old, _labels(turns), edits.text, _labels(moved))
        marks = json.loads(store.mappings("transcript", "id = ?", (row.id,))[0]["time_marks"])
        marked = json.dumps([[edits.start(position), time] for position, time in marks])
        correction = CorrectionRows(store, row, author, ids)
        return [
            *correction.noted(self.correction, self.note),
            *correction.carried(edits.old, edits.text, place, self.counts),
            Update("turn", moved),
            Update("speaker", renamed),
            *correction.text(edits.text, moved, {"time_marks": marked}),
        ]

    def _edits(self, text: str) -> Edits:
        try:
            return Edits(text, self.edits)
        except ValueError as error:
            raise refuse(f"{self.transcript} cannot be corrected so: {error}") from None

    def _refuse_disorder(self, turns: Sequence[Row]) -> None:
        """Refuse words that run from one turn into another, whose ends could not be told."""
        for one, other in pairwise(turns):
            if other["label_start"] < one["end"] or other["start"] < other["label_start"]:
                what = f"{self.transcript} cannot be corrected so: the words run over two turns"
                raise refuse(what, "correct each turn by itself")

    def _renamed(self, store: Store, transcript: int) -> Iterator[Row]:
        """Give the speakers with another label; raises where two would have one."""
        rows = store.mappings("speaker", "transcript_id = ?", (transcript,))
        news = [self.labels.get(row["label"], row["label"]) for row in rows]
        if twice := next((label for label, n in Counter(news).items() if n > 1), None):
            what = f"two speakers of {self.transcript} would be called “{twice}”"
            raise refuse(what, "give each a name of their own", file=str(store.path))
        for row, label in zip(rows, news, strict=True):
            if row["label"] != label:
                yield {"id": row["id"], "label": label}


class CorrectionRows:
    """The rows of one correction of a transcript."""

    def __init__(self, store: Store, row: TranscriptRow, author: Author, ids: Ids) -> None:
        self._store, self._row, self._author, self._ids = store, row, author, ids
        self._id = ids.take("correction")

    def noted(self, kind: CorrectionKind, note: str | None) -> Delta:
        """Give the row that says who corrected what, and when."""
        signed = {"at": self._author.at, "coder": self._author.coder}
        about = {"transcript_id": self._row.id, "kind": kind, "note": note}
        return [Insert("correction", [{"id": self._id, **about, **signed}])]

    def carried(self, old: str, new: str, place: Place, counts: Carried) -> Delta:
        """Give the rows of all that stands on the words."""
        if not word_spans(new):
            raise refuse(f"{self._row.key} would have no words left", file=str(self._store.path))
        texts = (old, new)
        carrying = Carrying(
            self._store, self._row.id, *texts, place, self._id, self._author, self._ids
        )
        operations = carrying.operations()
        counts.add(carrying.counts)
        return operations

    def text(self, text: str, turns: Sequence[Row], values: Mapping[str, Any]) -> Delta:
        """Give the transcript's own row."""
        words = sum(turn["words"] for turn in turns)
        counted = {"words": words, "turns": len(turns), "length": len(text)}
        return [Update("transcript", [{"id": self._row.id, "text": text, **counted, **values}])]

    def source(self, content: bytes) -> Delta:
        """Give the bytes the text was read from; the log keeps those before."""
        rows = self._store.where_in("source_file", "id", "transcript_id", [self._row.id])
        return [Update("source_file", [{"id": id_, "content": content} for (id_,) in rows])]


def _carried(turns: Sequence[Row], place: Place) -> list[tuple[Row, Anchored]]:
    spans = [Span(turn["start"], turn["end"]) for turn in turns]
    return list(zip(turns, place(spans), strict=True))


def moved_turn(turn: Row, edits: Edits) -> Row:
    """Give where a turn stands after edits, with its words counted anew.

    Words inserted where what was said begins or ends are said in the turn.
    """
    first, start = edits.start(turn["label_start"]), edits.start_with(turn["start"])
    first = min(first, start)
    end = max(edits.end_with(turn["end"]), start)
    words = count_words(edits.text, start, end)
    return {"id": turn["id"], "label_start": first, "start": start, "end": end, "words": words}


def _labels(turns: Sequence[Row]) -> list[tuple[int, int]]:
    return [(turn["label_start"], turn["start"]) for turn in turns]


def _parsed_labels(parsed: ParsedTranscript) -> list[tuple[int, int]]:
    """Give the labels of turns just read."""
    return [(turn.label_start, turn.start) for turn in parsed.turns if turn.label_start is not None]
