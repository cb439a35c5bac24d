"""The Matrix screen: the theme matrix, each number opening its passages."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from lmm_qual.analysis.measures import MEASURES
from lmm_qual.analysis.query_tree import Asked, CodeNamed, every, unparse
from lmm_qual.analysis.theme_matrix import (
    ALL_CODERS,
    ThemeMatrix,
    column_name,
    column_values,
    theme_matrix,
)
from lmm_qual.exporters.matrix import cell_text, coded_label, coded_numbers, legend, remarks
from lmm_qual.model.codebook import split_path
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import EVERYWHERE, MATRIX, bindings
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.counted_table import CountedScreen, NumberTable
from lmm_qual.tui.wording import line

COLUMNS = (
    ("time", "group"),
    ("time",),
    ("group",),
    ("time", "group", "method"),
    ("time", "service"),
    ("time", "role"),
    ("participant",),
)
_BARS = " ▁▂▃▄▅▆▇█"
_MANY = 0.5
"""The share of N from which a number is bold."""


class MatrixScreen(CountedScreen[ThemeMatrix]):
    """Codes by time point, group and more; it stands over the screen one came from."""

    NAME = "Theme matrix"
    PLACES = (MATRIX, EVERYWHERE)
    FOOTER = (
        "matrix.open",
        "matrix.measure",
        "matrix.columns",
        "matrix.deeper",
        "matrix.sort",
        "matrix.everybody",
        "matrix.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MATRIX)]

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._measure = 0
        self._columns = 0
        self._depth: int | None = None
        self._sorted: int | None = None
        self._rows: list[int] = []

    def counting(self) -> Callable[[Store], ThemeMatrix]:
        """Give what counts the matrix as it was asked for."""
        measure, dimensions = MEASURES[self._measure], COLUMNS[self._columns]
        depth, coder = self._depth, self.coder or ALL_CODERS
        return lambda store: theme_matrix(
            store, measure=measure, dimensions=dimensions, depth=depth, coder=coder
        )

    # Showing

    def show_counted(self, found: ThemeMatrix) -> None:
        """Show the matrix, the cursor where it was."""
        self._rows = self._order(found)
        names = [column_values(column) for column in found.columns]
        rows = [self._row(found, at) for at in self._rows]
        rows += self._foot(found)
        self.table.fill([["Code"], *names, ["Total"], ["Nobody"]], rows)
        empty = "" if found.rows else "There are no codes yet, so there is nothing to count."
        if found.rows and not found.columns:
            empty = "There are no transcripts yet, so there is nothing to count."
        self.say_lines([one for one in (legend(found), *remarks(found)[:2]) if one], empty)
        self._say_cell()

    def _order(self, found: ThemeMatrix) -> list[int]:
        """Give the rows in the codebook's order, or those with the largest numbers first."""
        rows = list(range(len(found.rows)))
        if self._sorted is None:
            return rows
        at = self._sorted - 1
        numbers = [
            (found.row_total[row] if at >= len(found.columns) else found.cells[row][at]) or 0
            for row in rows
        ]
        return sorted(rows, key=lambda row: -numbers[row])

    def _row(self, found: ThemeMatrix, at: int) -> list[Text]:
        depth = found.depths[at] if self._sorted is None else 0
        path = found.rows[at]
        name = split_path(path)[-1] if self._sorted is None else path
        label = self.named(name, depth, "bold" if found.depths[at] == 0 else "")
        cells = [
            self._cell(value, state, of)
            for value, state, of in zip(found.cells[at], found.states[at], found.of, strict=True)
        ]
        rest = (found.row_total[at], found.unattributed[at])
        return [label, *cells, *(Text(str(number), justify="right") for number in rest)]

    @staticmethod
    def _cell(value: int | None, state: str, of: int | None) -> Text:
        """Draw a number with its mark and, for a share of N, a bar as high as the share."""
        share = min(value / of, 1) if value and of else 0
        height = _BARS[max(round(share * (len(_BARS) - 1)), 1)] if share else " "
        style = "dim" if not value else "bold" if share >= _MANY else ""
        return Text(f"{cell_text(value, state)} {height}", style, justify="right")

    def _foot(self, found: ThemeMatrix) -> list[list[Text]]:
        lines = {f"of N {found.measure}": found.of, coded_label(found): coded_numbers(found)}
        if any(number is not None for number in found.planned):
            lines["planned"] = found.planned
        return [
            [
                Text(name, "italic"),
                *(Text("–" if n is None else str(n), "italic", justify="right") for n in numbers),
                Text(""),
                Text(""),
            ]
            for name, numbers in lines.items()
        ]

    # The cell under the cursor

    def on_data_table_cell_highlighted(self) -> None:
        """Say of the cell what its number stands for."""
        self._say_cell()

    def _place(self) -> tuple[int, int | None] | None:
        """Give the matrix' row under the cursor and its column, `None` of these for totals."""
        row, column = self.table.cursor_coordinate
        found = self.counted
        if found is None or row >= len(self._rows):
            return None
        inside = 1 <= column <= len(found.columns)
        return self._rows[row], column - 1 if inside else None

    def _say_cell(self) -> None:
        place, found = self._place(), self.counted
        if place is None or found is None:
            return
        row, column = place
        said = f"{found.rows[row]}: "
        if column is None:
            self.say(line(said, f"{found.row_total[row]} {found.measure} in all"))
            return
        value, of = found.cells[row][column], found.of[column]
        name, state = column_name(found.columns[column]), found.states[row][column]
        number = state if value is None else f"{value} of {of} {found.measure}"
        more = f" · {state}" if value is not None and state != "number" else ""
        self.say(line(said, (name, "$muted"), f" {number}{more}"))

    # Actions

    def action_open(self) -> None:
        """Show the passages behind the number."""
        place, found = self._place(), self.counted
        if place is None or found is None:
            return
        row, column = place
        asked = dict(found.columns[column]) if column is not None else {}
        parts = [Asked(name, (value,)) for name, value in asked.items()]
        if self.coder is not None:
            parts.append(Asked("coder", (self.coder,)))
        self.action_passages(unparse(every([CodeNamed(found.rows[row]), *parts])))

    def on_data_table_cell_selected(self, event: NumberTable.CellSelected) -> None:
        """Show the passages behind a number that was clicked or taken by Enter."""
        event.stop()
        self.action_open()

    def action_measure(self) -> None:
        """Count something else."""
        self._measure = (self._measure + 1) % len(MEASURES)
        self.changed()

    def action_columns(self, step: int = 1) -> None:
        """Tell talk apart by something else."""
        self._columns = (self._columns + step) % len(COLUMNS)
        self._sorted = None
        self.changed()

    def action_deeper(self, step: int) -> None:
        """Show more or fewer levels of codes."""
        tree = self.opened.tree
        deepest = max((tree.depth(code) for code in tree.order), default=0) + 1
        self._depth = min(max((self._depth or deepest) + step, 1), deepest)
        self.changed()
        self.say(f"{counted(self._depth, 'level')} of codes")

    def action_sort(self) -> None:
        """Put the largest numbers of the column first, or go back to the codebook's order."""
        column = self.table.cursor_column
        self._sorted = None if self._sorted == column or not column else column
        if self.counted is not None:
            self.show_counted(self.counted)
