"""Copies of withdrawn words: snapshots, the bin's texts, and the review list."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.project.changes.bin_content import Row
from lmm_qual.project.pseudonyms.copies import Copies
from lmm_qual.project.withdrawing.marking import MARKER
from lmm_qual.project.withdrawing.session_words import SessionWords
from lmm_qual.store.deltas import Operation, Update, delete
from lmm_qual.store.queries.reviews import review_targets
from lmm_qual.store.queries.snapshots import text_sums
from lmm_qual.store.store import Store
from lmm_qual.text.context import words_before, words_behind

_AROUND = 12
"""Words before and behind a passage that the review shows."""


@dataclass
class WithdrawnCopies(Copies):
    """What other rows repeat; of a session that loses words, only what still stands is repeated."""

    words: Mapping[int, SessionWords] = field(default_factory=dict)
    rows: Collection[tuple[str, str]] = ()
    """The rows of the framework matrix that go: kind and name."""
    _now_quoted: dict[int, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        ids = [row["id"] for words in self.words.values() for row in words.codings]
        self._now_quoted = dict(self.store.where_in("coding", "id, quote", "id", ids))
        self._quoted = {
            row["id"]: row["quote"] for words in self.words.values() for row in words.codings
        }
        self._sums = text_sums(self.store)

    def _state(self, state: Row) -> Row:
        summaries = {
            id_: {**entry, "text": MARKER if self._goes(entry) else entry["text"]}
            for id_, entry in state["summaries"].items()
        }
        return super()._state({**state, "summaries": summaries})

    def _goes(self, summary: Row) -> bool:
        return (summary["row_kind"], summary["row"]) in self.rows

    def _session(self, id_: str, entry: Row) -> Row:
        if int(id_) not in self.words:
            return super()._session(id_, entry)
        if int(id_) not in self._sums:
            return {**entry, "text": 0, "title": None}
        return {**super()._session(id_, entry), "text": self._sums[int(id_)]}

    def _coding(self, id_: str, entry: list[Any]) -> list[Any]:
        code, transcript, quote, *rest = entry
        if transcript not in self.words:
            return super()._coding(id_, entry)
        stands = quote == self._quoted.get(int(id_))
        said = self._now_quoted.get(int(id_), MARKER) if stands else MARKER
        return [code, transcript, said, *rest]


def review_rows(store: Store, transcript: int, text: str) -> Iterator[Operation]:
    """Let the review list of a session say only what still stands there, as it stands."""
    gone, changed = [], []
    for id_, target, target_id in review_targets(store, transcript):
        table = "bin_entry" if target == "bin" else target
        found = store.mappings(table, "id = ?", (target_id,))
        if not found:
            gone.append(id_)
        elif target == "bin":
            changed.append({"id": id_, "words": found[0]["label"], "before": "", "after": ""})
        else:
            row = found[0]
            before = words_before(text, row["start"], _AROUND)
            after = words_behind(text, row["end"], _AROUND)
            changed.append({"id": id_, "words": row["quote"], "before": before, "after": after})
    yield delete("review", gone)
    yield Update("review", changed)
