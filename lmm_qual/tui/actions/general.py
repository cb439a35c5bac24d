"""What can be done everywhere, and on the first screen."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import EVERYWHERE, START

_EVERYWHERE = (
    ("help", "Show the keys", "question_mark,f1", "help", "keys"),
    ("palette", "Find an action, code or transcript", "ctrl+p", "palette", "palette"),
    ("theme", "Next theme: dark, light, own", "f9", "other_theme", ""),
    ("welcome", "Show the welcome again", "", "welcome", ""),
    ("quit", "Quit; everything is saved already", "q,ctrl+q", "leave", "quit"),
)
_START = (
    ("new", "New study, empty or from transcripts", "n", "new", "new study"),
    ("example", "Build the example study and open it", "e", "example", "example study"),
    ("open", "Open a project by its path", "o", "open_path", "open a file"),
)

ACTIONS = (
    *table(EVERYWHERE, "Everywhere", _EVERYWHERE),
    *table(START, "Start", _START),
)
