"""The page of all commands, from the command line as it is put together."""

from collections.abc import Iterator
from typing import Any

import typer.main

from generate.marked_up import code, plain, table
from lmm_qual.cli.app import app

_HEAD = """\
# Commands

Every command of the program with its arguments and options, as `--help` gives them. Commands that
show something print a table; `--format` and the ending of `--output` choose other forms. Nothing
is overwritten without `--force`. Exit codes are on the page [Problems](problems.md).
"""


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every command by the words that name it, groups before what is in them."""
    yield from _below(typer.main.get_command(app), ())


def _below(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if path:
        yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from _below(one, (*path, name))


def commands_page() -> str:
    """Give the page of all commands."""
    lines = [_HEAD, *_list()]
    for path, command in commands():
        lines += _command(path, command)
    return "\n".join(lines) + "\n"


def _list() -> list[str]:
    rows = [
        (f"[{code(path[0])}](#{path[0]})", plain(_first(command)))
        for path, command in commands()
        if len(path) == 1
    ]
    return table(("Command", "What it does"), rows)


def _first(command: Any) -> str:
    return str(command.help or "").strip().split("\n\n")[0]


def _command(path: tuple[str, ...], command: Any) -> list[str]:
    name, anchor = " ".join(path), "-".join(path)
    told = [plain(part) for part in str(command.help or "").split("\n\n")]
    lines = ["", f"{'#' * (len(path) + 1)} {name} {{ #{anchor} }}", "", "\n\n".join(told)]
    if hasattr(command, "commands"):
        return lines
    context = command.context_class(command, info_name=f"lmm-qual {name}")
    lines += ["", "```text", _usage(command, context), "```"]
    return [*lines, *table(("Argument or option", ""), _parameters(command, context))]


def _usage(command: Any, context: Any) -> str:
    return " ".join(command.get_usage(context).removeprefix("Usage:").split())


def _parameters(command: Any, context: Any) -> Iterator[tuple[str, str]]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and parameter.name != "help":
            yield code(record[0]), plain(record[1])
