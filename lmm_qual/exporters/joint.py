"""Themes beside monitoring figures, as text, CSV, JSON, Markdown, HTML and a workbook."""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from lmm_qual.analysis.cell_states import MASKED
from lmm_qual.analysis.joint_display import JointDisplay, Strand
from lmm_qual.analysis.theme_matrix import column_name
from lmm_qual.exporters.matrix import MARKS, cell_text, legend, remarks, total_text
from lmm_qual.exporters.tables import (
    Cell,
    Table,
    csv_table,
    markdown_line,
    markdown_table,
    text_table,
)
from lmm_qual.model.codebook import split_path
from lmm_qual.model.monitoring import Figure
from lmm_qual.text.standins import shown

_NO_STRAND = "no strand"
_FIGURE_HEADS = (
    *("figure", "label", "number", "of", "unit", "period", "as at", "respondents", "breakdown"),
    *("criterion", "rating", "source", "supersedes", "superseded by"),
)


def joint_data(joint: JointDisplay) -> dict[str, Any]:
    """Give the display as other programs read it; figures are as in the monitoring file.

    What is masked is `null`.
    """
    matrix = joint.matrix
    return {
        "measure": matrix.measure,
        "coder": matrix.coder,
        "columns": matrix.columns,
        "of": matrix.of,
        "strands": [
            {
                "strand": strand.name,
                "themes": [
                    {
                        "code": matrix.rows[at],
                        "cells": matrix.cells[at],
                        "states": matrix.states[at],
                        "total": matrix.row_total[at],
                    }
                    for at in strand.rows
                ],
                "figures": [
                    {**each.model_dump(), "superseded_by": joint.superseded_by.get(each.id, [])}
                    for each in strand.figures
                ],
            }
            for strand in joint.strands
        ],
        "notes": [*matrix.notes, *joint.notes],
        "warnings": matrix.warnings,
    }


def joint_table(joint: JointDisplay) -> Table:
    """Give the display as one table, themes to the left of their strand's figures."""
    heads = [column_name(column) for column in joint.matrix.columns]
    headings = ["strand", "theme", *heads, "total", *_FIGURE_HEADS]
    left, right = len(heads) + 2, len(_FIGURE_HEADS)
    rows: list[list[Cell]] = []
    for strand in joint.strands:
        themes = [_theme(joint, at) for at in strand.rows]
        figures = [_figure(joint, each) for each in strand.figures]
        rows += [
            [strand.name or _NO_STRAND, *(theme or [None] * left), *(figure or [None] * right)]
            for theme, figure in zip_longest(themes, figures)
        ]
    return Table(headings, rows)


def _theme(joint: JointDisplay, at: int) -> list[Cell]:
    """Give a theme's path, its cells with "of N", and its total."""
    matrix = joint.matrix
    cells = map(cell_text, matrix.cells[at], matrix.states[at])
    pairs = zip(cells, matrix.of, strict=True)
    said = [text if of is None else f"{text} of {of}" for text, of in pairs]
    total = matrix.row_total[at]
    return [matrix.rows[at], *said, total_text(None) if total is None else total]


def _figure(joint: JointDisplay, figure: Figure) -> list[Cell]:
    return [
        figure.id,
        figure.label,
        _number(joint, figure, "numerator"),
        _number(joint, figure, "denominator"),
        figure.unit,
        figure.period,
        figure.as_at,
        figure.respondents,
        _breakdown(figure),
        figure.criterion,
        figure.rating,
        figure.source,
        figure.supersedes,
        ", ".join(joint.superseded_by.get(figure.id, [])) or None,
    ]


def _number(joint: JointDisplay, figure: Figure, name: str) -> int | float | str | None:
    """Give a number of a figure; a masked one by its mark."""
    if (figure.id, name) in joint.masked:
        return MARKS[MASKED]
    return _plain(getattr(figure, name))


def _plain(number: float | None) -> int | float | None:
    """Give a whole number without a point."""
    return int(number) if number is not None and number.is_integer() else number


def _breakdown(figure: Figure) -> str | None:
    parts = [(name, _plain(number)) for name, number in figure.breakdown.items()]
    said = [f"{name}: {MARKS[MASKED] if number is None else number}" for name, number in parts]
    return "; ".join(said) or None


def joint_csv(joint: JointDisplay) -> str:
    """Write the display for a spreadsheet."""
    return csv_table(joint_table(joint))


