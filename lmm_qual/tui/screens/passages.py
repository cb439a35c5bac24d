"""The Passages screen: coded passages that a query finds, narrowed by facets, read in context."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from lmm_qual.analysis.at_hand import AtHand
from lmm_qual.analysis.passage import Passage
from lmm_qual.analysis.query_language import LONGEST, QueryError
from lmm_qual.analysis.query_tree import written
from lmm_qual.analysis.retrieval import Retrieval, Seen
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.codings import coders
from lmm_qual.text.numbers import counted
from lmm_qual.text.span import Span
from lmm_qual.tui.actions import EVERYWHERE, PASSAGES, bindings
from lmm_qual.tui.hints import keyed
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.passages_found import (
    KEPT,
    FoundPassages,
    all_found,
    first_found,
    seen_by,
)
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.coding_page import leave_texts
from lmm_qual.tui.screens.map_evidence import MapEvidence
from lmm_qual.tui.screens.passage_said import PassageSaid, facet_rows
from lmm_qual.tui.wording import line

_PANES = ("query", "facets", "passages")
_EXAMPLES = (
    ("Barriers", "its passages, and of codes under it"),
    ("Barriers and Stigma", "words that carry both; also or, not"),
    ("Barriers and time=T2 and group=G3", "also service, role, participant"),
    ('coder=KM and text="on the phone"', "also method, valence, refers, memo"),
    ("Barriers and not near(Stigma, 50)", "also overlap, within, sameturn"),
)


class QueryLine(LineInput):
    """The line a query is written in; down goes to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.next_pane(-1)", "To what was found", show=False)
    ]

    def on_mount(self) -> None:
        """Hold a query to its length."""
        self.max_length = LONGEST


