"""The framework matrix as a workbook that comes back: chart, passages, what the words mean."""

import io
import json
from typing import TYPE_CHECKING, Any

from lmm_qual.analysis.attribution import Attributed
from lmm_qual.analysis.framework_matrix import ChartCell, FrameworkMatrix
from lmm_qual.analysis.framework_rows import ChartColumn, ChartRow
from lmm_qual.exporters.framework import (
    column_said,
    empty_said,
    row_said,
    speakers_said,
    written_said,
)
from lmm_qual.exporters.sheets import new_book, write_text
from lmm_qual.importers.chart_workbook import (
    CELL,
    CHART,
    COLUMN,
    HEAD_COLUMNS,
    HEAD_ROWS,
    KEY,
    MARK,
    MOST_ROWS,
    VERSION,
    fingerprint,
)
from lmm_qual.model.problem import refuse
from lmm_qual.store.queries.passages import LinkRow
from lmm_qual.text.standins import shown

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_COLUMNS = 16_000
MOST_LINKS = 65_000
"""Links a sheet holds; cells beyond are written without one."""

_PIECE = 30_000
_PASSAGE_HEADS = {
    "Row": 14,
    "Code": 34,
    "Column": 10,
    "Summary": 14,
    "Transcript": 14,
    "Start": 8,
    "End": 8,
    "Whose voice": 22,
    "Coded as": 34,
    "Coder": 8,
    "Words": 100,
}
"""The headings of the sheet of passages, with the widths of their columns."""

_ABOUT = (
    "Rows down, codes across, each code with its rounds and, where there are several, change.",
    "Write over the words of a summary, or over what stands in grey; clear a cell to take it away.",
    "Words in brackets and grey say why nothing is written there, and are not read back.",
    "A cell in yellow holds a summary whose segments have changed since; its note says how.",
    "A click on a cell goes to its passages; arrow keys and F2 edit it.",
    "Leave the headings, the ids in the first column and the hidden sheet as they are.",
    "`lmm-qual framework import` shows what was changed, old and new, before it is taken.",
)


def framework_workbook(matrix: FrameworkMatrix) -> bytes:
    """Write the workbook; text is never read as a formula, and equal input gives equal bytes.

    Raises `BadInputError` for more rows or columns than a spreadsheet has.
    """
    width = len(matrix.codes) * len(matrix.columns) + HEAD_COLUMNS
    if width > MOST_COLUMNS or len(matrix.rows) * len(matrix.codes) > MOST_ROWS // 8:
        raise refuse("is more than a spreadsheet holds", "choose codes with --codes")
    data = io.BytesIO()
    book = new_book(data)
    _Writer(book, matrix).write()
    book.close()
    return data.getvalue()


