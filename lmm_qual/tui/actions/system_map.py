"""What can be done on the map, and on the screens that stand over it."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import MAP, PROFILE, PROPOSALS, RELATIONS
from lmm_qual.tui.actions.shared import HISTORY

_BACK = (("back", "Back to where you came from", "escape", "back", "back"),)
_PANES = (
    ("next_pane", "Next pane", "tab", "next_pane(1)", ""),
    ("previous_pane", "Pane before", "shift+tab", "next_pane(-1)", ""),
)
_MAP = (
    ("open", "More of it; what is behind the line", "enter", "open", "open"),
    ("view", "One time point, what changed, or all", "v", "view", "time"),
    ("relations", "Relations of the service, or all", "r", "relations", "relations"),
    ("proposals", "Relations that talk proposes", "p", "proposals", "proposals"),
    ("profile", "How embedded the service is", "b", "profile", "embedded"),
    ("page", "Write the map as a page and open it", "w", "page", "page"),
)
_MAP_WRITES = (
    ("new", "New service", "n", "new", "new"),
    ("edit", "Edit the service or ring", "e", "edit", "edit"),
    ("rename", "Rename the service", "R", "rename", ""),
    ("ring", "New ring", "g", "ring", ""),
    ("delete", "Take it off the map", "x", "delete", "delete"),
)
_RELATIONS = (
    ("open", "To its passages; to a passage", "enter", "open", "passages"),
    ("whose", "Those of one service, or all", "s", "whose", "one or all"),
)
_RELATIONS_WRITES = (
    ("new", "New relation", "n", "new", "new"),
    ("edit", "Edit the relation", "e", "edit", "edit"),
    ("kinds", "Kinds of relation", "t", "kinds", "kinds"),
    ("delete", "Delete it, or take the passage away", "x", "delete", "delete"),
)
_PROPOSALS = (
    ("open", "To the words in their transcript", "enter", "open", "go there"),
    ("whose", "Those of one service, or all", "s", "whose", "one or all"),
)
_DECIDING = (
    ("affirm", "The words affirm a relation", "a", "affirm", "affirmed"),
    ("deny", "The words deny a relation", "d", "deny", "denied"),
    ("dismiss", "The words tell of none", "x", "say_none", "dismiss"),
)
_PROFILE = (
    ("open", "To the passages; to a passage", "enter", "open", "passages"),
    ("passages", "Find passages of the service then", "P", "passages_then", "find"),
    ("next_service", "Next service", "right_square_bracket", "service(1)", "service"),
    ("previous_service", "Service before", "left_square_bracket", "service(-1)", ""),
)
_JUDGING = (
    ("judge", "Judge the aspect, at its time point", "e", "judge", "judge"),
    ("side", "Move the passage to the other side", "o", "side", "other side"),
    ("aspect", "New aspect of being embedded", "n", "aspect", "new aspect"),
    ("edit_aspect", "Edit the aspect", "E", "edit_aspect", ""),
    ("delete", "Delete it, or take the passage away", "x", "delete", "delete"),
)

ACTIONS = (
    *table(MAP, "System map", (*_MAP, *_PANES, *_BACK)),
    *table(MAP, "Changing the map", _MAP_WRITES, writes=True),
    *table(MAP, "History", HISTORY, writes=True),
    *table(RELATIONS, "Relations", (*_RELATIONS, *_PANES, *_BACK)),
    *table(RELATIONS, "Changing relations", _RELATIONS_WRITES, writes=True),
    *table(RELATIONS, "History", HISTORY, writes=True),
    *table(PROPOSALS, "Proposed relations", (*_PROPOSALS, *_PANES, *_BACK)),
    *table(PROPOSALS, "Deciding", _DECIDING, writes=True),
    *table(PROPOSALS, "History", HISTORY, writes=True),
    *table(PROFILE, "How embedded it is", (*_PROFILE, *_PANES, *_BACK)),
    *table(PROFILE, "Judging", _JUDGING, writes=True),
    *table(PROFILE, "History", HISTORY, writes=True),
)
