"""The page of exit codes and of what the program says where it refuses something."""

import ast
from collections.abc import Iterator
from pathlib import Path

import lmm_qual
from generate.marked_up import plain, table
from lmm_qual.cli.running import FAULT, INTERRUPTED, USAGE

_HEAD = f"""\
# Problems

Where input or a project cannot be taken, the program says so in one plain line a fault,
`file:place: what is wrong; what to do`, and changes nothing. All faults of a file are told at
once.

| Exit code | |
|---|---|
| `0` | done |
| `{FAULT}` | input or project cannot be taken; `check` and `doctor`: something is not sound |
| `{USAGE}` | the command line is wrong: an unknown option, a value that does not fit |
| `{INTERRUPTED}` | interrupted; the project is as it was |

A line that begins `lmm-qual: fault in the program` is a fault of the program, to be reported: it
names its place and no word of the project. `lmm-qual check` and `lmm-qual doctor` say whether
project, terminal and settings are sound; a damaged project is told of with its newest good copy.

## What it says

`…` stands for a name, a number or a place of yours.
"""
_ROOM_NAMES = {
    "model": "Values that do not fit",
    "definitions": "Files that describe a study",
    "store": "Project files",
    "importers": "Transcripts",
    "analysis": "Queries and counts",
    "system_map": "System map",
    "exporters": "What goes out",
    "project": "Changes, imports and settings",
    "cli": "Commands",
    "tui": "Terminal app",
    "text": "Words",
    "exchange": "Exchange with other programs",
}


def problems_page() -> str:
    """Give the page of exit codes and refusals, room by room."""
    lines = [_HEAD]
    package = Path(lmm_qual.__file__).parent
    for room, title in _ROOM_NAMES.items():
        found = {said for file in sorted((package / room).rglob("*.py")) for said in refusals(file)}
        rows = [(plain(what), plain(remedy)) for what, remedy in sorted(found)]
        if rows:
            lines += ["", f"### {title}", *table(("What is wrong", "What to do"), rows)]
    return "\n".join(lines) + "\n"


def refusals(file: Path) -> Iterator[tuple[str, str]]:
    """Give what a module says where it refuses something, and the remedy where it has one."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "refuse":
            what, remedy = [*node.args, None, None][:2]
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            said = _text(what or named.get("what"))
            if sum(map(str.isalpha, said)) > 5:
                yield said, _text(remedy or named.get("remedy"))


def _text(node: ast.expr | None) -> str:
    """Give the words of a text as it is written in the code, `…` for what is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_text, node.values))
    return "" if node is None else "…"
