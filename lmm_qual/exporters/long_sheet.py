"""A sheet of very many rows, put into a finished workbook row by row.

A workbook's own writer holds every cell until the end, or keeps what is in them in files of its
own. Here it writes the sheet with its headings and the looks of one row; the rows are then written
straight into the file that is made, in the form that ECMA-376 (part 1, 18.3.1) calls inline.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from lmm_qual.exporters.tables import Cell
from lmm_qual.model.problem import BadInputError, refuse

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows that a spreadsheet's sheet has."""

_LOOK = re.compile(rb'<c r="([A-Z]+)2" s="(\d+)"/>')
_LOOKS_ROW = re.compile(rb'<row r="2".*?</row>')
_SIZE = re.compile(rb"<dimension [^>]*/>")
_ODD = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ROWS_AT_ONCE = 500
_SHORT, _KNOWN = 100, 100_000
"""Characters of a text that may well stand in many cells, and how many of them are kept."""
_MOST_BYTES = 2**31 - 1 - 2**20
"""How long a sheet may be for spreadsheets to open the workbook without having it repaired."""
_EFFORT = 4
"""How hard to compress, of 9: at zlib's own 6 a tenth is saved, and it takes twice as long."""


def write_looks(sheet: "Worksheet", looks: Sequence["Format | None"]) -> None:
    """Say how the cells of the rows below the headings look; no other cell may be written there."""
    for column, look in enumerate(looks):
        if look is not None:
            sheet.write_blank(1, column, None, look)


def put_rows(
    book: BinaryIO, sheet: int, rows: Iterable[Sequence[Cell]], columns: int, target: BinaryIO
) -> None:
    """Copy a workbook, with rows below the headings of its sheet number `sheet`, from 0.

    Cells behind the first `columns` look like the last of these. Equal input gives equal bytes.
    Raises `BadInputError` where there is more than a workbook holds.
    """
    part = f"xl/worksheets/sheet{sheet + 1}.xml"
    with (
        ZipFile(book) as source,
        ZipFile(target, "w", ZIP_DEFLATED, compresslevel=_EFFORT) as made,
    ):
        for name in source.namelist():
            with made.open(name, "w") as stream:
                if name == part:
                    _put(source.read(name), rows, columns, stream)
                else:
                    stream.write(source.read(name))


def _put(xml: bytes, rows: Iterable[Sequence[Cell]], columns: int, stream: IO[bytes]) -> None:
    looks = {column.decode(): look.decode() for column, look in _LOOK.findall(xml)}
    head, end, tail = _LOOKS_ROW.sub(b"", xml, count=1).partition(b"</sheetData>")
    # How far the sheet reaches may be left unsaid, and is not known before the rows are.
    written = stream.write(_SIZE.sub(b"", head, count=1))
    for piece in _pieces(rows, looks, columns):
        written += stream.write(piece.encode())
        if written > _MOST_BYTES:
            raise too_much()
    stream.write(end + tail)


def too_much() -> BadInputError:
    """Say that there is more than a workbook holds."""
    return refuse("there is more than a workbook holds", "write it with --format csv")


def _pieces(rows: Iterable[Sequence[Cell]], looks: dict[str, str], columns: int) -> Iterator[str]:
    numbered, starts, known = enumerate(rows, start=2), _starts(looks, columns), dict[Cell, str]()
    while some := list(islice(numbered, _ROWS_AT_ONCE)):
        lines: list[str] = []
        for number, cells in some:
            if number > MOST_ROWS:
                raise too_much()
            if len(cells) > len(starts):
                starts = _starts(looks, columns, len(cells))
            lines.append(f'<row r="{number}">')
            lines += [
                f"{place}{number}{look}{known.get(cell) or _value(cell, known)}"
                for (place, look), cell in zip(starts, cells, strict=False)
                if cell is not None
            ]
            lines.append("</row>")
        yield "".join(lines)


def _starts(looks: dict[str, str], columns: int, wide: int = 0) -> list[tuple[str, str]]:
    """Give what a cell's element begins with in each column, before and behind the row's number."""
    from xlsxwriter.utility import xl_col_to_name

    starts = []
    for column in range(max(columns, wide)):
        look = looks.get(xl_col_to_name(min(column, columns - 1)))
        starts.append((f'<c r="{xl_col_to_name(column)}', f'" s="{look}"' if look else '"'))
    return starts


def _value(cell: str | float, known: dict[Cell, str]) -> str:
    """Give the rest of a cell's element, and note that of a text that may well come again."""
    if not isinstance(cell, str):
        return f"><v>{cell}</v></c>"
    space = ' xml:space="preserve"' if cell[:1].isspace() or cell[-1:].isspace() else ""
    value = f' t="inlineStr"><is><t{space}>{_escaped(cell)}</t></is></c>'
    if len(cell) <= _SHORT and len(known) < _KNOWN:
        known[cell] = value
    return value


def _escaped(text: str) -> str:
    """Give text as XML, characters that this must not hold as a spreadsheet writes them."""
    return _ODD.sub(_stood_in, text) if _ODD.search(text) else text


def _stood_in(found: re.Match[str]) -> str:
    return _MARKUP.get(found[0]) or f"_x{ord(found[0]):04X}_"
