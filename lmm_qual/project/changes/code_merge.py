"""Making codes part of another one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lmm_qual.model.code_tree import CodeRow, CodeTree
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.bin_codes import recoded_bin
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.code_places import in_order, placed
from lmm_qual.project.changes.code_writings import CodeWritings
from lmm_qual.project.changes.codebook import DEFINING, rewritten
from lmm_qual.project.changes.codebook_edit import known_codes, named_codes
from lmm_qual.project.changes.coding_moves import CodingMoves
from lmm_qual.store.deltas import Delta, Ids, delete
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.store import Store


@dataclass
class MergeCodes:
    """Make codes part of another one: codings, memos and all that was written of them goes there.

    Codes under them come under it. With `definitions` it takes over their definition, criteria and
    example too, which defines it anew; without, those stand in the codebook's version before.
    """

    codes: Sequence[int]
    into: int
    definitions: bool = False
    kind: str = "codebook merge"
    label: str = field(default="merge of codes", init=False)
    folded: int = field(default=0, init=False)
    """How many codings became one with one that was there."""

    def operations(self, store: Store, author: Author) -> Delta:
        """Carry all over and delete the codes; raises where one holds the other."""
        tree = code_tree(store)
        going = [row.id for row in known_codes(tree, list(dict.fromkeys(self.codes)), store)]
        (kept,) = known_codes(tree, [self.into], store)
        self.label = f"{named_codes(tree, going)} merged into “{kept.name}”"
        self._refuse_circle(store, tree, going)
        moves = CodingMoves(store, Ids(store), [kept.id, *going], None)
        for id_, row in moves.rows.items():
            if row["code_id"] != kept.id:
                moves.move(id_, kept.id)
        self.folded = len(moves.into)
        into = dict.fromkeys(going, kept.id)
        names = {code: tree.by_id[code].name for code in going}
        writings = CodeWritings(store, names, kept.id, author.at)
        rows = self._rows(tree, going, codebook_version(store) + 1)
        return [
            *moves.operations(),
            *writings.operations(moves.into),
            recoded_bin(store, into),
            *rewritten(store, author, self.label, tree, rows, into),
            delete("code", going),
        ]

    def _refuse_circle(self, store: Store, tree: CodeTree, going: Sequence[int]) -> None:
        for code in going:
            if self.into in tree.with_descendants(code):
                name = tree.by_id[code].name
                what = (
                    f"code “{name}” cannot be merged into itself"
                    if code == self.into
                    else f"code “{name}” cannot be merged into one that stands under it"
                )
                raise refuse(what, "merge the other way round", file=str(store.path))

    def _rows(self, tree: CodeTree, going: Sequence[int], version: int) -> list[CodeRow]:
        gone = set(going)
        below = [child for code in going for child in tree.children(code) if child not in gone]
        places = placed(tree, [*going, *below], self.into)
        places[self.into] = [code for code in places[self.into] if code not in gone]
        kept = self._said(tree, going, version)
        rows = [kept if code == self.into else tree.by_id[code] for code in tree.order]
        return in_order([row for row in rows if row.id not in gone], places)

    def _said(self, tree: CodeTree, going: Sequence[int], version: int) -> CodeRow:
        """Give the code that stays, with the words that defined the others where that is wanted."""
        row = tree.by_id[self.into]
        if not self.definitions:
            return row
        said = {
            name: "\n".join(dict.fromkeys(text for text in texts if text)) or None
            for name in DEFINING
            if (texts := [getattr(tree.by_id[code], name) for code in (self.into, *going)])
        }
        if all(getattr(row, name) == text for name, text in said.items()):
            return row
        return row._replace(**said, defined_version=version)  # type: ignore[arg-type]
