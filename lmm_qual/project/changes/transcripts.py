"""Changes of transcripts: adding, describing, renaming, deleting."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.model.transcript_list import Document, SpeakerEntry
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.codings import coding_deletions
from lmm_qual.project.changes.written import left_bare, memo_deletions, transcript_writings
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.deltas import Delta, Ids, Insert, Operation, Update, delete
from lmm_qual.store.queries.keys import ids_by_key, ids_in, keys
from lmm_qual.store.queries.memos import memo_ids
from lmm_qual.store.queries.talk import find_transcript
from lmm_qual.store.store import Store
from lmm_qual.text.words import count_words


@dataclass(frozen=True)
class NewTranscript:
    """A transcript about to be added: who and what it is, its text and its bytes."""

    key: str
    file_name: str
    content: bytes
    parsed: ParsedTranscript
    speakers: Mapping[str, SpeakerEntry]
    title: str | None = None
    time: str | None = None
    group: str | None = None
    service: str | None = None
    method: str | None = None
    date: str | None = None
    basis: str | None = None
    interviewer_note: str | None = None


_TABLES = ("participant", "transcript", "source_file", "speaker", "turn")
_AT_A_TIME = 20
"""Transcripts whose rows are in memory at once."""


@dataclass
class AddTranscripts:
    """Add transcripts with their turns, speakers and original bytes, all or none."""

    transcripts: Sequence[NewTranscript]
    kind: str = "import"
    new_participants: list[str] = field(default_factory=list, init=False)

    @property
    def label(self) -> str:
        """Say which, or how many."""
        if len(self.transcripts) == 1:
            return f"import of {self.transcripts[0].key}"
        return f"import of {len(self.transcripts)} transcripts"

    def operations(self, store: Store, author: Author) -> Iterator[Operation]:
        """Insert the rows, some transcripts at a time; raises where an id is taken."""
        self._refuse_taken(store)
        self.new_participants = []
        ids = Ids(store)
        participants = ParticipantRows(store, ids)
        for first in range(0, len(self.transcripts), _AT_A_TIME):
            rows: dict[str, list[dict[str, Any]]] = {table: [] for table in _TABLES}
            for new in self.transcripts[first : first + _AT_A_TIME]:
                self._add(new, rows, ids, participants, author)
            rows["participant"] = participants.take_made()
            self.new_participants += [row["key"] for row in rows["participant"]]
            yield from (Insert(table, made) for table, made in rows.items())

    def _refuse_taken(self, store: Store) -> None:
        taken = set(keys(store, "transcript"))
        problems = []
        for new in self.transcripts:
            if new.key in taken:
                what = f"a transcript “{new.key}” is there already"
                remedy = f"give it another id, such as “{free_key(new.key, taken)}”"
                problems.append(Problem(new.file_name, what, remedy=remedy))
            taken.add(new.key)
        if problems:
            raise BadInputError(problems)

    def _add(
        self,
        new: NewTranscript,
        rows: dict[str, list[dict[str, Any]]],
        ids: Ids,
        participants: "ParticipantRows",
        author: Author,
    ) -> None:
        transcript_id = ids.take("transcript")
        for entry in new.speakers.values():
            if entry.participant:
                participants.id_of(entry.participant)
        speaker_rows = _speaker_rows(new, transcript_id, ids, participants)
        speaker_ids = {row["label"]: row["id"] for row in speaker_rows}
        said = turn_rows(new.parsed, transcript_id, ids, speaker_ids)
        words = sum(row["words"] for row in said)
        rows["transcript"].append(_transcript_row(new, transcript_id, words, author))
        rows["source_file"].append(
            {
                "id": ids.take("source_file"),
                "transcript_id": transcript_id,
                "content": new.content,
            }
        )
        rows["speaker"] += speaker_rows
        rows["turn"] += said


def _transcript_row(new: NewTranscript, id_: int, words: int, author: Author) -> dict[str, Any]:
    parsed = new.parsed
    return {
        "id": id_,
        "key": new.key,
        "title": new.title,
        "time_key": new.time,
        "group_key": new.group,
        "service_key": new.service,
        "method": new.method,
        "date": new.date,
        "basis": new.basis,
        "interviewer_note": new.interviewer_note,
        "words": words,
        "turns": len(parsed.turns),
        "length": len(parsed.text),
        **file_columns(new.file_name, new.content, parsed),
        "imported": author.at,
        "text": parsed.text,
    }


def file_columns(file_name: str, content: bytes, parsed: ParsedTranscript) -> dict[str, Any]:
    """Give the columns of a transcript that say of what file it was read, and how."""
    marks = [[mark.position, mark.timestamp] for mark in parsed.time_marks]
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "file_name": file_name,
        "format": parsed.format,
        "encoding": parsed.encoding,
        "convention": parsed.convention,
        "metadata_": json.dumps(parsed.metadata, ensure_ascii=False),
        "time_marks": json.dumps(marks),
    }


class ParticipantRows:
    """The ids of participants by key, making rows for those not known yet."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self._known = ids_by_key(store, "participant")
        self._ids = ids
        self._made: list[dict[str, Any]] = []

    def id_of(self, key: str) -> int:
        """Give the participant's id."""
        if key not in self._known:
            id_, position = self._ids.take("participant"), len(self._known)
            row = {"id": id_, "position": position, "key": key, "group_key": None}
            self._made.append(row)
            self._known[key] = id_
        return self._known[key]

    def take_made(self) -> list[dict[str, Any]]:
        """Give the rows made since they were last asked for."""
        made, self._made = self._made, []
        return made


