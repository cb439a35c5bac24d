"""What can be done on the codebook's screen."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import CODEBOOK
from lmm_qual.tui.actions.shared import HISTORY, MEMOS, TO_PASSAGES

_CODES = (
    ("open", "To the code's passages; to a passage", "enter", "open", "passages"),
    ("filter", "Find codes as you type", "slash", "filter", "find"),
    ("pin", "Pin the code to a number, or unpin", "p", "pin", "pin"),
    ("fold_all", "Fold all", "minus", "fold_all(True)", ""),
    ("unfold_all", "Unfold all", "plus", "fold_all(False)", ""),
    ("next_pane", "Next pane", "tab", "next_pane(1)", ""),
    ("previous_pane", "Pane before", "shift+tab", "next_pane(-1)", ""),
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_CODE_EDITING = (
    ("new", "New code beside this one", "n", "new", "new"),
    ("new_under", "New code under this one", "N", "new(True)", ""),
    ("edit", "Edit the code", "e", "edit", "edit"),
    ("tick", "Tick the code, or not", "space", "tick", "tick"),
    ("group", "Group under a code, or a new one", "g", "group", "group"),
    ("move_up", "Move up among those beside it", "K,shift+up", "reorder(-1)", "move"),
    ("move_down", "Move down among those beside it", "J,shift+down", "reorder(1)", ""),
    ("move_in", "Move in, under the code before", "L,shift+right", "move_in", ""),
    ("move_out", "Move out, behind the code above it", "H,shift+left", "move_out", ""),
)

ACTIONS = (
    *table(CODEBOOK, "Codebook", _CODES),
    *table(CODEBOOK, "Codebook", TO_PASSAGES),
    *table(CODEBOOK, "Changing codes", _CODE_EDITING, writes=True),
    *table(CODEBOOK, "Memos", MEMOS[:1]),
    *table(CODEBOOK, "History", HISTORY, writes=True),
)
