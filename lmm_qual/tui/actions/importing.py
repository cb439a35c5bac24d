"""What can be done while transcripts are being imported."""

from lmm_qual.tui.actions.action import table
from lmm_qual.tui.actions.places import IMPORTING

_IMPORTING = (
    ("rename", "Another name, or join to another", "r", "rename", "rename"),
    ("interviewer", "Interviewer, or no longer", "i", "interviewer", "interviewer"),
    ("participant", "Link the speaker to a participant", "p", "participant", "participant"),
    ("not_speaker", "No speaker: take the label for words", "x", "not_speaker", "no speaker"),
    ("add_speaker", "A speaker that was not recognised", "a", "add_speaker", "add speaker"),
    ("describe", "Time, group, method, date, id", "d", "describe", "describe"),
    ("comments", "What comments in files become", "c", "comments", "comments"),
    ("encoding", "Read the file in another encoding", "E", "encoding", "encoding"),
    ("leave_out", "Leave the file out, or take it in", "space", "leave_out", "leave out"),
    ("next_panel", "Next panel", "tab", "next_panel(1)", ""),
    ("previous_panel", "Panel before", "shift+tab", "next_panel(-1)", ""),
    ("back", "Back to the study, nothing imported", "escape", "back", ""),
)
_STORE = (("store", "Store the transcripts", "ctrl+s", "store", "store"),)

ACTIONS = (
    *table(IMPORTING, "Importing", _IMPORTING),
    *table(IMPORTING, "Importing", _STORE, writes=True),
)
