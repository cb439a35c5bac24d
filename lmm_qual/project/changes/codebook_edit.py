"""Changes of codes that are there: what they say, where they stand, what groups them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.code_tree import CodeRow, CodeTree
from lmm_qual.model.codebook import Code
from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.code_places import in_order, place_among, placed, topmost
from lmm_qual.project.changes.codebook import DEFINING, rewritten
from lmm_qual.store.deltas import Delta, Ids
from lmm_qual.store.queries.codes import code_tree, codebook_version, find_code
from lmm_qual.store.store import Store

FIELDS = tuple(name for name in Code.model_fields if name != "parent")


def field_faults(
    tree: CodeTree, parent: int | None, fields: Mapping[str, str | None], code: int | None = None
) -> dict[str, str]:
    """Say what is wrong with the fields of a code, by field: one that is there, or a new one."""
    if not (fields.get("name") or "").strip():
        return {"name": "a code needs a name"}
    faults: dict[str, str] = {}
    try:
        checked = make_entry(Code, fields, file="")
    except BadInputError as error:
        for problem in error.problems:
            said = f"{problem.what}; {problem.remedy}" if problem.remedy else problem.what
            faults.setdefault(problem.place, said)
        return faults
    siblings = [tree.by_id[at] for at in tree.children(parent) if at != code]
    if any(sibling.name == checked.name for sibling in siblings):
        where = "at the top" if parent is None else f"under “{tree.by_id[parent].name}”"
        faults["name"] = f"“{checked.name}” stands {where} already; choose another name"
    keyed = {row.shortcut: row.name for row in tree.by_id.values() if row.id != code}
    if checked.shortcut and checked.shortcut in keyed:
        owner = keyed[checked.shortcut]
        faults["shortcut"] = f"“{checked.shortcut}” belongs to “{owner}” already; choose another"
    return faults


@dataclass
class EditCode:
    """Change fields of a code: name, definition and the others of `FIELDS`; none is `None`."""

    code: int
    fields: Mapping[str, str | None]
    kind: str = "codebook edit"
    label: str = field(default="edit of a code", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the code; raises where a field is at fault."""
        tree = code_tree(store)
        row = known_codes(tree, [self.code], store)[0]
        self.label = f"edit of code “{row.name}”"
        fields = {name: getattr(row, name) for name in FIELDS} | dict(self.fields)
        if faults := field_faults(tree, row.parent_id, fields, row.id):
            name, what = next(iter(faults.items()))
            raise refuse(what, file=str(store.path), place=name)
        values: dict[str, Any] = make_entry(Code, fields, file="").model_dump(exclude={"parent"})
        if any(values[name] != getattr(row, name) for name in DEFINING):
            values["defined_version"] = codebook_version(store) + 1
        rows = [row._replace(**values) if row.id == self.code else row for row in _rows(tree)]
        return rewritten(store, author, self.label, tree, rows)


@dataclass
class MoveCodes:
    """Put codes, and all under them, under another code or (`None`) at the top.

    `position` counts among the codes that stay there; without it they come last. Their order
    among each other stays, and a code that stands under another of them goes along with it.
    """

    codes: Sequence[int]
    parent: int | None = None
    position: int | None = None
    kind: str = "codebook move"
    label: str = field(default="move of codes", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update what stands where; raises where a code would stand under itself."""
        tree = code_tree(store)
        known_codes(tree, [*self.codes, *([] if self.parent is None else [self.parent])], store)
        going = topmost(tree, self.codes)
        self.label = f"move of {named_codes(tree, going)}"
        _refuse_circle(tree, going, self.parent, store)
        below = placed(tree, going, self.parent, self.position)
        return rewritten(store, author, self.label, tree, in_order(_rows(tree), below))


@dataclass
class GroupCodes:
    """Make a code and put others under it, where the first of them stood if that is its place."""

    codes: Sequence[int]
    new: Code
    kind: str = "codebook group"
    label: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.label = f"group “{self.new.name}”"

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the code and move the others; raises where either cannot be."""
        tree = code_tree(store)
        known_codes(tree, self.codes, store)
        going = topmost(tree, self.codes)
        self.label = f"{named_codes(tree, going)} grouped under “{self.new.name}”"
        above = self.new.parent
        parent = None if above is None else find_code(tree, above, file=str(store.path))
        _refuse_circle(tree, going, parent, store)
        rows = self._grouped(store, tree, going, parent)
        return rewritten(store, author, self.label, tree, rows)

    def _grouped(
        self, store: Store, tree: CodeTree, going: Sequence[int], parent: int | None
    ) -> list[CodeRow]:
        version = codebook_version(store) + 1
        values = self.new.model_dump(exclude={"parent"})
        values |= {"made_version": version, "defined_version": version}
        new = CodeRow(Ids(store).take("code"), 0, parent, **values)
        firsts = [code for code in going if tree.by_id[code].parent_id == parent]
        position = place_among(tree, firsts[0], going) if firsts else None
        below = placed(tree, going, new.id)
        siblings = below[parent]
        siblings.insert(len(siblings) if position is None else position, new.id)
        return in_order([*_rows(tree), new], below)


def _rows(tree: CodeTree) -> list[CodeRow]:
    return [tree.by_id[code] for code in tree.order]


def known_codes(tree: CodeTree, codes: Sequence[int], store: Store) -> list[CodeRow]:
    """Give codes, at least one; raises where one is not there."""
    if not codes or any(code not in tree.by_id for code in codes):
        raise refuse("the code is not there any more", "look again", file=str(store.path))
    return [tree.by_id[code] for code in codes]


def named_codes(tree: CodeTree, codes: Sequence[int]) -> str:
    """Name the code, or say how many."""
    if len(codes) == 1:
        return f"code “{tree.by_id[codes[0]].name}”"
    return f"{len(codes)} codes"


def _refuse_circle(tree: CodeTree, going: Sequence[int], parent: int | None, store: Store) -> None:
    if parent is None:
        return
    for code in going:
        if parent in tree.with_descendants(code):
            name = tree.by_id[code].name
            what = f"code “{name}” cannot stand under itself"
            raise refuse(what, "choose a code that is not under it", file=str(store.path))
