"""Relations that talk proposes, sentence by sentence, and what a person decides of each."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from lmm_qual.model.system_map import Stance, SystemMap
from lmm_qual.project.changes.change import Change
from lmm_qual.project.map_deciding import Said, decision_of
from lmm_qual.store.store import Store
from lmm_qual.system_map.board import Related, read_relations
from lmm_qual.system_map.proposals import Proposal, ProposedPair, proposals, proposed_pairs
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.actions import EVERYWHERE, PROPOSALS, bindings
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.map_fields import joined, parted
from lmm_qual.tui.screens.map_halves import MapHalves
from lmm_qual.tui.screens.map_rows import label_of, relation_row
from lmm_qual.tui.screens.relation_asking import pick_kind
from lmm_qual.tui.screens.words_form import Field, WordsForm
from lmm_qual.tui.wording import line, spread


class ProposalsScreen(MapHalves):
    """Shows what talk proposes and takes decisions of it; it stands over the map."""

    NAME = "Proposed relations"
    LINES = "On the map between the two"
    PLACES = (PROPOSALS, EVERYWHERE)
    FOOTER = (
        "proposals.affirm",
        "proposals.deny",
        "proposals.dismiss",
        "proposals.open",
        "proposals.whose",
        "proposals.undo",
        "proposals.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROPOSALS)]

    def __init__(self, opened: OpenStudy, service: str | None = None) -> None:
        """Show what is proposed of a service, or of all."""
        super().__init__(opened)
        self._of, self._only = service, service is not None
        self.system = SystemMap()
        self._related: list[Related] = []
        self._pairs: list[ProposedPair] | None = None

    def begin(self) -> None:
        """Show what is proposed."""
        self.listed.focus()
        self.changed()

    @property
    def proposal(self) -> Proposal | None:
        """Give the proposal that the cursor is on."""
        here = (one for pair in self._listed() for one in pair.proposals)
        return next((one for one in here if one.id == self.listed.key), None)

    def _listed(self) -> list[ProposedPair]:
        """Give the pairs of the service whose proposals are listed, or all."""
        pairs = self._pairs or []
        return [p for p in pairs if not self._only or self._of in {p.source, p.target}]

    # Showing

    def changed(self, key: object = None) -> None:
        """Show all as it is now; look again through the talk."""
        self.system, self._related = read_relations(self.opened.store)
        self._show(key)
        self.read_apart(_read, self._take)

    def _take(self, pairs: list[ProposedPair]) -> None:
        self._pairs = pairs
        self._show()

    def _show(self, key: object = None) -> None:
        pairs = self._listed()
        number = counted(sum(len(pair.proposals) for pair in pairs), "sentence")
        whose = f" of {label_of(self.system, self._of)}" if self._only and self._of else ""
        title = self.query_one("#listed-title", PanelTitle)
        title.say(number + whose, "none is on the map before it is confirmed")
        if self._pairs is None:
            rows = [Row(line((" looking through the talk …", "$muted")))]
        else:
            rows = list(self._rows(pairs))
        self.show_rows(rows, self._when_empty(), key)

    def _rows(self, pairs: list[ProposedPair]) -> Iterator[Row]:
        for pair in pairs:
            ends = [label_of(self.system, key) for key in (pair.source, pair.target)]
            left = line((f" {ends[0]} → {ends[1]}", "bold $text-primary"))
            more = f"{len(pair.on_map)} on the map" if pair.on_map else "not linked"
            yield Row(partial(spread, left=left, right=line((f"{more} ", "$muted"))))
            yield from (Row(partial(_row, one), one.id) for one in pair.proposals)

    def _when_empty(self) -> Content:
        said = (
            "Sentences in which participants name services stand here until they are decided of."
            " [proposals.whose] shows those of all services, [proposals.back] goes back."
        )
        return self.none_yet("Nothing is proposed.", said)

    def about(self) -> tuple[Content, list[Row]]:
        """Say all about the sentence, with what is on the map between the two."""
        one = self.proposal
        if one is None:
            return Content(""), []
        rows = [
            Row(partial(relation_row, self.system, each, one.source, ""), each.id)
            for each in self._related
            if {each.relation.source, each.relation.target} == {one.source, one.target}
        ]
        return self._said(one), rows or [Row(line(("   nothing yet", "$muted")))]

    def _said(self, one: Proposal) -> Content:
        source, target = (label_of(self.system, key) for key in (one.source, one.target))
        who = [", ".join(one.participants) or "nobody named", one.group or "", one.time or ""]
        where = " · ".join(filter(None, [one.transcript, *who]))
        speaks = "of who speaks" if one.speaker_is_source else "named in the words"
        parts = [
            line((where, "$text-accent")),
            Content(f"“{shown_block(one.words)}”"),
            line((source, "bold"), (f" {speaks} → ", "$muted"), (target, "bold")),
        ]
        if one.denying:
            parts.append(line(("words that may deny: ", "$text-warning"), ", ".join(one.denying)))
        if one.misspelt:
            parts.append(line(("spelt otherwise: ", "$text-warning"), ", ".join(one.misspelt)))
        return Content("\n").join(parts)

    # Moving

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Show the words in their transcript; show a relation between the two."""
        if event.rows.id == "lines":
            self.open_line(event.key)
        elif (one := self.proposal) is not None:
            self.open_place((one.transcript, one.start, one.end))

    def open_line(self, key: object) -> None:
        """Show a relation between the two over this screen."""
        from lmm_qual.tui.screens.relations import RelationsScreen

        one = self.proposal
        if one is not None and isinstance(key, int):
            screen = RelationsScreen(self.opened, one.source, key)
            self.app.push_screen(screen, lambda _: self.changed())

    def leave_place(self) -> None:
        """Note the service on the map."""
        if self._of is not None:
            self.opened.map_place = ("service", self._of)

    def action_whose(self) -> None:
        """List what is proposed of one service, or of all."""
        one = self.proposal
        if self._of is None and one is not None:
            self._of = one.source
        self._only = not self._only and self._of is not None
        self._show()

    # Deciding

    def action_affirm(self) -> None:
        """Say that the words affirm a relation, and which."""
        self._ask_kind("affirmed")

    def action_deny(self) -> None:
        """Say that the words deny a relation, and which."""
        self._ask_kind("denied")

    def action_say_none(self) -> None:
        """Say that the words tell of no relation."""
        if (one := self._to_decide()) is not None:
            self._decide(one, Said(None))

    def _to_decide(self) -> Proposal | None:
        return self.proposal if self.may_write() else None

    def _ask_kind(self, stance: Stance) -> None:
        one = self._to_decide()
        if one is None:
            return
        pair = next(pair for pair in self._listed() if one in pair.proposals)

        def chosen(kind: str, new: bool) -> None:
            self._ask_rest(one, stance, kind, new=new)

        title = f"What is {stance} of {one.source} and {one.target}?"
        pick_kind(self, self.system, title, chosen, lambda: None, pair.on_map)

    def _ask_rest(self, one: Proposal, stance: Stance, kind: str, *, new: bool) -> None:
        """Ask which way it goes, when it held and whose account it is."""
        ways = [f"{one.source} → {one.target}", f"{one.target} → {one.source}"]

        def save(values: Mapping[str, str]) -> str:
            times, account = parted(values["times"]), parted(values["account"])
            reverse = values["way"] == ways[1]
            return self._decide(one, Said(stance, kind, times, account, reverse), new_kind=new)

        fields = [
            Field("times", "at", "line", one.time or "", "time points when it held"),
            Field("account", "whose account", "line", joined(one.account), "parted by ;"),
            Field("way", "from → to", "choice", ways[0], "", ways, needed=True),
        ]
        self.app.push_screen(WordsForm(f"{kind}, {stance}", fields, save))

    def _decide(self, one: Proposal, said: Said, *, new_kind: bool = False) -> str:
        """Store the decision; the sentence goes from the list once it is on disk."""
        fault = self.made(_change(one, said, new_kind=new_kind), self._next(one))
        if not fault:
            self._drop(one)
        return fault

    def _next(self, one: Proposal) -> str | None:
        """Give the sentence that is decided next."""
        ids = [each.id for pair in self._listed() for each in pair.proposals]
        at = ids.index(one.id)
        return next(iter(ids[at + 1 :] or ids[:at][-1:]), None)

    def _drop(self, one: Proposal) -> None:
        left = [
            ProposedPair(p.source, p.target, p.on_map, [x for x in p.proposals if x.id != one.id])
            for p in self._pairs or []
        ]
        self._pairs = [pair for pair in left if pair.proposals]
        self._show()


def _read(store: Store) -> list[ProposedPair]:
    return proposed_pairs(store, proposals(store))


def _change(one: Proposal, said: Said, *, new_kind: bool) -> Change:
    from lmm_qual.project.changes.map_decisions import DecideMentions
    from lmm_qual.project.changes.map_rings import AddRelationType
    from lmm_qual.project.changes.together import Together

    change = DecideMentions([decision_of(one, said)])
    if not new_kind:
        return change
    return Together([AddRelationType({"id": said.type}), change], change.label, change.kind)


def _row(one: Proposal, width: int) -> Content:
    words = " ".join(one.words[: 4 * width].split())
    mark = ("not? ", "bold $text-warning") if one.denying else ("     ", "")
    left = line("  ", mark, (f"{', '.join(one.participants) or '–'} ", "bold"), words)
    return spread(width, left, line((f"{one.time or ''} ", "$muted")))
