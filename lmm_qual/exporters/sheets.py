"""Sheets of one look, in whose cells text is text: never a formula, an address or markup."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lmm_qual.exporters.tables import Cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL_CAP = 32_767
"""Characters, as UTF-16 counts them, that a spreadsheet's cell holds."""

_SHORT = CELL_CAP // 2
"""Characters that a cell surely holds, whichever they are."""
_GOES_ON = " [goes on to the right]"


def new_book(data: io.BytesIO) -> "Workbook":
    """Begin a workbook in which no text is read as a formula or an address.

    What is written into it equally gives equal bytes, whenever that is.
    """
    import datetime as dt

    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(data, options)
    book.set_properties({"created": dt.datetime(2000, 1, 1), "comments": "lmm-qual"})  # noqa: DTZ001
    return book


class Sheets:
    """Makes sheets of one look."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
        )
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        book.formats[0].set_align("top")
        self.top: Format | None = None
        """The look of cells that are given none: at the top of their rows."""
        self.grey = book.add_format({"font_color": "#777777", "align": "right"})
        self.italic = book.add_format({"italic": True, "text_wrap": False})
        self._fills: dict[str | None, Format] = {}
        self._marks: dict[str, Format] = {}

    def add(self, name: str, headings: Sequence[str], widths: Sequence[float]) -> "Worksheet":
        """Add a sheet with headings that stay in sight."""
        sheet = self.book.add_worksheet(name)
        for at, heading in enumerate(headings):
            write_text(sheet, 0, at, heading, self.head)
            sheet.set_column(at, at, widths[min(at, len(widths) - 1)])
        sheet.freeze_panes(1, 1)
        return sheet

    def code(self, color: str | None, depth: int) -> "Format":
        """Give the look of a code's name: bold and with its colour's edge at the top level."""
        key = f"{color}{depth}"
        if key not in self._fills:
            look: dict[str, Any] = {"indent": depth, "bold": depth == 0}
            if color:
                look |= {"left": 5, "left_color": color}
            self._fills[key] = self.book.add_format(look)
        return self._fills[key]

    def marked(self, mark: str) -> "Format | None":
        """Give the look of a number beside which a state's mark is shown."""
        if mark and mark not in self._marks:
            self._marks[mark] = self.book.add_format({"num_format": f'0"{mark}"'})
        return self._marks.get(mark)


def write_text(sheet: "Worksheet", row: int, column: int, text: str, look: "Format | None") -> None:
    """Write text as text, as much of it as a cell holds."""
    _write_string(sheet, row, column, parts(text)[0], look)


def _write_string(
    sheet: "Worksheet", row: int, column: int, text: str, look: "Format | None"
) -> None:
    if text.startswith("<r>") and text.endswith("</r>"):
        # Taken for markup, it would be written as it is; in pieces it is text like any other.
        sheet.write_rich_string(row, column, "<", "r", text[2:], *([look] if look else []))
    else:
        sheet.write_string(row, column, text, look)


def parts(text: str) -> list[str]:
    """Split text into what cells can hold; all parts but the last end with a note."""
    if len(text) <= CELL_CAP and (text.isascii() or len(text.encode("utf-16-le")) <= 2 * CELL_CAP):
        return [text]
    size = CELL_CAP // (1 if text.isascii() else 2) - len(_GOES_ON)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [piece + _GOES_ON for piece in pieces[:-1]] + pieces[-1:]


def write_row(
    sheet: "Worksheet",
    row: int,
    first: int,
    cells: Sequence[Cell],
    looks: Sequence["Format | None"],
) -> None:
    """Write cells side by side; what one cannot hold goes on behind the last."""
    over: list[str] = []
    for column, (cell, look) in enumerate(zip(cells, looks, strict=True), start=first):
        if isinstance(cell, str) and len(cell) <= _SHORT:
            _write_string(sheet, row, column, cell, look)
            continue
        write_cell(sheet, row, column, cell, look)
        over += parts(cell)[1:] if isinstance(cell, str) else []
    for column, part in enumerate(over, start=first + len(cells)):
        write_text(sheet, row, column, part, looks[-1])


def write_cell(
    sheet: "Worksheet", row: int, column: int, cell: Cell, look: "Format | None"
) -> None:
    """Write a number as a number and text as text, as much of it as a cell holds."""
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell, look)
    elif cell is not None:
        write_text(sheet, row, column, cell, look)
