"""What stands on the words that are withdrawn in one session, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lmm_qual.project.withdrawing.marking import Marking
from lmm_qual.project.withdrawing.scope import Row, Session
from lmm_qual.store.queries.coded import CODING_KEY
from lmm_qual.store.queries.talk import transcript_text
from lmm_qual.store.store import Store
from lmm_qual.text.span import Span


@dataclass
class SessionWords:
    """Tells which codings and passages of a session go, and which only lose a part."""

    store: Store
    session: Session
    text: str = field(init=False)
    codings: list[Row] = field(init=False)
    passages: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        of, id_ = "transcript_id = ?", (self.session.row.id,)
        self.text = transcript_text(self.store, self.session.row.id)
        self.codings = self.store.mappings("coding", of, id_)
        self.passages = self.store.mappings("passage", of, id_)

    @property
    def whole(self) -> bool:
        """Say whether the document goes with all that is on it."""
        return self.session.fate == "document"

    @cached_property
    def marking(self) -> Marking:
        """Give the marking of the turns that go."""
        rows = self.store.mappings("turn", "transcript_id = ?", (self.session.row.id,))
        seats = self.store.mappings("speaker", "transcript_id = ?", (self.session.row.id,))
        quiet = {seat["id"] for seat in seats if seat["interviewer"]}
        silent = [turn for turn in rows if turn["speaker_id"] in quiet]
        return Marking(self.text, self.session.turns, silent).without_labels(rows)

    def said(self) -> Iterator[str]:
        """Give the words that go: those of a document, or turn by turn."""
        if self.whole:
            yield self.text
        else:
            yield from (self.text[turn["start"] : turn["end"]] for turn in self.session.turns)

    def touched(self, row: Row) -> bool:
        """Say whether any of the words of a coding or passage go."""
        return self.whole or self.marking.touches(_span(row))

    def _goes(self, row: Row) -> bool:
        return self.whole or self.marking.kept(_span(row)) is None

    @cached_property
    def gone_codings(self) -> list[int]:
        """Give the codings of which no word is left, and those that meet an equal one."""
        return [row["id"] for row in self.codings if self._goes(row)] + [*self.met]

    @cached_property
    def gone_passages(self) -> list[int]:
        """Give the passages of which no word is left."""
        return [row["id"] for row in self.passages if self._goes(row)]

    @cached_property
    def met(self) -> dict[int, int]:
        """Give codings that come to stand where an equal one stands, each with that one."""
        if self.whole:
            return {}
        stand: dict[tuple[object, ...], int] = {}
        met: dict[int, int] = {}
        for row in sorted(self.codings, key=self.touched):
            left = self.marking.kept(_span(row))
            if left is None:
                continue
            key = tuple((row | {"start": left.start, "end": left.end})[one] for one in CODING_KEY)
            if key in stand:
                met[row["id"]] = stand[key]
            else:
                stand[key] = row["id"]
        return met

    def cut(self) -> list[Row]:
        """Give the codings that stay and lose a part of their words."""
        gone = set(self.gone_codings)
        return [row for row in self.codings if row["id"] not in gone and self.touched(row)]

    def quotes(self) -> list[str]:
        """Give the quotations of codings and passages that go."""
        away = set(self.gone_codings), set(self.gone_passages)
        pairs = zip((self.codings, self.passages), away, strict=True)
        return [row["quote"] for rows, ids in pairs for row in rows if row["id"] in ids]


def _span(row: Row) -> Span:
    return Span(row["start"], row["end"])
