"""What can be done on the screen that replaces names."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import NAMES

_NAMES = (
    ("next", "Next place", "enter", "step(1)", ""),
    ("take", "Replace it here", "y", "decide(True)", "replace"),
    ("leave", "Leave it here", "n", "decide(False)", "leave"),
    ("take_all", "Replace it everywhere", "a", "decide_all(True)", "all"),
    ("leave_all", "Leave it everywhere", "s", "decide_all(False)", "none of it"),
    ("store", "Replace all that was taken", "ctrl+s", "store", "make it so"),
)
_BACK = (("back", "Back to the study", "escape", "back", "back"),)

ACTIONS = (
    *table(NAMES, "Replacing names", _NAMES, writes=True),
    *table(NAMES, "Replacing names", _BACK),
)
