r"""CSV of the same shape as the YAML: a row an entry, a column a key, lists and mappings in cells.

Where a file has more than one list, a column `section` names the list; single values of the whole
file stand in rows whose section is `.`. In a cell a list is written `a;b`, a mapping `k=v;k=v`
(`\;`, `\=` and `\\` stand for the characters themselves), and anything deeper, or a list where
text would do as well, as JSON.
"""

import csv
import io
import json
import re
import types
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from lmm_qual.definitions.json_tree import load_json
from lmm_qual.definitions.tree import compared
from lmm_qual.model.problem import BadInputError, Problem

TOP = "."
LONGEST_CELL = 2**31 - 1
"""Characters a cell may have; a coding may cover a whole transcript."""

_JSON = ("[", "{", '"')
_ITEM = re.compile(r"(?:\\[\\;=]|[^;])+")
_PAIR = re.compile(r"((?:\\[\\;=]|\\(?![\\;=])|[^=\\])+)=(.*)", re.DOTALL)
_TOLD = 6
"""So many columns that are not known are named."""
_ESCAPED = re.compile(r"\\([\\;=])")
_QUOTED = re.compile(r'[",\r\n]')


def read_csv(
    text: str, file: str, known: Collection[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row with the line it starts on; empty cells are left out.

    Raises `BadInputError` on a ragged row, a repeated or empty heading, an unclosed quote, or more
    columns that are not `known` than are, where that is given.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, strict=True, delimiter=_delimiter(text))
    line = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, file)
        if known:
            _check_kind(header, known, file)
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield line, _row(header, cells, file, line)
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"cannot be read as CSV: {error}"
        raise BadInputError(Problem(file, what, f"line {line}", "check the quotes")) from None


def _delimiter(text: str) -> str:
    """Take semicolons or tabs where the heading has them and no comma, as spreadsheets write."""
    heading = (text.splitlines() or [""])[0]
    return next((mark for mark in ",;\t" if mark in heading), ",")


def _check_header(header: Sequence[str], file: str) -> None:
    if not any(header):
        raise BadInputError(Problem(file, "is empty", "", "begin with a row of headings"))
    for name in header:
        if not name or header.count(name) > 1:
            what = f"heading “{name}” stands twice" if name else "a heading is empty"
            remedy = "keep one" if name else "name the column"
            raise BadInputError(Problem(file, what, "line 1", remedy))


def _check_kind(header: Sequence[str], known: Collection[str], file: str) -> None:
    """Refuse a table of something else at once, not row by row."""
    strange = [name for name in header if name not in known]
    if len(strange) * 2 > len(header) and len(strange) > 1:
        more = ", …" if len(strange) > _TOLD else ""
        what = f"is a table of something else: has columns {', '.join(strange[:_TOLD])}{more}"
        remedy = f"columns that are known: {', '.join(known)}"
        raise BadInputError(Problem(file, what, "line 1", remedy))


def _row(header: Sequence[str], cells: Sequence[str], file: str, line: int) -> dict[str, str]:
    if len(cells) != len(header):
        what = f"has {len(cells)} cells where the heading has {len(header)}"
        raise BadInputError(Problem(file, what, f"line {line}", "check commas and quotes"))
    return {name: cell for name, cell in zip(header, cells, strict=True) if cell}


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Write rows under their headings, so that `read_csv` gives them back whatever they hold."""
    table = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    return "".join(",".join(map(_quoted, cells)) + "\n" for cells in table)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def decode_row(row: dict[str, str], model: type[BaseModel], file: str, line: int) -> dict[str, Any]:
    """Read the cells of a row as the fields of `model` want them."""
    kinds = _kinds(model)
    return {
        name: _decode(cell, kinds.get(name, frozenset()), file, line) for name, cell in row.items()
    }


def encode_row(row: dict[str, Any], model: type[BaseModel]) -> dict[str, str]:
    """Write the values of a row as cells; `decode_row` reads them back."""
    kinds = _kinds(model)
    return {name: _encode(value, kinds.get(name, frozenset())) for name, value in row.items()}


def _encode(value: object, kinds: frozenset[type]) -> str:
    either = str in kinds and bool(kinds & {list, dict})
    if isinstance(value, str) and not (either and value.startswith(_JSON)):
        return value
    if value is None or isinstance(value, bool | int | float):
        return _plain(value)
    if isinstance(value, list) and value and not either and all(map(_simple, value)):
        return ";".join(map(_escape, value))
    if isinstance(value, dict) and value and all(map(_simple, [*value, *value.values()])):
        return ";".join(f"{_escape(key)}={_escape(item)}" for key, item in value.items())
    return json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _simple(item: object) -> bool:
    text = str(item)
    bare = text == text.strip() and text[:1] not in {"", *_JSON}
    return bare and isinstance(item, str | int | float)


def _escape(item: object) -> str:
    return re.sub(r"([\\;=])", r"\\\1", item if isinstance(item, str) else _plain(item))


def _decode(cell: str, kinds: frozenset[type], file: str, line: int) -> object:
    nested = bool(kinds & {list, dict, BaseModel})
    if nested and cell.startswith(_JSON):
        return load_json(cell, file, line)
    if str in kinds or not nested:
        return cell
    if list in kinds:
        return [_unescape(item.strip()) for item in _ITEM.findall(cell)]
    return _mapping([_pair(item, file, line) for item in _ITEM.findall(cell)], file, line)


def _mapping(pairs: Sequence[tuple[str, str]], file: str, line: int) -> dict[str, str]:
    names = [compared(name) for name, _ in pairs]
    if twice := next((name for name in names if names.count(name) > 1), None):
        what = f"key “{twice}” stands twice"
        raise BadInputError(Problem(file, what, f"line {line}", "keep one"))
    return dict(pairs)


def _pair(item: str, file: str, line: int) -> tuple[str, str]:
    found = _PAIR.fullmatch(item.strip())
    if not found:
        what = f"“{item}” is not of the form name=value"
        raise BadInputError(Problem(file, what, f"line {line}", "write `=` between the two"))
    return _unescape(found[1].strip()), _unescape(found[2].strip())


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _kinds(model: type[BaseModel]) -> dict[str, frozenset[type]]:
    return {
        field.alias or name: frozenset(_bases(field.annotation))
        for name, field in model.model_fields.items()
    }


def _bases(annotation: object) -> Iterator[type]:
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _bases(part)
    elif origin in {list, dict}:
        yield origin
    elif hasattr(annotation, "__metadata__"):
        yield from _bases(get_args(annotation)[0])
    elif isinstance(annotation, type):
        yield BaseModel if issubclass(annotation, BaseModel) else annotation
