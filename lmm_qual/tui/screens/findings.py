"""The findings screen: questions with findings and recommendations, and the passages of each."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lmm_qual.analysis.trace import TracedBasis, TracedFinding, TracedPassage, read_trace
from lmm_qual.store.queries.charts import ROW_KINDS, CellKey
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import EVERYWHERE, FINDINGS, bindings
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.coding_page import leave_texts
from lmm_qual.tui.screens.finding_said import (
    basis_row,
    finding_said,
    passage_row,
    question_said,
    recommendation_said,
    side_mark,
)
from lmm_qual.tui.screens.findings_changes import FindingsChanges
from lmm_qual.tui.wording import line, spread


class FindingsScreen(FindingsChanges):
    """Shows what was found and works on it; it stands over the screen one came from."""

    PLACES = (FINDINGS, EVERYWHERE)
    FOOTER = (
        "findings.new",
        "findings.edit",
        "findings.rests_on",
        "findings.recommend",
        "findings.delete",
        "findings.typologies",
        "findings.side",
        "findings.undo",
        "findings.open",
        "findings.back",
    )
    PANES = ("found", "passages", "facts")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FINDINGS)]
    CSS_PATH = Path(__file__).with_name("findings.tcss")

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened, read_trace(opened.store))
        self._passages: dict[int, TracedPassage] = {}
        self._bases: dict[int, TracedBasis] = {}

    def body(self) -> ComposeResult:
        """Lay out the list at the left, what it is about at the right."""
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield PanelTitle("Findings", id="found-title")
                yield RowList(id="found")
            with Vertical(id="about"):
                with VerticalScroll(id="facts"):
                    yield Static(id="said", markup=False)
                yield PanelTitle("Passages", id="passages-title")
                yield RowList(id="passages")
        yield Static(id="empty", markup=False)

    def begin(self) -> None:
        """Show the findings, the cursor where it was left."""
        self.found.focus()
        self.changed(self.opened.last_finding)

    @property
    def found(self) -> RowList:
        """Give the list of questions, findings and recommendations."""
        return self.query_one("#found", RowList)

    @property
    def passages(self) -> RowList:
        """Give the list of passages."""
        return self.query_one("#passages", RowList)

    # Showing

    def changed(self, key: object = None) -> None:
        """Show all as it is now, the cursor on a row, else where it was."""
        self.trace = read_trace(self.opened.store)
        rows = self._rows()
        self.set_class(not rows, "-empty")
        self.query_one("#empty", Static).update(self._when_empty())
        self.found.set_rows(rows, key)
        trace = self.trace
        without = sum(not one.on("against") and not one.row.search for one in trace.findings)
        more = f"{without} without a search against" if without else ""
        title = self.query_one("#found-title", PanelTitle)
        title.say(counted(len(trace.findings), "finding"), more)
        self.show_state()
        self.show_about()
        self.keep_keys()

    def _rows(self) -> list[Row]:
        trace, rows = self.trace, list[Row]()
        for question in trace.questions:
            head = f" {question.key} " if question.key else " "
            said = line((head, "bold $text-accent"), (question.text, "bold"))
            rows.append(Row(said, ("question", question.key or "")))
            rows += [
                Row(partial(_finding_row, one), ("finding", one.row.key))
                for one in question.findings
            ]
        if trace.recommendations:
            rows.append(Row(line((" Recommendations", "bold $text-primary"))))
        for wanted in trace.recommendations:
            to = f"to {wanted.row.addressee} " if wanted.row.addressee else ""
            said = line((f"   {wanted.row.key} ", "bold"), (to, "$muted"), wanted.row.text)
            rows.append(Row(said, ("recommendation", wanted.row.key)))
        return rows

    def _when_empty(self) -> Content:
        said = (
            "Press [findings.new] to write one. While coding, [coding.evidence] puts the words"
            " selected to a finding. Questions come with the study file."
        )
        return self.none_yet("No findings yet.", said)

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        self.say_where(line(("Findings", "bold")))

    def show_about(self) -> None:
        """Say all about what the cursor is on, with its passages."""
        said, passages = self._about()
        bases = self.finding.bases if self.finding else ()
        self.query_one("#said", Static).update(said)
        self.query_one("#facts", VerticalScroll).scroll_home(animate=False)
        self._passages = {one.link.id: one for one in passages}
        self._bases = {one.row.id: one for one in bases}
        rows = [Row(partial(passage_row, self.opened, one), one.link.id) for one in passages]
        if bases:
            rows.append(Row(line((" It also rests on", "bold $text-primary"))))
        rows += [
            Row(partial(basis_row, self.trace.tree, one), ("basis", one.row.id)) for one in bases
        ]
        self.passages.set_rows(rows)
        go = self.with_keys("[list.choose] goes there, [coding.findings] comes back")
        title = self.query_one("#passages-title", PanelTitle)
        title.say(counted(len(passages), "passage"), go if passages else "")

    def _about(self) -> tuple[Content, list[TracedPassage]]:
        kind, key = self.at
        trace = self.trace
        if kind == "finding":
            one = self.finding
            return (finding_said(trace, one), list(one.passages)) if one else (Content(""), [])
        if kind == "recommendation":
            wanted = next(one for one in trace.recommendations if one.row.key == key)
            named = {one.row.key: one for one in trace.findings}
            passages = [passage for name in wanted.findings for passage in named[name].passages]
            return recommendation_said(trace, wanted), passages
        found = [question for question in trace.questions if (question.key or "") == key]
        return (question_said(found[0]), []) if found else (Content(""), [])

    @property
    def passage(self) -> TracedPassage | None:
        """Give the passage under the cursor, where the passages have the keys."""
        key = self.passages.key
        return self._passages.get(key) if self.passages.has_focus and isinstance(key, int) else None

    @property
    def basis(self) -> TracedBasis | None:
        """Give what else the finding rests on, where the cursor there has the keys."""
        key = self.passages.key
        return (
            self._bases.get(key[1]) if self.passages.has_focus and isinstance(key, tuple) else None
        )

    # Moving

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Follow the cursor."""
        if event.rows.id == "found":
            self.show_about()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go on to the passages; go to a passage."""
        if event.rows.id == "found":
            self.go_to("passages" if self.passages.rows else "facts")
        elif self.basis is not None:
            self._open_basis(self.basis)
        else:
            self._open_passage(event.key)

    def action_open(self) -> None:
        """Choose what the cursor is on."""
        focused = self.focused
        (focused if isinstance(focused, RowList) else self.found).action_choose()

    def _open_passage(self, id_: object) -> None:
        passage = self._passages.get(id_) if isinstance(id_, int) else None
        if passage is None:
            return
        self.leave_place()
        self.opened.places[passage.link.transcript_id] = passage.link.start
        self.lmm.show_study(passage.link.transcript)

    def _open_basis(self, basis: TracedBasis) -> None:
        """Go to a row or cell in the framework chart; a memo stands above in full."""
        row, codes = basis.row, self.opened.tree.order
        if row.row_kind is None or not codes:
            self.go_to("facts")
            return
        code = codes[0] if row.code_id is None else row.code_id
        kind = next(kind for kind in ROW_KINDS if kind == row.row_kind)
        change = row.part == "change"
        self.opened.chart_place = CellKey(kind, row.row, code, row.time, change)
        self.action_chart()

    def action_typologies(self) -> None:
        """Show the typologies over this screen."""
        from lmm_qual.tui.screens.typologies import TypologiesScreen

        self.app.push_screen(TypologiesScreen(self.opened), lambda _: self.changed())

    def leave_place(self) -> None:
        """Note where the cursor is, and where the text below was left."""
        self.opened.last_finding = self.found.key
        leave_texts(self.app)

    def action_back(self) -> None:
        """Go back: to the list, to the screen one came from."""
        if self.focused is self.found or self.has_class("-empty"):
            self.leave_place()
            self.dismiss()
        else:
            self.go_to("found")


def _finding_row(one: TracedFinding, width: int) -> Content:
    claim = " ".join(one.row.claim[: 4 * width].split())
    return spread(width, line((f"   {one.row.key} ", "bold"), claim), side_mark(one))
