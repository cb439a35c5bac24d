"""Drawing a screen where a test pauses, and not a sixtieth of a second after each of its changes.

Nobody looks at the terminal of a test, yet drawing took half its time: three times as a study is
opened, twice for each key. What is drawn is what stands there once the program is at rest.
"""

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

_refresh = Screen._compositor_refresh
_pause = Pilot.pause


def _draw_later(screen: Screen) -> None:
    """Do all that belongs to drawing but the drawing; what has changed is kept by the screen."""
    app = screen.app
    if screen is not app.screen or not app.is_headless:
        _refresh(screen)
        return
    screen._dirty_widgets.clear()
    app.post_display_hook()
    app._update_mouse_over(screen)


async def _pause_and_draw(pilot: Pilot, delay: float | None = None) -> None:
    await _pause(pilot, delay)
    app = pilot.app
    if app.is_running and not app._exit:
        _refresh(app.screen)


@pytest.fixture(autouse=True, scope="session")
def draw_at_rest():
    """Have Textual draw that way where a pilot runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Screen, "_compositor_refresh", _draw_later)
        patch.setattr(Pilot, "pause", _pause_and_draw)
        yield
