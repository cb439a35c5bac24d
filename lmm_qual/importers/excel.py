"""Workbooks (xlsx) with a sheet of speakers and words as transcripts."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from lmm_qual.importers.packages import ARCHIVE_FAULTS, PackageKind, check_package, damaged
from lmm_qual.importers.tables import (
    MOST_ROWS,
    Row,
    Sheet,
    find_sheet,
    not_understood,
    transcript_of_sheet,
)
from lmm_qual.importers.turns import Turns
from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.text.numbers import counted

# openpyxl believes the size that a sheet states (rows past it are lost), gives nothing for a
# formula whose value was not stored, and leaves _x000D_ as it is; all three are seen to here.
_KIND = PackageKind("Excel workbook", "Excel or LibreOffice", ".xlsx", ".xls")
_MOST_COLUMNS = 1_000


def read_excel(name: str, data: bytes, *, turns: Turns | None = None) -> ParsedTranscript:
    """Read the sheet of a workbook that has speakers and words: a paragraph a row.

    Formulas give the values stored with them. Raises BadInputError for what cannot be read, where
    no sheet fits or several do, and for a formula without a value among the words.
    """
    check_package(name, data, _KIND)
    book = open_workbook(name, data, values=True)
    fitting: list[tuple[str, Sheet]] = []
    rows: list[Row] = []
    try:
        for sheet in book.worksheets:
            read = list(_rows(name, sheet))
            if (found := find_sheet(read)) is not None:
                fitting.append((sheet.title, found))
            rows = rows or read
        others = [sheet.title for sheet in book.worksheets]
    except BadInputError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises what its parts happen to raise
        raise damaged(name, "is damaged", _KIND) from None
    finally:
        book.close()
    title, sheet = _the_one(name, fitting, rows)
    _refuse_uncounted(name, data, title, sheet)
    return transcript_of_sheet(
        name,
        sheet,
        format="xlsx",
        encoding=None,
        notes=_notes(title, [other for other in others if other != title]),
        turns=turns,
    )


def _the_one(name: str, fitting: list[tuple[str, Sheet]], rows: list[Row]) -> tuple[str, Sheet]:
    if not fitting:
        raise not_understood(name, rows)
    if len(fitting) > 1:
        named = ", ".join(f"“{title}”" for title, _ in fitting)
        raise refuse(
            f"has several sheets with speakers and words: {named}",
            "save each as a file of its own",
            file=name,
        )
    return fitting[0]


def open_workbook(name: str, data: bytes, *, values: bool) -> Any:
    """Open a workbook that was checked, with formulas or their `values`; raises BadInputError."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=values, keep_links=False
            )
    except ARCHIVE_FAULTS:
        raise damaged(name, "is damaged", _KIND) from None
    except Exception:  # noqa: BLE001 - openpyxl raises what its parts happen to raise
        raise damaged(name, "is no Excel workbook (.xlsx)", _KIND) from None


def _rows(name: str, sheet: Any) -> Iterator[Row]:
    """Give the rows of a sheet that are not empty, whatever size it says it has."""
    from openpyxl.utils.escape import unescape

    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise refuse(
                f"has more than {MOST_ROWS:,} rows", "split it into several files", file=name
            )
        if any(cell is not None for cell in cells):
            yield Row(number, [unescape(cell) if isinstance(cell, str) else cell for cell in cells])


def _refuse_uncounted(name: str, data: bytes, title: str, sheet: Sheet) -> None:
    """Raise BadInputError for a formula among speakers or words that has no value stored."""
    columns = {sheet.columns.speaker, sheet.columns.text}
    values = {row.number: row.cells for row in sheet.rows}
    book = open_workbook(name, data, values=False)
    try:
        for row in _rows(name, book[title]):
            for index in columns & set(range(len(row.cells))):
                known = values.get(row.number, ())
                empty = index >= len(known) or known[index] is None
                if empty and _is_formula(row.cells[index]) and row.number > sheet.number:
                    raise refuse(
                        "holds a formula whose value was not stored",
                        "open it in Excel or LibreOffice and save it again",
                        file=name,
                        place=f"{title} row {row.number}",
                    )
    finally:
        book.close()


def _is_formula(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith("=") and len(cell) > 1


def _notes(title: str, others: list[str]) -> list[str]:
    if not others:
        return []
    named = ", ".join(f"“{other}”" for other in others[:5])
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    return [f"Read the sheet “{title}”; {counted(len(others), 'other')} left out: {named}{more}."]
