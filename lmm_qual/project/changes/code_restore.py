"""Bringing codes back from the bin, with what hung on them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from lmm_qual.model.code_tree import CodeRow, CodeTree
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.project.changes.bin_content import PROMPT, Row, packed, unpacked
from lmm_qual.project.changes.bin_rows import ReturningRows
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.code_delete import BIN_KIND
from lmm_qual.project.changes.code_places import in_order, placed
from lmm_qual.project.changes.codebook import rewritten
from lmm_qual.project.changes.prompts import guides, prompts_restored
from lmm_qual.store.deltas import UNREADABLE, Delta, Ids, Update, delete
from lmm_qual.store.queries.bin import BinRow, bin_content, bin_entries
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.store import Store


def entry_named(store: Store, said: str) -> int:
    """Give an entry of the bin by its number, or by the name of the one code it tells of.

    Raises `BadInputError` where there is none of it, or several.
    """
    if said.isdecimal():
        return int(said)
    entries = bin_entries(store, BIN_KIND)
    found = [entry.id for entry in entries if entry.label.endswith(f" “{said}”")]
    if len(found) != 1:
        what = "several entries" if found else "no entry"
        raise refuse(f"the bin has {what} named “{said}”", "give its number in `codebook bin`")
    return found[0]


@dataclass
class RestoreCodes:
    """Bring back what an entry of the bin holds; `name` is for a code whose own is taken.

    Codes come back under the code they stood under, or at the top where that is gone. What can
    not come back, as its transcript is gone or its words are others, stays in the bin and is said
    in `left`.
    """

    entry: int
    name: str | None = None
    kind: str = "codebook restore"
    label: str = field(default="", init=False)
    left: list[str] = field(default_factory=list, init=False)
    codes: list[int] = field(default_factory=list, init=False)
    """The codes that came back."""

    def __post_init__(self) -> None:
        self.label = f"entry {self.entry} restored"

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the rows; raises where there is no such entry, or a name is taken."""
        entry = binned_codes(store, self.entry)
        self.label = f"{entry.label} restored"
        coming = ReturningRows(store, Ids(store), binned_rows(store, entry))
        codes = _Codes(store, code_tree(store), coming, self.name)
        codes.all()
        coming.all()
        self.codes = list(codes.now.values())
        self.left = [*codes.said, *coming.said()]
        codebook = rewritten(store, author, self.label, codes.before, codes.rows)
        prompts = self._prompts(store, codebook, codes, coming)
        back = [*codebook, *coming.operations(), prompts]
        rest = coming.rest()
        if not rest:
            return [*back, delete("bin_entry", [entry.id])]
        if not any(op.rows for op in back if not isinstance(op, Update) and hasattr(op, "rows")):
            return []
        label = f"rest of {entry.label.removeprefix('rest of ')}"
        held = {"id": entry.id, "label": label, "content": packed(rest)}
        return [*back, Update("bin_entry", [held])]

    def _prompts(
        self, store: Store, codebook: Delta, codes: "_Codes", coming: ReturningRows
    ) -> Update:
        known = {guide["id"]: guide for guide in guides(store)}
        for operation in codebook:
            if isinstance(operation, Update) and operation.table == "topic_guide":
                for row in operation.rows:
                    known[row["id"]]["questions"] = json.loads(row["questions"])
        rows = coming.rows.get(PROMPT, [])
        tree = CodeTree(codes.rows)
        change, lost = prompts_restored(list(known.values()), rows, tree, codes.now)
        self.left += [f"no topic guide has the question “{text[:60]}” any more" for text in lost]
        return change


class NameTakenError(BadInputError):
    """A code cannot come back under its name, since another has it."""


class _Codes:
    """Puts the codes of an entry back where they stood."""

    def __init__(
        self, store: Store, tree: CodeTree, coming: ReturningRows, name: str | None
    ) -> None:
        self.before, self._tree = tree, tree
        self._store, self._coming, self._name = store, coming, name
        self.now: dict[int, int] = {}
        self.said: list[str] = []

    @property
    def rows(self) -> list[CodeRow]:
        """Give the codebook with them, in its order."""
        return [self._tree.by_id[code] for code in self._tree.order]

    def all(self) -> None:
        """Put them back, each after those above it."""
        rows: Sequence[Row] = self._coming.rows.get("code", [])
        ids = self._coming.new_ids("code")
        waiting = sorted(rows, key=lambda row: row["position"])
        inside = {row["id"] for row in rows}
        while waiting:
            away = inside - self.now.keys()
            ready = next((row for row in waiting if row["parent_id"] not in away), None)
            if ready is None:
                return
            self._one(ready, ids[ready["id"]])
            waiting.remove(ready)

    def _one(self, old: Row, id_: int) -> None:
        above = None if old["parent_id"] is None else self._coming.now("code", old["parent_id"])
        row = old | {"id": id_, "parent_id": above, "name": self._named(old, above)}
        keyed = {one.shortcut: one.name for one in self._tree.by_id.values()}
        if row["shortcut"] and row["shortcut"] in keyed:
            owner = keyed[row["shortcut"]]
            self.said.append(f"the shortcut “{row['shortcut']}” belongs to “{owner}” now")
            row["shortcut"] = None
        siblings = self._tree.children(above)
        at = sum(self._tree.by_id[code].position < old["position"] for code in siblings)
        new = CodeRow(**row)
        below = placed(self._tree, [id_], above, at)
        self._tree = CodeTree(in_order([*self._tree.by_id.values(), new], below))
        self.now[old["id"]] = id_
        self._coming.back("code", old["id"], row)

    def _named(self, old: Row, above: int | None) -> str:
        """Give the name that a code has, or the one given where that is taken."""
        taken = {self._tree.by_id[code].name for code in self._tree.children(above)}
        name = str(old["name"])
        if name not in taken:
            return name
        if self._name is None or self._name in taken:
            where = "at the top" if above is None else f"under “{self._tree.by_id[above].name}”"
            what = f"a code named “{self._name or name}” stands {where} already"
            remedy = "give another name with --name"
            raise NameTakenError(Problem(str(self._store.path), what, remedy=remedy))
        name, self._name = self._name, None
        return name


def binned_codes(store: Store, id_: int) -> BinRow:
    """Give an entry of the bin that holds codes; raises where there is none such."""
    found = [row for row in bin_entries(store, BIN_KIND) if row.id == id_]
    if not found:
        what = f"the bin has no entry {id_} of codes"
        raise refuse(what, "see `codebook bin`", file=str(store.path))
    return found[0]


def binned_rows(store: Store, entry: BinRow) -> dict[str, list[Row]]:
    """Give the rows that an entry holds, by table; raises where it is spoilt."""
    try:
        return unpacked(bin_content(store, entry.id) or b"")
    except (*UNREADABLE, RecursionError):
        what = f"“{entry.label}” cannot be restored: its entry in the bin is spoilt"
        raise refuse(what, "run `check`", file=str(store.path)) from None
