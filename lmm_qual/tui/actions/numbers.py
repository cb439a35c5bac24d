"""What can be done with the theme matrix and with change between rounds."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import CHANGE, MATRIX
from lmm_qual.tui.actions.shared import HISTORY

_EVERYBODY = ("everybody", "Everybody's codings, or yours alone", "B", "everybody", "coders")
_MATRIX = (
    ("open", "The passages behind the number", "enter", "open", "passages"),
    ("measure", "Count something else", "m", "measure", "measure"),
    ("columns", "Other columns", "c", "columns", "columns"),
    ("previous_columns", "Columns before", "C", "columns(-1)", ""),
    ("deeper", "A level of codes more", "plus", "deeper(1)", "levels"),
    ("shallower", "A level of codes less", "minus", "deeper(-1)", ""),
    ("sort", "Largest of the column first, or not", "s", "sort", "sort"),
    _EVERYBODY,
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_CHANGE = (
    ("open", "The passages of the row or round", "enter", "open", "passages"),
    ("design", "The same people, services or groups", "d", "design", "design"),
    ("rounds", "Compare other rounds", "r", "rounds", "rounds"),
    ("every", "Also what nobody mentioned, or not", "o", "every", "all"),
    _EVERYBODY,
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_TAGGING = (
    ("tag", "Say what became of the code", "t", "tag", "tag"),
    ("untag", "Take the tag back", "x", "untag", "untag"),
)

ACTIONS = (
    *table(MATRIX, "Matrix", _MATRIX),
    *table(CHANGE, "Change", _CHANGE),
    *table(CHANGE, "Change", _TAGGING, writes=True),
    *table(CHANGE, "History", HISTORY, writes=True),
)
