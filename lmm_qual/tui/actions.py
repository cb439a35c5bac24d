"""The register of actions: footer, help sheet, command palette and key map are drawn from it.

A key map binds other keys by an action's id. The actions of the transcript view stand in its own
list and are taken in here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.binding import Binding

from lmm_qual.tui.transcript import keys as transcript_keys

EVERYWHERE, START, STUDY, CODING = "everywhere", "start", "study", "coding"
CODEBOOK, IMPORTING = "codebook", "importing"
FINDINGS, PASSAGES, CHART = "findings", "passages", "chart"
MATRIX, CHANGE = "matrix", "change"
TEXT = transcript_keys.PLACE
ADJUSTING = "adjusting"
"""The coding screen while the ends of a coding are being adjusted."""
LIST, PANEL, FOLDING, PICKER, QUESTION = "list", "panel", "folding", "picker", "question"
TOGETHER = (
    (EVERYWHERE, START, LIST),
    (EVERYWHERE, STUDY, LIST),
    (EVERYWHERE, IMPORTING, LIST),
    (EVERYWHERE, IMPORTING, TEXT),
    (EVERYWHERE, CODING, ADJUSTING, TEXT),
    (EVERYWHERE, CODING, LIST, FOLDING, PANEL),
    (EVERYWHERE, CODEBOOK, LIST, FOLDING),
    (EVERYWHERE, FINDINGS, LIST),
    (EVERYWHERE, PASSAGES, LIST),
    (EVERYWHERE, CHART, LIST),
    (EVERYWHERE, MATRIX),
    (EVERYWHERE, CHANGE),
    (QUESTION, PICKER),
    (QUESTION, LIST),
)
"""Places whose keys are in force at one time, so that no two may want the same one."""


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
    ("theme", "Next theme: dark, light, own", "f9", "other_theme", ""),
    ("welcome", "Show the welcome again", "", "welcome", ""),
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
_TO_CODEBOOK = (("codebook", "The codebook", "C", "codebook", "codebook"),)
_TO_FINDINGS = (("findings", "The findings", "D", "findings", "findings"),)
_EVIDENCE = (("evidence", "Put the words to a finding", "E", "evidence", ""),)
_TO_PASSAGES = (("passages", "Find passages by a query", "P", "passages", "passages"),)
_TO_CHART = (("chart", "The framework chart", "F", "chart", "chart"),)
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
_MEMOS = (
    ("memo", "Write or read a memo", "a", "memo", "memo"),
    ("summary", "Summary of the session", "S", "summary", ""),
)
_DETAILS = (
    ("adjust", "Adjust the ends of the coding", "e", "adjust", ""),
    ("voice", "Whose voice the coding is", "y", "voice", ""),
    ("valence", "Whether the coding hinders or helps", "V", "valence", ""),
    ("refers_to", "What time the coding refers to", "R", "refers_to", ""),
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
_LIST = (
    ("up", "Row up", "up,k", "move(-1)", ""),
    ("down", "Row down", "down,j", "move(1)", ""),
    ("page_up", "Page up", "pageup", "page(-1)", ""),
    ("page_down", "Page down", "pagedown", "page(1)", ""),
    ("first", "First row", "home", "edge(False)", ""),
    ("last", "Last row", "end,G", "edge(True)", ""),
    ("choose", "Take the row", "enter", "choose", ""),
)
_FOLDING = (
    ("fold", "Fold the codes under it", "left,h", "fold(True)", ""),
    ("unfold", "Unfold them", "right,l", "fold(False)", ""),
)
_PANEL = (("turn_over", "Fold or unfold", "space", "turn_over", ""),)
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
_SPLIT = (
    ("split", "Split view: text and codebook", "m", "split", ""),
    ("pin", "Pin the codebook's code, or unpin", "p", "pin", ""),
)
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
_FOUND = (
    ("open", "To the passages; to a passage", "enter", "open", "passages"),
    ("next_pane", "Next pane", "tab", "next_pane(1)", ""),
    ("previous_pane", "Pane before", "shift+tab", "next_pane(-1)", ""),
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_FOUND_WRITES = (
    ("new", "New finding for the question", "n", "new", "new"),
    ("edit", "Edit what the cursor is on", "e", "edit", "edit"),
    ("recommend", "New recommendation from the finding", "r", "recommend", "recommend"),
    ("side", "Move the passage to the other side", "o", "side", "other side"),
    ("delete", "Delete it, or take the passage away", "x", "delete", "delete"),
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
_LABELS = {"study.next_cell": "← →", "coding.code": "c", "chart.next_column": "← →"}
_TO_NUMBERS = (
    ("matrix", "The theme matrix", "M", "matrix", "matrix"),
    ("change", "What changed between rounds", "W", "change", "change"),
)
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
    ("every", "Also what nobody mentioned, or not", "o", "every", "all"),
    _EVERYBODY,
    ("back", "Back to where you came from", "escape", "back", "back"),
)
_TAGGING = (
    ("tag", "Say what became of the code", "t", "tag", "tag"),
    ("untag", "Take the tag back", "x", "untag", "untag"),
)
_FOOT = {"codebook.move_up": "K J H L", "matrix.deeper": "+ -"}
"""What the footer shows for several actions at once."""

_Rows = Iterable[tuple[str, str, str, str, str]]


def _table(
    where: str, section: str, rows: _Rows, *, writes: bool = False, prefix: str = ""
) -> Iterator[Action]:
    prefix = prefix or ("app" if where == EVERYWHERE else where)
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
    *_table(STUDY, "Study", _TO_CODEBOOK),
    *_table(STUDY, "Study", _TO_FINDINGS),
    *_table(STUDY, "Study", _TO_PASSAGES),
    *_table(STUDY, "Study", _TO_CHART),
    *_table(STUDY, "Study", _TO_NUMBERS),
    *_table(STUDY, "Study", _STUDY_WRITES, writes=True),
    *_table(STUDY, "Memos", _MEMOS),
    *_table(STUDY, "History", _HISTORY, writes=True),
    *_table(CODING, "Coding", _CODE, writes=True),
    *_recent(),
    *_table(CODING, "Coding", _CODING, writes=True),
    *_table(CODING, "Memos", _MEMOS),
    *_table(CODING, "A coding's details", _DETAILS, writes=True),
    *_table(ADJUSTING, "While ends are adjusted", _ADJUSTING, writes=True),
    *_table(CODING, "History", _HISTORY, writes=True),
    *_table(CODING, "Finding", _FINDING),
    *_table(CODING, "Panels", _PANELS),
    *_table(CODING, "Panels", _SPLIT),
    *_table(CODING, "Panels", _TO_CODEBOOK),
    *_table(CODING, "Findings", _TO_FINDINGS),
    *_table(CODING, "Findings", _EVIDENCE, writes=True),
    *_table(CODING, "Panels", _TO_PASSAGES),
    *_table(CODING, "Panels", _TO_CHART),
    *_table(CODING, "Panels", _TO_NUMBERS),
    *_table(CODEBOOK, "Codebook", _CODES),
    *_table(CODEBOOK, "Codebook", _TO_PASSAGES),
    *_table(CODEBOOK, "Changing codes", _CODE_EDITING, writes=True),
    *_table(CODEBOOK, "Memos", _MEMOS[:1]),
    *_table(CODEBOOK, "History", _HISTORY, writes=True),
    *_table(FINDINGS, "Findings", _FOUND),
    *_table(FINDINGS, "Changing findings", _FOUND_WRITES, writes=True),
    *_table(FINDINGS, "History", _HISTORY, writes=True),
    *_table(PASSAGES, "Passages", _PASSAGES),
    *_table(CHART, "Framework chart", _CHART),
    *_table(CHART, "History", _HISTORY, writes=True),
    *_table(MATRIX, "Matrix", _MATRIX),
    *_table(CHANGE, "Change", _CHANGE),
    *_table(CHANGE, "Change", _TAGGING, writes=True),
    *_table(CHANGE, "History", _HISTORY, writes=True),
    *_text(),
    *_table(IMPORTING, "Importing", _IMPORTING),
    *_table(IMPORTING, "Importing", _STORE, writes=True),
    *_table(FOLDING, "In the codebook", _FOLDING, prefix=PANEL),
    *_table(PANEL, "In the codebook", _PANEL),
    *_table(LIST, "In a list", _LIST),
    *_table(PICKER, "In the list that filters", _PICKER),
    *_table(QUESTION, "In a question", _QUESTION),
)
BY_ID = {action.id: action for action in REGISTER}


def actions(*places: str) -> list[Action]:
    """Give the actions of places, in the register's order."""
    return [action for action in REGISTER if action.where in places]


