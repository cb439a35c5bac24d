"""Changes of what a coder decides of codings: their ends, valence, time meant, voices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from lmm_qual.definitions.checks import nearest
from lmm_qual.model.codebook import Valence
from lmm_qual.model.coding import RefersTo, Voice
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.codings import covered_words
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.coded import CODING_KEY, known_codings
from lmm_qual.store.queries.codings import coders
from lmm_qual.store.queries.keys import id_of, key_of
from lmm_qual.store.queries.talk import speakers, transcript_text
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class AdjustEnds:
    """Let a coding cover other words; `start` and `end` are code points, half-open."""

    coding: int
    start: int
    end: int
    what: str = ""
    kind = "codings adjust"

    @property
    def label(self) -> str:
        """Name the coding."""
        return f"ends of {_named([self.coding], self.what)}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Update ends and words; raises where there are none, or the same coding is there."""
        (row,) = _own_rows(store, author, [self.coding])
        ends = {"start": self.start, "end": self.end}
        if all(row[name] == value for name, value in ends.items()):
            return []
        transcript, file = row["transcript_id"], str(store.path)
        key = key_of(store, "transcript", transcript)
        text = transcript_text(store, transcript)
        quote = covered_words(text, self.start, self.end, key, file=file)
        wanted = tuple((row | ends)[name] for name in CODING_KEY)
        if wanted in known_codings(store, [transcript]):
            what = "a coding with this code is on exactly these words already"
            raise refuse(what, "remove one of the two instead", file=file)
        return [Update("coding", [{"id": self.coding, **ends, "quote": quote}])]


@dataclass(frozen=True)
class SetValence:
    """Say whether codings hinder or help; `none` says neither, `None` that nobody has said."""

    codings: Sequence[int]
    valence: Valence | None
    what: str = ""
    kind = "codings valence"

    @property
    def label(self) -> str:
        """Name the codings and the valence."""
        return f"valence of {_named(self.codings, self.what)}: {self.valence or 'not set'}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the codings in which it is another."""
        _require(store, "valence", self.valence, get_args(Valence))
        return _set(store, author, self.codings, "valence", self.valence)


@dataclass(frozen=True)
class SetRefersTo:
    """Say what time codings are about: before the service, now, hoped for; `None` for unsaid."""

    codings: Sequence[int]
    refers_to: RefersTo | None
    what: str = ""
    kind = "codings refers to"

    @property
    def label(self) -> str:
        """Name the codings and what they refer to."""
        return f"what {_named(self.codings, self.what)} refers to: {self.refers_to or 'not set'}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the codings in which it is another."""
        _require(store, "time that is referred to", self.refers_to, get_args(RefersTo))
        return _set(store, author, self.codings, "refers_to", self.refers_to)


@dataclass(frozen=True)
class SetVoice:
    """Say whether a participant voiced, agreed, disagreed or was only present in codings.

    `None` takes back what was said, so that attribution works it out from the turns.
    """

    codings: Sequence[int]
    participant: str
    voice: Voice | None
    what: str = ""
    kind = "codings voice"

    @property
    def label(self) -> str:
        """Name the codings, the participant and the voice."""
        said = self.voice or "as worked out"
        return f"voice of {self.participant} in {_named(self.codings, self.what)}: {said}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the voice; raises where the participant does not speak in the session."""
        _require(store, "voice", self.voice, get_args(Voice))
        rows = _own_rows(store, author, self.codings)
        for transcript in {row["transcript_id"] for row in rows}:
            self._require_speaking(store, transcript)
        person = id_of(store, "participant", self.participant)
        said = [row for row in _voices(store, rows) if row["participant_id"] == person]
        if self.voice is None:
            return [delete("coding_voice", [row["id"] for row in said])]
        ids, known = Ids(store), {row["coding_id"] for row in said}
        value = {"participant_id": person, "voice": self.voice}
        new = [
            {"id": ids.take("coding_voice"), "coding_id": row["id"], **value}
            for row in rows
            if row["id"] not in known
        ]
        other = [row["id"] for row in said if row["voice"] != self.voice]
        changed = [{"id": id_, "voice": self.voice} for id_ in other]
        return [Insert("coding_voice", new), Update("coding_voice", changed)]

    def _require_speaking(self, store: Store, transcript: int) -> None:
        here = speakers(store, transcript)
        speaking = [row.participant for row in here if row.turns and not row.interviewer]
        if self.participant not in speaking:
            key = key_of(store, "transcript", transcript)
            what = f"no participant “{self.participant}” speaks in {key}"
            remedy = nearest(self.participant, filter(None, speaking))
            raise refuse(what, remedy, file=str(store.path))


def _voices(store: Store, codings: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    columns = ("id", "coding_id", "participant_id", "voice")
    ids = [row["id"] for row in codings]
    found = store.where_in("coding_voice", ", ".join(columns), "coding_id", ids)
    return [dict(zip(columns, row, strict=True)) for row in found]


def _named(codings: Sequence[int], what: str) -> str:
    if what:
        return what
    return f"coding {codings[0]}" if len(codings) == 1 else f"{len(codings)} codings"


def _require(store: Store, name: str, value: str | None, known: Sequence[str]) -> None:
    if value is not None and value not in known:
        raise refuse(f"no {name} “{value}”", nearest(value, known), file=str(store.path))


def _own_rows(store: Store, author: Author, codings: Sequence[int]) -> list[dict[str, Any]]:
    """Give codings as stored, each once; raises where one is not there or another coder's."""
    names = {id_: name for name, id_ in coders(store).items()}
    rows = []
    for coding in dict.fromkeys(codings):
        found = store.mappings("coding", "id = ?", (coding,))
        if not found:
            raise refuse(f"no coding {coding}", "see `codings list`", file=str(store.path))
        coder = names[found[0]["coder_id"]]
        if author.coder not in {None, coder}:
            remedy = "only who made it says this of it"
            raise refuse(f"this is {coder}'s coding", remedy, file=str(store.path))
        rows += found
    return rows


def _set(
    store: Store, author: Author, codings: Sequence[int], name: str, value: str | None
) -> Delta:
    rows = _own_rows(store, author, codings)
    return [
        Update("coding", [{"id": row["id"], name: value} for row in rows if row[name] != value])
    ]