def joint_text(joint: JointDisplay, width: int | None = None) -> str:
    """Draw the display for a terminal, strand by strand: its themes, then its figures."""
    heads = ["Theme", *map(column_name, joint.matrix.columns), "Total"]
    parts = []
    for strand in joint.strands:
        lines = [shown(strand.name or _NO_STRAND), ""]
        if strand.rows:
            themes = Table(
                heads, [_indented(joint, at) for at in strand.rows], range(1, len(heads))
            )
            lines.append(text_table(themes, width))
        else:
            lines.append(f"{shown(_unmatched(strand))}\n")
        rows = [_figure_shown(joint, each) for each in strand.figures]
        figures = Table(["Figure", "Number", "When", "More", "Source"], rows)
        lines.append(text_table(figures, width))
        parts.append("\n".join(lines))
    said = "".join(f"{shown(line)}\n" for line in _said(joint))
    return "\n".join([*parts, said])


def _indented(joint: JointDisplay, at: int) -> list[Cell]:
    path, *cells = _theme(joint, at)
    name = split_path(str(path))[-1]
    return ["  " * joint.matrix.depths[at] + name, *cells]


def _unmatched(strand: Strand) -> str:
    if strand.name is None:
        return "figures of no strand stand beside no theme"
    return f"no code is named “{strand.name}”: name its theme with --theme STRAND=CODE"


def _figure_shown(joint: JointDisplay, figure: Figure) -> list[Cell]:
    number, of = (_number(joint, figure, name) for name in ("numerator", "denominator"))
    value = "–" if number is None else str(number)
    value += "" if of is None else f" of {of}"
    when = [figure.period, figure.as_at and f"as at {figure.as_at}"]
    later = ", ".join(joint.superseded_by.get(figure.id, []))
    more = {
        "respondents": figure.respondents,
        "breakdown": _breakdown(figure),
        "criterion": figure.criterion,
        "rating": figure.rating,
        "supersedes": figure.supersedes,
        "superseded by": later,
    }
    return [
        f"{figure.id}: {figure.label}",
        f"{value} {figure.unit or ''}".strip(),
        ", ".join(filter(None, when)),
        "; ".join(f"{name}: {text}" for name, text in more.items() if text),
        figure.source,
    ]


def _said(joint: JointDisplay) -> Iterator[str]:
    """Say what marks mean and that nothing is smoothed."""
    lines = [legend(joint.matrix), *remarks(joint.matrix), *joint.notes]
    yield from (line for line in lines if line)
    if joint.masked:
        yield f"{MARKS[MASKED]} at a figure: masked, small itself or what would tell of one that is"
    yield "figures stand as their sources give them, contradictory ones side by side"


def joint_markdown(joint: JointDisplay) -> str:
    """Write the display as a Markdown table with its notes."""
    lines = "".join(f"\n{markdown_line(line)}\n" for line in _said(joint))
    return markdown_table(joint_table(joint)) + lines


def joint_html(joint: JointDisplay) -> str:
    """Write the display as one HTML page: a section a strand, themes beside figures."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("lmm_qual.exporters"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    strands = [
        {
            "name": shown(strand.name or _NO_STRAND),
            "unmatched": "" if strand.rows else shown(_unmatched(strand)),
            "themes": [_all_shown(_indented(joint, at)) for at in strand.rows],
            "depths": [joint.matrix.depths[at] for at in strand.rows],
            "figures": [_all_shown(_figure_shown(joint, each)) for each in strand.figures],
        }
        for strand in joint.strands
    ]
    return environment.get_template("joint.html.j2").render(
        heads=[shown(column_name(column)) for column in joint.matrix.columns],
        strands=strands,
        lines=[shown(line) for line in _said(joint)],
    )


def _all_shown(cells: Sequence[Cell]) -> list[str]:
    return [shown("" if cell is None else str(cell)).strip() for cell in cells]


def joint_workbook(joint: JointDisplay) -> bytes:
    """Write the display as a workbook; text is never a formula, equal input gives equal bytes."""
    from lmm_qual.exporters.sheets import new_book, write_cell, write_text

    data = io.BytesIO()
    book = new_book(data)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Joint display")
    table = joint_table(joint)
    for row, cells in enumerate([table.headings, *table.rows]):
        for column, cell in enumerate(cells):
            write_cell(sheet, row, column, cell, head if row == 0 else wrap)
    sheet.set_column(0, len(table.headings) - 1, 16)
    sheet.set_column(0, 1, 30)
    sheet.freeze_panes(1, 2)
    for row, line in enumerate(_said(joint), start=len(table.rows) + 2):
        write_text(sheet, row, 0, line, book.add_format({"italic": True}))
    book.close()
    return data.getvalue()