def actions_in(places: Iterable[str]) -> list[Action]:
    """Give the actions of places, one place after the other."""
    return [action for place in dict.fromkeys(places) for action in actions(place)]


_NO_KEY = "no key"


def bindings(*places: str) -> list[Binding]:
    """Give the bindings of places; the footer is the program's own, so none is in Textual's.

    An action without a key is bound to none that exists, so that a key map can give it one.
    """
    return [
        Binding(action.keys or _NO_KEY, action.does, action.name, show=False, id=action.id)
        for action in actions(*places)
    ]


_SIGNS = {
    "question_mark": "?",
    "full_stop": ".",
    "semicolon": ";",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "minus": "-",
    "plus": "+",
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
    return " ".join(key_sign(key) for key in split_keys(keys or action.keys))


def first_key(action: Action, keys: str | None = None) -> str:
    """Show the key of an action that the footer names."""
    if keys is None and (foot := _FOOT.get(action.id) or action.label):
        return foot
    return one_key(action, keys)


def one_key(action: Action, keys: str | None = None) -> str:
    """Show the first key of an action, whatever the footer names."""
    bound = split_keys(keys or action.keys)
    return key_sign(bound[0], brief=True) if bound else ""


def split_keys(keys: str) -> list[str]:
    """Give the keys of a binding, one by one."""
    return [key.strip() for key in keys.split(",") if key.strip()]


def sections(listed: Iterable[Action]) -> dict[str, list[Action]]:
    """Group actions under their headings, in order."""
    grouped: dict[str, list[Action]] = {}
    for action in listed:
        if action.listed:
            grouped.setdefault(action.section, []).append(action)
    return grouped