class _Writer:
    """Writes the sheets, one cell of the chart after the other."""

    def __init__(self, book: "Workbook", matrix: FrameworkMatrix) -> None:
        self._book, self._matrix = book, matrix
        text = {"text_wrap": True, "valign": "top", "num_format": "@"}
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._top = book.add_format({"valign": "top"})
        self._words = book.add_format(text)
        self._stale = book.add_format({**text, "bg_color": "#fff2cc"})
        self._grey = book.add_format({**text, "font_color": "#777777", "italic": True})
        self._colors: dict[str | None, Format] = {}
        self._chart = book.add_worksheet(CHART)
        self._passages = book.add_worksheet("Passages")
        self._about = book.add_worksheet("About")
        self._key = book.add_worksheet(KEY)
        self._at_passage, self._at_key, self._links = 1, 0, 0

    def write(self) -> None:
        """Write all sheets."""
        self._heads()
        for at, row in enumerate(self._matrix.rows, start=HEAD_ROWS):
            write_text(self._chart, at, 0, row.key, self._top)
            write_text(self._chart, at, 1, "; ".join(row.groups), self._top)
            column = HEAD_COLUMNS
            for code in self._matrix.codes:
                self._code_cells(at, column, row, code)
                column += len(self._matrix.columns)
        if self._at_passage > 1:
            self._passages.autofilter(0, 0, self._at_passage - 1, len(_PASSAGE_HEADS) - 1)
        self._key.very_hidden()
        for at, line in enumerate([*_ABOUT, *self._labels()]):
            write_text(self._about, at, 0, line, self._top)

    def _labels(self) -> list[str]:
        groups = self._matrix.study.groups
        named = [f"{group.id} {group.label}" for group in groups if group.label]
        return ["", *named, *(row_said(row) for row in self._matrix.rows if row.label)]

    def _heads(self) -> None:
        matrix = self._matrix
        self._note(MARK, VERSION, matrix.kind)
        for at, (name, width) in enumerate(((matrix.kind.capitalize(), 16), ("Group", 12))):
            write_text(self._chart, 0, at, name, self._head)
            self._chart.set_column(at, at, width)
        for at, (name, size) in enumerate(_PASSAGE_HEADS.items()):
            write_text(self._passages, 0, at, name, self._head)
            self._passages.set_column(at, at, size)
        column = HEAD_COLUMNS
        heads = self._column_heads()
        for code in matrix.codes:
            look = self._code_look(matrix.tree.color(code))
            for one, lower in zip(matrix.columns, heads, strict=True):
                upper = matrix.tree.path(code)
                write_text(self._chart, 0, column, upper, look)
                write_text(self._chart, 1, column, lower, look)
                self._note(COLUMN, upper, lower, *self._column_key(code, one))
                column += 1
        if column > HEAD_COLUMNS:
            self._chart.set_column(HEAD_COLUMNS, column - 1, 40)
        self._chart.freeze_panes(HEAD_ROWS, HEAD_COLUMNS)
        self._passages.freeze_panes(1, 1)
        self._about.set_column(0, 0, 110)

    def _column_heads(self) -> list[str]:
        """Head the columns, those that would be headed alike with a number too."""
        heads = [column_said(column, self._matrix) for column in self._matrix.columns]
        return [
            f"{head} ({at})" if heads.count(head) > 1 else head
            for at, head in enumerate(heads, start=1)
        ]

    def _code_look(self, color: str | None) -> "Format":
        if color not in self._colors:
            look: dict[str, Any] = {"bold": True, "text_wrap": True, "valign": "top"}
            if color:
                look |= {"top": 5, "top_color": color}
            self._colors[color] = self._book.add_format(look)
        return self._colors[color]

    def _column_key(self, code: int, column: ChartColumn) -> tuple[str, str, str]:
        change = "change" if column.change else ""
        return self._matrix.tree.path(code), column.time or "", change

    def _note(self, *texts: str) -> None:
        """Write a row of the hidden sheet."""
        if self._at_key > MOST_ROWS:
            raise refuse("is more than a spreadsheet holds", "choose codes with --codes")
        for at, text in enumerate(texts):
            if text:
                write_text(self._key, self._at_key, at, text, self._top)
        self._at_key += 1

    # Cells

    def _code_cells(self, at: int, column: int, row: ChartRow, code: int) -> None:
        """Write the cells of a row under a code; change links to the passages of all rounds."""
        first = self._at_passage
        cells = self._matrix.row_cells(row, code)
        for cell in cells:
            self._remember(cell)
        for offset, (one, cell) in enumerate(zip(self._matrix.columns, cells, strict=True)):
            place = self._passage_rows(row, one, cell)
            begins = first if one.change and self._at_passage > first else place
            self._write_cell(at, column + offset, cell, begins)

    def _remember(self, cell: ChartCell) -> None:
        """Note in the hidden sheet what stood in a cell, and on which segments."""
        words = cell.summary.text if cell.summary else empty_said(cell)
        path = self._matrix.tree.path(cell.key.code_id)
        place = cell.key.row, path, cell.key.time or "", "change" if cell.key.change else ""
        summary = fingerprint(cell.summary.text) if cell.summary else ""
        held = json.dumps(cell.held, separators=(",", ":")) if cell.held else ""
        pieces = [held[start : start + _PIECE] for start in range(0, len(held), _PIECE)]
        self._note(CELL, *place, fingerprint(words), summary, *pieces)

    def _write_cell(self, at: int, column: int, cell: ChartCell, passage: int | None) -> None:
        text = cell.summary.text if cell.summary else empty_said(cell)
        look = self._grey if cell.summary is None else self._stale if cell.drift else self._words
        if passage is not None and self._links < MOST_LINKS:
            self._links += 1
            there = f"internal:'Passages'!A{passage + 1}"
            # Words written with a link are kept with it too, control characters as they are.
            self._chart.write_url(at, column, there, look, "passages", "Show passages")
        write_text(self._chart, at, column, text, look)
        if said := written_said(cell):
            self._chart.write_comment(at, column, shown(said), {"x_scale": 2, "y_scale": 0.6})

    def _passage_rows(self, row: ChartRow, column: ChartColumn, cell: ChartCell) -> int | None:
        """Write a cell's passages, those of change only where a summary rests on them.

        Gives the first one's row in the sheet, `None` where there is none.
        """
        first = self._at_passage
        linked = {(link.transcript, link.start, link.end) for link in cell.links}
        place = row.key, self._matrix.tree.path(cell.key.code_id), _short(column)
        for link in cell.links:
            self._passage(*place, "rests on it", *_of_link(link))
        for item in () if column.change else cell.segments:
            coding = item.coding
            if (coding.transcript, coding.start, coding.end) in linked:
                continue
            self._passage(*place, "", *self._of_segment(item))
        return first if self._at_passage > first else None

    def _of_segment(self, item: Attributed) -> tuple[str | int, ...]:
        coding = item.coding
        path = self._matrix.tree.path(coding.code_id)
        where = coding.transcript, coding.start, coding.end
        return *where, speakers_said(item), path, coding.coder, coding.quote

    def _passage(self, *cells: str | int) -> None:
        if self._at_passage > MOST_ROWS:
            raise refuse("has more passages than a spreadsheet holds", "choose codes with --codes")
        sheet: Worksheet = self._passages
        for at, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(self._at_passage, at, cell, self._top)
            else:
                look = self._words if at == len(cells) - 1 else self._top
                write_text(sheet, self._at_passage, at, cell, look)
        self._at_passage += 1


def _short(column: ChartColumn) -> str:
    return "change" if column.change else column.time or ""


def _of_link(link: LinkRow) -> tuple[str | int, ...]:
    return link.transcript, link.start, link.end, "", "", "", link.quote
