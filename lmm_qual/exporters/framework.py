"""The framework matrix as text, CSV, JSON, Markdown and HTML, and its summaries as a file."""

from collections.abc import Iterator
from typing import Any

from lmm_qual.analysis.attribution import Attributed
from lmm_qual.analysis.framework_matrix import ChartCell, FrameworkMatrix
from lmm_qual.analysis.framework_rows import ChartColumn, ChartRow
from lmm_qual.exporters.tables import (
    Cell,
    Table,
    csv_table,
    markdown_line,
    markdown_table,
    text_table,
)
from lmm_qual.model.framework import Framework, SummaryEntry, SummaryPassage
from lmm_qual.store.queries.charts import SummaryRow, summaries
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.passages import LinkRow, passage_links
from lmm_qual.store.store import Store
from lmm_qual.text.standins import shown, shown_block


def framework_file(store: Store) -> Framework:
    """Give all summaries in their file's form, passages with place and words."""
    tree, links = code_tree(store), dict[int, list[LinkRow]]()
    for link in passage_links(store, "summary"):
        links.setdefault(link.source_id, []).append(link)
    rank = {code: at for at, code in enumerate(tree.order)}

    def place(row: SummaryRow) -> tuple[Any, ...]:
        return row.kind, row.row, rank[row.code_id], row.change, row.time or "", row.id

    return Framework(
        summaries=[
            SummaryEntry.model_validate(
                {
                    row.kind: row.row,
                    "code": tree.path(row.code_id),
                    "time": row.time,
                    "change": bool(row.change),
                    "text": row.text,
                    "passages": [_passage(link) for link in links.get(row.id, ())],
                    "by": row.coder,
                    "written": row.updated,
                }
            )
            for row in sorted(summaries(store), key=place)
        ]
    )


def _passage(link: LinkRow) -> SummaryPassage:
    return SummaryPassage(
        transcript=link.transcript, start=link.start, end=link.end, quote=link.quote
    )


# What cells are called


def column_said(column: ChartColumn, matrix: FrameworkMatrix) -> str:
    """Head a column: `T1 Summer 2022`, `Change`, `All rounds` where none is known."""
    if column.change:
        return "Change"
    if column.time is None:
        return "No time point" if len(matrix.columns) > 1 else "Summary"
    labels = {time.id: time.label for time in matrix.study.time_points}
    return " ".join(part for part in (column.time, labels.get(column.time)) if part)


def row_said(row: ChartRow) -> str:
    """Head a row: `P07 (G3)`, `hv Health Visiting (G3, G2)`."""
    named = " ".join(part for part in (row.key, row.label) if part)
    return f"{named} ({', '.join(row.groups)})" if row.groups else named


def written_said(cell: ChartCell) -> str:
    """Say who wrote a cell and when, and whether it is out of date; nothing where nothing is."""
    if cell.summary is None:
        return ""
    who = f"{cell.summary.coder or 'nobody named'}, {cell.summary.updated[:10]}"
    return "; ".join(part for part in (who, cell.drift.said()) if part)


def speakers_said(item: Attributed) -> str:
    """Say whose voice a segment is: `P13; P14 (agreed)`."""
    said = [
        (seat.participant or "not named") + ("" if voice == "voiced" else f" ({voice})")
        for seat, voice in item.seats
    ]
    return "; ".join(said)


def empty_said(cell: ChartCell) -> str:
    """Say in brackets why nothing is written in a cell, so that it is never taken for words."""
    return f"({cell.said()})"


# Forms


def framework_data(matrix: FrameworkMatrix) -> dict[str, Any]:
    """Give the matrix as other programs read it: `cells[row][code][column]`."""
    return {
        "rows": [
            {"kind": row.kind, "id": row.key, "label": row.label, "groups": list(row.groups)}
            for row in matrix.rows
        ],
        "codes": [matrix.tree.path(code) for code in matrix.codes],
        "columns": [{"time": column.time, "change": column.change} for column in matrix.columns],
        "cells": [
            [
                [_cell_data(matrix, matrix.cell(row, code, column)) for column in matrix.columns]
                for code in matrix.codes
            ]
            for row in matrix.rows
        ],
    }


def _cell_data(matrix: FrameworkMatrix, cell: ChartCell) -> dict[str, Any]:
    return {
        "state": cell.state,
        "summary": None if cell.summary is None else _summary_data(cell, cell.summary),
        "segments": [
            {
                "coding": one.coding.id,
                "transcript": one.coding.transcript,
                "start": one.coding.start,
                "end": one.coding.end,
                "code": matrix.tree.path(one.coding.code_id),
                "coder": one.coding.coder,
                "quote": one.coding.quote,
            }
            for one in cell.segments
        ],
    }


