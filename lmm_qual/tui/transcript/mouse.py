"""What the button is doing: where it was pressed, and what a drag goes by."""

from dataclasses import dataclass

from textual import events
from textual.geometry import Offset

from lmm_qual.text.span import Span
from lmm_qual.tui.transcript.cursor import Unit


@dataclass
class Mouse:
    """A press with what it selected as a whole (`origin`, None while the button is up).

    `dragged` stays after the button is up, so that the click that then comes is known for the end
    of a drag.
    """

    origin: Span | None = None
    unit: Unit = Unit.GRAPHEME
    dragged: bool = False
    _last: tuple[Offset, float, int] | None = None

    def down(self, event: events.MouseDown, threshold: float) -> Unit:
        """Take a press; after one click on the place it goes by words, after more by turns."""
        self.dragged = False
        clicks = 0
        if self._last is not None:
            place, time, chain = self._last
            soon = event.time - time <= threshold
            clicks = chain if soon and place == event.screen_offset else 0
        self.unit = (Unit.GRAPHEME, Unit.WORD)[clicks] if clicks < 2 else Unit.TURN
        return self.unit

    def up(self) -> None:
        """Take the button's coming up."""
        self.origin = None

    def clicked(self, event: events.Click) -> None:
        """Take a click, which a press soon after makes a chain with."""
        self._last = event.screen_offset, event.time, event.chain
