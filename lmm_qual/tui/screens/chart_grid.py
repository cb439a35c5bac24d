"""Drawing the framework chart under one code: rows down, rounds and change across."""

from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.widget import Widget

from lmm_qual.analysis.framework_matrix import NOT_YET_WRITTEN, ChartCell, FrameworkMatrix
from lmm_qual.analysis.framework_rows import ChartRow
from lmm_qual.exporters.framework import column_said
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import column, excerpt, fitting, line

_NAME, _LEAST = 16, 18
"""Cells that a row's name has, and those a column has at the least."""


def in_sight(columns: int, at: int, width: int) -> range:
    """Give the columns that have room beside the names, the one the cursor is in among them."""
    room = min(max((width - _NAME) // _LEAST, 1), max(columns, 1))
    first = min(max(at - room // 2, 0), max(columns - room, 0))
    return range(first, min(first + room, columns))


def _widths(shown: range, width: int) -> int:
    return (width - _NAME) // max(len(shown), 1)


class ChartHeads(Widget):
    """The headings of the columns, that of the cursor marked."""

    DEFAULT_CSS = "ChartHeads { height: 1; text-wrap: nowrap; }"

    def __init__(self) -> None:
        super().__init__()
        self._heads: list[str] = []
        self._kind, self._at = "", 0

    def show(self, matrix: FrameworkMatrix, at: int) -> None:
        """Show the columns of a chart."""
        self._heads = [column_said(one, matrix) for one in matrix.columns]
        self._kind, self._at = matrix.kind, at
        self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        width = self.content_size.width
        shown = in_sight(len(self._heads), self._at, width)
        each = _widths(shown, width)
        left = "‹ " if shown.start else "  "
        said = column(f"{left}{self._kind}", _NAME, "$muted")
        for index in shown:
            here = index == self._at
            said = said.append(
                column(
                    f"{'▾' if here else ' '} {self._heads[index]}",
                    each,
                    "bold $text-accent" if here else "bold",
                )
            )
        if shown.stop < len(self._heads):
            said = said.truncate(width - 2, pad=True).append(" ›")
        return said


def grid_rows(
    matrix: FrameworkMatrix, code: int, at: Callable[[], tuple[object, int]]
) -> list[Row]:
    """Give the rows under a code; `at` tells the row and the column of the cursor."""
    return [Row(partial(_row, matrix, row, code, at), row.key) for row in matrix.rows]


def _row(
    matrix: FrameworkMatrix,
    row: ChartRow,
    code: int,
    at: Callable[[], tuple[object, int]],
    width: int,
) -> Content:
    here, current = at()
    shown = in_sight(len(matrix.columns), current, width)
    each = _widths(shown, width)
    groups = f" {', '.join(row.groups)}" if row.groups else ""
    name = line((f" {row.key}", "bold"), (groups, "$muted"))
    said = name.truncate(_NAME - 1, ellipsis=True).truncate(_NAME, pad=True)
    for index in shown:
        cell = matrix.cell(row, code, matrix.columns[index])
        mark = "▸ " if index == current and row.key == here else "  "
        words = line((mark, "bold $text-accent")).append(cell_line(cell, each - 3))
        said = said.append(words.truncate(each - 1, ellipsis=True).truncate(each, pad=True))
    return said


def cell_line(cell: ChartCell, width: int) -> Content:
    """Say a cell on a line: its summary, or why there is none."""
    if cell.awaits:
        short = f"{NOT_YET_WRITTEN} ({cell.number})"
        more = "" if cell.state == NOT_YET_WRITTEN else f", {cell.state}"
        ways = (f"{short}{more}", short, NOT_YET_WRITTEN)
        return fitting(width, [line((said, "$text-accent")) for said in ways])
    if cell.summary is None:
        return line((cell.said(), "$muted"))
    words = excerpt(cell.summary.text, max(width, 1))
    if cell.drift:
        return line(("out of date · ", "bold $text-warning"), words)
    return line(words)
