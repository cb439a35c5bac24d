"""Changes of codings and coding passes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.validating import capped
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.written import memo_deletions
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.coded import CODING_KEY, known_codings, pass_ids
from lmm_qual.store.queries.codes import code_tree, codebook_version, find_code
from lmm_qual.store.queries.keys import id_of, ids_by_key, keys
from lmm_qual.store.queries.memos import memo_ids
from lmm_qual.store.queries.talk import transcript_text
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted

Placed = Sequence[tuple[str, CodingRecord]]


@dataclass
class AddCodings:
    """Add codings; those that are there already are left alone and counted in `skipped`."""

    records: Placed
    file: str = ""
    label: str = ""
    kind: str = "codings add"
    skipped: int = field(default=0, init=False)
    made: list[int] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        if not self.label:
            count = len(self.records)
            self.label = counted(count, "coding")

    def operations(self, store: Store, author: Author) -> Delta:
        """Check every coding against transcript, code and words; then make the rows."""
        resolver = _Resolver(store, self.file)
        rows = [row for place, record in self.records for row in resolver.resolve(place, record)]
        if resolver.problems:
            raise BadInputError(capped(resolver.problems, self.file))
        return self._delta(store, author, rows)

    def _delta(self, store: Store, author: Author, rows: list["_Resolved"]) -> Delta:
        ids, version = Ids(store), codebook_version(store)
        coders = CoderRows(store, ids)
        few = {row.record.start for row in rows} if len(rows) <= _FEW else ()
        known = known_codings(store, {row.transcript_id for row in rows}, few)
        codings: list[dict[str, Any]] = []
        voices: list[dict[str, Any]] = []
        memos: list[dict[str, Any]] = []
        for row in rows:
            record, coder = row.record, coders.id_of(row.record.coder)
            key = (row.transcript_id, record.start, record.end, row.code_id, coder)
            if key in known:
                self.skipped += 1
                continue
            known.add(key)
            new: dict[str, Any] = {
                "id": ids.take("coding"),
                **dict(zip(CODING_KEY, key, strict=True)),
            }
            new |= {"quote": row.quote, "valence": record.valence, "refers_to": record.refers_to}
            new |= {"version": version, "created": record.created or author.at}
            codings.append(new)
            voices += _voice_rows(ids, new["id"], row)
            memos += _memo_rows(ids, new, record.memo)
        self.made = [row["id"] for row in codings]
        return [
            coders.operation(),
            Insert("coding", codings),
            Insert("coding_voice", voices),
            Insert("memo", memos),
        ]


def _voice_rows(ids: Ids, coding: int, row: "_Resolved") -> list[dict[str, Any]]:
    return [
        {
            "id": ids.take("coding_voice"),
            "coding_id": coding,
            "participant_id": participant,
            "voice": voice,
        }
        for participant, voice in row.voices
    ]


def _memo_rows(ids: Ids, coding: dict[str, Any], text: str | None) -> list[dict[str, Any]]:
    """Give the memo that a coding comes with, if any: by its coder, of its time."""
    if not text:
        return []
    about = {"target": "coding", "target_id": coding["id"], "coder_id": coding["coder_id"]}
    return [{"id": ids.take("memo"), **about, "text": text, "created": coding["created"]}]


_FEW = 50
"""Codings for which it is faster to look at where they begin than at all of their transcripts."""


def covered_words(text: str, start: int, end: int, key: str, *, file: str, place: str = "") -> str:
    """Give the words that a coding of the transcript `key` covers; raises where it covers none."""
    if start >= end:
        raise refuse(f"span {start}–{end} is empty or reversed", file=file, place=place)
    if start < 0:
        raise refuse(f"span {start}–{end} begins before {key}", file=file, place=place)
    if end > len(text):
        what = f"span {start}–{end} goes past the end of {key} ({len(text)})"
        remedy = "positions are code points of the stored text"
        raise refuse(what, remedy, file=file, place=place)
    if not text[start:end].strip():
        raise refuse(f"span {start}–{end} holds no words", file=file, place=place)
    return text[start:end]


@dataclass(frozen=True)
class _Resolved:
    record: CodingRecord
    transcript_id: int
    code_id: int
    quote: str
    voices: Sequence[tuple[int, str]]


class _Resolver:
    """Finds what the records name, and gathers what is wrong with them."""

    def __init__(self, store: Store, file: str) -> None:
        self._file = file or str(store.path)
        self._tree = code_tree(store)
        self._store = store
        self.problems: list[Problem] = []
        self._text = lru_cache(maxsize=4)(partial(transcript_text, store))
        self._code = lru_cache(maxsize=None)(self._find_code)
        self._id = lru_cache(maxsize=None)(self._find_id)

    def resolve(self, place: str, record: CodingRecord) -> list[_Resolved]:
        """Give the record resolved, or nothing and a problem noted."""
        try:
            return [self._resolve(place, record)]
        except BadInputError as error:
            self.problems += error.problems
            return []

    def _resolve(self, place: str, record: CodingRecord) -> _Resolved:
        transcript = self._id("transcript", record.transcript)
        if transcript is None:
            remedy = self._nearest("transcript", record.transcript)
            raise self._refuse(place, f"no transcript “{record.transcript}”", remedy)
        code = self._code(record.code)
        if isinstance(code, BadInputError):
            fault = code.problems[0]
            raise self._refuse(place, fault.what, fault.remedy)
        quote = self._words(place, record, self._text(transcript))
        voices = [(self._participant(place, key), voice) for key, voice in record.voices.items()]
        return _Resolved(record, transcript, code, quote, voices)

    def _find_code(self, reference: str) -> int | BadInputError:
        try:
            return find_code(self._tree, reference)
        except BadInputError as error:
            return error

    def _words(self, place: str, record: CodingRecord, text: str) -> str:
        spot = {"file": self._file, "place": place}
        quote = covered_words(text, record.start, record.end, record.transcript, **spot)
        if record.quote is not None and record.quote != quote:
            place_said = f"{record.start}–{record.end} of {record.transcript}"
            what = f"the words at {place_said} are not those of `quote`"
            raise self._refuse(place, what, f"there stands “{quote[:60]}”")
        return quote

    def _participant(self, place: str, key: str) -> int:
        participant = self._id("participant", key)
        if participant is None:
            remedy = self._nearest("participant", key)
            raise self._refuse(place, f"unknown participant “{key}” in voices", remedy)
        return participant

    def _find_id(self, table: str, key: str) -> int | None:
        return id_of(self._store, table, key)

    def _nearest(self, table: str, key: str) -> str:
        return nearest(key, keys(self._store, table))

    def _refuse(self, place: str, what: str, remedy: str = "") -> BadInputError:
        return BadInputError(Problem(self._file, what, place, remedy))


@dataclass(frozen=True)
class RemoveCodings:
    """Remove codings with their voices and memos."""

    codings: Sequence[int]
    kind = "codings remove"

    @property
    def label(self) -> str:
        """Say how many."""
        count = len(self.codings)
        return f"removal of {counted(count, 'coding')}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where one of the codings is not there."""
        known = {row for (row,) in store.where_in("coding", "id", "id", self.codings)}
        for coding in self.codings:
            if coding not in known:
                raise refuse(f"no coding {coding}", "see `codings list`", file=str(store.path))
        return coding_deletions(store, self.codings)


