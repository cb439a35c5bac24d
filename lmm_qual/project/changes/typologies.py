"""Changes of typologies: rows of the framework matrix grouped in types, each with a reason."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.finding_checks import check_findings
from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.finding import Findings, RowKind, TypeEntry, TypeMember, Typology
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.finding_grounds import Grounds
from lmm_qual.project.changes.finding_rows import checked_key
from lmm_qual.project.changes.findings import KEEP, require_words, words_or_none
from lmm_qual.project.changes.typology_rows import TypologyRows
from lmm_qual.store.deltas import Delta, Ids, Update
from lmm_qual.store.queries.everything import value_of
from lmm_qual.store.queries.findings import find_typology, types
from lmm_qual.store.queries.findings_file import load_typologies
from lmm_qual.store.queries.keys import ids_by_key, next_position
from lmm_qual.store.store import Store


@dataclass
class SetTypology:
    """Write a typology whole: in place of the one with its id, else behind the others."""

    typology: Typology
    kind: str = "findings typology"

    @property
    def label(self) -> str:
        """Name it."""
        return f"typology {self.typology.id}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the rows; raises where one of the rows it groups is not there."""
        grounds, ids = Grounds(store), Ids(store)
        for at, what, remedy in check_findings(Findings(typologies=[self.typology])):
            grounds.refuse(at, what, remedy)
        known = ids_by_key(store, "typology")
        id_ = known.get(self.typology.id) or ids.take("typology")
        kept = value_of(store, "typology", "position", id_)
        position = next_position(store, "typology") if kept is None else kept
        rows = TypologyRows(store, ids, grounds)
        rows.add((), self.typology, id_, position)
        grounds.check()
        return rows.operations([id_], f"id = {id_}")


