"""The theme matrix as a workbook: matrix, states, passages, codebook, design."""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from lmm_qual.analysis.attribution import Voiced, decisions, load_sessions
from lmm_qual.analysis.cell_states import MASKED, NUMBER
from lmm_qual.analysis.theme_matrix import ALL_CODERS, ThemeMatrix
from lmm_qual.exporters.long_sheet import MOST_ROWS, put_rows, too_much, write_looks
from lmm_qual.exporters.matrix import (
    MARKS,
    coded_label,
    coded_numbers,
    column_heading,
    legend,
    remarks,
    row_depth,
    row_name,
)
from lmm_qual.exporters.sheets import Sheets, new_book, parts, write_cell, write_row, write_text
from lmm_qual.exporters.tables import Cell
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.study import Study
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import coding_ids, codings_by_id
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def matrix_workbook(store: Store, matrix: ThemeMatrix) -> bytes:
    """Give the workbook as `write_matrix_workbook` writes it."""
    data = io.BytesIO()
    write_matrix_workbook(store, matrix, data)
    return data.getvalue()


def write_matrix_workbook(store: Store, matrix: ThemeMatrix, target: BinaryIO) -> None:
    """Write the workbook; text is never read as a formula, and equal input gives equal bytes.

    Passages are read and written some hundreds at a time. Raises `BadInputError` where there are
    more than a workbook holds.
    """
    data = io.BytesIO()
    book = new_book(data)
    study, tree = load_study(store), code_tree(store)
    coder = None if matrix.coder == ALL_CODERS else matrix.coder
    placed = coding_ids(store, tree.order, coder)
    if len(placed) >= MOST_ROWS:
        raise too_much()
    sheets = Sheets(book)
    matrix_sheet(sheets, matrix, study, tree, _first_rows((code for code, _ in placed), tree))
    states_sheet(sheets, matrix, study)
    passages = _passages_sheet(sheets, len(placed))
    _codebook_sheet(sheets, tree)
    _design_sheet(sheets, study, matrix)
    book.close()
    rows = _passage_rows(store, tree, (id_ for _, id_ in placed))
    put_rows(data, passages.index, rows, len(_PASSAGE_HEADS), target)


def matrix_sheet(
    sheets: Sheets, matrix: ThemeMatrix, study: Study, tree: CodeTree, first: dict[int, int]
) -> None:
    """Write the matrix, codes linked to the rows of passages in `first`."""
    heads = [column_heading(column, study) for column in matrix.columns]
    sheet = sheets.add("Theme matrix", ["Code", *heads, "Total", "No participant"], [44, 14])
    for at, code in enumerate(matrix.codes, start=1):
        look = sheets.code(tree.color(code), row_depth(matrix, at - 1))
        name = row_name(matrix, at - 1)
        if code in first:
            place = f"internal:'Passages'!A{first[code] + 1}"
            sheet.write_url(at, 0, place, look, place, "Show passages")
        write_text(sheet, at, 0, name, look)
        _matrix_cells(sheets, sheet, matrix, at)
    _foot(sheets, sheet, matrix)


def _matrix_cells(sheets: Sheets, sheet: "Worksheet", matrix: ThemeMatrix, at: int) -> None:
    width = len(matrix.columns)
    for column in range(width):
        value, state = matrix.cells[at - 1][column], matrix.states[at - 1][column]
        if value is None:
            write_text(sheet, at, column + 1, state, sheets.grey)
        else:
            sheet.write_number(at, column + 1, value, sheets.marked(MARKS[state]))
    for column, number in enumerate((matrix.row_total[at - 1], matrix.unattributed[at - 1]), 1):
        write_cell(sheet, at, width + column, MASKED if number is None else number, sheets.top)


def _foot(sheets: Sheets, sheet: "Worksheet", matrix: ThemeMatrix) -> None:
    last = len(matrix.rows) + 1
    lines = {
        f"of N {matrix.measure}": matrix.of,
        "planned participants": matrix.planned,
        coded_label(matrix): coded_numbers(matrix),
    }
    for row, (name, values) in enumerate(lines.items(), start=last):
        write_text(sheet, row, 0, name, sheets.head)
        for column, value in enumerate(values):
            hidden = MASKED if column in matrix.masked_of else value
            write_cell(sheet, row, column + 1, hidden, sheets.head)
    said = [line for line in [legend(matrix), *remarks(matrix)] if line]
    for row, line in enumerate(said, start=last + len(lines) + 1):
        write_text(sheet, row, 0, line, sheets.italic)
    if matrix.rows and matrix.columns:
        scale = {"type": "2_color_scale", "min_color": "#ffffff", "max_color": "#8fc7c9"}
        sheet.conditional_format(1, 1, len(matrix.rows), len(matrix.columns), scale)