class PassagesScreen(MapEvidence):
    """Finds passages; it stands over the screen one came from."""

    PLACES = (PASSAGES, EVERYWHERE)
    FOOTER = (
        "passages.open",
        "passages.query",
        "passages.next_pane",
        "passages.widen",
        "passages.to_map",
        "passages.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PASSAGES)]
    CSS_PATH = Path(__file__).with_name("passages.tcss")

    def __init__(self, opened: OpenStudy, query: str | None = None) -> None:
        """Look for a query, or for what was looked for last."""
        super().__init__(opened)
        self.looking = opened.looking
        self.looking.jumped = False
        if query is not None and query != self.looking.query:
            self.looking.query, self.looking.at = query, None
            self.looking.narrowed.clear()
        self.found = FoundPassages({})
        self._at_hand: tuple[int, AtHand] | None = None
        self._said = PassageSaid(opened)

    def body(self) -> ComposeResult:
        """Lay out the query, the facets at the left, the passages at the right."""
        yield QueryLine(self.looking.query, placeholder="a query", id="query")
        yield Static(id="fault", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id="facets-pane"):
                yield PanelTitle("Narrow", id="facets-title")
                yield RowList(id="facets")
            with Vertical(id="found"):
                yield PanelTitle("Passages", id="passages-title")
                yield RowList(id="passages")
                with VerticalScroll(id="context", can_focus=False):
                    yield Static(id="said", markup=False)
        yield Static(id="empty", markup=False)

    def begin(self) -> None:
        """Show what was found last, or ask for a query."""
        self.query_one("#empty", Static).update(self._examples())
        self.changed()
        self._go_to("passages" if self.found.passages else "query")

    def _examples(self) -> Content:
        content = Content.assemble(("Find coded passages by a query, for instance\n\n", "bold"))
        for query, said in _EXAMPLES:
            left = line((query, "bold $text-accent")).pad_right(max(36 - len(query), 1))
            content = content.append(left).append(line((said, "$muted"))).append("\n")
        said = "Enter looks; [passages.back] goes back."
        return content.append("\n").append(
            line(*keyed(said, self.lmm.keys_of, "bold $text-accent"))
        )

    # Looking

    def changed(self) -> None:
        """Look again, in the study as it is now."""
        self._said.forget()
        self.look()

    def look(self) -> None:
        """Look for the query; show where it has a fault."""
        self.workers.cancel_group(self, "look")
        self.found = FoundPassages({}, whole=True)
        told = self._find() if self.looking.query.strip() else None
        self._tell(told)
        self.set_class(not self.looking.query.strip() or told is not None, "-nothing")
        self._show()
        if not self.found.whole:
            self.run_worker(self._find_all, thread=True, group="look", exclusive=True)

    def _find(self) -> QueryError | None:
        try:
            retrieval = Retrieval(
                self.opened.store,
                self.looking.query,
                at_hand=self._known(),
                seen=self._seen(),
            )
        except QueryError as fault:
            return fault
        self.attempt(lambda: self._take(first_found(retrieval, dict(self.looking.narrowed))))
        return None

    def _take(self, found: FoundPassages) -> None:
        self.found = found

    def _seen(self) -> Seen | None:
        passes = (row for rows in self.opened.passes.values() for row in rows)
        return seen_by(self.opened.coder, passes)

    def _known(self) -> AtHand:
        """Give what queries ask of the study, read again where something has changed."""
        opened, at = self.opened, self.opened.project.changes
        if self._at_hand is None or self._at_hand[0] != at:
            self._at_hand = (
                at,
                AtHand(
                    opened.store,
                    tree=opened.tree,
                    study=opened.design,
                    transcripts=opened.transcripts,
                ),
            )
        return self._at_hand[1]

    def _find_all(self) -> None:
        """Find everything, in a thread, then show it."""
        worker, looking = get_current_worker(), self.looking
        narrowed = dict(looking.narrowed)
        try:
            found = all_found(
                self.opened.path,
                looking.query,
                self._seen(),
                narrowed,
                lambda: worker.is_cancelled,
                self._show_page if not self.found.passages else lambda _: None,
            )
        except BadInputError as fault:
            self.app.call_from_thread(self.tell_fault, fault)
            return
        if found is not None and not worker.is_cancelled:
            self.app.call_from_thread(self._found_all, found)

    def _show_page(self, found: FoundPassages) -> None:
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._found_all, found)

    def _found_all(self, found: FoundPassages) -> None:
        if self._here is not None:
            self.looking.at = self._here[1]
        self.found = found
        self._show()

    def _tell(self, fault: QueryError | None) -> None:
        """Show what is wrong with the query, below the place."""
        told = self.query_one("#fault", Static)
        told.set_class(fault is not None, "-open")
        if fault is None:
            return
        problem = fault.problems[0]
        said = f"{problem.what}; {problem.remedy}" if problem.remedy else problem.what
        query = self.query_one(QueryLine)
        query.cursor_position = fault.at
        at = min(fault.at, max(self.app.size.width - 4, 0))
        told.update(line(" " * at + "↑").append("\n").append(line(said)))

    # Showing

    def _show(self) -> None:
        self._show_facets()
        self._show_passages()
        self.show_state()

    def show_state(self) -> None:
        """Say where one is, and whose codings are hidden."""
        opened = self.opened
        here = line(("Passages", "bold"))
        state = line(("read-only", "bold $text-warning")) if opened.read_only else self._hidden()
        self.header.say([line((f"{opened.name} › ", "$muted")) + here, here], [state, line("")])

    def _hidden(self) -> Content:
        hides = _hides_others(self.opened)
        said = "others' codings show where your pass is finished" if hides else ""
        return line((said, "$muted"))

    def _show_passages(self) -> None:
        found = self.found
        rows = [Row(partial(self._said.in_line, row, one), one) for row, one in found.passages]
        listed = self.query_one("#passages", RowList)
        listed.at = 0
        listed.set_rows(rows, self.looking.at)
        title = counted(found.number, "passage") if found.whole else f"{found.number:,}+ passages"
        more = f"the first {KEPT:,} are listed" if found.number > KEPT else ""
        more = more if found.whole else "looking on …"
        self.query_one("#passages-title", PanelTitle).say(title, more)
        self._show_context()

    def _show_context(self) -> None:
        """Show the passage under the cursor with what stands around it."""
        at = self._here
        said = Content("") if at is None else self._said.in_context(*at)
        self.query_one("#said", Static).update(said)
        self.query_one("#context", VerticalScroll).scroll_home(animate=False)

    @property
    def _here(self) -> tuple[talk.TranscriptRow, Passage] | None:
        listed = self.query_one("#passages", RowList)
        passages = self.found.passages
        return passages[listed.at] if listed.at < len(passages) else None

    def _show_facets(self) -> None:
        rows = list(facet_rows(self.opened, self.found, self.looking.narrowed))
        self.query_one("#facets", RowList).set_rows(rows)
        more = self.with_keys("[passages.widen] widens") if self.looking.narrowed else ""
        self.query_one("#facets-title", PanelTitle).say("Narrow", more)

    # Doing

    def on_input_submitted(self) -> None:
        """Look for what was written."""
        self.looking.query = self.query_one(QueryLine).value
        self.looking.at = None
        self.look()
        if self.found.passages:
            self._go_to("passages")
        elif not self.has_class("-nothing"):
            self.say("no passage holds what the query asks for")

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Follow the cursor."""
        if event.rows.id == "passages":
            self._show_context()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to a passage, or narrow to a value."""
        if event.rows.id == "passages":
            self._jump()
        elif isinstance(event.key, tuple):
            facet, value = event.key
            self.looking.turn(facet, value)
            self.look()

    def _jump(self) -> None:
        if (here := self._here) is None:
            return
        row, passage = here
        leave_texts(self.app)
        self.looking.at, self.looking.jumped = passage, True
        self.opened.places[row.id] = passage.start
        self.opened.selected = row.id, Span(passage.start, passage.end)
        self.lmm.show_study(row.key)

    def action_open(self) -> None:
        """Choose what the cursor is on; in the query, look."""
        if isinstance(self.focused, RowList):
            self.focused.action_choose()
        else:
            self.on_input_submitted()

    def action_to_map(self) -> None:
        """Put the passage under the cursor to the map."""
        if not self.may_write():
            return
        if (here := self._here) is None:
            self.say("put the cursor on the passage that is to go to the map")
            return
        row, passage = here
        place = Evidence(row.key, passage.start, passage.end)
        self.put_to_map(place, self._said.words(row, passage))

    def action_widen(self) -> None:
        """Narrow no longer."""
        self.looking.narrowed.clear()
        self.look()

    def use_code(self, code: int) -> None:
        """Look for a code."""
        self.looking.query = written(self.opened.tree.path(code))
        self.query_one(QueryLine).value = self.looking.query
        self.action_widen()
        self._go_to("passages")

    # Moving

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the half that has the focus, where there is room for one only."""
        here = {panel.id for panel in event.widget.ancestors_with_self if isinstance(panel, Widget)}
        self.set_class("facets" in here, "-facets")

    def _go_to(self, id_: str) -> None:
        self.set_class(id_ == "facets", "-facets")
        self.call_after_refresh(self.query_one(f"#{id_}").focus)

    def action_query(self) -> None:
        """Write the query."""
        self._go_to("query")

    def action_next_pane(self, step: int) -> None:
        """Go to the next pane."""
        focused = self.focused.id if self.focused else None
        at = _PANES.index(focused) if focused in _PANES else 0
        there = "query" if self.has_class("-nothing") else _PANES[(at + step) % len(_PANES)]
        self._go_to(there)

    def action_back(self) -> None:
        """Go back: from query and facets to the passages, from there to where one came from."""
        if self.found.passages and getattr(self.focused, "id", None) != "passages":
            self._go_to("passages")
        else:
            self.dismiss()


def _hides_others(opened: OpenStudy) -> bool:
    """Say whether some transcripts, which others may code, wait for the coder's pass to end."""
    if opened.coder is None or not set(coders(opened.store)) - {opened.coder}:
        return False
    return any(opened.progress(row.id) != "finished" for row in opened.transcripts)
