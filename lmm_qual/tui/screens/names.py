"""The walk through the places where names are replaced; made only when all is confirmed."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.project.pseudonyms.change import Pseudonymise
from lmm_qual.project.pseudonyms.left import told
from lmm_qual.project.pseudonyms.plan import Place, Plan, Skip, make_plan
from lmm_qual.project.pseudonyms.reading import read_rules
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.actions import EVERYWHERE, NAMES, bindings
from lmm_qual.tui.hints import LEAVING, with_keys
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.asking import Asking, AskLettered
from lmm_qual.tui.screens.deciding import Deciding
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import line, spread

_SAID = {
    True: ("replace ", "$text-success"),
    False: ("leave ", "$muted"),
    None: ("· not decided ", "$faint"),
}


class NamesScreen(Deciding):
    """Shows each place with what stands around it; y replaces it, n leaves it.

    Nothing is written until it is confirmed, then all as one change. What was not decided stays.
    """

    NAME = "Names"
    NOTHING_YET = "Nothing is replaced yet"
    PLACES = (NAMES, EVERYWHERE)
    FOOTER = (
        *("names.take", "names.leave", "names.take_all", "names.leave_all"),
        *("names.store", "names.back"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NAMES)]

    def __init__(self, opened: OpenStudy, plan: Plan) -> None:
        super().__init__(opened)
        self._plan = plan
        self._decided: dict[Skip, bool] = {}

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        self.say_where(line((self.NAME, "bold")))

    def rows_now(self) -> Sequence[Row]:
        """Give the places, each with what becomes of it."""
        return [Row(partial(self._row, place), at) for at, place in enumerate(self._plan.places)]

    def _row(self, place: Place, width: int) -> Content:
        left = line((f" {place.holder} ", "$muted"), f"{place.found} → {place.replacement}")
        return spread(width, left, line(_SAID[self._decided.get(place.skip)]))

    def nothing(self) -> str:
        """Say that no name was found."""
        return "No rule finds a name."

    def title_said(self) -> str:
        """Say how far one is."""
        return f"{len(self._decided):,} of {len(self._plan.places):,} decided"

    def about(self, key: object) -> Content:
        """Say a place with the words around it, and the rule."""
        place = self._plan.places[int(str(key))]
        rule = self._plan.rules.rules[place.rule]
        return Content("\n").join(
            [
                line((f"{place.holder}:{place.start}", "$text-accent")),
                Content.assemble(
                    (shown_block(place.before), "$muted"),
                    (shown_block(place.found), "bold strike $text-error"),
                    (" " + shown_block(place.replacement), "bold $text-success"),
                    (shown_block(place.after), "$muted"),
                ),
                Content(""),
                line((f"rule {place.rule + 1}: {rule.find} → {rule.replace}", "$muted")),
            ]
        )

    # Deciding

    def action_step(self, step: int) -> None:
        """Go to the next place."""
        self.rows.action_move(step)

    def on_row_list_chosen(self) -> None:
        """Go to the next place."""
        self.action_step(1)

    def action_decide(self, taken: bool) -> None:
        """Replace or leave the place under the cursor, and go to the next."""
        if isinstance(self.rows.key, int):
            self._decided[self._plan.places[self.rows.key].skip] = taken
            self._go_on(self.rows.key)

    def action_decide_all(self, taken: bool) -> None:
        """Replace or leave all places of the rule that are not decided yet."""
        if isinstance(self.rows.key, int):
            rule = self._plan.places[self.rows.key].rule
            for place in self._plan.places:
                if place.rule == rule:
                    self._decided.setdefault(place.skip, taken)
            self._go_on(self.rows.key)

    def _go_on(self, here: int) -> None:
        """Show what was decided, the cursor on the next place that is not."""
        self.rows.reword(self.rows_now())
        self.query_one("#title", PanelTitle).say(self.NAME, self.title_said())
        places = enumerate(self._plan.places)
        left = (at for at, one in places if at > here and one.skip not in self._decided)
        self.rows.go_to(next(left, here))

    # Making, leaving

    def action_store(self) -> None:
        """Replace all that was taken, after a last question."""
        taken = sum(self._decided.values())
        if not self.may_write():
            return
        if not taken:
            self.say("no place is to be replaced yet")
            return

        def answered(answer: object) -> None:
            if answer == "r":
                self._make()

        said = f"{taken:,} of {counted(len(self._plan.places), 'place')}: the others stay"
        choices = [("r", line(f"Replace {said}")), ("g", Content("Go on deciding"))]
        self.app.push_screen(AskLettered("Replace names", choices), answered)

    def _make(self) -> None:
        skips = {one.skip for one in self._plan.places if not self._decided.get(one.skip)}
        change = Pseudonymise(self._plan.without(skips))
        with suppress(NotMadeError):
            self.make(change)
            self._decided.clear()
            self.opened.reload()
            lines = [*change.said(), *told(self.opened.store, self._plan.rules)]
            self.app.push_screen(SaidLeft(change.label, lines), lambda _: self.dismiss())


class SaidLeft(Asking[object]):
    """Says what was replaced and where names still stand, until it is taken away."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        """Lay the lines out."""
        with Vertical():
            yield Static(line(self._title), classes="title", markup=False)
            said = Content("\n").join([line(one) for one in self._lines])
            yield Static(said, classes="said", markup=False)
            yield Static(with_keys(self, LEAVING), classes="hint", markup=False)


def read_plan(project: Path, file: Path) -> Plan:
    """Find all places, for a thread: with a connection of its own.

    Raises `BadInputError`, the rules named without their folder, so that the reason has room.
    """
    with Project.open(project) as reader:
        try:
            rules = read_rules(reader.store, file)
        except BadInputError as fault:
            near = (replace(problem, file=file.name) for problem in fault.problems)
            raise BadInputError(near) from None
        return make_plan(reader.store, rules)
