"""A progress line on a terminal, nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from lmm_qual.cli.saying import is_terminal


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that shows how many of how many are done; `None` in a pipe."""
    if not is_terminal(sys.stderr):
        yield None
        return

    def step(at: int, total: int) -> None:
        width = 24
        filled = width * at // max(total, 1)
        bar = "━" * filled + "─" * (width - filled)
        typer.echo(f"\r{what} {bar} {at}/{total}", nl=False, err=True)

    try:
        yield step
    finally:
        typer.echo("\r\x1b[K", nl=False, err=True, color=True)
