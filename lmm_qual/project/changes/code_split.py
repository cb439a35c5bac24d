"""Splitting a code: each of its codings goes to another code, to several, or stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.codebook import Code, join_path, split_path
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.codebook import AddCode
from lmm_qual.project.changes.codebook_edit import known_codes
from lmm_qual.project.changes.coding_moves import CodingMoves
from lmm_qual.store.deltas import Delta, Ids
from lmm_qual.store.queries.codes import code_tree, codebook_version, find_code
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted


@dataclass
class SplitCode:
    """Give codings of a code other codes: by coding's id, the paths of the codes it is to have.

    A coding that is not named stays; one that is to have the code itself too stays and is copied
    to the others, else it goes to the first of them and is copied to the rest. Memos go with it.
    """

    code: int
    targets: Mapping[int, Sequence[str]]
    file: str = ""
    kind: str = "codebook split"
    label: str = field(default="split of a code", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update and copy the codings; raises where a coding or a code is not there."""
        tree = code_tree(store)
        (row,) = known_codes(tree, [self.code], store)
        file = self.file or str(store.path)
        wanted = {
            coding: [find_code(tree, path, file=file) for path in paths]
            for coding, paths in self.targets.items()
        }
        codes = {code for targets in wanted.values() for code in targets}
        moves = CodingMoves(store, Ids(store), {row.id, *codes}, codebook_version(store))
        for coding in wanted:
            if coding not in moves.rows or moves.rows[coding]["code_id"] != row.id:
                what = f"coding {coding} is none of “{row.name}”"
                raise refuse(what, "see `codings list --code`", file=file)
        moved = {coding: targets for coding, targets in wanted.items() if set(targets) - {row.id}}
        number = counted(len(moved), "coding")
        others = len(codes - {row.id})
        into = counted(others, "code")
        self.label = f"split of code “{row.name}”: {number} to {into}"
        for coding, targets in moved.items():
            _part(moves, coding, row.id, list(dict.fromkeys(targets)))
        return moves.operations() if moved else []


def _part(moves: CodingMoves, coding: int, code: int, targets: Sequence[int]) -> None:
    """Copy a coding to all its codes but the one it is to have itself, then move it there."""
    first = code if code in targets else targets[0]
    for target in targets:
        if target != first:
            moves.copy(coding, target)
    moves.move(coding, first)


def missing_codes(tree: CodeTree, references: Iterable[str]) -> list[AddCode]:
    """Give the changes that make codes which are not there, those above them first."""
    wanted: dict[str, AddCode] = {}
    for reference in references:
        names = split_path(reference)
        for depth in range(1, len(names) + 1):
            path, above = join_path(names[:depth]), join_path(names[: depth - 1])
            if path not in wanted and not tree.find(reference if depth == len(names) else path):
                name = names[depth - 1]
                code = make_entry(
                    Code, {"name": name, "parent": above or None, "origin": "inductive"}, file=""
                )
                wanted[path] = AddCode(code)
    return list(wanted.values())