def coding_deletions(store: Store, codings: Sequence[int]) -> Delta:
    """Make the deletion of codings with all that hangs on them."""
    voices = store.where_in("coding_voice", "id", "coding_id", codings)
    return [
        *memo_deletions(store, memo_ids(store, ["coding"], codings)),
        delete("coding_voice", [voice for (voice,) in voices]),
        delete("coding", codings),
    ]


@dataclass(frozen=True)
class Recode:
    """Give a coding another code."""

    coding: int
    code: str
    kind = "codings recode"

    @property
    def label(self) -> str:
        """Name the code."""
        return f"recoding to “{self.code}”"

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the code; raises where coding or code is unknown, or the result is there."""
        code = find_code(code_tree(store), self.code, file=str(store.path))
        found = store.mappings("coding", "id = ?", (self.coding,))
        if not found:
            raise refuse(f"no coding {self.coding}", "see `codings list`", file=str(store.path))
        if found[0]["code_id"] == code:
            return []
        key = tuple({**found[0], "code_id": code}[name] for name in CODING_KEY)
        if key in known_codings(store, [found[0]["transcript_id"]], [found[0]["start"]]):
            what = f"these words have the code “{self.code}” already"
            raise refuse(what, "remove this coding instead", file=str(store.path))
        version = codebook_version(store)
        return [Update("coding", [{"id": self.coding, "code_id": code, "version": version}])]


@dataclass(frozen=True)
class RecordPasses:
    """Record coding passes: what a coder is reading or has finished, under which version."""

    records: Sequence[tuple[str, PassRecord]]
    file: str = ""
    kind = "coding pass"

    @property
    def label(self) -> str:
        """Say which."""
        if len(self.records) == 1:
            record = self.records[0][1]
            return f"pass over {record.transcript} {record.status}"
        return f"{len(self.records)} coding passes"

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert passes, or update those of the same transcript, coder and version."""
        ids, version = Ids(store), codebook_version(store)
        coders = CoderRows(store, ids)
        transcripts = ids_by_key(store, "transcript")
        known = pass_ids(store)
        new: dict[tuple[Any, ...], dict[str, Any]] = {}
        changed: list[dict[str, Any]] = []
        for place, record in self.records:
            key = (
                self._transcript(store, place, record, transcripts),
                coders.id_of(record.coder),
                version if record.version is None else record.version,
            )
            state = {"status": record.status, "updated": record.updated or author.at}
            if key in known:
                changed.append({"id": known[key], **state})
                continue
            names = dict(zip(("transcript_id", "coder_id", "version"), key, strict=True))
            new[key] = {"id": ids.take("coding_pass"), **names, **state}
        return [
            coders.operation(),
            Insert("coding_pass", list(new.values())),
            Update("coding_pass", changed),
        ]

    def _transcript(
        self, store: Store, place: str, record: PassRecord, transcripts: Mapping[str, int]
    ) -> int:
        if record.transcript not in transcripts:
            remedy = nearest(record.transcript, transcripts)
            what = f"no transcript “{record.transcript}”"
            raise refuse(what, remedy, file=self.file or str(store.path), place=place)
        return transcripts[record.transcript]
