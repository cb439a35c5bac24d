"""What can be done on the study's screen."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import STUDY
from lmm_qual.tui.actions.shared import (
    HISTORY,
    MEMOS,
    TO_CHART,
    TO_CODEBOOK,
    TO_FINDINGS,
    TO_HISTORY,
    TO_MAP,
    TO_MEMOS,
    TO_NUMBERS,
    TO_PASSAGES,
    TO_REVIEW,
)

_STUDY = (
    ("open", "Open the transcript", "enter", "open", "open"),
    ("next_cell", "Next cell of the grid", "right", "cell(1)", "cell"),
    ("previous_cell", "Cell before", "left", "cell(-1)", ""),
    ("close", "Close the study", "escape", "close_study", "close"),
)
_STUDY_WRITES = (
    ("import", "Import transcripts", "i", "import", "import"),
    ("names", "Replace names by pseudonyms", "N", "names", ""),
    ("update", "A corrected file for the transcript", "T", "update", ""),
    ("withdraw", "Withdraw a participant’s words", "", "withdraw", ""),
)

ACTIONS = (
    *table(STUDY, "Study", _STUDY),
    *table(STUDY, "Study", TO_CODEBOOK),
    *table(STUDY, "Study", TO_FINDINGS),
    *table(STUDY, "Study", TO_PASSAGES),
    *table(STUDY, "Study", TO_CHART),
    *table(STUDY, "Study", TO_NUMBERS),
    *table(STUDY, "Study", TO_MAP),
    *table(STUDY, "Study", _STUDY_WRITES, writes=True),
    *table(STUDY, "Study", TO_REVIEW),
    *table(STUDY, "Memos", MEMOS),
    *table(STUDY, "Memos", TO_MEMOS),
    *table(STUDY, "History", HISTORY, writes=True),
    *table(STUDY, "History", TO_HISTORY),
)
