"""Deleting codes: they and all that hangs on them go to the bin, from which they come back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lmm_qual.model.code_tree import CodeRow, CodeTree
from lmm_qual.project.changes.bin_content import PROMPT, deleted_rows, packed, with_names
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.code_places import in_order, placed, topmost
from lmm_qual.project.changes.codebook import rewritten
from lmm_qual.project.changes.codebook_edit import known_codes, named_codes
from lmm_qual.project.changes.codings import coding_deletions
from lmm_qual.project.changes.prompts import questions_changed
from lmm_qual.project.changes.written import left_bare, memo_deletions
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.memos import memo_ids
from lmm_qual.store.store import Store

BIN_KIND = "codes"
_SOURCES = {"chart_summary": "summary", "change_tag": "tag"}


@dataclass
class DeleteCodes:
    """Put codes into the bin with codings, memos, summaries, tags and grounds of findings on them.

    What stands under them goes along or, with `keep_below`, comes where they stood.
    """

    codes: Sequence[int]
    keep_below: bool = False
    kind: str = "codebook delete"
    label: str = field(default="deletion of codes", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows and keep them in an entry of the bin."""
        tree = code_tree(store)
        known_codes(tree, self.codes, store)
        named = named_codes(tree, topmost(tree, self.codes))
        self.label = f"deletion of {named}"
        gone = going_codes(tree, self.codes, keep_below=self.keep_below)
        rows = self._left(tree, gone)
        codebook = rewritten(store, author, self.label, tree, rows)
        deletions = [*_writings(store, gone), delete("code", gone)]
        content = with_names(store, deleted_rows(store, deletions))
        guides = next(op for op in codebook if isinstance(op, Update) and op.table == "topic_guide")
        content[PROMPT] = questions_changed(store, guides, tree)
        entry = {
            "id": Ids(store).take("bin_entry"),
            "kind": BIN_KIND,
            "label": named,
            "at": author.at,
            "coder": author.coder,
            "content": packed(content),
        }
        return [*deletions, *codebook, Insert("bin_entry", [entry])]

    def _left(self, tree: CodeTree, gone: Sequence[int]) -> list[CodeRow]:
        away = set(gone)
        below = placed(tree, [], None)
        for code in reversed(gone):
            siblings = below[tree.by_id[code].parent_id]
            at = siblings.index(code)
            siblings[at : at + 1] = [child for child in below.pop(code) if child not in away]
        return in_order([tree.by_id[code] for code in tree.order if code not in away], below)


def going_codes(tree: CodeTree, codes: Sequence[int], *, keep_below: bool) -> list[int]:
    """Give the codes that a deletion takes, in display order."""
    if keep_below:
        return [code for code in tree.order if code in set(codes)]
    return [code for top in topmost(tree, codes) for code in tree.with_descendants(top)]


def _writings(store: Store, codes: Sequence[int]) -> Delta:
    """Delete what was coded with codes, and all that was written of them."""
    codings = _ids(store, "coding", codes)
    memos = memo_ids(store, ["code"], codes) + memo_ids(store, ["coding"], codings)
    written = {table: _ids(store, table, codes) for table in _SOURCES}
    links = {
        link
        for table, source in _SOURCES.items()
        for link, of in store.where_in("passage_link", "id, source", "source_id", written[table])
        if of == source
    }
    delta: Delta = [
        delete("review", _on(store, "review", "coding", codings)),
        delete("memo_link", _memo_links(store, codes, memos)),
        *coding_deletions(store, codings),
        *memo_deletions(store, memo_ids(store, ["code"], codes)),
        delete("passage_link", links),
        delete("finding_basis", _ids(store, "finding_basis", codes)),
        *(delete(table, written[table]) for table in _SOURCES),
    ]
    return [*delta, left_bare(store, delta)]


def _ids(store: Store, table: str, codes: Sequence[int]) -> list[int]:
    return [id_ for (id_,) in store.where_in(table, "id", "code_id", codes)]


def _on(store: Store, table: str, target: str, ids: Sequence[int]) -> list[int]:
    found = store.where_in(table, "id, target", "target_id", ids)
    return [id_ for id_, of in found if of == target]


def _memo_links(store: Store, codes: Sequence[int], memos: Sequence[int]) -> set[int]:
    """Give the links of memos that go, and those that point to what goes."""
    away = {id_ for (id_,) in store.where_in("memo_link", "id", "memo_id", memos)}
    return away.union(
        _on(store, "memo_link", "code", codes), _on(store, "memo_link", "memo", memos)
    )
