"""How often the app looks for garbage: seldom, since it keeps nearly all that it makes."""

import gc

_NEW_OBJECTS = 10_000


def look_seldom() -> None:
    """Leave what is there by now out of every later look, and look less often.

    A look through the modules and tables of a study takes as long as drawing the screen does, and
    comes at any key.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 10, 10)