def _summary_data(cell: ChartCell, summary: SummaryRow) -> dict[str, Any]:
    return {
        "text": summary.text,
        "by": summary.coder,
        "written": summary.updated,
        "out_of_date": cell.drift._asdict() if cell.drift else None,
        "passages": [_passage(link).model_dump() for link in cell.links],
    }


_LONG = (
    *("row", "groups", "code", "column", "state", "segments", "summary", "by", "written"),
    *("new", "gone", "moved", "passages"),
)


def framework_csv(matrix: FrameworkMatrix) -> str:
    """Write the matrix in long form for a spreadsheet: a row a cell."""
    rows = [
        _long_row(matrix, row, code, column)
        for row in matrix.rows
        for code in matrix.codes
        for column in matrix.columns
    ]
    return csv_table(Table(_LONG, rows))


def _long_row(matrix: FrameworkMatrix, row: ChartRow, code: int, column: ChartColumn) -> list[Cell]:
    cell = matrix.cell(row, code, column)
    named = "change" if column.change else column.time
    groups = "; ".join(row.groups)
    head: list[Cell] = [row.key, groups, matrix.tree.path(code), named, cell.state, cell.number]
    if cell.summary is None:
        return [*head, *[None] * 7]
    links = "; ".join(f"{link.transcript} {link.start}–{link.end}" for link in cell.links)
    text, who, when = cell.summary.text, cell.summary.coder, cell.summary.updated
    return [*head, text, who, when, *cell.drift, links or None]


def framework_text(matrix: FrameworkMatrix, width: int | None = None) -> str:
    """Draw the matrix for a terminal, a table a code, words of summaries cut to fit."""
    tables = []
    for code, table in _tables(matrix, 160 if width is None else max(width // 3, 20)):
        tables.append(f"{shown(matrix.tree.path(code))}\n\n{text_table(table, width)}")
    return "\n".join(tables) if tables else "no codes yet\n"


def framework_markdown(matrix: FrameworkMatrix) -> str:
    """Write the matrix in Markdown, a table a code, summaries whole."""
    parts = ["# Framework matrix\n"]
    for code, table in _tables(matrix, None):
        parts.append(f"## {markdown_line(matrix.tree.path(code))}\n\n{markdown_table(table)}")
    return "\n".join(parts)


def _tables(matrix: FrameworkMatrix, cut: int | None) -> Iterator[tuple[int, Table]]:
    heads = [matrix.kind.capitalize(), *(column_said(one, matrix) for one in matrix.columns)]
    for code in matrix.codes:
        rows = [
            [row_said(row), *(_cell_text(cell, cut) for cell in matrix.row_cells(row, code))]
            for row in matrix.rows
        ]
        yield code, Table(heads, rows)


def _cell_text(cell: ChartCell, cut: int | None) -> str:
    if cell.summary is None:
        return empty_said(cell)
    text = " ".join(cell.summary.text.split())
    if cut is not None and len(text) > cut:
        text = text[: cut - 1] + "…"
    return f"{text} ({cell.drift.said()})" if cell.drift else text


def framework_html(matrix: FrameworkMatrix) -> str:
    """Write the matrix as one HTML page, a table a code; cells open their passages."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("lmm_qual.exporters"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    charts = [
        {
            "code": shown(matrix.tree.path(code)),
            "rows": [
                {
                    "head": shown(row_said(row)),
                    "cells": [_html_cell(cell) for cell in matrix.row_cells(row, code)],
                }
                for row in matrix.rows
            ],
        }
        for code in matrix.codes
    ]
    return environment.get_template("framework.html.j2").render(
        title=shown(f"Framework matrix: {matrix.study.name or 'study'}"),
        kind=matrix.kind,
        heads=[shown(column_said(column, matrix)) for column in matrix.columns],
        charts=charts,
    )


def _html_cell(cell: ChartCell) -> dict[str, Any]:
    linked = {(link.transcript, link.start, link.end) for link in cell.links}
    passages = [
        {
            "where": shown(f"{one.coding.transcript} · {speakers_said(one)}"),
            "words": shown_block(one.coding.quote),
        }
        for one in cell.segments
        if (one.coding.transcript, one.coding.start, one.coding.end) not in linked
    ]
    rests = [
        {"where": shown(link.transcript), "words": shown_block(link.quote)} for link in cell.links
    ]
    return {
        "text": shown_block(cell.summary.text) if cell.summary else "",
        "empty": "" if cell.summary else empty_said(cell),
        "written": shown(written_said(cell)),
        "stale": bool(cell.drift),
        "links": rests,
        "passages": passages,
    }
