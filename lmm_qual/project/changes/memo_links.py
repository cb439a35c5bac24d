"""Changes of what memos point to: passages, codes and other memos."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.memo_link_rows import MemoLinkRows
from lmm_qual.project.changes.memos import memo_said, own_memo
from lmm_qual.project.changes.passages import place_named, read_evidence
from lmm_qual.project.changes.written import left_bare
from lmm_qual.store.deltas import Delta, Ids, delete
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.memo_links import Aim, aim_of, memo_links
from lmm_qual.store.queries.memo_references import MemoReferences
from lmm_qual.store.queries.memos import find_subject
from lmm_qual.store.queries.talk import find_transcript
from lmm_qual.store.store import Store

_KINDS = ("passage", "coding", "code", "memo")


@dataclass
class LinkMemo:
    """Let a memo of one's own point to passages, codes and other memos."""

    memo: int
    aims: Sequence[Aim]
    kind: str = "memos link"
    label: str = field(default="links of a memo", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the links that are new, in order; raises where something is not there."""
        row = own_memo(store, self.memo, author)
        links = MemoLinkRows(store, Ids(store))
        new = links.point(row.id, self.aims)
        to = _counted(store, new)
        self.label = f"link of the {memo_said(store, row.subject)} to {to}"
        return links.operations() if new else []


@dataclass
class UnlinkMemo:
    """Let a memo of one's own point no longer to some of the things it points to."""

    memo: int
    aims: Sequence[Aim]
    kind: str = "memos unlink"
    label: str = field(default="links of a memo", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the links, and passages on which nothing stands then; raises where none is."""
        row = own_memo(store, self.memo, author)
        known = {aim_of(link): link.id for link in memo_links(store, row.id)}
        for aim in self.aims:
            if aim not in known:
                what = f"memo {row.id} does not point to {aim.said(store)}"
                raise refuse(what, "see `memos show`", file=str(store.path))
        self.label = f"unlinking of the {memo_said(store, row.subject)} from "
        self.label += _counted(store, self.aims)
        gone: Delta = [delete("memo_link", {known[aim] for aim in self.aims})]
        return [*gone, left_bare(store, gone)]


def _counted(store: Store, aims: Sequence[Aim]) -> str:
    return aims[0].said(store) if len(aims) == 1 else f"{len(aims)} things"


def read_aim(store: Store, text: str) -> Aim:
    """Read what a memo is to point to; raises `BadInputError` where it names nothing, or several.

    `T1-G3-07:120-180` is a passage, `coding:12` the words of a coding, `code:Barriers/Referral` a
    code, `memo:12` or `memo:words of it` another memo.
    """
    kind, colon, which = text.partition(":")
    if not colon or kind not in _KINDS:
        if not place_named(text):
            remedy = "write ID:START-END, coding:ID, code:PATH, memo:ID or memo:WORDS"
            raise refuse(f"“{text}” names nothing that a memo can point to", remedy)
        kind, which = "passage", text
    if kind == "passage":
        place = read_evidence(which)
        find_transcript(store, place.transcript)
        return Aim("passage", None, place.transcript, place.start, place.end)
    if kind == "coding":
        return _words_of(store, which)
    if kind == "code":
        return Aim("code", find_code(code_tree(store), which, file=str(store.path)))
    return Aim("memo", find_memo(store, which))


def _words_of(store: Store, which: str) -> Aim:
    known = which.isascii() and which.isdigit() and len(which) < 19
    subject = find_subject(store, "coding", int(which)) if known else None
    if subject is None or subject.transcript is None:
        raise refuse(f"no coding “{which}”", "see `codings list`", file=str(store.path))
    return Aim("passage", None, subject.transcript, subject.start or 0, subject.end or 0)


def find_memo(store: Store, which: str) -> int:
    """Give the memo with an id, or that alone holds words; raises `BadInputError`."""
    found = MemoReferences(store).found(which)
    if len(found) == 1:
        return found[0]
    if not found:
        raise refuse(f"no memo “{which[:60]}”", "see `memos list`", file=str(store.path))
    ids = ", ".join(map(str, found[:9])) + (" …" if len(found) > 9 else "")
    what = f"“{which[:60]}” stands in {len(found)} memos: {ids}"
    raise refuse(what, "give one's id", file=str(store.path))
