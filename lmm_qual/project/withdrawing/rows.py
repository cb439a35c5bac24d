"""The rows of a withdrawal: what goes, what takes its place, what follows in all copies."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.codings import coding_deletions
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.changes.written import memo_deletions
from lmm_qual.project.correcting.carrying import Carried
from lmm_qual.project.correcting.correction import CorrectionRows, moved_turn
from lmm_qual.project.pseudonyms.change import rows_of_texts
from lmm_qual.project.pseudonyms.sources import as_text
from lmm_qual.project.pseudonyms.texts import written_texts
from lmm_qual.project.withdrawing.bin_entries import BinEntries
from lmm_qual.project.withdrawing.consents import consent_rows
from lmm_qual.project.withdrawing.copies import WithdrawnCopies, review_rows
from lmm_qual.project.withdrawing.marking import MARKER
from lmm_qual.project.withdrawing.scope import Row, Scope
from lmm_qual.project.withdrawing.session_words import SessionWords
from lmm_qual.store.deltas import Delta, Ids, Operation, Update, delete
from lmm_qual.store.queries.coded import voice_ids
from lmm_qual.store.queries.everything import values_by_id
from lmm_qual.store.queries.memo_links import link_ids_to
from lmm_qual.store.queries.memos import memo_ids
from lmm_qual.store.queries.passages import bare_passages
from lmm_qual.store.queries.talk import texts
from lmm_qual.store.store import Store
from lmm_qual.text.repeated_words import RepeatedWords


@dataclass
class Withdrawal:
    """Works out what to write, one part after the other: each sees what was written before."""

    store: Store
    scope: Scope
    author: Author
    cleaned: list[str] = field(default_factory=list, init=False)
    """The texts beside the transcripts in which words were replaced, as `memo/3/text`."""
    in_bin: int = field(default=0, init=False)
    """How many codings went out of the bin."""

    def __post_init__(self) -> None:
        going = self.scope.of_fate("document", "turns")
        self.words = {one.row.id: SessionWords(self.store, one) for one in going}

    def operations(self) -> Iterator[Operation]:
        """Give the rows to write."""
        yield from consent_rows(self.store, self.scope)
        if not self.words and not self.scope.leaves:
            return
        gone, quotes = self._said(), [q for one in self.words.values() for q in one.quotes()]
        in_bin = BinEntries(self.store, self.scope, self.words, self._memos())
        yield from in_bin.operations()
        self.in_bin = in_bin.removed
        for words in self.words.values():
            yield from self._document(words) if words.whole else self._turns(words)
        if self.scope.leaves:
            yield from self._of_person()
        kept = (text for _, text in texts(self.store))
        found = RepeatedWords(gone, quotes, kept, MARKER)
        yield from self._texts(found)
        copies = WithdrawnCopies(self.store, found, words=self.words, rows=self._chart_rows())
        yield from copies.operations()
        yield from self._labels(found)

    def _said(self) -> list[str]:
        return [said for words in self.words.values() for said in words.said()]

    def _chart_rows(self) -> set[tuple[str, str]]:
        """Give the rows of the framework matrix that go."""
        found = {("transcript", one.session.row.key) for one in self.words.values() if one.whole}
        if self.scope.leaves and self.scope.wanted.participant:
            found.add(("participant", self.scope.wanted.participant))
        return found

    def _memos(self) -> list[int]:
        """Give the memos on codings, passages and documents that go."""
        found: list[int] = []
        for words in self.words.values():
            found += memo_ids(self.store, ["coding"], set(words.gone_codings) - words.met.keys())
            found += memo_ids(self.store, ["passage"], words.gone_passages)
            if words.whole:
                found += memo_ids(self.store, ["transcript", "session"], [words.session.row.id])
        return found

    def _document(self, words: SessionWords) -> Delta:
        return DeleteTranscript(words.session.row.key).operations(self.store, self.author)

    # Turns

    def _turns(self, words: SessionWords) -> Iterator[Operation]:
        """Take away what stands on the turns alone, then put the marker in their place."""
        yield from self._standing(words)
        row, ids = words.session.row, Ids(self.store)
        away = {turn["id"] for turn in words.session.turns}
        here = self.store.mappings("turn", "transcript_id = ?", (row.id,))
        staying = sorted((t for t in here if t["id"] not in away), key=lambda turn: turn["start"])
        edits = words.marking.edits
        moved = [moved_turn(turn, edits) | {"n": n} for n, turn in enumerate(staying, 1)]
        stored = self.store.mappings("transcript", "id = ?", (row.id,))[0]
        marks = [[edits.start(at), time] for at, time in json.loads(stored["time_marks"])]
        content, described = as_text(edits.text, row.file_name)
        correction = CorrectionRows(self.store, row, self.author, ids)
        yield from correction.noted("withdrawal", None)
        yield delete("turn", away)
        yield delete("speaker", (seat["id"] for seat in words.session.speakers))
        yield from correction.carried(words.text, edits.text, words.marking.carry, Carried())
        yield Update("turn", moved)
        yield from correction.text(
            edits.text, moved, {"time_marks": json.dumps(marks), **described}
        )
        yield from correction.source(content)
        yield from review_rows(self.store, row.id, edits.text)

    def _standing(self, words: SessionWords) -> Iterator[Operation]:
        memos = self.store.where_in("memo", "id, target, target_id", "target_id", words.met)
        yield Update(
            "memo",
            [
                {"id": id_, "target_id": words.met[coding]}
                for id_, target, coding in memos
                if target == "coding"
            ],
        )
        yield from coding_deletions(self.store, words.gone_codings)
        yield from self._passages(words.gone_passages)
        said = voice_ids(self.store, words.session.row.id, self.scope.participant)
        yield delete("coding_voice", said)

    def _passages(self, gone: Iterable[int]) -> Iterator[Operation]:
        ids = [*gone]
        yield from memo_deletions(self.store, memo_ids(self.store, ["passage"], ids))
        yield delete("memo_link", link_ids_to(self.store, "passage", ids))
        for table in ("mention_decision", "passage_link"):
            found = self.store.where_in(table, "id", "passage_id", ids)
            yield delete(table, [id_ for (id_,) in found])
        yield delete("passage", ids)

    # The person

    def _of_person(self) -> Iterator[Operation]:
        """Take away what was written of somebody as a row, and voices decided to be theirs."""
        for table, source in (("chart_summary", "summary"), ("change_tag", "tag")):
            ids = self._theirs(table)
            links = self.store.where_in("passage_link", "id, source", "source_id", ids)
            yield delete("passage_link", [id_ for id_, of in links if of == source])
            yield delete(table, ids)
        for table in ("finding_basis", "typology_member", "coding_voice"):
            yield delete(table, self._theirs(table))
        yield delete("passage", _bare(self.store))

    def _theirs(self, table: str) -> list[int]:
        asked = [self.scope.participant]
        return [id_ for (id_,) in self.store.where_in(table, "id", "participant_id", asked)]

    # What repeats the words

    def _texts(self, found: RepeatedWords) -> Iterator[Operation]:
        news = []
        for text in written_texts(self.store):
            if (text.table, text.column) == ("speaker", "label"):
                continue
            if (said := found.said(text.value)) != text.value:
                news.append((text, said))
                self.cleaned.append(text.holder)
        yield from rows_of_texts(self.store, news)

    def _labels(self, found: RepeatedWords) -> Iterator[Operation]:
        rows: list[Row] = [
            {"id": id_, "label": said}
            for id_, label in values_by_id(self.store, "change_log", "label").items()
            if (said := found.said(label)) != label
        ]
        yield Update("change_log", rows)


def _bare(store: Store) -> list[int]:
    """Give the passages on which nothing stands."""
    return bare_passages(store, list(values_by_id(store, "passage", "id")))
