"""What whoever uses the program should know and that stops nothing, told as it comes up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[str], None] | None] = ContextVar("listener", default=None)


def tell(line: str) -> None:
    """Tell a line to whoever listens."""
    if (listener := _listener.get()) is not None:
        listener(line)


@contextmanager
def telling(listener: Callable[[str], None]) -> Iterator[None]:
    """Have lines told to a listener for as long as the block runs."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
