"""Tables with a column of speakers and one of words, as transcripts: a paragraph a row."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lmm_qual.importers.decoding import check_characters
from lmm_qual.importers.subtitles import labelled_throughout
from lmm_qual.importers.table_headings import Columns, OtherTableError, columns_of, is_heading
from lmm_qual.importers.turns import Turns, merge_turns
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn, TimeMark
from lmm_qual.text.numbers import counted

MOST_ROWS = 500_000
_HEADING_WITHIN = 20
_SHOWN = 12
_LONGEST_SHOWN = 30
_CLOCK = re.compile(r"\s*[\[(]?(?:(\d{1,3}):)?(\d{1,3}):([0-5]?\d)(?:[.,](\d{1,6}))?[\])]?\s*")
_SECONDS = re.compile(r"\s*(\d{1,7})(?:[.,](\d{1,6}))?\s*")
_UNIT = re.compile(
    r"[\[(_ ](s|sec|secs|seconds|sek|sekunden|ms|msec|milliseconds)[\])]?\s*\Z", re.IGNORECASE
)

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | None
Value = Cell | dt.timedelta


@dataclass(frozen=True)
class Row:
    """A row as written: its number in the file and its cells."""

    number: int
    cells: Sequence[Value]


@dataclass(frozen=True)
class Sheet:
    """The rows under the headings, and which columns are read."""

    columns: Columns
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    number: int = 1
    """Row of the headings."""
    above: int = 0
    """Rows above the headings."""


@dataclass
class _Said:
    """A row's speaker, words and time."""

    speaker: str | None
    words: str
    time: str | None


def find_sheet(rows: Sequence[Row]) -> Sheet | None:
    """Give the table under the first row that names a column of speakers and one of words."""
    for index, row in enumerate(rows[:_HEADING_WITHIN]):
        headings = tuple(as_text(cell) for cell in row.cells)
        columns = columns_of(headings)
        if columns is not None:
            above = sum(1 for each in rows[:index] if any(as_text(cell) for cell in each.cells))
            return Sheet(columns, headings, tuple(rows[index + 1 :]), row.number, above)
    return None


def not_understood(name: str, rows: Sequence[Row]) -> BadInputError:
    """Give the error for a table whose headings do not name a speaker and words."""
    first = next((row for row in rows if any(as_text(cell) for cell in row.cells)), None)
    if first is None:
        return refuse("holds no rows", "leave it out, or look whether it was saved", file=name)
    candidates = [row for row in rows[:_HEADING_WITHIN] if any(map(is_heading, _texts(row)))]
    shown = ", ".join(f"“{_cut(text)}”" for text in _texts(candidates[0] if candidates else first))
    what = f"has no one column headed Speaker and one headed Text; found {shown}"
    remedy = "name them so in the row above the first turn"
    return OtherTableError(Problem(name, what, "", remedy))


def transcript_of_sheet(
    name: str,
    sheet: Sheet,
    *,
    format: str,
    encoding: str | None,
    notes: Sequence[str],
    turns: Turns | None,
) -> ParsedTranscript:
    """Give the transcript that a table holds: a paragraph a row, `Label: words`.

    A row without a speaker continues the one before, or, where nearly every row has one, is
    nobody's that is known. Raises BadInputError where nothing is said.
    """
    said, lost = _said(sheet)
    if not said:
        raise refuse("holds no row with words", "leave it out, or export it again", file=name)
    text, found, marks = _compose(said)
    check_characters(name, text)
    written = merge_turns(found) if turns == "merge" else tuple(found)
    labels = {turn.speaker for turn in found if turn.speaker is not None}
    return ParsedTranscript(
        text=text,
        turns=written,
        format=format,
        convention=_convention(sheet, len(found), len(labels)),
        encoding=encoding,
        time_marks=tuple(marks),
        notes=(*notes, *_notes(sheet, said, lost)),
    )


