"""What can be done while coding, and in the text."""

from collections.abc import Iterator

from lmm_qual.tui.actions.action import Action, table
from lmm_qual.tui.actions.places import ADJUSTING, CODING, TEXT
from lmm_qual.tui.actions.shared import (
    HISTORY,
    MEMOS,
    PUT_TO_MAP,
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
from lmm_qual.tui.transcript import keys as transcript_keys

_CODE = (("code", "Code the selection or the sentence", "c,enter", "code", "code"),)
_CODING = (
    ("again", "The last code again", "full_stop", "again", "again"),
    ("shortcut", "The code with a shortcut letter", "semicolon", "shortcut", ""),
    ("in_vivo", "A new code from the words themselves", "i", "in_vivo", "in vivo"),
    ("remove", "Remove the coding under the cursor", "x", "remove", "remove"),
    ("recode", "Recode the coding under the cursor", "r", "recode", ""),
    ("finish", "Mark your pass finished, or not", "f", "finish", "finish"),
)
_DETAILS = (
    ("adjust", "Adjust the ends of the coding", "e", "adjust", ""),
    ("voice", "Whose voice the coding is", "y", "voice", ""),
    ("valence", "Whether the coding hinders or helps", "V", "valence", ""),
    ("refers_to", "What time the coding refers to", "R", "refers_to", ""),
)
_CORRECTING = (
    ("correct", "Correct the turn or words selected", "T", "correct", ""),
    ("speaker", "Who spoke the turn", "Y", "speaker", ""),
    ("part", "Part the turn before the word here", "|", "part", ""),
    ("join", "Join the turn to the one before", "J", "join", ""),
)
_ADJUSTING = (
    ("store", "Store the ends as they are selected", "enter", "screen.adjust_store", "store"),
    ("swap", "Move the other end", "tab,o", "screen.adjust_swap", "other end"),
    ("leave", "Leave the ends as they were", "escape", "screen.adjust_leave", "leave"),
)
_FINDING = (
    ("find", "Find words", "slash", "find", "find"),
    ("find_next", "Next place found", "n", "find_next(1)", ""),
    ("find_previous", "Place found before", "N", "find_next(-1)", ""),
)
_PANELS = (
    ("others", "Show or hide other coders' codings", "B", "others", ""),
    ("next_panel", "Next panel", "tab", "next_panel(1)", ""),
    ("previous_panel", "Panel before", "shift+tab", "next_panel(-1)", ""),
    ("jump", "Go to a panel by its letter", "ctrl+o", "jump", ""),
    ("next_transcript", "Next transcript", "ctrl+n", "transcript(1)", ""),
    ("back", "Back to the text, then to the study", "escape", "back", ""),
)
_SPLIT = (
    ("split", "Split view: text and codebook", "m", "split", ""),
    ("pin", "Pin the codebook's code, or unpin", "p", "pin", ""),
)
_EVIDENCE = (("evidence", "Put the words to a finding", "E", "evidence", ""),)
_LINK = (("link", "Let a memo point to the words", "L", "link", ""),)


def _recent() -> Iterator[Action]:
    first = "A recent code by its number"
    yield Action(
        "coding.recent_1", first, "1", CODING, "recent(1)", "Coding", "recent", "1-9", writes=True
    )
    for digit in range(2, 10):
        yield Action(
            f"coding.recent_{digit}",
            f"Recent code {digit}",
            str(digit),
            CODING,
            f"recent({digit})",
            "Coding",
            writes=True,
            listed=False,
        )


def _text() -> Iterator[Action]:
    for binding in transcript_keys.bindings():
        name = str(binding.id).partition(".")[2]
        short = "next uncoded" if name == "next_uncoded" else ""
        section, does = _section(name), binding.action
        yield Action(str(binding.id), binding.description, binding.key, TEXT, does, section, short)


def _section(name: str) -> str:
    if name.startswith(("extend", "select", "grow", "shrink", "collapse")):
        return "Selecting"
    if name.endswith(("coding", "uncoded", "overlap")):
        return "Going through codings"
    return "Moving in the text"


ACTIONS = (
    *table(CODING, "Coding", _CODE, writes=True),
    *_recent(),
    *table(CODING, "Coding", _CODING, writes=True),
    *table(CODING, "Memos", MEMOS),
    *table(CODING, "Memos", TO_MEMOS),
    *table(CODING, "Memos", _LINK, writes=True),
    *table(CODING, "A coding's details", _DETAILS, writes=True),
    *table(ADJUSTING, "While ends are adjusted", _ADJUSTING, writes=True),
    *table(CODING, "History", HISTORY, writes=True),
    *table(CODING, "History", TO_HISTORY),
    *table(CODING, "Finding", _FINDING),
    *table(CODING, "Panels", _PANELS),
    *table(CODING, "Panels", _SPLIT),
    *table(CODING, "Panels", TO_CODEBOOK),
    *table(CODING, "Findings", TO_FINDINGS),
    *table(CODING, "Findings", _EVIDENCE, writes=True),
    *table(CODING, "Panels", TO_PASSAGES),
    *table(CODING, "Panels", TO_CHART),
    *table(CODING, "Panels", TO_NUMBERS),
    *table(CODING, "System map", TO_MAP),
    *table(CODING, "System map", PUT_TO_MAP, writes=True),
    *table(CODING, "Correcting the transcript", _CORRECTING, writes=True),
    *table(CODING, "Correcting the transcript", TO_REVIEW),
)

IN_TEXT = tuple(_text())
