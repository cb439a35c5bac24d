"""Rows of links of memos: each thing once a memo, in the order in which they were put."""

from collections.abc import Iterable
from typing import Any

from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.codings import covered_words
from lmm_qual.project.changes.passages import PassageRows
from lmm_qual.store.deltas import Delta, Ids, Insert
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.memo_links import Aim, memo_links
from lmm_qual.store.queries.memos import memo
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.store.store import Store


class MemoLinkRows:
    """Lets memos point to things, and notes the passages that come with it."""

    def __init__(self, store: Store, ids: Ids, passages: PassageRows | None = None) -> None:
        """Share `passages` with others that make them in the same change."""
        self._store, self._ids = store, ids
        self._passages = passages or PassageRows(store, ids)
        self._links: list[dict[str, Any]] = []

    def point(self, memo_id: int, aims: Iterable[Aim]) -> list[Aim]:
        """Let a memo point to these after what it points to; gives those that are new.

        Raises `BadInputError` for what is not there, and for the memo itself.
        """
        before = memo_links(self._store, memo_id)
        known: set[tuple[str, int]] = {(link.target, link.target_id) for link in before}
        position = max((link.position for link in before), default=-1)
        new: list[Aim] = []
        for aim in aims:
            key = aim.target, self._found(memo_id, aim)
            if key in known:
                continue
            known.add(key)
            new.append(aim)
            row = {"memo_id": memo_id, "target": key[0], "target_id": key[1]}
            id_ = self._ids.take("memo_link")
            self._links.append({"id": id_, **row, "position": position + len(new)})
        return new

    def _found(self, memo_id: int, aim: Aim) -> int:
        """Give the id of what is pointed to."""
        file = str(self._store.path)
        if aim.target == "passage":
            row = find_transcript(self._store, aim.transcript)
            text = transcript_text(self._store, row.id)
            quote = covered_words(text, aim.start, aim.end, row.key, file=file)
            return self._passages.at((row.id, aim.start, aim.end), quote)
        if aim.id == memo_id and aim.target == "memo":
            raise refuse("a memo does not point to itself", "name another one", file=file)
        if aim.id is None or not self._there(aim):
            listed = "memos list" if aim.target == "memo" else "codebook show"
            raise refuse(f"no {aim.target} {aim.id}", f"see `{listed}`", file=file)
        return aim.id

    def _there(self, aim: Aim) -> bool:
        if aim.target == "memo":
            return memo(self._store, aim.id or 0) is not None
        return aim.id in code_tree(self._store).by_id

    def operations(self, *, passages: bool = True) -> Delta:
        """Give the insertions; without `passages` where who shares them inserts them."""
        made: Delta = [self._passages.operation()] if passages else []
        return [*made, Insert("memo_link", self._links)]
