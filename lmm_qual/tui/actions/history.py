"""What can be done with the history."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import LOG

_LOG = (
    ("open", "What the change wrote", "enter", "open", "what it wrote"),
    ("filter", "Narrow by words, coder, kind, time", "slash", "filter", "narrow"),
    ("widen", "Narrow no longer", "x", "widen", "widen"),
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_LOG_WRITES = (
    ("undo", "Undo the change under the cursor", "u", "undo", "undo"),
    ("redo", "Redo the change under the cursor", "r,ctrl+r", "redo", "redo"),
)

ACTIONS = (
    *table(LOG, "History", _LOG),
    *table(LOG, "History", _LOG_WRITES, writes=True),
)
