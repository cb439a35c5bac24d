"""What can be done on the screen of all memos."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import MEMOS
from lmm_qual.tui.actions.shared import HISTORY

_MEMOS = (
    ("open", "To what the memo is on; along a link", "enter", "open", "go there"),
    ("filter", "Find memos as you type", "slash", "filter", "find"),
    ("next_pane", "Next pane: memos, links, text", "tab", "next_pane(1)", "links"),
    ("previous_pane", "Pane before", "shift+tab", "next_pane(-1)", ""),
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_WRITES = (
    ("new", "New memo on the study", "n", "new", "new"),
    ("edit", "Edit the memo, or read another's", "e", "edit", "edit"),
    ("link", "Let the memo point to a code or memo", "L", "link", "link"),
    ("delete", "Delete it, or take the link away", "x", "delete", "delete"),
)

ACTIONS = (
    *table(MEMOS, "Memos", _MEMOS),
    *table(MEMOS, "Changing memos", _WRITES, writes=True),
    *table(MEMOS, "History", HISTORY, writes=True),
)
