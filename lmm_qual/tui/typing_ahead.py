"""Keys typed ahead: each waits until what the one before it began stands on the screen.

Textual hands a key to what has the focus when the key comes. Where keys come faster than a
question opens, letters meant for the question would else be commands to the screen below it.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_PATIENCE_SECONDS = 3.0
_ROUNDS = 8
"""More screens than one key opens one after the other."""
Typed = events.Key | events.Paste


class TypingAhead:
    """Gives keys and pasted text to the app one after the other, each when the last is done."""

    def __init__(self, app: App[Any], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        self._app, self._deliver = app, deliver
        self._held: deque[Typed] = deque()
        self._settling: asyncio.Task[None] | None = None

    async def take(self, event: Typed) -> None:
        """Deliver a key, or hold it while another is being done."""
        if self._settling is not None and not self._settling.done():
            self._held.append(event)
            return
        places, screen = self._places(), self._app.screen
        await self._deliver(event)
        self._settling = asyncio.create_task(self._go_on(places, screen))

    def stop(self) -> None:
        """Let go what is held, since the app ends."""
        self._held.clear()
        if self._settling is not None:
            self._settling.cancel()

    async def _go_on(self, places: list[MessagePump], screen: MessagePump) -> None:
        try:
            await self._settle_soon(places, screen)
            while self._held and self._app.is_running:
                places, screen = self._places(), self._app.screen
                await self._deliver(self._held.popleft())
                await self._settle_soon(places, screen)
        except Exception as fault:  # noqa: BLE001  (as Textual does with what its messages raise)
            self._app._handle_exception(fault)  # noqa: SLF001

    def _places(self) -> list[MessagePump]:
        """Give what a key goes through: the widget with the focus, what holds it, the app."""
        return list((self._app.focused or self._app.screen).ancestors_with_self)

    async def _settle_soon(self, places: list[MessagePump], before: MessagePump) -> None:
        """Wait as `_settle` does, but never for long: a key that hangs must not hold the next."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._settle(places, before)

    async def _settle(self, places: list[MessagePump], before: MessagePump) -> None:
        """Wait until a key has been through all places, and a screen it opened has its focus."""
        for place in [*places, self._app]:
            await _done_by(place, place.call_later)
        for _ in range(_ROUNDS):
            screen = self._app.screen
            if screen is before and not screen._callbacks:  # noqa: SLF001
                return
            before = screen
            await _done_by(screen, screen.call_later)
            await _done_by(screen, screen.call_after_refresh)
            await _done_by(self._app, self._app.call_later)


async def _done_by(place: MessagePump, ask: Callable[[Callable[[], None]], bool]) -> None:
    """Wait until a place has done all that it was told to so far, or is gone."""
    done = asyncio.Event()
    if not ask(done.set):
        return
    ran = False
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), 0.05)
            return
        if ran and not place.is_running:
            return
        ran = ran or place.is_running
