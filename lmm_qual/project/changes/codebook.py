"""Changes of the codebook; each makes a new version of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lmm_qual.definitions.checks import check_codebook, resolve_paths
from lmm_qual.model.code_tree import CodeRow, CodeTree
from lmm_qual.model.codebook import Code, Codebook, join_path, split_path
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.code_places import in_order, placed
from lmm_qual.project.changes.prompts import prompts_kept
from lmm_qual.project.changes.written import memo_deletions
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.codes import code_tree, codebook_version, load_codebook
from lmm_qual.store.queries.codings import coding_counts
from lmm_qual.store.queries.findings import codes_written_of
from lmm_qual.store.queries.memo_links import link_ids_to
from lmm_qual.store.queries.memos import memo_ids
from lmm_qual.store.store import Store

DEFINING = ("definition", "include", "exclude", "example")
"""The fields that say what a code means; a change of one defines the code anew."""


@dataclass(frozen=True)
class ImportCodebook:
    """Take a codebook in place of the one that is there; codes are known by their paths."""

    codebook: Codebook
    kind = "codebook import"
    label = "import of the codebook"

    def operations(self, store: Store, author: Author) -> Delta:
        """Replace the codes; one with codings cannot go, one that goes takes its memos along."""
        tree, version = code_tree(store), codebook_version(store) + 1
        self._refuse_lost_codes(store, tree)
        rows = self._rows(tree, Ids(store), version)
        paths, _ = resolve_paths(self.codebook)
        lost = [code for code in tree.order if tree.path(code) not in set(paths)]
        new = [row for row in rows if row["id"] not in tree.by_id]
        present = [row for row in rows if row["id"] in tree.by_id]
        changed = [row for row in present if tree.by_id[row["id"]]._asdict() != row]
        if not (new or changed or lost):
            return []
        return [
            Insert("code", new),
            Update("code", changed),
            *_memos_gone(store, lost),
            delete("code", lost),
            version_row(store, author, version, self.label, [CodeRow(**row) for row in rows]),
        ]

    def _refuse_lost_codes(self, store: Store, tree: CodeTree) -> None:
        paths = set(resolve_paths(self.codebook)[0])
        counts = coding_counts(store)
        lost = [
            f"{tree.path(code)} ({counts[code]})" for code in counts if tree.path(code) not in paths
        ]
        if lost:
            raise refuse(
                f"codes with codings are missing: {', '.join(lost)}",
                "keep them, or remove or recode their codings first",
                file=str(store.path),
            )
        written = [tree.path(code) for code in codes_written_of(store)]
        if gone := [path for path in written if path not in paths]:
            raise refuse(
                f"codes that something is written of are missing: {', '.join(gone)}",
                "keep them, or take away their summaries, change tags and cells of findings first",
                file=str(store.path),
            )

    def _rows(self, tree: CodeTree, ids: Ids, version: int) -> list[dict[str, Any]]:
        paths, _ = resolve_paths(self.codebook)
        known = {tree.path(code): code for code in tree.order}
        code_ids = {path: known.get(path) or ids.take("code") for path in paths}
        rows = []
        for position, (path, code) in enumerate(zip(paths, self.codebook.codes, strict=True)):
            above = split_path(path)[:-1]
            row = code.model_dump(exclude={"parent"})
            row |= {"id": code_ids[path], "position": position}
            row["parent_id"] = code_ids[join_path(above)] if above else None
            rows.append(row | _versions(tree.by_id.get(code_ids[path]), row, version))
        return rows


@dataclass(frozen=True)
class AddCode:
    """Make a code under its parent: at a position among those there, else at their end."""

    code: Code
    position: int | None = None
    kind = "codebook add"

    @property
    def label(self) -> str:
        """Name the code."""
        return f"code “{self.code.name}”"

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the code; raises where its path is taken or its parent unknown."""
        tree = code_tree(store)
        grown = Codebook(codes=[*load_codebook(tree).codes, self.code])
        _refuse_faults(store, grown)
        above = split_path(resolve_paths(grown)[0][-1])[:-1]
        version = codebook_version(store) + 1
        values: dict[str, Any] = self.code.model_dump(exclude={"parent"})
        values |= {"made_version": version, "defined_version": version}
        parent = tree.find(join_path(above))[0] if above else None
        new = CodeRow(Ids(store).take("code"), 0, parent, **values)
        below = placed(tree, [new.id], parent, self.position)
        rows = in_order([*tree.by_id.values(), new], below)
        return rewritten(store, author, self.label, tree, rows)


