"""The framework chart: one code's cells, what is written in them, and their passages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from lmm_qual.analysis.framework_matrix import ChartCell, FrameworkMatrix
from lmm_qual.analysis.framework_rows import ChartRow
from lmm_qual.exporters.framework import column_said, row_said
from lmm_qual.store.queries.charts import ROW_KINDS, RowKind
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import CHART, EVERYWHERE, bindings
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.prose import Prose
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.chart_cell import CellPassage, cell_said, passage_rows, passages_of
from lmm_qual.tui.screens.chart_grid import ChartHeads, grid_rows
from lmm_qual.tui.screens.coding_page import CodingPage, leave_texts
from lmm_qual.tui.screens.finding_choice import CellsForFindings
from lmm_qual.tui.screens.summary_editor import SummaryEditor
from lmm_qual.tui.wording import line

Place = tuple[int, ChartRow, int]
"""A code, a row and the number of a column."""


class ChartScreen(CellsForFindings):
    """Shows and writes the framework chart; it stands over the screen one came from."""

    PLACES = (CHART, EVERYWHERE)
    FOOTER = (
        "chart.write",
        "chart.next_column",
        "chart.next_unwritten",
        "chart.choose_code",
        "chart.go",
        "chart.evidence",
        "chart.kind",
        "chart.next_stale",
        "chart.undo",
        "chart.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CHART)]
    CSS_PATH = Path(__file__).with_name("chart.tcss")

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        place = opened.chart_place
        self._kind: RowKind = place.kind if place else "participant"
        self._code = place.code_id if place else None
        self._column = 0
        self._passages: list[CellPassage] = []

    def body(self) -> ComposeResult:
        """Lay out the grid, and the cell beside it."""
        with Container(id="panes"):
            with Vertical(id="grid-pane"):
                yield PanelTitle("Framework chart", id="code-title")
                yield ChartHeads()
                yield RowList(id="grid")
            with Vertical(id="cell-pane"):
                yield Prose(id="cell")
                yield PanelTitle("Passages", id="passages-title")
                yield RowList(id="passages")
        yield Static(id="empty", markup=False)

    def begin(self) -> None:
        """Show the chart where it was left, else at the first code."""
        place = self.opened.chart_place
        self._read()
        if place is not None:
            columns = [(one.time, one.change) for one in self._matrix.columns]
            here = (place.time, place.change)
            self._column = columns.index(here) if here in columns else 0
        self._show_all(place.row if place else None)
        self.grid.focus()

    @property
    def grid(self) -> RowList:
        """Give the list of rows."""
        return self.query_one("#grid", RowList)

    # Showing

    def changed(self) -> None:
        """Show the chart as it is now."""
        self._read()
        self._show_all(self.grid.key)

    def _read(self) -> None:
        self._matrix = FrameworkMatrix(self.opened.store, self._kind)
        self._column = min(self._column, len(self._matrix.columns) - 1)
        if self._code not in self._matrix.tree.by_id:
            self._code = next(iter(self._matrix.codes), None)

    def _show_all(self, row: object = None) -> None:
        matrix = self._matrix
        self.set_class(self._code is None or not matrix.rows, "-empty")
        self.query_one("#empty", Static).update(self._when_empty())
        self.query_one(ChartHeads).show(matrix, self._column)
        if self._code is not None:
            self.grid.set_rows(grid_rows(matrix, self._code, self._at), row)
            self._say_title(self._code)
        self.show_state()
        self.show_cell()

    def _at(self) -> tuple[object, int]:
        return self.grid.key, self._column

    def _say_title(self, code: int) -> None:
        cells = [cell for row in self._matrix.rows for cell in self._matrix.row_cells(row, code)]
        written = sum(cell.summary is not None for cell in cells)
        stale = sum(bool(cell.drift) for cell in cells)
        awaiting = sum(cell.awaits for cell in cells)
        more = f"{written} written, {awaiting} not yet"
        more += f", {stale} out of date" if stale else ""
        self.query_one("#code-title", PanelTitle).say(self._matrix.tree.path(code), more)

    def _when_empty(self) -> Content:
        nobody = {
            "participant": "No participants yet.",
            "service": "No transcript says of which service its speakers are.",
            "transcript": "No transcripts yet.",
        }
        none = "No codes yet." if self._code is None else nobody[self._kind]
        said = self.with_keys("[chart.kind] shows other rows, [chart.back] goes back.")
        return line((f"{none}\n\n", "bold")).append(Content(said))

    def show_state(self) -> None:
        """Show where one is, and whether work is saved."""
        self.say_where(line(("Framework chart", "bold"), (f" by {self._kind}", "$muted")))

    def show_cell(self) -> None:
        """Show the cell under the cursor."""
        cell = self._cell()
        self._passages = [] if cell is None else passages_of(self.opened, cell)
        said = Content("")
        if cell is not None:
            said = cell_said(self.opened, self._title(), cell, self._passages)
            self.opened.chart_place = cell.key
        self.query_one("#cell", Prose).say(said)
        number = counted(len(self._passages), "passage")
        goes = self.with_keys("[chart.go] goes there") if self._passages else ""
        self.query_one("#passages-title", PanelTitle).say(number, goes)
        rows = self.query_one("#passages", RowList)
        rows.at = 0
        rows.set_rows(passage_rows(self._passages))

    def _row(self) -> ChartRow | None:
        return next((row for row in self._matrix.rows if row.key == self.grid.key), None)

    def _cell(self) -> ChartCell | None:
        row = self._row()
        if row is None or self._code is None:
            return None
        return self._matrix.cell(row, self._code, self._matrix.columns[self._column])

    def _title(self) -> str:
        row = self._row()
        assert row is not None
        assert self._code is not None
        name = self._matrix.tree.by_id[self._code].name
        column = column_said(self._matrix.columns[self._column], self._matrix)
        return " · ".join((row_said(row), name, column))

    # Moving

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Follow the cursor."""
        if event.rows.id == "grid":
            self._follow()

    def _follow(self) -> None:
        if self._code is not None:
            self.grid.reword(grid_rows(self._matrix, self._code, self._at))
        self.show_cell()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Write in the cell; go to the passage."""
        if event.rows.id == "grid":
            self._write()
        else:
            self.action_go()

    def action_column(self, step: int) -> None:
        """Go to the next column."""
        self._column = min(max(self._column + step, 0), len(self._matrix.columns) - 1)
        self.query_one(ChartHeads).show(self._matrix, self._column)
        self._follow()

    def action_code(self, step: int) -> None:
        """Show the next code."""
        codes = self._matrix.codes
        if self._code is not None:
            self.use_code(codes[(codes.index(self._code) + step) % len(codes)])

    def use_code(self, code: int) -> None:
        """Show a code."""
        if code in self._matrix.tree.by_id:
            self._code = code
            self._show_all(self.grid.key)

    def action_choose_code(self) -> None:
        """Choose a code by its name."""
        from lmm_qual.tui.screens.code_palette import CodePalette

        def chosen(codes: object) -> None:
            if isinstance(codes, list) and codes:
                self.use_code(codes[0])

        title = line(("The chart of which code?", "bold"))
        self.app.push_screen(CodePalette(self.opened, title, several=False), chosen)

    def action_kind(self) -> None:
        """Show other rows."""
        self._kind = ROW_KINDS[(ROW_KINDS.index(self._kind) + 1) % len(ROW_KINDS)]
        self._column = 0
        self.changed()
        self.call_after_refresh(self.grid.focus)

    def action_unwritten(self, step: int) -> None:
        """Go to the next cell that has segments and no summary."""
        self._seek(lambda cell: cell.awaits, step, "every cell with segments is written")

    def action_stale(self) -> None:
        """Go to the next cell whose summary is out of date."""
        self._seek(lambda cell: bool(cell.drift), 1, "no summary is out of date")

    def _seek(self, wanted: Callable[[ChartCell], bool], step: int, none: str) -> None:
        for code, row, column in self._beyond(step):
            if wanted(self._matrix.cell(row, code, self._matrix.columns[column])):
                self._code, self._column = code, column
                self._show_all(row.key)
                return
        self.say(none)

    def _beyond(self, step: int) -> Iterator[Place]:
        """Give all cells, those after the cursor first: by code, row and column."""
        matrix = self._matrix
        places: list[Place] = [
            (code, row, column)
            for code in matrix.codes
            for row in matrix.rows
            for column in range(len(matrix.columns))
        ]
        row = self._row()
        if row is None or self._code is None:
            return
        at = places.index((self._code, row, self._column))
        ahead = [*places[at + 1 :], *places[: at + 1]]
        yield from ahead if step > 0 else [*ahead[-2::-1], ahead[-1]]

    def action_next_pane(self) -> None:
        """Go to the passages, or back to the cells."""
        passages = self.query_one("#passages", RowList)
        (passages if self.grid.has_focus else self.grid).focus()

    def action_back(self) -> None:
        """Go back: to the cells, to the screen one came from."""
        if self.grid.has_focus or not self.grid.rows:
            self.dismiss()
        else:
            self.grid.focus()

    # Doing

    def action_write(self) -> None:
        """Write in the cell, or from the passages go to the one under the cursor."""
        if self.query_one("#passages").has_focus:
            self.action_go()
        else:
            self._write()

    def _write(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        if self.opened.read_only:
            self._open(cell)
        else:
            self.as_coder(lambda: self._open(cell))

    def _open(self, cell: ChartCell) -> None:
        editor = SummaryEditor(self.opened, self._title(), cell, self.make)

        def left(done: str | None) -> None:
            if done:
                self._matrix.read_written(self.opened.store)
                self._show_all(self.grid.key)
                self.say(line("saved: ", (done, "bold"), " ").append(self.undoes))

        self.app.push_screen(editor, left)

    def action_evidence(self) -> None:
        """Put the cell under the cursor to a finding."""
        cell = self._cell()
        if cell is None:
            self.say("there is no cell to put to a finding")
        else:
            self.put_cell(cell.key, self._title())

    def action_go(self) -> None:
        """Go to a passage in its transcript; the chart's key there leads back to this cell."""
        at = self.query_one("#passages", RowList).key
        if not isinstance(at, int):
            self.say("this cell has no passage to go to")
            return
        place = self._passages[at].evidence
        self.leave_place()
        row = self.opened.by_key[place.transcript]
        self.opened.places[row.id] = place.start
        self.lmm.show_study(place.transcript)
        self.lmm.call_later(self._say_back, self.with_keys("[coding.chart] goes back to the chart"))

    def _say_back(self, said: str) -> None:
        if isinstance(self.lmm.page, CodingPage):
            self.lmm.page.say(said)

    def leave_place(self) -> None:
        """Note where the text below was left."""
        leave_texts(self.app)
