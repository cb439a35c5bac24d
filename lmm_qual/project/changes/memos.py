"""Changes of memos: on codings, passages, transcripts, codes, sessions and the study."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.model.memo import memo_fault
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.codings import covered_words
from lmm_qual.project.changes.memo_link_rows import MemoLinkRows
from lmm_qual.project.changes.passages import PassageRows, Place
from lmm_qual.project.changes.written import memo_deletions
from lmm_qual.store.deltas import Delta, Ids, Insert, Update
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.memo_links import Aim
from lmm_qual.store.queries.memos import (
    MemoRow,
    MemoTarget,
    Subject,
    find_subject,
    memo,
    memos,
)
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.store.store import Store

_LISTS: Mapping[str, str] = {
    "coding": "see `codings list`",
    "transcript": "see `transcripts list`",
    "session": "see `transcripts list`",
    "code": "see `codebook show`",
}


@dataclass
class WriteMemo:
    """Write a memo; a session has one summary a coder, which is written anew."""

    target: MemoTarget
    target_id: int | None
    text: str
    links: Sequence[Aim] = ()
    kind: str = "memos add"
    label: str = field(default="memo", init=False)
    made: int | None = field(default=None, init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the memo with what it points to; raises where something is not there, or no words.

        A summary that is written anew keeps its links.
        """
        subject = find_subject(store, self.target, self.target_id)
        if subject is None:
            named = self.target if self.target_id is None else f"{self.target} {self.target_id}"
            raise refuse(f"no {named}", _LISTS.get(self.target, ""), file=str(store.path))
        _require_words(store, self.text)
        coder = _require_author(store, author)
        self.label = memo_said(store, subject)
        if (summary := own_summary(store, subject, coder)) is not None:
            self.made = summary.id
            links = MemoLinkRows(store, Ids(store))
            links.point(summary.id, self.links)
            return [*_rewording(summary, self.text), *links.operations()]
        ids = Ids(store)
        coders, links = CoderRows(store, ids), MemoLinkRows(store, ids)
        self.made = ids.take("memo")
        links.point(self.made, self.links)
        row = {
            "id": self.made,
            "target": self.target,
            "target_id": self.target_id,
            "coder_id": coders.id_of(coder),
            "text": self.text,
            "created": author.at,
        }
        return [coders.operation(), Insert("memo", [row]), *links.operations()]


@dataclass
class WritePassageMemo:
    """Write a memo on words of a transcript, `start` to `end` in code points."""

    transcript: str
    start: int
    end: int
    text: str
    links: Sequence[Aim] = ()
    kind: str = "memos add"
    label: str = field(default="memo", init=False)
    made: int | None = field(default=None, init=False)
    passage: int | None = field(default=None, init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the memo, and the passage where it is new; raises where no such words are."""
        row = find_transcript(store, self.transcript)
        text = transcript_text(store, row.id)
        quote = covered_words(text, self.start, self.end, row.key, file=str(store.path))
        _require_words(store, self.text)
        coder = _require_author(store, author)
        ids = Ids(store)
        coders = CoderRows(store, ids)
        rows = PassageMemos(store, ids)
        links = MemoLinkRows(store, ids, rows.passages)
        self.made, self.passage = rows.add(
            (row.id, self.start, self.end),
            quote,
            self.text,
            coder_id=coders.id_of(coder),
            created=author.at,
        )
        links.point(self.made, self.links)
        subject = Subject("passage", None, row.key, None, quote, self.start, self.end)
        self.label = memo_said(store, subject)
        return [coders.operation(), *rows.operations(), *links.operations(passages=False)]


class PassageMemos:
    """Rows of memos on passages, each passage once."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self._ids = ids
        self.passages = PassageRows(store, ids)
        self._memos: list[dict[str, object]] = []

    def add(
        self,
        place: Place,
        quote: str,
        text: str,
        *,
        coder_id: int | None,
        created: str,
    ) -> tuple[int, int]:
        """Note a memo at transcript, start, end; gives its id and that of its passage."""
        memo_id, passage = self._ids.take("memo"), self.passages.at(place, quote)
        row = {"id": memo_id, "target": "passage", "target_id": passage}
        self._memos.append({**row, "coder_id": coder_id, "text": text, "created": created})
        return memo_id, passage

    def take(self) -> int:
        """Give the id of another memo that is inserted beside these."""
        return self._ids.take("memo")

    def operations(self) -> Delta:
        """Give the insertions, passages first."""
        return [self.passages.operation(), Insert("memo", self._memos)]


@dataclass
class EditMemo:
    """Give a memo of one's own another text; its links stay."""

    memo: int
    text: str
    kind: str = "memos edit"
    label: str = field(default="edit of a memo", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the text; raises where the memo is not there or another coder's."""
        row = own_memo(store, self.memo, author)
        _require_words(store, self.text)
        self.label = f"edit of the {memo_said(store, row.subject)}"
        return _rewording(row, self.text)


@dataclass
class DeleteMemo:
    """Take a memo of one's own away, with its links and those to it."""

    memo: int
    kind: str = "memos delete"
    label: str = field(default="deletion of a memo", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the row; raises where the memo is not there or another coder's."""
        row = own_memo(store, self.memo, author)
        self.label = f"deletion of the {memo_said(store, row.subject)}"
        return memo_deletions(store, [row.id])


def memo_on(subject: Subject, text: str) -> WriteMemo | WritePassageMemo:
    """Give the change that writes a memo on something."""
    if subject.target != "passage":
        return WriteMemo(subject.target, subject.id, text)
    start, end = subject.start or 0, subject.end or 0
    return WritePassageMemo(subject.transcript or "", start, end, text)


def memo_said(store: Store, subject: Subject) -> str:
    """Name a memo by what it is on: `memo on the study`, `summary of session T1-G3-07`."""
    kind = "summary of" if subject.target == "session" else "memo on"
    return f"{kind} {subject.said(code_tree(store))}"


def own_summary(store: Store, subject: Subject, coder: str) -> MemoRow | None:
    """Give the coder's summary of a session, None where there is none or it is no session."""
    if subject.target != "session":
        return None
    written = memos(store, "session", subject.id)
    return next((row for row in written if row.coder == coder), None)


def own_memo(store: Store, id: int, author: Author) -> MemoRow:
    """Give a memo that may be changed; raises where it is not there or another coder's."""
    row = memo(store, id)
    if row is None:
        raise refuse(f"no memo {id}", "see `memos list`", file=str(store.path))
    if row.coder not in {None, author.coder}:
        remedy = "write one of your own beside it"
        raise refuse(f"memo {id} is by {row.coder}", remedy, file=str(store.path))
    return row


def _require_author(store: Store, author: Author) -> str:
    if author.coder is None:
        raise refuse("nobody says who is writing", "name a coder", file=str(store.path))
    return author.coder


def _require_words(store: Store, text: str) -> None:
    if fault := memo_fault(text):
        raise refuse(fault, file=str(store.path))


def _rewording(row: MemoRow, text: str) -> Delta:
    return [] if text == row.text else [Update("memo", [{"id": row.id, "text": text}])]
