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
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(ValueError):
                before[number] = signal.signal(number, told)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