def _refuse_faults(store: Store, codebook: Codebook) -> None:
    if faults := list(check_codebook(codebook)):
        _, what, remedy = faults[0]
        raise refuse(what, remedy, file=str(store.path))


def _memos_gone(store: Store, codes: Sequence[int]) -> Delta:
    """Take away the memos on codes, and what points to these codes."""
    pointing: Delta = [delete("memo_link", link_ids_to(store, "code", codes))]
    return [*pointing, *memo_deletions(store, memo_ids(store, ["code"], codes))]


def _check_places(store: Store, tree: CodeTree) -> None:
    """Refuse a tree in which two codes of one name stand side by side, or that is too deep."""
    for parent in [None, *tree.order]:
        names: set[str] = set()
        for code in tree.children(parent):
            name = tree.by_id[code].name
            if name in names:
                where = "at the top" if parent is None else f"under “{tree.by_id[parent].name}”"
                what = f"two codes named “{name}” would stand {where}"
                raise refuse(what, "rename one first", file=str(store.path))
            names.add(name)
    _refuse_faults(store, load_codebook(tree))


def rewritten(
    store: Store,
    author: Author,
    note: str,
    before: CodeTree,
    rows: list[CodeRow],
    into: Mapping[int, int] | None = None,
) -> Delta:
    """Make the rows that turn the codebook into `rows`, with its new version; none if it is so.

    What topic guides prompt follows its code; `into` says which stands for one that is gone. Rows
    of codes that are gone are left to the caller to delete. Raises where codes cannot stand so.
    """
    _check_places(store, CodeTree(rows))
    new = [row for row in rows if row.id not in before.by_id]
    present = [row for row in rows if row.id in before.by_id]
    moved = [row for row in present if _place(row) != _place(before.by_id[row.id])]
    edited = [row for row in present if _said(row) != _said(before.by_id[row.id])]
    stands = [(row.id, row.parent_id) for row in rows]
    stood = [(code, before.by_id[code].parent_id) for code in before.order]
    if stands == stood and not edited:
        return []
    return [
        Insert("code", [row._asdict() for row in new]),
        Update("code", [row._asdict() for row in edited]),
        Update(
            "code", [{"id": r.id, "position": r.position, "parent_id": r.parent_id} for r in moved]
        ),
        prompts_kept(store, before, CodeTree(rows), into),
        version_row(store, author, codebook_version(store) + 1, note, rows),
    ]


def _place(row: CodeRow) -> tuple[int, int | None]:
    return row.position, row.parent_id


def _said(row: CodeRow) -> CodeRow:
    return row._replace(position=0, parent_id=None)


def _versions(old: CodeRow | None, row: dict[str, Any], version: int) -> dict[str, int]:
    if old is None:
        return {"made_version": version, "defined_version": version}
    same = all(getattr(old, name) == row[name] for name in DEFINING)
    defined = old.defined_version if same else version
    return {"made_version": old.made_version, "defined_version": defined}


def version_row(
    store: Store, author: Author, number: int, note: str, rows: list[CodeRow]
) -> Insert:
    """Make the row that keeps the codebook as it stands after a change.

    Beside the codes, in their order, stand their ids and the versions that they were made in, by
    which a code is known again under another name.
    """
    book = load_codebook(CodeTree(rows)).model_dump(exclude_defaults=True)
    ordered = sorted(rows, key=lambda row: row.position)
    ids = [[row.id, row.made_version] for row in ordered]
    content = json.dumps({"codes": book.get("codes", []), "ids": ids}, ensure_ascii=False)
    row = {"id": Ids(store).take("codebook_version"), "number": number, "at": author.at}
    return Insert("codebook_version", [{**row, "note": note, "content": content}])
