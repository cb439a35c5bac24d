"""How often the app looks for garbage: seldom, since it keeps nearly all that it makes."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY_TURNS = 1000
"""A transcript of more is opened without looking for garbage on the way."""
REST = 2.0
"""Seconds after a transcript was opened until all that is there is looked through."""
_NEW_OBJECTS = 10_000


def look_seldom() -> None:
    """Leave what is there by now out of every later look, and look less often.

    A look through the modules and tables of a study takes as long as drawing the screen does, and
    comes at any key.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 10, 10)


@contextmanager
def not_looking() -> Iterator[None]:
    """Make what stays, a long transcript say, without a look through it before it is drawn.

    Does nothing where `look_seldom` was not called.
    """
    seldom = gc.get_freeze_count() > 0 and gc.isenabled()
    if seldom:
        gc.disable()
    try:
        yield
    finally:
        if seldom:
            gc.freeze()
            gc.enable()


def look_once() -> None:
    """Look through all there is while nobody waits: what was left out meanwhile may be garbage."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
        gc.freeze()
