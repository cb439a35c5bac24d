"""What can be done with passages, findings and the framework chart."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import CHART, FINDINGS, PASSAGES, TYPOLOGIES
from lmm_qual.tui.actions.shared import HISTORY, PUT_TO_MAP

_FOUND = (
    ("open", "To the passages; to a passage", "enter", "open", "passages"),
    ("typologies", "Typologies: rows grouped in types", "t", "typologies", "typologies"),
    ("next_pane", "Next pane", "tab", "next_pane(1)", ""),
    ("previous_pane", "Pane before", "shift+tab", "next_pane(-1)", ""),
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_FOUND_WRITES = (
    ("new", "New finding for the question", "n", "new", "new"),
    ("edit", "Edit what the cursor is on", "e", "edit", "edit"),
    ("recommend", "New recommendation from the finding", "r", "recommend", "recommend"),
    ("rests_on", "A row, cell or memo it rests on", "b", "rests_on", "rests on"),
    ("side", "Move the passage to the other side", "o", "side", "other side"),
    ("delete", "Delete it, or take the passage away", "x", "delete", "delete"),
)
_TYPOLOGIES = (
    ("open", "All about it; the row in the chart", "enter", "open", "more"),
    ("next_pane", "Next pane", "tab", "next_pane(1)", ""),
    ("previous_pane", "Pane before", "shift+tab", "next_pane(-1)", ""),
    ("back", "Back to the findings", "escape", "back", "back"),
)
_TYPOLOGIES_WRITES = (
    ("new", "New typology", "n", "new", "new"),
    ("new_type", "New type of the typology", "t", "new_type", "new type"),
    ("put", "Put rows in the type, with a reason", "p", "put", "put rows"),
    ("edit", "Edit what the cursor is on", "e", "edit", "edit"),
    ("delete", "Delete it, or take the row out", "x", "delete", "delete"),
)
_PASSAGES = (
    ("open", "Go to the passage; take the value", "enter", "open", "go there"),
    ("query", "Write the query", "slash", "query", "query"),
    ("widen", "Narrow no longer", "x", "widen", "widen"),
    ("next_pane", "Next pane: query, facets, passages", "tab", "next_pane(1)", "facets"),
    ("previous_pane", "Pane before", "shift+tab", "next_pane(-1)", ""),
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_CHART = (
    ("write", "Write the cell's summary, or read it", "enter", "write", "write"),
    ("next_column", "Next round, or change", "right,l", "column(1)", "round"),
    ("previous_column", "Round before", "left,h", "column(-1)", ""),
    ("next_unwritten", "Next cell not yet written", "n", "unwritten(1)", "not yet written"),
    ("previous_unwritten", "Cell not yet written before", "N", "unwritten(-1)", ""),
    ("next_stale", "Next cell out of date", "o", "stale", "out of date"),
    ("choose_code", "Choose the code", "c,slash", "choose_code", "code"),
    ("next_code", "Next code", "right_square_bracket", "code(1)", ""),
    ("previous_code", "Code before", "left_square_bracket", "code(-1)", ""),
    ("kind", "Rows: people, services or sessions", "r", "kind", "rows"),
    ("go", "To the passage in its transcript", "g", "go", "passage"),
    ("next_pane", "Next pane", "tab", "next_pane", ""),
    ("previous_pane", "Pane before", "shift+tab", "next_pane", ""),
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_CHART_WRITES = (("evidence", "Put the cell to a finding", "E", "evidence", "to a finding"),)

ACTIONS = (
    *table(FINDINGS, "Findings", _FOUND),
    *table(FINDINGS, "Changing findings", _FOUND_WRITES, writes=True),
    *table(FINDINGS, "History", HISTORY, writes=True),
    *table(TYPOLOGIES, "Typologies", _TYPOLOGIES),
    *table(TYPOLOGIES, "Changing typologies", _TYPOLOGIES_WRITES, writes=True),
    *table(TYPOLOGIES, "History", HISTORY, writes=True),
    *table(PASSAGES, "Passages", _PASSAGES),
    *table(PASSAGES, "Passages", PUT_TO_MAP, writes=True),
    *table(PASSAGES, "History", HISTORY, writes=True),
    *table(CHART, "Framework chart", _CHART),
    *table(CHART, "Framework chart", _CHART_WRITES, writes=True),
    *table(CHART, "History", HISTORY, writes=True),
)
