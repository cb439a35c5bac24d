"""Workbooks of the framework matrix that come back: what stands in their cells, and their key.

A hidden sheet says which cell each was and what stood there when it was written, as fingerprints:
words that are taken out of the chart are nowhere else in the file.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lmm_qual.importers.excel import open_workbook
from lmm_qual.importers.packages import PackageKind, check_package, damaged
from lmm_qual.model.problem import BadInputError, Problem, refuse

CHART, KEY = "Chart", "Key"
"""The sheets that are read: the chart, and the hidden one that says what its cells are."""

MARK, VERSION = "lmm-qual framework chart", "1"
HEAD_ROWS, HEAD_COLUMNS = 2, 2
"""Rows of headings (code, column) and columns of them (row, groups) in the chart."""

COLUMN, CELL = "column", "cell"
MOST_ROWS = 1_000_000
"""Rows that a sheet may have, a little less than spreadsheets hold."""

_KIND = PackageKind("Excel workbook", "Excel or LibreOffice", ".xlsx", ".xls")
_LINE_END = re.compile(r"\r\n?|_x000D_(?:\n|_x000A_)?|_x000A_", re.IGNORECASE)
_DROPPED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
    r"|_x(?:00[01][0-9A-F]|00[89][0-9A-F]|007F|FFF[EF])_",
    re.IGNORECASE,
)


class ColumnKey(NamedTuple):
    """A column of the chart: a code by its path, a round (empty where none is known) or change."""

    code: str
    time: str
    change: bool


class Exported(NamedTuple):
    """What stood in a cell: fingerprints of its words and of the summary, and its segments."""

    words: str
    summary: str
    segments: tuple[tuple[int, int, int], ...]


class SheetCell(NamedTuple):
    """A cell as it came back; `place` is its sheet and address."""

    place: str
    row: str
    column: ColumnKey
    text: str


@dataclass
class ChartSheet:
    """A chart that came back: the kind of its rows, its cells, and what was exported."""

    kind: str
    cells: list[SheetCell] = field(default_factory=list)
    exported: dict[tuple[str, ColumnKey], Exported] = field(default_factory=dict)


def fingerprint(text: str) -> str:
    """Give a fingerprint of words, the same whatever a spreadsheet does to line ends and controls.

    Of no words it is empty.
    """
    plain = settled(text)
    return hashlib.sha256(plain.encode()).hexdigest()[:16] if plain else ""


def settled(text: str) -> str:
    """Give words as a spreadsheet keeps them: no control characters, no space around them.

    Some come back written as `_x0007_`, in which openpyxl no longer tells what was so written
    before; so both are left out.
    """
    text = _LINE_END.sub("\n", text.replace("x005F_", ""))
    return _DROPPED.sub("", text).strip()


def read_chart(name: str, data: bytes) -> ChartSheet:
    """Read a chart that export wrote and somebody changed; raises `BadInputError`."""
    check_package(name, data, _KIND)
    book = open_workbook(name, data, values=False)
    try:
        sheets = [_rows(name, book[sheet]) for sheet in (CHART, KEY) if sheet in book.sheetnames]
        chart, problems = _read_sheets(name, sheets)
    except BadInputError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises what its parts happen to raise
        raise damaged(name, "is damaged", _KIND) from None
    finally:
        book.close()
    if problems:
        raise BadInputError(problems)
    return chart


def _read_sheets(name: str, sheets: Sequence["Rows"]) -> tuple[ChartSheet, list[Problem]]:
    """Read the chart by its key; gives what is wrong with its rows, columns and cells."""
    key = sheets[1] if len(sheets) == 2 else ()
    if not key or [cell.text for cell in key[0][:2]] != [MARK, VERSION]:
        remedy = "export one with `framework export`, and write in that"
        raise refuse("is no framework chart of this program", remedy, file=name)
    chart, columns = _read_key(key)
    return chart, _read_cells(name, sheets[0], chart, columns)


_KEY_WIDTH = 7
"""Cells of a row of the hidden sheet, empty ones at its end left out; those of segments follow."""


class _Read(NamedTuple):
    """A cell as it was read: its words, and what is wrong where it holds none."""

    text: str = ""
    fault: str = ""
    remedy: str = ""


Heads = tuple[str, str]
Rows = Sequence[Sequence[_Read]]
_EMPTY = _Read()


def _read_key(rows: Rows) -> tuple[ChartSheet, dict[Heads, ColumnKey]]:
    """Read the hidden sheet: the kind of rows, the columns by their headings, what was exported."""
    chart, columns = ChartSheet(rows[0][2].text), dict[Heads, ColumnKey]()
    for row in rows[1:]:
        kind, *texts = [cell.text for cell in row] + [""] * (_KEY_WIDTH - len(row))
        if kind == COLUMN:
            upper, lower, code, time, change = texts[:5]
            columns[settled(upper), settled(lower)] = ColumnKey(code, time, bool(change))
        elif kind == CELL:
            key, code, time, change, words, summary, *segments = texts
            held = [(id_, start, end) for id_, start, end in json.loads("".join(segments) or "[]")]
            column = ColumnKey(code, time, bool(change))
            chart.exported[key, column] = Exported(words, summary, tuple(held))
    return chart, columns


def _read_cells(
    name: str, rows: Rows, chart: ChartSheet, columns: dict[Heads, ColumnKey]
) -> list[Problem]:
    """Read the cells of the chart; gives what is wrong with rows, columns and cells."""
    heads, problems = _heads(name, rows[:HEAD_ROWS], columns)
    known = {row for row, _ in chart.exported}
    seen: set[str] = set()
    for number, cells in enumerate(rows[HEAD_ROWS:], start=HEAD_ROWS + 1):
        key = cells[0].text if cells else ""
        if not any(cell.text.strip() for cell in cells):
            continue
        if fault := _row_fault(key, known, seen):
            place = f"{CHART}!A{number}"
            problems.append(Problem(name, fault, place, "leave rows as they were exported"))
            continue
        seen.add(key)
        for at in range(HEAD_COLUMNS, max(len(cells), max(heads, default=0) + 1)):
            cell = cells[at] if at < len(cells) else _EMPTY
            place = _place(at, number)
            if at in heads:
                problems += _take(name, chart, SheetCell(place, key, heads[at], cell.text), cell)
            else:
                problems += _stray(name, place, cell)
    return problems


def _row_fault(key: str, known: set[str], seen: set[str]) -> str:
    if not key.strip():
        return "stands in no row"
    if key not in known:
        return f"row “{key}” was not exported"
    return f"row “{key}” stands twice" if key in seen else ""


def _heads(
    name: str, rows: Rows, columns: dict[Heads, ColumnKey]
) -> tuple[dict[int, ColumnKey], list[Problem]]:
    """Give what stands under the headings, by the column's index, and what is wrong with them."""
    found: dict[int, ColumnKey] = {}
    problems = []
    for at in range(HEAD_COLUMNS, max(map(len, rows), default=0)):
        upper, lower = (settled(row[at].text) if at < len(row) else "" for row in rows)
        column = columns.get((upper, lower))
        if column is not None and column not in found.values():
            found[at] = column
        elif upper or lower:
            said = " ".join(text for text in (upper, lower) if text)
            what = f"column “{said}” {'was not exported' if column is None else 'stands twice'}"
            remedy = "leave columns as they were exported"
            problems.append(Problem(name, what, _place(at, 1), remedy))
    return found, problems


def _take(name: str, chart: ChartSheet, cell: SheetCell, read: _Read) -> list[Problem]:
    """Take a cell under its heading; gives what is wrong with it."""
    if read.fault:
        return [Problem(name, read.fault, cell.place, read.remedy)]
    chart.cells.append(cell)
    return []


def _stray(name: str, place: str, read: _Read) -> list[Problem]:
    """Give what is wrong with a cell under no heading: that it holds something."""
    if not read.text.strip():
        return []
    return [Problem(name, "stands under no heading", place, "write under the headings")]


def _place(at: int, row: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{CHART}!{get_column_letter(at + 1)}{row}"


def _rows(name: str, sheet: Any) -> list[list[_Read]]:
    sheet.reset_dimensions()
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            what = f"has more than {MOST_ROWS:,} rows"
            raise refuse(what, "export fewer codes with --codes", file=name)
        rows.append([_read(cell) for cell in cells])
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return rows


def _read(cell: Any) -> _Read:
    value = cell.value
    if value is None:
        return _EMPTY
    if cell.data_type == "f":
        return _Read(str(value), "holds a formula", "write the words themselves")
    if isinstance(value, str):
        return _Read(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _Read(str(value))
    return _Read(str(value), "is no text", "format the cell as text")
