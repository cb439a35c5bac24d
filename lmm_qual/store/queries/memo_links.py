"""What memos point to: passages, codes and other memos."""

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.store import Store

LinkTarget = Literal["passage", "code", "memo"]


class MemoLinkRow(NamedTuple):
    """A link of a memo; passages have their transcript, place and words."""

    id: int
    memo_id: int
    target: LinkTarget
    target_id: int
    position: int
    transcript_id: int | None
    transcript: str | None
    start: int | None
    end: int | None
    quote: str | None


class Aim(NamedTuple):
    """What a memo points to, or is to: a code or memo by id, words by transcript, start and end."""

    target: LinkTarget
    id: int | None = None
    transcript: str = ""
    start: int = 0
    end: int = 0

    def said(self, store: Store) -> str:
        """Name it: `code Barriers/Referral`, `passage 120–180 of T1-G3-07`, `memo 4`."""
        if self.target == "passage":
            return f"passage {self.start}–{self.end} of {self.transcript}"
        tree = code_tree(store)
        if self.target == "code" and self.id in tree.by_id:
            return f"code {tree.path(self.id)}"
        return f"{self.target} {self.id}"


def aim_of(link: MemoLinkRow) -> Aim:
    """Give what a link points to."""
    if link.target == "passage":
        return Aim("passage", None, link.transcript or "", link.start or 0, link.end or 0)
    return Aim(link.target, link.target_id)


_LINK = """
    SELECT memo_link.id, memo_id, memo_link.target, memo_link.target_id, memo_link.position,
           transcript.id, transcript.key, passage.start, passage.end, passage.quote
    FROM memo_link
    LEFT JOIN passage ON memo_link.target = 'passage' AND passage.id = memo_link.target_id
    LEFT JOIN transcript ON transcript.id = passage.transcript_id
"""
_ORDER = "ORDER BY memo_id, memo_link.position, memo_link.id"


def memo_links(store: Store, memo: int | None = None) -> list[MemoLinkRow]:
    """Give what all memos point to, or one, each memo's in its order."""
    where = "" if memo is None else "WHERE memo_id = :memo"
    return store.records(MemoLinkRow, f"{_LINK} {where} {_ORDER}", {"memo": memo})


def links_into(store: Store, transcript_id: int) -> list[MemoLinkRow]:
    """Give the links that point to passages of a transcript."""
    where = "WHERE transcript.id = ?"
    return store.records(MemoLinkRow, f"{_LINK} {where} {_ORDER}", (transcript_id,))


def link_ids_of(store: Store, memos: Iterable[int]) -> set[int]:
    """Give the ids of the links of memos, and of those that point to these memos."""
    wanted = set(memos)
    own = {id_ for (id_,) in store.where_in("memo_link", "id", "memo_id", wanted)}
    return own | link_ids_to(store, "memo", wanted)


def link_ids_to(store: Store, target: LinkTarget, ids: Collection[int]) -> set[int]:
    """Give the ids of the links that point to things of one kind."""
    found = store.where_in("memo_link", "id, target", "target_id", ids)
    return {id_ for id_, kind in found if kind == target}
