"""What the typologies screen changes: typologies, their types, and the rows in them."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from lmm_qual.model.finding import ROW_KINDS, TypeEntry, TypeMember, Typology
from lmm_qual.text.numbers import counted
from lmm_qual.tui.row_names import NOUNS, row_names
from lmm_qual.tui.screens.asking import AskLine
from lmm_qual.tui.screens.halves import WrittenHalves
from lmm_qual.tui.screens.name_picker import NamePicker
from lmm_qual.tui.screens.names_picker import NamesPicker
from lmm_qual.tui.screens.words_form import Field, WordsForm


class TypologiesChanges(WrittenHalves):
    """A screen on which rows are grouped. What it says is done is on disk."""

    @property
    @abstractmethod
    def typology(self) -> Typology | None:
        """Give the typology that the cursor is on or in."""

    @property
    @abstractmethod
    def type_here(self) -> TypeEntry | None:
        """Give the type that the cursor is on or in."""

    @property
    @abstractmethod
    def member(self) -> TypeMember | None:
        """Give the row in a type that the cursor is on."""

    # Typologies and types

    def action_new(self) -> None:
        """Ask for a new typology."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.typologies import AddTypology

        def save(values: Mapping[str, str]) -> str:
            kind = next(one for one in ROW_KINDS if one == values["rows"])
            return self.made(AddTypology(values["name"], kind, values["description"]), "typology")

        groups = Field("rows", "groups", "choice", ROW_KINDS[0], choices=ROW_KINDS, needed=True)
        name, about = _fields("", "")
        self.app.push_screen(WordsForm("New typology", [name, groups, about], save))

    def action_new_type(self) -> None:
        """Ask for a new type of the typology that the cursor is on or in."""
        typology = self._typology_to_write()
        if typology is None:
            return
        from lmm_qual.project.changes.typologies import AddType

        def save(values: Mapping[str, str]) -> str:
            name = values["name"]
            change = AddType(typology.id, name, values["description"])
            return self.made(change, ("type", typology.id, name))

        title = f"New type of {typology.name}"
        self.app.push_screen(WordsForm(title, _fields("", ""), save))

    def _typology_to_write(self) -> Typology | None:
        """Give the typology that the cursor is on or in, where it can be changed; else say why."""
        if not self.may_write():
            return None
        if self.typology is None:
            self.say(self.with_keys("[typologies.new] makes a typology first"))
        return self.typology

    def action_edit(self) -> None:
        """Edit what the cursor is on."""
        typology, kind, member = self._typology_to_write(), self.type_here, self.member
        if typology is None:
            return
        if kind is not None and member is not None:
            self._edit_member(typology, kind, member)
        elif kind is not None:
            self._edit_type(typology, kind)
        else:
            self._edit_typology(typology)

    def _edit_typology(self, typology: Typology) -> None:
        from lmm_qual.project.changes.typologies import EditTypology

        def save(values: Mapping[str, str]) -> str:
            change = EditTypology(typology.id, values["name"], values["description"])
            return self.made(change, ("typology", typology.id))

        fields = _fields(typology.name, typology.description)
        self.app.push_screen(WordsForm(f"Typology {typology.id}", fields, save))

    def _edit_type(self, typology: Typology, kind: TypeEntry) -> None:
        from lmm_qual.project.changes.typologies import EditType

        def save(values: Mapping[str, str]) -> str:
            name = values["name"]
            change = EditType(typology.id, kind.name, name, values["description"])
            return self.made(change, ("type", typology.id, name))

        fields = _fields(kind.name, kind.description)
        self.app.push_screen(WordsForm(f"Type of {typology.name}", fields, save))

    # Rows

    def _edit_member(self, typology: Typology, kind: TypeEntry, member: TypeMember) -> None:
        from lmm_qual.project.changes.typologies import PutInType

        def save(values: Mapping[str, str]) -> str:
            where = values["type"]
            change = PutInType(typology.id, where, [member.row], values["reason"])
            return self.made(change, ("row", typology.id, where, member.row))

        names = [one.name for one in typology.types]
        fields = [
            Field("reason", "reason", "block", member.reason or ""),
            Field("type", "type", "choice", kind.name, choices=names, needed=True),
        ]
        self.app.push_screen(WordsForm(f"{typology.rows} {member.row}", fields, save))

    def action_put(self) -> None:
        """Ask which rows are of the type that the cursor is on or in, and why."""
        typology = self._typology_to_write()
        if typology is None:
            return
        if self.type_here is not None:
            self._choose_rows(typology, self.type_here.name)
        elif len(typology.types) == 1:
            self._choose_rows(typology, typology.types[0].name)
        elif typology.types:
            names = [(one.name, counted(len(one.members), "row")) for one in typology.types]

            def chosen(name: str | None) -> None:
                if name is not None:
                    self._choose_rows(typology, name)

            self.app.push_screen(
                NamePicker(f"Rows of which type of {typology.name}?", names), chosen
            )
        else:
            self.say(self.with_keys("[typologies.new_type] makes a type first"))

    def _choose_rows(self, typology: Typology, kind: str) -> None:
        within = {member.row: one.name for one in typology.types for member in one.members}
        names = [
            (row, f"in {within[row]}" if row in within else known or "")
            for row, known in row_names(self.opened, typology.rows)
        ]
        if not names:
            self.say(f"there are no {NOUNS[typology.rows]} yet")
            return

        def chosen(rows: list[str] | None) -> None:
            if rows:
                self._ask_reason(typology, kind, rows)

        self.app.push_screen(NamesPicker(f"{typology.name}: who or what is {kind}?", names), chosen)

    def _ask_reason(self, typology: Typology, kind: str, rows: Sequence[str]) -> None:
        from lmm_qual.project.changes.typologies import PutInType

        def answered(reason: str | None) -> None:
            if reason is not None:
                change = PutInType(typology.id, kind, rows, reason or None)
                self.made(change, ("row", typology.id, kind, rows[0]))

        number = rows[0] if len(rows) == 1 else counted(len(rows), "row")
        said = "In a few words; [typologies.edit] writes more, on the row. It may be left empty."
        ask = AskLine(f"Why {kind}: {number}", self.with_keys(said), needed=False)
        self.app.push_screen(ask, answered)

    def action_delete(self) -> None:
        """Take the row out of its type, else delete the type or typology the cursor is on."""
        typology, kind, member = self._typology_to_write(), self.type_here, self.member
        if typology is None:
            return
        from lmm_qual.project.changes.typologies import DeleteType, DeleteTypology, TakeFromTypes

        if member is not None:
            self.made(TakeFromTypes(typology.id, [member.row]))
        elif kind is not None:
            self.made(DeleteType(typology.id, kind.name))
        else:
            self.made(DeleteTypology(typology.id))


def _fields(name: str, about: str | None) -> list[Field]:
    return [
        Field("name", "name", "line", name),
        Field("description", "what it is", "block", about or ""),
    ]
