"""What can be done in lists, panels, pickers and questions."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import FOLDING, LIST, PANEL, PICKER, QUESTION

_FOLDING = (
    ("fold", "Fold the codes under it", "left,h", "fold(True)", ""),
    ("unfold", "Unfold them", "right,l", "fold(False)", ""),
)
_PANEL = (("turn_over", "Fold or unfold", "space", "turn_over", ""),)
_LIST = (
    ("up", "Row up", "up,k", "move(-1)", ""),
    ("down", "Row down", "down,j", "move(1)", ""),
    ("page_up", "Page up", "pageup", "page(-1)", ""),
    ("page_down", "Page down", "pagedown", "page(1)", ""),
    ("first", "First row", "home", "edge(False)", ""),
    ("last", "Last row", "end,G", "edge(True)", ""),
    ("choose", "Take the row", "enter", "choose", ""),
)
_PICKER = (
    ("up", "Row up", "up", "move(-1)", ""),
    ("down", "Row down", "down", "move(1)", ""),
    ("page_up", "Page up", "pageup", "page(-1)", ""),
    ("page_down", "Page down", "pagedown", "page(1)", ""),
    ("tick", "Tick the row, to take several", "tab", "tick", ""),
)
_QUESTION = (
    ("cancel", "Go back without an answer", "escape", "cancel", ""),
    ("help", "Show the keys of a question", "f1", "help", ""),
)

ACTIONS = (
    *table(FOLDING, "In the codebook", _FOLDING, prefix=PANEL),
    *table(PANEL, "In the codebook", _PANEL),
    *table(LIST, "In a list", _LIST),
    *table(PICKER, "In the list that filters", _PICKER),
    *table(QUESTION, "In a question", _QUESTION),
)