def as_text(cell: Value) -> str:
    """Give what a cell shows."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return (cell.date() if midnight else cell.replace(microsecond=0)).isoformat(*_between(cell))
    if isinstance(cell, dt.timedelta):
        return _clock(cell.total_seconds())
    return str(cell).strip()


def _between(cell: dt.datetime) -> tuple[str, ...]:
    return () if cell.time() == dt.time() else (" ",)


def _texts(row: Row) -> list[str]:
    return [text for text in map(as_text, row.cells) if text][:_SHOWN]


def _cut(text: str) -> str:
    single = " ".join(text.split())
    return single if len(single) <= _LONGEST_SHOWN else single[: _LONGEST_SHOWN - 1] + "…"


def _said(sheet: Sheet) -> tuple[list[_Said], dict[str, int]]:
    """Give the rows with words, and how many had a speaker only, or a time that is none."""
    columns = sheet.columns
    unit = _unit(sheet.headings[columns.start]) if columns.start is not None else None
    said: list[_Said] = []
    lost = {"wordless": 0, "times": 0}
    for row in sheet.rows:
        speaker = " ".join(as_text(_at(row, columns.speaker)).split())
        words = _words(as_text(_at(row, columns.text)))
        written = _at(row, columns.start) if columns.start is not None else None
        time = _time(written, unit)
        lost["times"] += time is None and bool(as_text(written)) and bool(words)
        lost["wordless"] += bool(speaker) and not words
        if words:
            said.append(_Said(_bare(speaker) or None, words, time))
    return said, lost


def _bare(speaker: str) -> str:
    """Give a speaker without the colon that some write after it."""
    return speaker.rstrip(":： ")


def _words(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _at(row: Row, index: int) -> Value:
    return row.cells[index] if index < len(row.cells) else None


def _unit(heading: str) -> float | None:
    """Give the seconds of the unit that a heading names for plain numbers."""
    found = _UNIT.search(heading)
    if found is None:
        return None
    return 0.001 if found[1].lower().startswith("m") else 1.0


def _time(cell: Value, unit: float | None) -> str | None:
    """Give a time as `HH:MM:SS.mmm`; a plain number is one only where the heading says of what."""
    if isinstance(cell, dt.timedelta):
        return _clock(cell.total_seconds())
    if isinstance(cell, dt.time):
        return _clock(
            (cell.hour * 60 + cell.minute) * 60 + cell.second + cell.microsecond / 1_000_000
        )
    text = as_text(cell)
    if (clock := _CLOCK.fullmatch(text)) is not None:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups()[:3])
        return _clock((hours * 60 + minutes) * 60 + seconds + float(f"0.{clock[4] or 0}"))
    if unit is not None and (number := _SECONDS.fullmatch(text)) is not None:
        return _clock(float(f"{number[1]}.{number[2] or 0}") * unit)
    return None


def _clock(seconds: float) -> str:
    thousandths = max(0, round(seconds * 1000))
    whole, fraction = divmod(thousandths, 1000)
    clock = f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{clock}.{fraction:03d}" if fraction else clock


def _compose(said: Sequence[_Said]) -> tuple[str, list[ParsedTurn], list[TimeMark]]:
    inherits = not labelled_throughout([row.speaker for row in said])
    parts: list[str] = []
    found: list[ParsedTurn] = []
    marks: list[TimeMark] = []
    position = 0
    last: str | None = None
    for row in said:
        last = row.speaker or (last if inherits else None)
        label = f"{last}: " if last is not None else ""
        start = position + len(label)
        end = start + len(row.words)
        time = row.time.partition(".")[0] if row.time else None
        found.append(ParsedTurn(last, start, end, time, position if label else None))
        if row.time:
            marks.append(TimeMark(start, row.time))
        parts.append(label + row.words)
        position = end + 1
    return "\n".join(parts), found, marks


def _convention(sheet: Sheet, turns: int, speakers: int) -> str:
    columns = sheet.columns
    named = f"“{sheet.headings[columns.speaker]}” and “{sheet.headings[columns.text]}”"
    shown = f"{counted(turns, 'turn')} of {counted(speakers, 'speaker')}"
    return f"A table with the columns {named}: {shown}."


def _notes(sheet: Sheet, said: Sequence[_Said], lost: dict[str, int]) -> Iterator[str]:
    if sheet.above:
        yield f"{counted(sheet.above, 'row')} above the headings left out."
    columns = sheet.columns
    read = {columns.speaker, columns.text, columns.start}
    others = [
        f"“{_cut(heading)}”"
        for index, heading in enumerate(sheet.headings)
        if index not in read and heading
    ]
    if others:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        yield f"Columns not in the stored text: {', '.join(others[:_SHOWN])}{more}."
    if lost["wordless"]:
        yield f"{counted(lost['wordless'], 'row')} with a speaker and no words left out."
    if lost["times"]:
        yield f"{counted(lost['times'], 'time')} could not be read; write them as 00:01:02."
    unnamed = sum(row.speaker is None for row in said)
    if unnamed:
        yield f"{counted(unnamed, 'row')} without a speaker."