def states_sheet(sheets: Sheets, matrix: ThemeMatrix, study: Study) -> None:
    """Write each cell with its N and state."""
    heads = [column_heading(column, study) for column in matrix.columns]
    sheet = sheets.add("Of N and states", ["Code", *heads], [44, 22])
    for at, path in enumerate(matrix.rows, start=1):
        write_text(sheet, at, 0, path, sheets.top)
        for column, of in enumerate(matrix.of):
            value, state = matrix.cells[at - 1][column], matrix.states[at - 1][column]
            n = MASKED if column in matrix.masked_of else of
            text = state if value is None else f"{value} of {n}"
            if value is not None and state != NUMBER:
                text += f" · {state}"
            write_text(sheet, at, column + 1, text, sheets.top)
    row = len(matrix.rows) + 2
    for state, mark in MARKS.items():
        if mark and state != MASKED:
            write_text(
                sheet,
                row,
                0,
                f"{mark} beside a number, or in its place in tables as text: {state}",
                sheets.italic,
            )
            row += 1


_PASSAGE_HEADS = (
    *("Code", "Transcript", "Time", "Method", "Participants", "Group", "Service", "Valence"),
    *("Refers to", "Coder", "Words"),
)


def _first_rows(codes: Iterable[int], tree: CodeTree) -> dict[int, int]:
    """Give the row of the sheet of passages at which each code, or the first under it, begins.

    `codes` are those of the passages, row by row.
    """
    first: dict[int, int] = {}
    for row, code in enumerate(codes, start=1):
        if code not in first:
            for one in (code, *tree.ancestors(code)):
                first.setdefault(one, row)
    return first


def _passages_sheet(sheets: Sheets, number: int) -> "Worksheet":
    """Write what stands around so many passages."""
    sheet = sheets.add("Passages", _PASSAGE_HEADS, [34, 14, 8, 12, 20, 8, 12, 12, 10, 8, 100])
    if number:
        write_looks(sheet, [*[sheets.top] * (len(_PASSAGE_HEADS) - 1), sheets.wrap])
        sheet.autofilter(0, 0, number, len(_PASSAGE_HEADS) - 1)
    return sheet


def _passage_rows(store: Store, tree: CodeTree, ids: Iterable[int]) -> Iterator[list[Cell]]:
    """Give the cells of passages; words that one cannot hold go on in the next."""
    sessions, decided = load_sessions(store), decisions(store)
    said: dict[tuple[int, tuple[int, ...]], tuple[str | None, ...]] = {}
    for coding in codings_by_id(store, ids):
        session = sessions[coding.transcript_id]
        if coding.id in decided:
            voices = _voices_said(session.voiced(coding.start, coding.end, decided[coding.id]))
        else:
            heard = session.heard(coding.start, coding.end)
            if (session.id, heard) not in said:
                said[session.id, heard] = _voices_said(session.voiced_by(heard))
            voices = said[session.id, heard]
        yield [
            tree.path(coding.code_id),
            coding.transcript,
            session.time,
            session.method,
            *voices,
            coding.valence,
            coding.refers_to,
            coding.coder,
            *parts(coding.quote),
        ]


def _voices_said(voiced: Voiced) -> tuple[str | None, ...]:
    """Give the participants of a passage with their voices, their groups and their services."""
    people = [
        name if voice == "voiced" else f"{name} ({voice})"
        for name, voice in ((seat.participant or "not named", v) for seat, v in voiced.seats)
    ]
    groups = dict.fromkeys(seat.group for seat, _ in voiced.seats if seat.group)
    services = dict.fromkeys(seat.service for seat, _ in voiced.seats if seat.service)
    return tuple("; ".join(names) or None for names in (people, groups, services))


def _codebook_sheet(sheets: Sheets, tree: CodeTree) -> None:
    heads = ("Code", "Definition", "Include", "Exclude", "Example", "Origin", "Valence")
    sheet = sheets.add("Codebook", heads, [44, 60, 40, 40, 40, 12, 12])
    for at, code in enumerate(tree.order, start=1):
        row = tree.by_id[code]
        write_text(sheet, at, 0, row.name, sheets.code(tree.color(code), tree.depth(code)))
        cells = (row.definition, row.include, row.exclude, row.example, row.origin, row.valence)
        write_row(sheet, at, 1, cells, [sheets.wrap] * len(cells))


def _design_sheet(sheets: Sheets, study: Study, matrix: ThemeMatrix) -> None:
    heads = ("Time point", "Group", "Methods", "Planned", "In transcripts")
    sheet = sheets.add("Design", heads, [30, 34, 24, 14])
    met = {
        (column.get("time"), column.get("group")): of
        for column, of in zip(matrix.columns, matrix.of, strict=True)
        if column.keys() == {"time", "group"} and matrix.measure == "participants"
    }
    times = {time.id: time.label or "" for time in study.time_points}
    groups = {group.id: group.label or "" for group in study.groups}
    for row, plan in enumerate(study.recruitment, start=1):
        cells: list[Cell] = [
            f"{plan.time} {times.get(plan.time, '')}".strip(),
            f"{plan.group} {groups.get(plan.group, '')}".strip(),
            ", ".join(plan.method),
            plan.participants if plan.sampled else "not sampled",
            met.get((plan.time, plan.group)),
        ]
        write_row(sheet, row, 0, cells, [sheets.top] * len(cells))
