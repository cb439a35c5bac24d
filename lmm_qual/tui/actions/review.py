"""What can be done with codings that wait after corrections of transcripts."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import REVIEW
from lmm_qual.tui.actions.shared import HISTORY

_REVIEW = (
    ("open", "To the place in the transcript", "enter", "open", "go there"),
    ("next", "Next that waits", "n", "step(1)", "next"),
    ("previous", "The one before", "N", "step(-1)", ""),
    ("next_pane", "Next pane", "tab", "next_pane(1)", ""),
    ("previous_pane", "Pane before", "shift+tab", "next_pane(-1)", ""),
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_DECIDING = (
    ("stays", "It stays on the new words", "s", "stays", "stays"),
    ("words", "Give it other words", "w", "words", "other words"),
    ("remove", "Remove it", "x", "remove", "remove"),
    ("all_stay", "All that wait in the transcript stay", "A", "all_stay", "all stay"),
)

ACTIONS = (
    *table(REVIEW, "After corrections", _DECIDING, writes=True),
    *table(REVIEW, "After corrections", _REVIEW),
    *table(REVIEW, "History", HISTORY, writes=True),
)
