"""Tables as text for a terminal, as CSV for a spreadsheet, as JSON, Markdown and HTML."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lmm_qual.exporters.column_widths import column_of, parts_within, widths_within
from lmm_qual.text.standins import shown
from lmm_qual.text.times import local_minute

Cell = str | int | float | None
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+00:00|Z)")
_FORMULA_STARTS = frozenset("=+-@\t\r")


@dataclass(frozen=True)
class Table:
    """Headings and rows of plain values."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int] = ()
    """The columns that are set to the right."""


def records(table: Table) -> list[dict[str, Cell]]:
    """Give the rows of a table by their headings."""
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def text_table(table: Table, width: int | None = None) -> str:
    """Draw a table in plain characters, control characters shown as stand-ins.

    `width` is the terminal's in cells: words are wrapped in their columns, and columns for which
    there is no room stand below, the first one repeated; times stand as `local_minute` has them.
    `None` lets lines be as long as they are, and times be in UTC.
    """
    heads = [shown(heading) for heading in table.headings]
    rows = [[shown(_text(cell)) for cell in row] for row in table.rows]
    if width is None:
        return _drawn(heads, rows, table.numbers)
    rows = [[local_minute(cell) if _TIME.fullmatch(cell) else cell for cell in row] for row in rows]
    columns = [
        column_of([head, *(row[at] for row in rows)], names=at == 0)
        for at, head in enumerate(heads)
    ]
    parts = []
    for places in parts_within(columns, width):
        widths = widths_within([columns[at] for at in places], width)
        numbers = [at for at, place in enumerate(places) if place in table.numbers]
        cells = [[row[at] for at in places] for row in rows]
        parts.append(_drawn([heads[at] for at in places], cells, numbers, widths))
    return "\n".join(parts)


def _drawn(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int],
    widths: Sequence[int] | None = None,
) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for at, head in enumerate(heads):
        justify: Literal["left", "right"] = "right" if at in numbers else "left"
        wide = widths[at] if widths else None
        drawn.add_column(Text(head), justify=justify, overflow="fold", width=wide)
    for row in rows:
        drawn.add_row(*map(Text, row))
    console = Console(file=io.StringIO(), width=10_000, color_system=None, legacy_windows=False)
    console.print(drawn)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "".join(line.rstrip() + "\n" for line in lines)


def csv_table(table: Table) -> str:
    """Write a table for a spreadsheet: cells that would be read as formulas get an apostrophe."""
    text = _csv_lines((table.headings, *table.rows))
    if "\r" not in text:
        return text
    return "".join(map(csv_line, (table.headings, *table.rows)))


def csv_line(row: Sequence[Cell]) -> str:
    """Write one row as `csv_table` does."""
    # A lone CR is not quoted by itself.
    return _csv_lines([row], every=_has_return(row))


def csv_cell(text: str) -> str:
    """Write a cell of text as `csv_table` does in a row that holds no CR."""
    text = "'" + text if text[:1] in _FORMULA_STARTS else text
    quoted = "," in text or '"' in text or "\n" in text
    return '"' + text.replace('"', '""') + '"' if quoted else text


def _csv_lines(rows: Iterable[Sequence[Cell]], *, every: bool = False) -> str:
    lines = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    writer = csv.writer(lines, lineterminator="\n", quoting=quoting)
    writer.writerows([*map(guarded, row)] for row in rows)
    return lines.getvalue()


def _has_return(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and "\r" in cell for cell in row)


def guarded(cell: Cell) -> Cell:
    """Keep a text cell from being read as a formula."""
    return "'" + cell if isinstance(cell, str) and cell[:1] in _FORMULA_STARTS else cell


def json_text(data: object) -> str:
    """Write JSON for other programs, one document with a line break at its end."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def json_lines(records: Iterable[Mapping[str, object]]) -> str:
    """Write JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def markdown_table(table: Table) -> str:
    """Write a table in Markdown, markup in its cells taken as characters."""
    marks = ["---:" if at in table.numbers else "---" for at in range(len(table.headings))]
    lines = [[_escaped(heading) for heading in table.headings], marks]
    lines += [[_escaped(_text(cell)) for cell in row] for row in table.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def markdown_line(text: str) -> str:
    """Write a line as a paragraph of Markdown, markup in it taken as characters."""
    escaped = _escaped(text)
    return "\\" + escaped if escaped.startswith(("-", "+")) else escaped


def _escaped(text: str) -> str:
    text = shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join("\\" + char if char in "\\`*_[]|#~$" else char for char in text)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
