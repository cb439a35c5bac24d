"""JSON as a tree: no repeated keys, no half characters, numbers as typed, lines of all values."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lmm_qual.definitions.tree import DEPTH_CAP, Key, Path, Tree, compared
from lmm_qual.model.problem import BadInputError, Problem

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|\n|[^\s\[\]{},:"]+')
_CONSTANTS = {"NaN", "Infinity", "-Infinity"}


def parse_json(text: str, file: str) -> Tree:
    """Read JSON text; raises `BadInputError` with the line of whatever cannot be taken."""
    data = load_json(text, file)

    @cache
    def lines() -> dict[Path, int]:
        return {(): 1} | {part.path: part.line for part in _parts(text) if part.placed}

    return Tree(data, lambda path: _deepest(lines(), path))


def load_json(text: str, file: str, line: int | None = None) -> object:
    """Give the plain values of JSON text, numbers as text; `line` is where one-line text stands."""
    odd: list[str] = []

    def keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len({compared(name) for name, _ in pairs}) < len(pairs):
            odd.append("repeated key")
        return dict(pairs)

    try:
        data = json.loads(
            text, object_pairs_hook=keys, parse_constant=odd.append, parse_int=str, parse_float=str
        )
    except json.JSONDecodeError as error:
        what, place = f"cannot be read as JSON: {error.msg}", f"line {line or error.lineno}"
        raise BadInputError(Problem(file, what, place, "check commas and quotes")) from None
    except RecursionError:
        what = f"nested deeper than {DEPTH_CAP} levels"
        raise BadInputError(Problem(file, what, f"line {line or 1}", "nest less")) from None
    if odd or "\\u" in text or text.count("[") + text.count("{") > DEPTH_CAP:
        faults = [
            Problem(file, what, f"line {line or at}", remedy) for at, what, remedy in _faults(text)
        ]
        if faults:
            raise BadInputError(faults)
    return data


class _Part(NamedTuple):
    """A key, scalar or opening bracket; `placed` where it is the first to stand at its path."""

    line: int
    path: Path
    text: str
    is_key: bool
    placed: bool


def _parts(text: str) -> Iterator[_Part]:
    """Go through JSON that is well formed."""
    path: list[Key] = []
    line, key_next = 1, False
    for part in _TOKEN.findall(text):
        within_list = bool(path) and isinstance(path[-1], int)
        if part == "\n":
            line += 1
        elif part in {"]", "}"}:
            del path[-1:]
            key_next = False
        elif part == ",":
            key_next = not within_list
            path[-1:] = [key + 1 if isinstance(key, int) else key for key in path[-1:]]
        elif key_next:
            path[-1:] = [json.loads(part)]
            key_next = False
            yield _Part(line, tuple(path), part, is_key=True, placed=True)
        elif part != ":":
            yield _Part(line, tuple(path), part, is_key=False, placed=within_list)
            if part in {"[", "{"}:
                path.append(0 if part == "[" else "")
                key_next = part == "{"


def _deepest(lines: dict[Path, int], path: Path) -> int:
    """Give the line of the deepest part of the path that is there."""
    return next(lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines)


def _faults(text: str) -> Iterator[tuple[int, str, str]]:
    """Give what is not taken: its line, what it is, what to do."""
    seen: set[Path] = set()
    for line, path, part, is_key, _ in _parts(text):
        if len(path) > DEPTH_CAP:
            yield line, f"nested deeper than {DEPTH_CAP} levels", "nest less"
            return
        if part in _CONSTANTS:
            yield line, f"{part} is no number", "leave it out"
        if "\\u" in part and (what := _unfit(json.loads(part))):
            yield line, what, "remove it"
        if is_key:
            here = (*path[:-1], compared(str(path[-1])))
            if here in seen:
                yield line, f"key “{path[-1]}” stands twice", "keep one"
            seen.add(here)


def _unfit(text: str) -> str:
    if "\0" in text:
        return "holds the character NUL"
    half = any("\ud800" <= char <= "\udfff" for char in text)
    return "holds half of a character (a lone surrogate)" if half else ""
