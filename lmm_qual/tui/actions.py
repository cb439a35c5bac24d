"""The register of actions: footer, help sheet, command palette and key map are drawn from it.

A key map binds other keys by an action's id. The actions of the transcript view stand in its own
list and are taken in here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.binding import Binding

from lmm_qual.tui.transcript import keys as transcript_keys

EVERYWHERE, START, STUDY, CODING, TEXT = "everywhere", "start", "study", "coding", "text"
IMPORTING = "importing"


@dataclass(frozen=True)
class Action:
    """Something that can be done: `does` is what Textual runs on the place it belongs to.

    `short` is its word in the footer, empty where it does not stand there; `label` shows its keys
    where they are not simply the first of them; `writes` marks what a read-only project refuses.
    """

    id: str
    name: str
    keys: str
    where: str
    does: str
    section: str
    short: str = ""
    label: str = ""
    writes: bool = False
    listed: bool = True


_EVERYWHERE = (
    ("help", "Show the keys", "question_mark,f1", "help", "keys"),
    ("palette", "Find an action, code or transcript", "ctrl+p", "palette", "palette"),
    ("theme", "Light or dark", "f9", "other_theme", ""),
    ("quit", "Quit; everything is saved already", "q,ctrl+q", "leave", "quit"),
)
_START = (
    ("new", "New study, empty or from transcripts", "n", "new", "new study"),
    ("example", "Build the example study and open it", "e", "example", "example study"),
    ("open", "Open a project by its path", "o", "open_path", "open a file"),
)
_STUDY = (
    ("open", "Open the transcript", "enter", "open", "open"),
    ("next_cell", "Next cell of the grid", "right", "cell(1)", "cell"),
    ("previous_cell", "Cell before", "left", "cell(-1)", ""),
    ("close", "Close the study", "escape", "close_study", "close"),
)
_STUDY_WRITES = (("import", "Import transcripts", "i", "import", "import"),)
_HISTORY = (
    ("undo", "Undo the last change", "u", "undo", "undo"),
    ("redo", "Redo what was undone", "ctrl+r", "redo", ""),
)
_CODE = (("code", "Code the selection or the sentence", "c,enter", "code", "code"),)
_CODING = (
    ("again", "The last code again", "full_stop", "again", "again"),
    ("shortcut", "The code with a shortcut letter", "semicolon", "shortcut", ""),
    ("in_vivo", "A new code from the words themselves", "i", "in_vivo", "in vivo"),
    ("remove", "Remove the coding under the cursor", "x", "remove", "remove"),
    ("recode", "Recode the coding under the cursor", "r", "recode", ""),
    ("finish", "Mark your pass finished, or not", "f", "finish", "finish"),
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
_IMPORTING = (
    ("rename", "Rename the speaker, or join it to another", "r", "rename", "rename"),
    ("interviewer", "Interviewer, or no longer", "i", "interviewer", "interviewer"),
    ("participant", "Link the speaker to a participant", "p", "participant", "participant"),
    ("not_speaker", "No speaker: take the label for words", "x", "not_speaker", "no speaker"),
    ("add_speaker", "A speaker that was not recognised", "+", "add_speaker", "add speaker"),
    ("describe", "Time, group, method, date, id", "d", "describe", "describe"),
    ("leave_out", "Leave the file out, or take it in", "space", "leave_out", "leave out"),
    ("next_panel", "Next panel", "tab", "next_panel(1)", ""),
    ("previous_panel", "Panel before", "shift+tab", "next_panel(-1)", ""),
    ("back", "Back to the study, nothing imported", "escape", "back", ""),
)
_STORE = (("store", "Store the transcripts", "ctrl+s", "store", "store"),)
_LABELS = {"study.next_cell": "← →", "coding.code": "c"}

_Rows = Iterable[tuple[str, str, str, str, str]]


def _table(where: str, section: str, rows: _Rows, *, writes: bool = False) -> Iterator[Action]:
    prefix = "app" if where == EVERYWHERE else where
    for name, said, keys, does, short in rows:
        id_ = f"{prefix}.{name}"
        label = _LABELS.get(id_, "")
        yield Action(id_, said, keys, where, does, section, short, label, writes)


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


REGISTER: tuple[Action, ...] = (
    *_table(EVERYWHERE, "Everywhere", _EVERYWHERE),
    *_table(START, "Start", _START),
    *_table(STUDY, "Study", _STUDY),
    *_table(STUDY, "Study", _STUDY_WRITES, writes=True),
    *_table(STUDY, "History", _HISTORY, writes=True),
    *_table(CODING, "Coding", _CODE, writes=True),
    *_recent(),
    *_table(CODING, "Coding", _CODING, writes=True),
    *_table(CODING, "History", _HISTORY, writes=True),
    *_table(CODING, "Finding", _FINDING),
    *_table(CODING, "Panels", _PANELS),
    *_text(),
    *_table(IMPORTING, "Importing", _IMPORTING),
    *_table(IMPORTING, "Importing", _STORE, writes=True),
)
BY_ID = {action.id: action for action in REGISTER}


def actions(*places: str) -> list[Action]:
    """Give the actions of places, in the register's order."""
    return [action for action in REGISTER if action.where in places]


def bindings(*places: str) -> list[Binding]:
    """Give the bindings of places; the footer is the program's own, so none is in Textual's."""
    return [
        Binding(action.keys, action.does, action.name, show=False, id=action.id)
        for action in actions(*places)
    ]


_SIGNS = {
    "question_mark": "?",
    "full_stop": ".",
    "semicolon": ";",
    "slash": "/",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def key_sign(key: str, *, brief: bool = False) -> str:
    """Show one key as it stands on a keyboard; `brief` writes Ctrl as `^`."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    sign = _SIGNS.get(last, last.upper() if last.startswith("f") and last[1:].isdigit() else last)
    if brief and held == ["ctrl"]:
        return f"^{sign}"
    shown_last = sign.upper() if held and len(sign) == 1 else sign
    return "+".join([*(part.capitalize() for part in held), shown_last])


def key_signs(action: Action, keys: str | None = None) -> str:
    """Show all keys of an action."""
    if action.label and keys is None and "," not in action.keys:
        return action.label
    return " ".join(key_sign(key) for key in _split(keys or action.keys))


def first_key(action: Action, keys: str | None = None) -> str:
    """Show the key of an action that the footer names."""
    if action.label and keys is None:
        return action.label
    return key_sign(_split(keys or action.keys)[0], brief=True)


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def sections(listed: Iterable[Action]) -> dict[str, list[Action]]:
    """Group actions under their headings, in order."""
    grouped: dict[str, list[Action]] = {}
    for action in listed:
        if action.listed:
            grouped.setdefault(action.section, []).append(action)
    return grouped
