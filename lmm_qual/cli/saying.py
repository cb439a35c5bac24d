"""What a command says: what was asked for on standard output, all else on standard error."""

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

import typer

from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from lmm_qual.store.queries.log import EntryRow
    from lmm_qual.store.store import Store


def show(text: str) -> None:
    """Write to standard output, raw but for a terminal; who reads it may stop early."""
    if sys.stdout is None:
        raise refuse("standard output is closed", "write to a file, where the command can")
    try:
        if is_terminal(sys.stdout):
            from lmm_qual.text.standins import shown_block

            text = shown_block(text)
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        give_up(sys.stdout)
        raise typer.Exit from None
    except OSError as error:
        give_up(sys.stdout)
        raise refuse(f"standard output cannot be written: {error.strerror}") from None


def give_up(stream: TextIO) -> None:
    """Let what is left in a stream that cannot be written go nowhere."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def note(*lines: str) -> None:
    """Say lines on standard error, where there is one, as they may be shown."""
    from lmm_qual.text.standins import shown

    for line in lines:
        typer.echo(shown(line), err=True)


def note_waiting(store: "Store") -> None:
    """Say on standard error how many codings wait to be looked at, where numbers count them."""
    from lmm_qual.analysis.reviews import waiting_said

    note(*(f"note: {said}" for said in waiting_said(store)))


def done(entry: "EntryRow | None", nothing: str = "nothing to change") -> None:
    """Say which change was made."""
    note(nothing if entry is None else f"done: {entry.label}")


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a standard stream is a terminal; a closed one is none."""
    return stream is not None and stream.isatty()


def terminal_width() -> int | None:
    """Give the width of the terminal that is written to, in cells; `None` in a pipe."""
    import shutil

    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
