"""Ending in good order when the system says so, or when the terminal goes away."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

_GRACE_SECONDS = 5.0


@contextmanager
def ending_on_signals(end: Callable[[int], object], *, surely: bool) -> Iterator[None]:
    """Call `end` with the signal in the running loop on SIGTERM and SIGHUP.

    `surely` ends the process where that has not ended it soon.

    After a terminal is gone the kernel sends SIGCONT too, on which Textual would take up writing
    to it again and wait for ever.
    """
    loop = asyncio.get_running_loop()

    def told(number: int, _: FrameType | None) -> None:
        if number == getattr(signal, "SIGHUP", None):
            signal.signal(signal.SIGCONT, signal.SIG_IGN)
        loop.call_soon_threadsafe(end, number)
        if surely:
            last = threading.Timer(_GRACE_SECONDS, os._exit, (128 + number,))
            last.daemon = True
            last.start()

    before = {}
    for name, handler in _handlers(loop, told).items():
        number = signal.Signals[name]
        with suppress(ValueError):
            before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


Handler = Callable[[int, FrameType | None], object]


def _handlers(loop: asyncio.AbstractEventLoop, told: Handler) -> dict[str, Handler]:
    """Give what to do on each signal that this system has.

    Textual stops and takes up its screen in the very handler, and waits for ever where the signal
    came while it was writing: so both wait for the loop.
    """
    handlers = {name: told for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)}
    for name in ("SIGTSTP", "SIGCONT"):
        given = signal.getsignal(getattr(signal, name)) if hasattr(signal, name) else None
        if callable(given):
            handlers[name] = _in_loop(loop, given)
    return handlers


def _in_loop(loop: asyncio.AbstractEventLoop, handler: Handler) -> Handler:
    """Give a handler that has another one called in the loop, between two events."""

    def told(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(handler, number, frame)

    return told
