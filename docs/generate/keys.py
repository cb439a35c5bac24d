"""The page of all actions and their keys, from the register of actions."""

from generate.marked_up import code, plain, table
from lmm_qual.tui import actions
from lmm_qual.tui.actions import Action, key_sign, split_keys

_HEAD = """\
# Keys

What can be done on each screen, from the register of actions that footer, help sheet and palette
are drawn from. `?` shows the keys of the screen in use, F1 those of what has focus first. Any
action can have other keys: its id, in the last column, is what the [key map](settings.md#keys)
knows it by. An action without a key stands in the palette (Ctrl+P).

Letters are meant as they are written: `N` is Shift and n.
"""

TITLES = {
    "everywhere": "Everywhere",
    "start": "First screen",
    "study": "Study",
    "coding": "Coding",
    "text": "In the text of a transcript",
    "adjusting": "While the ends of a coding are adjusted",
    "codebook": "Codebook",
    "versions": "Codebook: versions",
    "bin": "Codebook: bin",
    "again": "Codebook: look at again",
    "alike": "Codebook: codes alike",
    "split": "Codebook: splitting a code",
    "passages": "Passages",
    "chart": "Framework chart",
    "findings": "Findings",
    "typologies": "Typologies",
    "matrix": "Theme matrix",
    "change": "Change between rounds",
    "map": "System map",
    "relations": "System map: relations",
    "proposals": "System map: proposals",
    "profile": "System map: embeddedness profile",
    "memos": "Memos",
    "history": "History",
    "names": "Replacing names",
    "review": "After corrections",
    "importing": "Import",
    "list": "In any list",
    "folding": "In a tree of codes",
    "panel": "In the codebook beside the text",
    "picker": "In a list that filters",
    "question": "In a question",
}
"""What the places are called, in the order in which they stand on the page."""


def keys_page() -> str:
    """Give the page of all actions, place by place; a place without a title has its own name."""
    places = [*TITLES, *(one.where for one in actions.REGISTER if one.where not in TITLES)]
    lines = [_HEAD]
    for place in dict.fromkeys(places):
        lines += _place(place)
    return "\n".join(lines) + "\n"


def _place(place: str) -> list[str]:
    listed = actions.actions(place)
    if not listed:
        return []
    title = TITLES.get(place, place.capitalize())
    rows = [(_keys(action), plain(action.name), code(action.id)) for action in listed]
    return ["", f"## {title} {{ #{place} }}", *table(("Keys", "Action", "Id"), rows)]


def _keys(action: Action) -> str:
    return " ".join(code(key_sign(key)) for key in split_keys(action.keys))
