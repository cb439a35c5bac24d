"""What can be done on the codebook's screen, and on those that stand beside it."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import AGAIN, ALIKE, BIN, CODEBOOK, SPLIT, VERSIONS
from lmm_qual.tui.actions.shared import HISTORY, MEMOS, TO_MEMOS, TO_PASSAGES

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
_WHOLE_CODES = (
    ("merge", "Merge into another code", "m", "merge", "merge"),
    ("split", "Split it, passage by passage", "s", "split", "split"),
    ("delete", "Delete: into the bin", "x", "delete", "delete"),
    ("example", "Take the passage as its example", "E", "example", ""),
)
_BESIDE = (
    ("again", "What to look at and read again", "r", "again", "again"),
    ("alike", "Codes that are nearly alike", "d", "alike", ""),
    ("versions", "Versions of the codebook", "v", "versions", ""),
    ("bin", "The bin: codes that were deleted", "b", "bin", ""),
)
_BACK = (("back", "Back to where you came from", "escape", "back", "back"),)
_VERSIONS = (
    ("compare", "Compare with it, or the one before", "space,enter", "compare", "against it"),
)
_BIN = (("restore", "Restore", "enter", "restore", "restore"),)
_AGAIN = (("go", "To the passage; to the transcript", "enter", "go", "go there"),)
_AGAIN_WRITES = (
    ("stays", "Looked at: it stays", "s", "stays", "stays"),
    ("all_stay", "All of this code stay", "S", "all_stay", "all stay"),
    ("recode", "Give it another code", "c", "recode", "recode"),
    ("remove", "Remove the coding", "x", "remove", "remove"),
)
_ALIKE = (("merge", "Merge the two", "enter,m", "merge", "merge"),)
_SPLIT = (
    ("next", "Next passage", "enter", "step(1)", "next"),
    ("target", "A code that passages can go to", "c,n", "target", "code to go to"),
    ("stays", "It stays", "0", "decide(0)", "stays"),
    ("store", "Make all that was decided", "ctrl+s", "store", "make it so"),
)

ACTIONS = (
    *table(CODEBOOK, "Codebook", _CODES),
    *table(CODEBOOK, "Codebook", TO_PASSAGES),
    *table(CODEBOOK, "Changing codes", _CODE_EDITING, writes=True),
    *table(CODEBOOK, "Changing codes", _WHOLE_CODES, writes=True),
    *table(CODEBOOK, "The codebook over time", _BESIDE),
    *table(CODEBOOK, "Memos", MEMOS[:1]),
    *table(CODEBOOK, "Memos", TO_MEMOS),
    *table(CODEBOOK, "History", HISTORY, writes=True),
    *table(VERSIONS, "Versions", (*_VERSIONS, *_BACK)),
    *table(BIN, "Bin", _BIN, writes=True),
    *table(BIN, "Bin", _BACK),
    *table(BIN, "History", HISTORY, writes=True),
    *table(AGAIN, "Again", _AGAIN),
    *table(AGAIN, "Again", _AGAIN_WRITES, writes=True),
    *table(AGAIN, "Again", _BACK),
    *table(AGAIN, "History", HISTORY, writes=True),
    *table(ALIKE, "Codes alike", _ALIKE, writes=True),
    *table(ALIKE, "Codes alike", _BACK),
    *table(ALIKE, "History", HISTORY, writes=True),
    *table(SPLIT, "Splitting a code", _SPLIT, writes=True),
    *table(SPLIT, "Splitting a code", _BACK),
)
