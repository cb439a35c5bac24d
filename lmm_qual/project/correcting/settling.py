"""Settling entries of the review list: what a person decides of words that a correction changed."""

from dataclasses import dataclass, field
from typing import Any, Literal

from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.bin_content import unpacked
from lmm_qual.project.changes.bin_rows import ReturningRows
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.codings import coding_deletions, covered_words
from lmm_qual.project.correcting.joining import JoinedPassages
from lmm_qual.store.deltas import UNREADABLE, Delta, Ids, Update, delete
from lmm_qual.store.queries.bin import bin_content
from lmm_qual.store.queries.coded import CODING_KEY, known_codings
from lmm_qual.store.queries.passages import passage_at
from lmm_qual.store.queries.reviews import ReviewRow, find_review, waiting_with
from lmm_qual.store.queries.talk import transcript_text
from lmm_qual.store.store import Store

Decision = Literal["stays", "moved", "removed"]


@dataclass
class SettleReview:
    """Decide of one entry: it stays as proposed, moves to a span, or is removed.

    What lies in the bin moves out of it, or is left there for good. A coding that several
    corrections changed is settled for all of them.
    """

    review: int
    decision: Decision
    place: tuple[int, int] | None = None
    kind: str = "review"
    label: str = field(default="review of a coding", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the decision and what follows from it."""
        row = self._row(store)
        thing = "passage" if row.target == "passage" else "coding"
        self.label = f"{thing} in {row.transcript} {self.decision} after a correction"
        signed = {"at": author.at, "coder": author.coder}
        ids = waiting_with(store, row.target_id) if row.target == "coding" else [row.id]
        rows = [{"id": id_, "decision": self.decision, **signed} for id_ in ids]
        settled = Update("review", rows)
        return [*self._done(store, row), settled]

    def _row(self, store: Store) -> ReviewRow:
        row = find_review(store, self.review)
        file = str(store.path)
        if row is None:
            remedy = "see `transcripts review`"
            raise refuse(f"no entry {self.review} on the review list", remedy, file=file)
        if row.decision is not None:
            raise refuse(f"entry {self.review} is settled: {row.decision}", file=file)
        if self.decision == "stays" and row.target == "bin":
            what = f"entry {self.review} lies in the bin: its words are gone"
            raise refuse(what, "give it a place, or remove it", file=file)
        return row

    def _done(self, store: Store, row: ReviewRow) -> Delta:
        if self.decision == "stays":
            return []
        if self.decision == "removed":
            return self._removed(store, row)
        start, end = self.place or (0, 0)
        text = transcript_text(store, row.transcript_id)
        quote = covered_words(text, start, end, row.transcript, file=str(store.path))
        news = {"start": start, "end": end, "quote": quote}
        if row.target == "passage":
            return self._passage(store, row, news)
        if row.target == "coding":
            (old,) = store.mappings("coding", "id = ?", (row.target_id,))
            _refuse_equal(store, old | news)
            return [Update("coding", [{"id": row.target_id, **news}])]
        return _out_of_bin(store, row.target_id, news)

    def _removed(self, store: Store, row: ReviewRow) -> Delta:
        if row.target == "coding":
            return coding_deletions(store, [row.target_id])
        if row.target == "passage":
            what = "something is written of this passage"
            raise refuse(what, "take that away first, or let it stay", file=str(store.path))
        return []

    def _passage(self, store: Store, row: ReviewRow, news: dict[str, Any]) -> Delta:
        there = passage_at(store, row.transcript_id, news["start"], news["end"])
        if there in {None, row.target_id}:
            return [Update("passage", [{"id": row.target_id, **news}])]
        return JoinedPassages(store, {row.target_id: int(there or 0)}).operations()


def _refuse_equal(store: Store, coding: dict[str, Any]) -> None:
    key = tuple(coding[name] for name in CODING_KEY)
    if key in known_codings(store, [coding["transcript_id"]], [coding["start"]]):
        what = "an equal coding stands there already"
        raise refuse(what, "remove this one, or choose other words", file=str(store.path))


def _out_of_bin(store: Store, entry: int, news: dict[str, Any]) -> Delta:
    """Put a coding back with all that hung on it, at another place."""
    try:
        rows = unpacked(bin_content(store, entry) or b"")
    except (*UNREADABLE, RecursionError):
        what = f"entry {entry} of the bin is spoilt"
        raise refuse(what, "run `check`", file=str(store.path)) from None
    rows["coding"] = [row | news for row in rows["coding"]]
    coming = ReturningRows(store, Ids(store), rows)
    coming.all()
    if coming.left:
        what = f"it cannot come back whole: {'; '.join(why for _, why in coming.reasons)}"
        raise refuse(what, "restore that first", file=str(store.path))
    return [*coming.operations(), delete("bin_entry", [entry])]
