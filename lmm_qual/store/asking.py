"""Who is asked for the passphrase of an encrypted project: set by whoever can ask."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

Asker = Callable[[Path], str | None]
"""Gives the passphrase of the project at a path, None where nobody can be asked."""
_asker: ContextVar[Asker | None] = ContextVar("asker", default=None)


@contextmanager
def asking(asker: Asker | None) -> Iterator[None]:
    """Have passphrases asked for in a way, or not at all, for as long as the block runs."""
    token = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(token)


def asked(path: Path) -> str | None:
    """Ask for the passphrase of the project at a path; None where nobody answers."""
    asker = _asker.get()
    return None if asker is None else asker(path)
