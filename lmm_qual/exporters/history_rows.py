"""What rows of the project are called by people who read its history.

Words of transcripts, and what researchers wrote, which may quote them, are given apart.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from lmm_qual.definitions.embeddedness_checks import judged_name
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.codebook import join_path
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import coders
from lmm_qual.store.queries.keys import keys_by_id
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted

NOUNS: Mapping[str, str] = {
    "coding": "coding",
    "coding_voice": "voice",
    "coding_pass": "coding pass",
    "memo": "memo",
    "memo_link": "link of a memo",
    "passage": "passage",
    "passage_link": "passage that something rests on",
    "code": "code",
    "codebook_version": "codebook version",
    "coder": "coder",
    "transcript": "transcript",
    "source_file": "original file",
    "speaker": "speaker",
    "turn": "turn",
    "chart_summary": "summary",
    "finding": "finding",
    "finding_basis": "ground of a finding",
    "recommendation": "recommendation",
    "recommendation_finding": "ground of a recommendation",
    "typology_type": "type",
    "typology_member": "member of a type",
    "change_tag": "change tag",
    "embeddedness_aspect": "aspect of embeddedness",
    "embeddedness": "judgement",
    "bin_entry": "thing in the bin",
    "review": "thing to look at again",
}
PLAIN = frozenset(
    {
        *("source_file", "turn", "codebook_version", "coder", "passage"),
        *("finding_basis", "recommendation_finding"),
    }
)
"""Tables that are only counted: what rests on them tells more."""
WORDS = frozenset(
    {
        *("quote", "text", "claim", "note", "search_note", "example", "words", "before", "after"),
        *("reason", "label", "interviewer_note", "title", "evidence", "body", "metadata_"),
    }
)
"""Columns that hold words of transcripts, or may quote them."""
UNTOLD = frozenset({"id", "position", "updated", "created", "at", "length"})
"""Columns whose change tells nothing."""


class Said(NamedTuple):
    """A row in words, and the words that it holds, apart."""

    named: str
    words: str = ""


class Rows:
    """Says what rows are, by names looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ways: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
            "coding": self._coding,
            "coding_voice": lambda row: (
                f"{self._participant(row['participant_id'])} {row['voice']},"
                f" coding {row['coding_id']}"
            ),
            "coding_pass": lambda row: (
                f"{self._transcript(row['transcript_id'])}, {self._coder(row['coder_id'])}:"
                f" {row['status']}"
            ),
            "memo": self._memo,
            "passage_link": self._link,
            "code": self._code_row,
            "transcript": lambda row: str(row["key"]),
            "speaker": lambda row: f"{self._transcript(row['transcript_id'])}, {row['id']}",
            "chart_summary": self._summary,
            "change_tag": lambda row: (
                f"{self._code(row['code_id'])}, {row['from_time']} to {row['to_time']}:"
                f" {row['tag']}"
            ),
            "embeddedness": lambda row: judged_name(
                row["service_key"], row["time_key"], row["aspect_key"]
            ),
            "consent": lambda row: f"{self._participant(row['participant_id'])}, {row['time_key']}",
            "setting": lambda row: f"{row['name']}",
        }

    def said(self, table: str, row: Mapping[str, Any]) -> Said:
        """Say what a row is."""
        words = next((str(row[c]) for c in ("quote", "text", "claim") if row.get(c)), "")
        way = self._ways.get(table, _plain)
        return Said(way(row), "" if table == "transcript" else words)

    def value(self, column: str, value: Any) -> str:
        """Say a value of a column: names in place of ids."""
        if value is None:
            return "none"
        names = {
            "code_id": self._code,
            "parent_id": self._code,
            "coder_id": self._coder,
            "participant_id": self._participant,
            "transcript_id": self._transcript,
        }
        return names.get(column, str)(value)

    def _coding(self, row: Mapping[str, Any]) -> str:
        place = f"{self._transcript(row['transcript_id'])} {row['start']}–{row['end']}"
        return f"{self._code(row['code_id'])} on {place} by {self._coder(row['coder_id'])}"

    def _link(self, row: Mapping[str, Any]) -> str:
        place = next(iter(self._store.mappings("passage", "id = ?", (row["passage_id"],))), None)
        at = (
            f"{self._transcript(place['transcript_id'])} {place['start']}–{place['end']}"
            if place
            else ""
        )
        return f"{at}, {row['side']} {row['source']} {row['source_id']}".removeprefix(", ")

    def _memo(self, row: Mapping[str, Any]) -> str:
        target, id_ = row["target"], row["target_id"]
        names = {"code": self._code, "transcript": self._transcript, "session": self._transcript}
        on = f"{target} {names.get(target, str)(id_)}" if id_ is not None else "the study"
        by = f" by {self._coder(row['coder_id'])}" if row["coder_id"] else ""
        return f"on {on}{by}"

    def _code_row(self, row: Mapping[str, Any]) -> str:
        above = row["parent_id"]
        inside = above in self._codes.by_id
        return f"{self._codes.path(above)}/{join_path([row['name']])}" if inside else row["name"]

    def _summary(self, row: Mapping[str, Any]) -> str:
        whose = row["service_key"]
        if row["participant_id"] is not None:
            whose = self._participant(row["participant_id"])
        elif row["transcript_id"] is not None:
            whose = self._transcript(row["transcript_id"])
        column = row["time_key"] or ("change" if row["part"] != "round" else "")
        return ", ".join(str(part) for part in (whose, self._code(row["code_id"]), column) if part)

    def _code(self, id: int) -> str:
        known = id in self._codes.by_id
        return self._codes.path(id) if known else f"code {id}, no longer there"

    @cached_property
    def _codes(self) -> CodeTree:
        return code_tree(self._store)

    def _transcript(self, id: int) -> str:
        return self._transcripts.get(id, f"transcript {id}, no longer there")

    def _participant(self, id: int) -> str:
        return self._participants.get(id, f"participant {id}, no longer there")

    def _coder(self, id: int) -> str:
        return self._coders.get(id, f"coder {id}")

    @cached_property
    def _transcripts(self) -> dict[int, str]:
        return keys_by_id(self._store, "transcript")

    @cached_property
    def _participants(self) -> dict[int, str]:
        return keys_by_id(self._store, "participant")

    @cached_property
    def _coders(self) -> dict[int, str]:
        return {id_: name for name, id_ in coders(self._store).items()}


def _plain(row: Mapping[str, Any]) -> str:
    return str(next((row[c] for c in ("key", "name", "number") if row.get(c)), row["id"]))


def noun(table: str, number: int) -> str:
    """Name rows of a table: `1 coding`, `3 memos`, `2 passages that something rests on`."""
    name = NOUNS.get(table, table.replace("_", " "))
    head, space, rest = name.partition(" of ") if " of " in name else name.partition(" that ")
    plural = {"coding pass": "coding passes", "summary": "summaries"}.get(name)
    return counted(number, name, plural or f"{head}s{space}{rest}")