@dataclass
class DeleteTypology:
    """Take a typology away."""

    typology: str
    kind: str = "findings delete"
    label: str = field(default="deletion of a typology", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where it is not there."""
        row = find_typology(store, self.typology)
        self.label = f"deletion of typology {row.key}"
        rows = TypologyRows(store, Ids(store), Grounds(store))
        return rows.operations([row.id], f"id = {row.id}")


@dataclass
class AddTypology:
    """Make a typology of rows of one kind; without a key it gets the next free one, `made` then."""

    name: str
    rows: RowKind
    description: str | None = None
    key: str = ""
    kind: str = "findings typology"
    label: str = field(default="typology", init=False)
    made: str = field(default="", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the typology; raises where its id is taken, or its name has no words."""
        self.made = checked_key(store, "typology", self.key, "Y")
        self.label = f"typology {self.made}"
        require_words(store, self.name, _NAME)
        told = {"id": self.made, "name": self.name, "rows": self.rows}
        said = _said(store, self.description)
        typology = make_entry(Typology, {**told, "description": said}, file=str(store.path))
        return SetTypology(typology).operations(store, author)


@dataclass
class EditTypology:
    """Give a typology another name or description."""

    typology: str
    name: str = KEEP
    description: str | None = KEEP
    kind: str = "findings typology"
    label: str = field(default="edit of a typology", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row; raises where it is not there."""
        row = find_typology(store, self.typology)
        self.label = f"edit of typology {row.key}"
        changed: dict[str, str | None] = {}
        if self.name not in {KEEP, row.name}:
            require_words(store, self.name, _NAME)
            changed["name"] = self.name
        if self.description != KEEP and (said := _said(store, self.description)) != row.description:
            changed["description"] = said
        return [Update("typology", [{"id": row.id, **changed}])] if changed else []


@dataclass
class AddType:
    """Make a type of a typology, behind the others."""

    typology: str
    name: str
    description: str | None = None
    kind: str = "findings typology"
    label: str = field(default="type", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the type; raises where there is one of that name, or it can be none."""
        self.label = f"type {self.name} of {self.typology}"
        new = _type(store, self.name, _said(store, self.description))

        def added(found: list[TypeEntry]) -> list[TypeEntry]:
            _free(store, new.name, [one.name for one in found])
            return [*found, new]

        return _with_types(store, author, self.typology, added)


@dataclass
class EditType:
    """Give a type another name or description; its rows stay in it."""

    typology: str
    type: str
    name: str = KEEP
    description: str | None = KEEP
    kind: str = "findings typology"
    label: str = field(default="edit of a type", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row; raises where it is not there, or another one has that name."""
        typology = find_typology(store, self.typology)
        self.label = f"edit of type {self.type} of {typology.key}"
        there = {row.name: row for row in types(store).get(typology.id, [])}
        row = there[_known(store, self.type, there)]
        changed: dict[str, str | None] = {}
        if self.name not in {KEEP, row.name}:
            changed["name"] = name = _type(store, self.name).name
            _free(store, name, there.keys() - {row.name})
        if self.description != KEEP and (said := _said(store, self.description)) != row.description:
            changed["description"] = said
        return [Update("typology_type", [{"id": row.id, **changed}])] if changed else []


@dataclass
class DeleteType:
    """Take a type away; its rows are in no type of the typology then."""

    typology: str
    type: str
    kind: str = "findings typology"
    label: str = field(default="deletion of a type", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where it is not there."""
        self.label = f"deletion of type {self.type} of {self.typology}"

        def left(found: list[TypeEntry]) -> list[TypeEntry]:
            name = _known(store, self.type, [one.name for one in found])
            return [one for one in found if one.name != name]

        return _with_types(store, author, self.typology, left)


@dataclass
class PutInType:
    """Put rows in a type with a reason; those of another type of the typology are moved.

    Without a `reason` a row that is in the type keeps the one it has; an empty one takes it away.
    """

    typology: str
    type: str
    rows: Sequence[str]
    reason: str | None = None
    kind: str = "findings typology"
    label: str = field(default="rows in a type", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the rows; raises where the type or one of the rows is not there."""
        said = ", ".join(self.rows) if len(self.rows) < _FEW else f"{len(self.rows)} rows"
        self.label = f"{said} in type {self.type} of {self.typology}"
        reason = None if self.reason is None else _said(store, self.reason)

        def put(found: list[TypeEntry]) -> list[TypeEntry]:
            name = _known(store, self.type, [one.name for one in found])
            return [
                self._with(one, reason) if one.name == name else self._without(one) for one in found
            ]

        return _with_types(store, author, self.typology, put)

    def _with(self, kind: TypeEntry, reason: str | None) -> TypeEntry:
        """Give the type with the rows in it, those that are there at their places."""
        there = {member.row: member for member in kind.members}
        for row in self.rows:
            kept = there[row].reason if row in there and self.reason is None else reason
            there[row] = TypeMember(row=row, reason=kept)
        return kind.model_copy(update={"members": list(there.values())})

    def _without(self, kind: TypeEntry) -> TypeEntry:
        return _left(kind, self.rows)


@dataclass
class TakeFromTypes:
    """Take rows out of the types of a typology."""

    typology: str
    rows: Sequence[str]
    kind: str = "findings typology"
    label: str = field(default="rows taken from types", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where one is in no type."""
        said = ", ".join(self.rows) if len(self.rows) < _FEW else f"{len(self.rows)} rows"
        self.label = f"{said} taken from the types of {self.typology}"

        def left(found: list[TypeEntry]) -> list[TypeEntry]:
            there = [member.row for one in found for member in one.members]
            for row in self.rows:
                if row not in there:
                    what = f"“{row}” is in no type of {self.typology}"
                    raise refuse(what, nearest(row, there), file=str(store.path))
            return [_left(one, self.rows) for one in found]

        return _with_types(store, author, self.typology, left)


_FEW = 5
_NAME = "a typology's name"
"""As in `check_findings`."""


def _with_types(
    store: Store, author: Author, key: str, edit: Callable[[list[TypeEntry]], list[TypeEntry]]
) -> Delta:
    """Give the rows that let the types of a typology be those that `edit` makes of them."""
    row = find_typology(store, key)
    typology = next(one for one in load_typologies(store) if one.id == row.key)
    changed = typology.model_copy(update={"types": edit(list(typology.types))})
    return SetTypology(changed).operations(store, author)


def _left(kind: TypeEntry, rows: Collection[str]) -> TypeEntry:
    members = [member for member in kind.members if member.row not in rows]
    return kind.model_copy(update={"members": members})


def _type(store: Store, name: str, description: str | None = None) -> TypeEntry:
    """Give a new type; raises `BadInputError` where the name can be none."""
    require_words(store, name, "a type's name")
    return make_entry(TypeEntry, {"name": name, "description": description}, file=str(store.path))


def _free(store: Store, name: str, known: Collection[str]) -> None:
    """Raise `BadInputError` where a type of that name is there."""
    if name in known:
        raise refuse(f"type “{name}” is there already", "give another name", file=str(store.path))


def _known(store: Store, name: str, known: Collection[str]) -> str:
    """Give the name of a type that is there; raises `BadInputError` for another."""
    if name not in known:
        raise refuse(f"no type “{name}”", nearest(name, known), file=str(store.path))
    return name


def _said(store: Store, text: str | None) -> str | None:
    """Give a description or reason, `None` where it says nothing; raises `BadInputError`."""
    return words_or_none(store, text, "a description or reason")
