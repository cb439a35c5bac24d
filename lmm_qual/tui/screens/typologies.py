"""The typologies screen: rows of the framework matrix in types, and the reasons beside them."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lmm_qual.model.finding import TypeEntry, TypeMember, Typology
from lmm_qual.store.queries.charts import CellKey
from lmm_qual.store.queries.findings_file import load_typologies
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import EVERYWHERE, TYPOLOGIES, bindings
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.row_names import NOUNS, row_names
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.typologies_changes import TypologiesChanges
from lmm_qual.tui.screens.typology_said import Names, member_said, type_said, typology_said
from lmm_qual.tui.wording import line, spread


class TypologiesScreen(TypologiesChanges):
    """Shows how rows are grouped and groups them; it stands over the findings."""

    PLACES = (TYPOLOGIES, EVERYWHERE)
    FOOTER = (
        "typologies.new",
        "typologies.new_type",
        "typologies.put",
        "typologies.edit",
        "typologies.delete",
        "typologies.undo",
        "typologies.open",
        "typologies.back",
    )
    PANES = ("grouped", "facts")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TYPOLOGIES)]
    CSS_PATH = Path(__file__).with_name("typologies.tcss")

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._typologies: list[Typology] = []
        self._names: dict[str, Names] = {}

    def body(self) -> ComposeResult:
        """Lay out the list at the left, what it is about at the right."""
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield PanelTitle("Typologies", id="grouped-title")
                yield RowList(id="grouped")
            with Vertical(id="about"), VerticalScroll(id="facts"):
                yield Static(id="said", markup=False)
        yield Static(id="empty", markup=False)

    def begin(self) -> None:
        """Show the typologies."""
        self.grouped.focus()
        self.changed()

    @property
    def grouped(self) -> RowList:
        """Give the list of typologies, types and rows."""
        return self.query_one("#grouped", RowList)

    # What the cursor is on

    @property
    def at(self) -> tuple[str, ...]:
        """Give the ids of the typology, type and row that the cursor is on or in."""
        key = self.grouped.key
        return key[1:] if isinstance(key, tuple) else ()

    @property
    def typology(self) -> Typology | None:
        """Give the typology that the cursor is on or in."""
        return next((one for one in self._typologies if self.at[:1] == (one.id,)), None)

    @property
    def type_here(self) -> TypeEntry | None:
        """Give the type that the cursor is on or in."""
        types = self.typology.types if self.typology else []
        return next((one for one in types if self.at[1:2] == (one.name,)), None)

    @property
    def member(self) -> TypeMember | None:
        """Give the row in a type that the cursor is on."""
        members = self.type_here.members if self.type_here else []
        return next((one for one in members if self.at[2:] == (one.row,)), None)

    # Showing

    def changed(self, key: object = None) -> None:
        """Show all as it is now, the cursor on a row, else where it was."""
        self._typologies = load_typologies(self.opened.store)
        kinds = {one.rows for one in self._typologies}
        self._names = {kind: dict(row_names(self.opened, kind)) for kind in kinds}
        self.set_class(not self._typologies, "-empty")
        self.query_one("#empty", Static).update(self._when_empty())
        self.grouped.set_rows(self._rows(), key)
        number = counted(len(self._typologies), "typology", "typologies")
        self.query_one("#grouped-title", PanelTitle).say(number, "")
        self.show_state()
        self._show_about()
        self.keep_keys()

    def _rows(self) -> list[Row]:
        rows = list[Row]()
        for one in self._typologies:
            rows.append(Row(partial(_typology_row, one), ("typology", one.id)))
            for kind in one.types:
                rows.append(Row(partial(_type_row, kind), ("type", one.id, kind.name)))
                rows += [
                    Row(_member_row(member), ("row", one.id, kind.name, member.row))
                    for member in kind.members
                ]
        return rows

    def _when_empty(self) -> Content:
        said = (
            "A typology groups participants, services or transcripts in types, each with a reason."
            " Press [typologies.new] to make one."
        )
        return self.none_yet("No typologies yet.", said)

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        self.say_where(line(("Typologies", "bold")))

    def _show_about(self) -> None:
        self.query_one("#said", Static).update(self._about())
        self.query_one("#facts", VerticalScroll).scroll_home(animate=False)

    def _about(self) -> Content:
        typology, kind, member = self.typology, self.type_here, self.member
        if typology is None:
            return Content("")
        names = self._names[typology.rows]
        if kind is not None and member is not None:
            return member_said(typology, kind, member, names)
        return typology_said(typology, names) if kind is None else type_said(typology, kind, names)

    # Moving

    def on_row_list_highlighted(self) -> None:
        """Follow the cursor."""
        self._show_about()

    def on_row_list_chosen(self) -> None:
        """Show a row in the framework chart; go on to what is said of a type or typology."""
        typology, member, codes = self.typology, self.member, self.opened.tree.order
        if typology is None or member is None or not codes:
            self.go_to("facts")
            return
        place = self.opened.chart_place
        code = place.code_id if place and place.code_id in codes else codes[0]
        self.opened.chart_place = CellKey(typology.rows, member.row, code)
        self.action_chart()

    def action_open(self) -> None:
        """Choose what the cursor is on."""
        self.grouped.action_choose()

    def action_back(self) -> None:
        """Go back: to the list, to the findings."""
        if self.focused is self.grouped or self.has_class("-empty"):
            self.dismiss()
        else:
            self.go_to("grouped")


def _typology_row(one: Typology, width: int) -> Content:
    number = counted(sum(len(kind.members) for kind in one.types), "row")
    left = line((f" {one.id} ", "bold $text-accent"), (one.name, "bold"))
    return spread(width, left, line((f"{number}, {NOUNS[one.rows]} ", "$muted")))


def _type_row(kind: TypeEntry, width: int) -> Content:
    number = line((f"{len(kind.members)} ", "$muted"))
    return spread(width, line((f"   {kind.name}", "$text-primary")), number)


def _member_row(member: TypeMember) -> Content:
    reason = " ".join((member.reason or "").split())
    return line((f"     {member.row} ", "bold"), (reason, "$muted"))
