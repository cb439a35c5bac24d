"""TOML text by its statements: where each setting stands, and changing one of them.

`tomllib` gives values without places. Of a text that it takes, each statement alone is taken too
and no part of one is, so that the text can be cut into statements by asking it.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]
"""The names that lead to a setting: tables, then its key."""

_AT_LINE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
_AT_END = re.compile(r"\s*\(at end of document\)")


class TomlError(ValueError):
    """A text is no TOML: `what` it is, and on which `line`, counted from 1."""

    def __init__(self, what: str, line: int) -> None:
        self.what, self.line = what, line
        super().__init__(f"line {line}: {what}")


@dataclass(frozen=True)
class Statement:
    """Lines that belong together; `table` is where it stands, `defines` what it sets, in order."""

    line: int
    text: str
    table: Path
    defines: tuple[Path, ...]
    is_header: bool


def parse(text: str) -> dict[str, Any]:
    """Read a text; raises `TomlError`."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _fault(text, str(error)) from None


def _fault(text: str, said: str) -> TomlError:
    found = _AT_LINE.search(said)
    if found:
        return TomlError(f"{_AT_LINE.sub('', said)} (column {found[2]})", int(found[1]))
    begun = 1 + sum(one.text.count("\n") for one in statements(text))
    return TomlError(_AT_END.sub("", said), begun)


def statements(text: str) -> Iterator[Statement]:
    """Give the statements of a text, blank lines and comments among them, up to any fault."""
    table: Path = ()
    chunk, begun = "", 1
    for number, line in enumerate(_lines(text), start=1):
        chunk += line
        try:
            parsed = tomllib.loads(chunk)
        except (ValueError, RecursionError):
            continue
        is_header = chunk.lstrip().startswith("[")
        if is_header:
            table = _chain(parsed)
        defines = tuple(_paths(parsed, () if is_header else table))
        yield Statement(begun, chunk, table, defines, is_header)
        chunk, begun = "", number + 1


def _lines(text: str) -> list[str]:
    """Give the lines as TOML counts them, with their ends."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _chain(parsed: Any) -> Path:
    """Give the path of a table that a header names."""
    names: list[str] = []
    while parsed:
        inner = parsed[-1] if isinstance(parsed, list) else parsed
        if not inner:
            break
        (name, parsed), *_ = inner.items()
        names.append(name)
    return tuple(names)


def _paths(parsed: dict[str, Any], at: Path) -> Iterator[Path]:
    for name, value in parsed.items():
        yield (*at, name)
        if isinstance(value, dict):
            yield from _paths(value, (*at, name))


def line_of(text: str, path: Sequence[str]) -> int:
    """Give the line on which the statement of a setting begins, else that of a table around it."""
    found = 1
    for statement in statements(text):
        if tuple(path) in statement.defines:
            return statement.line
        if found == 1 and any(tuple(path[: len(one)]) == one for one in statement.defines):
            found = statement.line
    return found


def with_setting(text: str, name: str, value: str) -> str:
    """Give a text with a setting outside all tables, everything else as it was.

    Raises `TomlError` where the text is no TOML, or has a table of that name.
    """
    parse(text)
    end = "\r\n" if "\r\n" in text else "\n"
    changed = _set(list(statements(text)), name, f"{name} = {_quoted(value)}", end)
    parse(changed)
    return changed


def _set(parts: Sequence[Statement], name: str, said: str, end: str) -> str:
    for at, one in enumerate(parts):
        if one.defines[:1] == ((name,),) and not one.is_header:
            return _joined(parts[:at], f"{said}{_behind(one.text)}{end}", parts[at + 1 :])
    tables = (at for at, one in enumerate(parts) if one.is_header)
    at = _before_comments(parts, next(tables, len(parts)))
    before, after = _joined(parts[:at]), _joined(parts[at:])
    if before and not before.endswith("\n"):
        before += end
    blank = end if after and parts[at].text.strip() else ""
    return f"{before}{said}{end}{blank}{after}"


def _joined(before: Sequence[Statement], said: str = "", after: Sequence[Statement] = ()) -> str:
    return "".join([*(one.text for one in before), said, *(one.text for one in after)])


def _before_comments(parts: Sequence[Statement], at: int) -> int:
    """Give the place before the comments that stand right above a table, and a blank line."""
    while 0 < at < len(parts) and parts[at - 1].text.lstrip().startswith("#"):
        at -= 1
    while 0 < at < len(parts) and not parts[at - 1].text.strip():
        at -= 1
    return at


def _behind(statement: str) -> str:
    """Give the comment behind the value of a statement, with the blanks before it."""
    whole = tomllib.loads(statement)
    for found in re.finditer(r"[ \t]*#", statement):
        try:
            if tomllib.loads(statement[: found.start()]) == whole:
                return statement[found.start() :].rstrip("\r\n")
        except ValueError:
            continue
    return ""


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
