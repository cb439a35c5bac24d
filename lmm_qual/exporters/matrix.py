"""A theme matrix as text, CSV, JSON, Markdown and HTML."""

from collections.abc import Mapping, Sequence
from typing import Any

from lmm_qual.analysis.cell_states import (
    FEWER,
    MASKED,
    NEWER_CODE,
    NO_TRANSCRIPT,
    NOBODY_NAMED,
    NOT_ASKED,
    NOT_FINISHED,
    NOT_MENTIONED,
    NOT_SAMPLED,
    NUMBER,
)
from lmm_qual.analysis.theme_matrix import ThemeMatrix, column_name
from lmm_qual.exporters.tables import (
    Cell,
    Table,
    csv_table,
    markdown_line,
    markdown_table,
    text_table,
)
from lmm_qual.model.codebook import split_path
from lmm_qual.model.study import Study
from lmm_qual.text.standins import shown

MARKS: Mapping[str, str] = {
    NUMBER: "",
    NOT_SAMPLED: "–",
    NO_TRANSCRIPT: "·",
    NOT_FINISHED: "*",
    NEWER_CODE: "†",
    NOT_ASKED: "?",
    NOBODY_NAMED: "#",
    NOT_MENTIONED: "",
    MASKED: "×",
}
"""What stands beside a number, or in its place, for each state; see `mark_of`."""


def mark_of(state: str) -> str:
    """Give the mark of a state: `<5` for one that says a number is fewer than 5."""
    return MARKS[state] if state in MARKS else f"<{state.removeprefix(FEWER)}"


def matrix_data(matrix: ThemeMatrix) -> dict[str, Any]:
    """Give the matrix as other programs read it."""
    return {
        "measure": matrix.measure,
        "coder": matrix.coder,
        "rows": matrix.rows,
        "columns": matrix.columns,
        "cells": matrix.cells,
        "states": matrix.states,
        "of": matrix.of,
        "planned": matrix.planned,
        "coded": matrix.coded,
        "row_total": matrix.row_total,
        "unattributed": matrix.unattributed,
        "notes": matrix.notes,
        "warnings": matrix.warnings,
    }


def column_heading(column: Mapping[str, str | None], study: Study) -> str:
    """Head a column with its values, time point and group by id and label."""
    labels = {
        "time": {time.id: time.label for time in study.time_points},
        "group": {group.id: group.label for group in study.groups},
    }
    parts = []
    for name, value in column.items():
        label = labels.get(name, {}).get(value or "")
        parts.append(f"{value} {label}" if label else value or f"no {name}")
    return " · ".join(parts)


def cell_text(value: int | None, state: str) -> str:
    """Write a cell: its number with the mark of its state, or the mark alone."""
    return mark_of(state) if value is None else f"{value}{mark_of(state)}"


def total_text(total: int | None) -> str:
    """Write a total; a masked one by its mark."""
    return MARKS[MASKED] if total is None else str(total)


def row_name(matrix: ThemeMatrix, at: int) -> str:
    """Name a row: by its last part under those above it, by its path where rows are sorted."""
    return split_path(matrix.rows[at])[-1] if matrix.sorted_by is None else matrix.rows[at]


def row_depth(matrix: ThemeMatrix, at: int) -> int:
    """Give how far a row is set in: not at all where rows are sorted."""
    return matrix.depths[at] if matrix.sorted_by is None else 0


def matrix_text(matrix: ThemeMatrix, study: Study, width: int | None = None) -> str:
    """Draw the matrix for a terminal: codes indented, "of N" below them, then what marks mean."""
    names = [column_name(column) for column in matrix.columns]
    head = ["Code", *names, "Total", *(["Nobody"] if has_unattributed(matrix) else [])]
    rows: list[list[Cell]] = []
    for at in range(len(matrix.rows)):
        name = "  " * row_depth(matrix, at) + row_name(matrix, at)
        cells = map(cell_text, matrix.cells[at], matrix.states[at])
        rows.append([name, *cells, total_text(matrix.row_total[at]), *_unattributed(matrix, at)])
    for name, values in _foot(matrix).items():
        rows.append([name, *foot_numbers(matrix, values), "", *_unattributed(matrix, -1)])
    table = text_table(Table(head, rows, range(1, len(head))), width)
    lines = [*_column_labels(matrix, study), legend(matrix), *remarks(matrix)]
    return table + "\n" + "".join(f"{shown(line)}\n" for line in lines if line)


def _foot(matrix: ThemeMatrix) -> dict[str, Sequence[int | None]]:
    """Give the lines below the codes: of N, what is coded where something is not, planned."""
    lines: dict[str, Sequence[int | None]] = {f"of N {matrix.measure}": matrix.of}
    if any(NOT_FINISHED in row for row in matrix.states):
        lines[coded_label(matrix)] = coded_numbers(matrix)
    if any(number is not None for number in matrix.planned):
        lines["planned"] = matrix.planned
    return lines


def coded_label(matrix: ThemeMatrix) -> str:
    """Name the numbers of what is coded: participants, or for other measures transcripts."""
    return "of these coded" if matrix.measure == "participants" else "transcripts coded"


def coded_numbers(matrix: ThemeMatrix) -> list[int | None]:
    """Give how many are coded in each column; `None` where nothing is imported."""
    pairs = zip(matrix.of, matrix.coded, strict=True)
    return [None if of is None else coded for of, coded in pairs]


def foot_numbers(matrix: ThemeMatrix, values: Sequence[int | None]) -> list[str]:
    """Write the numbers of a line below the codes."""
    texts = []
    for at, value in enumerate(values):
        told = value is not None or values is matrix.planned or matrix.of[at] is None
        masked = at in matrix.masked_of or not told
        texts.append(MARKS[MASKED] if masked else "–" if value is None else str(value))
    return texts


