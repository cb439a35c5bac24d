"""Waiting until a screen has nothing left to do, by what its loop holds and not by a clock.

Textual's pilot takes a program to be at rest when it used little time for a fiftieth of a second,
twice a key, and asks each widget whether it is done. That is long where a test presses hundreds
of keys, and no sign of rest on a busy machine.
"""

import asyncio
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from textual._context import active_app

SOON = 1 / 25
"""Timers due so soon belong to what is under way."""

DRAWN_WITHIN = 1 / 500
"""A screen that nobody sees need not wait for the next sixtieth of a second."""

PATIENCE = 10.0
MOST_DRAWN = 120
"""A screen that is drawn so often is blinking or moving, not coming to rest."""


class Threads(ThreadPoolExecutor):
    """Threads of which it is known whether they work."""

    def __init__(self) -> None:
        super().__init__()
        self.at_work: set[Future] = set()

    def submit(self, *given, **named) -> Future:
        future = super().submit(*given, **named)
        self.at_work.add(future)
        future.add_done_callback(self.at_work.discard)
        return future


def watch_threads() -> None:
    """Know of threads from now on, also of those begun before anybody waits."""
    _threads(asyncio.get_running_loop())


def _threads(loop) -> Threads:
    if not isinstance(loop._default_executor, Threads):
        loop.set_default_executor(Threads())
    return loop._default_executor


async def settled(*_: float, **__: float) -> None:
    """Return once no event, drawing or thread is under way, or once the program has ended."""
    loop = asyncio.get_running_loop()
    threads = _threads(loop)
    until = time.monotonic() + PATIENCE
    drawn = 0
    while time.monotonic() < until and drawn < MOST_DRAWN:
        await asyncio.sleep(0)
        if active_app.get().return_code is not None:
            return
        if loop._ready:
            continue
        due = min((h.when() for h in loop._scheduled if not h.cancelled()), default=None)
        if threads.at_work:
            await asyncio.sleep(0.002)
        elif due is not None and due - loop.time() <= SOON:
            await asyncio.sleep(max(due - loop.time(), 0))
            drawn += 1
        else:
            return


async def _settled(*_: object, **__: object) -> bool:
    await settled()
    return True


@pytest.fixture(autouse=True, scope="session")
def settle_by_the_loop():
    """Have Textual's pilot wait that way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.pilot.wait_for_idle", settled)
        patch.setattr("textual.app.wait_for_idle", settled)
        patch.setattr("textual.pilot.Pilot._wait_for_screen", _settled)
        patch.setattr("textual.screen.UPDATE_PERIOD", DRAWN_WITHIN)
        yield
