"""Running a command: exit codes, faults as plain lines, no traceback."""

import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from lmm_qual.cli.commands import build, named_in
from lmm_qual.cli.saying import give_up, note
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.notices import telling
from lmm_qual.store.asking import asking

FAULT, USAGE, INTERRUPTED = 1, 2, 130
UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises for a wrong command line, of which it names only some kinds."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line; gives the exit code."""
    try:
        with telling(note), asking(_ask_passphrase):
            code = _run(arguments)
        return _interrupted() if code == INTERRUPTED else code
    except BrokenPipeError:
        give_up(sys.stdout)
        return 0
    except KeyboardInterrupt:
        return _interrupted()
    except BadInputError as error:
        for problem in _with_backup(error).problems:
            note(str(problem))
        return FAULT
    except OSError as error:
        note(f"{error.filename or 'lmm-qual'}: {error.strerror or error}")
        return FAULT
    except Exception as error:
        if os.environ.get("LMM_QUAL_DEBUG"):
            raise
        return _last_resort(error, arguments)


def _ask_passphrase(path: Path) -> str | None:
    from lmm_qual.cli.encryption import ask_passphrase

    return ask_passphrase(path)


def _with_backup(error: BadInputError) -> BadInputError:
    from lmm_qual.project.backups import with_backup

    return with_backup(error)


def _interrupted() -> int:
    note("interrupted; the project is as it was")
    return INTERRUPTED


def _last_resort(error: Exception, arguments: Sequence[str]) -> int:
    """Tell of a fault nobody foresaw, by its place and without any words of the project."""
    if isinstance(error, UnicodeEncodeError) and not _is_text(arguments):
        note("lmm-qual: an argument is not text in UTF-8; write it again")
        return USAGE
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119
    note(f"lmm-qual: fault in the program ({type(error).__name__} at {place}); please report it")
    return FAULT


def _run(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            _prepare(stream)
    try:
        app = build(named_in(arguments))
        result = app(args=list(arguments), prog_name="lmm-qual", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except typer.Exit as error:
        return int(error.exit_code)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except UsageError as error:
        _show_usage(error)
        return USAGE
    return result if isinstance(result, int) else 0


def _prepare(stream: io.TextIOWrapper) -> None:
    """Have every letter written; into a pipe go the same bytes on each system."""
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _is_text(arguments: Sequence[str]) -> bool:
    """Say whether all arguments could be read as characters."""
    return not any("\ud800" <= char <= "\udfff" for char in "".join(arguments))


def _show_usage(error: Exception) -> None:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "lmm-qual"
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if context and message == context.get_help():
        typer.echo(message, err=True)
        return
    message = message.replace("Value error, ", "").rstrip(".")
    if context and "unexpected extra argument" in message:
        message += _where_else(context)
    note(f"{command}: {message}; see `{command} --help`")


_ELSEWHERE = {"--output": "a file to write", "--text": "the text"}


def _where_else(context: Any) -> str:
    """Say by which option a command takes what may have been given without one."""
    taken = {option for parameter in context.command.params for option in parameter.opts}
    found = [f"{what} with {option}" for option, what in _ELSEWHERE.items() if option in taken]
    return f"; give {' and '.join(found)}" if found else ""
