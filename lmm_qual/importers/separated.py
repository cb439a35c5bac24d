"""Tables in text files (csv, tsv) as transcripts."""

import csv
import io
from collections.abc import Iterator, Sequence

from lmm_qual.importers.decoding import decode, replacement_note
from lmm_qual.importers.tables import (
    MOST_ROWS,
    Row,
    find_sheet,
    not_understood,
    transcript_of_sheet,
)
from lmm_qual.importers.turns import Turns
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.text.numbers import counted

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_LONGEST_CELL = 1_000_000
_HEADING_LINES = 20
_MOST_PROBLEMS = 10


def read_separated(
    name: str, data: bytes, *, encoding: str | None = None, turns: Turns | None = None
) -> ParsedTranscript:
    """Read a table of speakers and words: a paragraph a row.

    The delimiter is the one with which the headings name a speaker and words. Raises
    BadInputError where no delimiter does, a row has more or fewer cells than the headings, or a
    quote is not closed.
    """
    text, used = decode(name, data, encoding)
    text, stated = _stated_delimiter(text)
    delimiter = stated or _delimiter(text)
    if delimiter is None:
        raise not_understood(name, _glance(text, _likeliest(text)))
    rows = _rows(name, text, delimiter, first=2 if stated else 1)
    sheet = find_sheet(rows)
    if sheet is None:
        raise not_understood(name, rows)
    _check_widths(name, sheet.rows, len(sheet.headings))
    return transcript_of_sheet(
        name,
        sheet,
        format="tsv" if delimiter == "\t" else "csv",
        encoding=used,
        notes=(*replacement_note(text), f"Cells are parted by a {_DELIMITERS[delimiter]}."),
        turns=turns,
    )


def _stated_delimiter(text: str) -> tuple[str, str | None]:
    """Take Excel's first line `sep=;` off the text."""
    first, _, rest = text.partition("\n")
    if first[:4].lower() == "sep=" and first[4:] in _DELIMITERS:
        return rest, first[4:]
    return text, None


def _delimiter(text: str) -> str | None:
    """Give the delimiter with which the headings are understood; no other counts."""
    found = [delimiter for delimiter in _DELIMITERS if find_sheet(_glance(text, delimiter))]
    return found[0] if len(found) == 1 else None


def _likeliest(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _glance(text: str, delimiter: str) -> list[Row]:
    """Give the first rows, as far as they can be read."""
    rows: list[Row] = []
    try:
        for row in _Reader(text, delimiter, 1):
            rows.append(row)
            if len(rows) >= _HEADING_LINES:
                break
    except csv.Error:
        pass
    return rows


def _rows(name: str, text: str, delimiter: str, *, first: int) -> list[Row]:
    rows: list[Row] = []
    reader = _Reader(text, delimiter, first)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise refuse(
                    f"has more than {MOST_ROWS:,} rows", "split it into several files", file=name
                )
    except csv.Error as error:
        raise _unreadable(name, str(error), reader.begins) from None
    return rows


class _Reader:
    """Give each row that is not empty; `begins` is the line where the next one does."""

    def __init__(self, text: str, delimiter: str, first: int) -> None:
        csv.field_size_limit(_LONGEST_CELL)
        self.begins = self.first = first
        self.reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[Row]:
        for cells in self.reader:
            if any(cell.strip() for cell in cells):
                yield Row(self.begins, cells)
            self.begins = self.first + self.reader.line_num


def _unreadable(name: str, said: str, line: int) -> BadInputError:
    place = f"line {line}"
    if "unexpected end of data" in said:
        what, remedy = "opens a quote that is never closed", "close it, or double a quote within"
    elif "expected after" in said:
        what, remedy = "has words after a closing quote", "double each quote within a cell"
    elif "field larger" in said:
        what = "has a cell that is too long, or opens a quote that is never closed"
        remedy = "close it, or double a quote within"
    else:
        what, remedy = "cannot be read as a table", "save it as .csv again"
    return refuse(what, remedy, file=name, place=place)


def _check_widths(name: str, rows: Sequence[Row], width: int) -> None:
    """Raise BadInputError for rows with more or fewer cells than there are headings."""
    ragged = [row for row in rows if len(row.cells) != width and not _is_padded(row, width)]
    if not ragged:
        return
    problems = [
        Problem(
            name,
            f"has {counted(len(row.cells), 'cell')} where the headings have {width}",
            f"line {row.number}",
            "put quotes around words that hold the delimiter",
        )
        for row in ragged[:_MOST_PROBLEMS]
    ]
    if len(ragged) > _MOST_PROBLEMS:
        more = f"{len(ragged) - _MOST_PROBLEMS} more rows have other numbers of cells"
        problems.append(Problem(name, more, "", "save it as .csv again"))
    raise BadInputError(problems)


def _is_padded(row: Row, width: int) -> bool:
    """Tell whether a row's cells past the headings are all empty."""
    return len(row.cells) > width and not any(str(cell).strip() for cell in row.cells[width:])