def _speaker_rows(
    new: NewTranscript, transcript_id: int, ids: Ids, participants: ParticipantRows
) -> list[dict[str, Any]]:
    return [
        {"id": ids.take("speaker"), "transcript_id": transcript_id, "position": position}
        | seat_columns(label, new.speakers.get(label, SpeakerEntry()), participants)
        for position, label in enumerate(new.parsed.speakers)
    ]


def seat_columns(label: str, entry: SpeakerEntry, participants: ParticipantRows) -> dict[str, Any]:
    """Give the columns of a speaker that say who speaks under a label, and as what."""
    return {
        "label": label,
        "interviewer": entry.interviewer,
        "participant_id": participants.id_of(entry.participant) if entry.participant else None,
        "group_key": entry.group,
        "service_key": entry.service,
        "role": entry.role,
    }


def turn_rows(
    parsed: ParsedTranscript, transcript_id: int, ids: Ids, speaker_ids: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Give the rows of a transcript's turns, its speakers' ids by label."""
    return [
        {
            "id": ids.take("turn"),
            "transcript_id": transcript_id,
            "n": n,
            "speaker_id": None if turn.speaker is None else speaker_ids[turn.speaker],
            "label_start": turn.start if turn.label_start is None else turn.label_start,
            "start": turn.start,
            "end": turn.end,
            "timestamp": turn.timestamp,
            "words": count_words(parsed.text, turn.start, turn.end),
        }
        for n, turn in enumerate(parsed.turns, start=1)
    ]


def free_key(key: str, taken: set[str]) -> str:
    """Give an id like `key` that is not taken."""
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"


@dataclass(frozen=True)
class SetTranscript:
    """Set what is known of a session: title, time, group, service, method, date, note, basis."""

    transcript: str
    values: Mapping[str, str | None]
    kind = "transcripts set"

    @property
    def label(self) -> str:
        """Name the transcript and what is set."""
        return f"{', '.join(self.values)} of {self.transcript}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row."""
        row = find_transcript(store, self.transcript)
        typed = make_entry(Document, {"path": row.file_name, **self.values}, file=str(store.path))
        values = {name: getattr(typed, name) for name in self.values}
        KnownNames(store).require(**values)
        columns = {
            (f"{name}_key" if name in {"time", "group", "service"} else name): value
            for name, value in values.items()
        }
        return [Update("transcript", [{"id": row.id, **columns}])] if columns else []


@dataclass(frozen=True)
class RenameTranscript:
    """Give a transcript another id."""

    transcript: str
    new: str
    kind = "transcripts rename"

    @property
    def label(self) -> str:
        """Name both ids."""
        return f"{self.transcript} renamed to {self.new}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row; raises where the new id is taken."""
        row = find_transcript(store, self.transcript)
        typed = {"id": self.new or None, "path": row.file_name}
        new = make_entry(Document, typed, file=str(store.path)).id
        if not new:
            raise refuse("the new id is empty", "give one", file=str(store.path))
        taken = set(keys(store, "transcript"))
        if new in taken:
            remedy = f"use “{free_key(new, taken)}”"
            what = f"a transcript “{new}” is there already"
            raise refuse(what, remedy, file=str(store.path))
        return [Update("transcript", [{"id": row.id, "key": new}])]


@dataclass(frozen=True)
class DeleteTranscript:
    """Take a transcript away with its codings, passes and memos; undo brings all back."""

    transcript: str
    kind = "transcripts delete"

    @property
    def label(self) -> str:
        """Name the transcript."""
        return f"deletion of {self.transcript}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows, those that point to others first."""
        row = find_transcript(store, self.transcript)
        codings = ids_in(store, "coding", "transcript_id", row.id)
        passages = ids_in(store, "passage", "transcript_id", row.id)
        tables = ("passage", "coding_pass", "turn", "speaker", "source_file")
        written = [
            *coding_deletions(store, codings),
            *memo_deletions(store, memo_ids(store, ["transcript", "session"], [row.id])),
            *memo_deletions(store, memo_ids(store, ["passage"], passages)),
            *transcript_writings(store, row.id, passages),
        ]
        found = store.where_in("correction", "id", "transcript_id", [row.id])
        corrections = [correction for (correction,) in found]
        reviews = store.where_in("review", "id", "correction_id", corrections)
        return [
            *written,
            left_bare(store, written),
            delete("review", [review for (review,) in reviews]),
            delete("correction", corrections),
            *(
                delete(
                    table, (i for (i,) in store.where_in(table, "id", "transcript_id", [row.id]))
                )
                for table in tables
            ),
            delete("transcript", [row.id]),
        ]
