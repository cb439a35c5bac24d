"""The relations of the map, of one service or of all, with the passages that they rest on."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from lmm_qual.model.system_map import RelationType, SystemMap
from lmm_qual.store.queries.design import load_monitoring
from lmm_qual.store.queries.passages import LinkRow, passage_links
from lmm_qual.system_map.board import Related, read_relations
from lmm_qual.system_map.figures import figure_words
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.actions import EVERYWHERE, RELATIONS, bindings
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.map_fields import (
    joined,
    map_values,
    relation_ends,
    relation_fields,
)
from lmm_qual.tui.screens.map_halves import MapHalves
from lmm_qual.tui.screens.map_rows import label_of, relation_number, relation_row
from lmm_qual.tui.screens.relation_asking import ask_relation, pick_kind
from lmm_qual.tui.screens.words_form import Field, WordsForm
from lmm_qual.tui.wording import line

_DIRECTED = ("from one to the other", "either way")


class RelationsScreen(MapHalves):
    """Shows relations and works on them; it stands over the map."""

    NAME = "Relations"
    PLACES = (RELATIONS, EVERYWHERE)
    FOOTER = (
        "relations.open",
        "relations.new",
        "relations.edit",
        "relations.delete",
        "relations.whose",
        "relations.kinds",
        "relations.undo",
        "relations.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RELATIONS)]

    def __init__(
        self, opened: OpenStudy, service: str | None = None, relation: int | None = None
    ) -> None:
        """Show those of a service, or of all; the cursor on one."""
        super().__init__(opened)
        self._of, self._only = service, service is not None
        self._first = relation
        self.system = SystemMap()
        self._related: list[Related] = []
        self._links: dict[int, LinkRow] = {}

    def begin(self) -> None:
        """Show the relations."""
        self.listed.focus()
        self.changed(self._first)

    @property
    def service(self) -> str | None:
        """Give the service whose relations are listed; None where all are."""
        return self._of if self._only else None

    @property
    def relation(self) -> Related | None:
        """Give the relation that the cursor is on."""
        return next((one for one in self._related if one.id == self.listed.key), None)

    # Showing

    def changed(self, key: object = None) -> None:
        """Show all as it is now, the cursor on a row, else where it was."""
        wanted = key[1] if isinstance(key, tuple) else key
        self.system, related = read_relations(self.opened.store)
        if self._of not in {one.id for one in self.system.services}:
            self._of, self._only = None, False
        self._related = [one for one in related if self.service in {None, *_ends(one)}]
        rows = [
            Row(partial(relation_row, self.system, one, self.service, ""), one.id)
            for one in self._related
        ]
        whose = f" of {label_of(self.system, self.service)}" if self.service else ""
        title = counted(len(rows), "relation") + whose
        denied = sum(one.relation.stance == "denied" for one in self._related)
        self.query_one("#listed-title", PanelTitle).say(title, f"{denied} denied" * bool(denied))
        self.show_rows(rows, self._when_empty(), wanted)

    def _when_empty(self) -> Content:
        said = (
            "Press [relations.new] to make one, or [relations.whose] to see those of all services."
            " While coding, [coding.to_map] puts the words selected to one."
        )
        return self.none_yet("No relations yet.", said)

    def about(self) -> tuple[Content, list[Row]]:
        """Say all about the relation, with the passages it rests on."""
        one = self.relation
        if one is None:
            return Content(""), []
        links = passage_links(self.opened.store, "relation", one.id)
        self._links = {link.id: link for link in links}
        self.query_one("#lines-title", PanelTitle).say(
            "It rests on", counted(len(links), "passage")
        )
        return self._said(one), [Row(_link_row(link), link.id) for link in links]

    def _said(self, one: Related) -> Content:
        relation = one.relation
        source, target = (label_of(self.system, key) for key in _ends(one))
        way = "from one to the other" if one.directed else "either way"
        parts = [
            line((source, "bold"), (f" {one.label} ", "$text-accent"), (target, "bold")),
            line((f"relation {one.id} · {way} · basis {relation.basis}", "$muted")),
        ]
        if relation.stance == "denied":
            parts.append(line(("denied: it links nothing", "bold $text-warning")))
        dates = " to ".join(filter(None, [relation.from_ or "", relation.to or ""]))
        facts = {
            "at": joined(relation.times),
            "dated": dates,
            "by account of": joined(relation.account),
            "number": relation_number(one),
            "figure": self._figure(relation.figure),
            "source": joined(relation.evidence),
        }
        parts += [line((f"{name} ", "$text-accent"), said) for name, said in facts.items() if said]
        parts += [Content(shown_block(relation.note))] if relation.note else []
        return Content("\n").join(parts)

    def _figure(self, key: str | None) -> str:
        figures = load_monitoring(self.opened.store).figures
        return next((figure_words(one, number=True) for one in figures if one.id == key), key or "")

    def words_of(self, key: object) -> str:
        """Give the words of the passage that a line stands for."""
        link = self._links.get(key) if isinstance(key, int) else None
        return link.quote if link else ""

    def open_line(self, key: object) -> None:
        """Show a passage in its transcript."""
        link = self._links.get(key) if isinstance(key, int) else None
        if link is not None:
            self.open_place((link.transcript, link.start, link.end))

    def leave_place(self) -> None:
        """Note the service on the map whose relations are looked at."""
        if self._of is not None:
            self.opened.map_place = ("service", self._of)

    # Doing

    def action_whose(self) -> None:
        """List the relations of one service, or of all."""
        if self._of is None:
            self.say("go back to the map and put the cursor on the service")
            return
        self._only = not self._only
        self.changed()

    def action_new(self) -> None:
        """Ask for a new relation, from the service whose relations are listed."""
        if not self.may_write():
            return
        if len(self.system.services) < 2:
            self.say("a relation is of two services: make them on the map first")
            return
        ask_relation(self, lambda change: self.made(change, "relation"), source=self.service)

    def action_edit(self) -> None:
        """Edit the relation under the cursor."""
        one = self.relation
        if not self.may_write() or one is None:
            return
        from lmm_qual.project.changes.map_relations import EditRelation
        from lmm_qual.store.queries.system_map import load_system_map

        relation = load_system_map(self.opened.store).relations[one.number - 1]
        figures = [figure.id for figure in load_monitoring(self.opened.store).figures]
        times = [time.id for time in self.opened.design.time_points]
        fields = [*relation_fields(relation, figures, times), *relation_ends(relation)]
        stored = {field.name: field.stored for field in fields}

        def save(values: Mapping[str, str]) -> str:
            changed = {name: value for name, value in values.items() if value != stored[name]}
            return self.made(EditRelation(one.id, map_values(changed)), one.id)

        self.app.push_screen(WordsForm(f"Relation {one.id}", fields, save))

    def action_delete(self) -> None:
        """Take away the passage under the cursor, else the relation."""
        one = self.relation
        if not self.may_write() or one is None:
            return
        from lmm_qual.project.changes.map_edit import Passages
        from lmm_qual.project.changes.map_relations import EditRelation, RemoveRelations
        from lmm_qual.project.changes.passages import Evidence

        key = self.line_key
        link = self._links.get(key) if isinstance(key, int) else None
        if link is None:
            self.made(RemoveRelations([one.id]))
        else:
            gone = Evidence(link.transcript, link.start, link.end, link.side)
            self.made(EditRelation(one.id, {}, Passages(dropped=[gone])), one.id)

    # Kinds of relation

    def action_kinds(self) -> None:
        """Ask for a kind of relation, or a new one, and what is to be said of it."""
        if self.may_write():
            pick_kind(self, self.system, "Kinds of relation", self._edit_kind, lambda: None)

    def _edit_kind(self, key: str, new: bool) -> None:
        from lmm_qual.project.changes.map_rings import AddRelationType, EditRelationType

        kinds: Sequence[RelationType] = self.system.relation_types
        one = next((kind for kind in kinds if kind.id == key), RelationType(id=key))

        def save(values: Mapping[str, str]) -> str:
            said = {"label": values["label"] or None, "directed": values["way"] == _DIRECTED[0]}
            if new:
                return self.made(AddRelationType({"id": key, **said}))
            return self.made(EditRelationType(key, said))

        way = _DIRECTED[0 if one.directed else 1]
        fields = [
            Field("label", "in words", "line", one.label or "", "refers families to"),
            Field("way", "it goes", "choice", way, "", _DIRECTED, needed=True),
        ]
        self.app.push_screen(WordsForm(f"Relations {key}", fields, save))


def _ends(one: Related) -> tuple[str, str]:
    return one.relation.source, one.relation.target


def _link_row(link: LinkRow) -> Content:
    words = " ".join(link.quote[:400].split())
    return line((f" {link.transcript} ", "$muted"), f"“{words}”", (link.note or "", "$text-accent"))