def _column_labels(matrix: ThemeMatrix, study: Study) -> list[str]:
    """Say what the ids in the heads stand for."""
    labels = {
        "time": {time.id: time.label for time in study.time_points},
        "group": {group.id: group.label for group in study.groups},
    }
    lines = []
    for name in matrix.dimensions:
        used = dict.fromkeys(column[name] for column in matrix.columns)
        named = [f"{key} {label}" for key in used if (label := labels.get(name, {}).get(key or ""))]
        lines.append(", ".join(named))
    return lines


def has_unattributed(matrix: ThemeMatrix) -> bool:
    """Say whether any row has segments without a participant's speech."""
    return any(number is None or number > 0 for number in matrix.unattributed)


def _unattributed(matrix: ThemeMatrix, at: int) -> list[Cell]:
    if not has_unattributed(matrix):
        return []
    return ["" if at < 0 else total_text(matrix.unattributed[at])]


def _of_texts(matrix: ThemeMatrix) -> list[str]:
    texts = []
    foot = _foot(matrix)
    coded = foot.get(coded_label(matrix), [None] * len(matrix.of))
    name = "coded" if matrix.measure == "participants" else "transcripts coded"
    met_in = foot_numbers(matrix, matrix.of)
    for met, done, planned in zip(met_in, coded, matrix.planned, strict=True):
        numbers = {name: done, "planned": planned}
        extra = ", ".join(f"{n} {what}" for what, n in numbers.items() if n is not None)
        texts.append(f"{met} ({extra})" if extra else met)
    return texts


def used_states(matrix: ThemeMatrix) -> list[str]:
    """Give the states of cells, and of totals and N where these are masked, each once."""
    used = dict.fromkeys(state for row in matrix.states for state in row)
    if matrix.masked_of or None in matrix.row_total:
        used[MASKED] = None
    return list(used)


def legend(matrix: ThemeMatrix) -> str:
    """Explain the marks that the matrix uses."""
    used = used_states(matrix)
    return "   ".join(f"{mark_of(state)} {state}" for state in used if mark_of(state))


def remarks(matrix: ThemeMatrix) -> list[str]:
    """Give notes and warnings as lines."""
    extra = []
    if has_unattributed(matrix):
        extra.append("Nobody: segments without a participant's speech")
    return [*matrix.notes, *extra, *(f"warning: {warning}" for warning in matrix.warnings)]


def matrix_table(matrix: ThemeMatrix) -> Table:
    """Give the matrix in long form for a spreadsheet or statistics: a row a cell."""
    names = list(matrix.dimensions)
    headings = ["code", *names, matrix.measure, "of", "planned", "coded", "state"]
    rows: list[list[Cell]] = []
    for at, path in enumerate(matrix.rows):
        for column, values in enumerate(matrix.columns):
            rows.append(
                [
                    path,
                    *(values[name] for name in names),
                    matrix.cells[at][column],
                    matrix.of[column],
                    matrix.planned[column],
                    coded_numbers(matrix)[column],
                    matrix.states[at][column],
                ]
            )
    return Table(headings, rows)


def matrix_csv(matrix: ThemeMatrix) -> str:
    """Write the matrix in long form as CSV."""
    return csv_table(matrix_table(matrix))


def matrix_markdown(matrix: ThemeMatrix, study: Study) -> str:
    """Write the matrix as a Markdown table with its notes."""
    heads = [column_heading(column, study) for column in matrix.columns]
    rows: list[list[Cell]] = [
        [
            path,
            *map(cell_text, matrix.cells[at], matrix.states[at]),
            total_text(matrix.row_total[at]),
            *_unattributed(matrix, at),
        ]
        for at, path in enumerate(matrix.rows)
    ]
    rows.append([f"of N {matrix.measure}", *_of_texts(matrix), "", *_unattributed(matrix, -1)])
    head = ["Code", *heads, "Total", *(["Nobody"] if has_unattributed(matrix) else [])]
    table = Table(head, rows, range(1, len(head)))
    lines = [line for line in [legend(matrix), *remarks(matrix)] if line]
    return markdown_table(table) + "".join(f"\n{markdown_line(line)}\n" for line in lines)


def matrix_html(matrix: ThemeMatrix, study: Study) -> str:
    """Write the matrix as one HTML page with an accessible, shaded table."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("lmm_qual.exporters"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    heads = [shown(column_heading(column, study)) for column in matrix.columns]
    rows = [
        {
            "name": shown(row_name(matrix, at)),
            "depth": row_depth(matrix, at),
            "cells": [_html_cell(matrix, at, column) for column in range(len(heads))],
            "total": total_text(matrix.row_total[at]),
            "unattributed": total_text(matrix.unattributed[at]),
        }
        for at in range(len(matrix.rows))
    ]
    return environment.get_template("matrix.html.j2").render(
        title=shown(f"Theme matrix: {study.name or 'study'}"),
        heads=heads,
        rows=rows,
        of=_of_texts(matrix),
        measure=matrix.measure,
        unattributed=has_unattributed(matrix),
        lines=[shown(line) for line in [legend(matrix), *remarks(matrix)] if line],
    )


def _html_cell(matrix: ThemeMatrix, at: int, column: int) -> dict[str, Any]:
    value, of = matrix.cells[at][column], matrix.of[column]
    return {
        "text": cell_text(value, matrix.states[at][column]),
        "state": matrix.states[at][column],
        "shade": min(9, round(9 * value / of)) if value and of else 0,
    }
