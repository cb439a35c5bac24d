"""Keys named in sentences: `[coding.undo] undoes` names the key that undoing has now."""

import re
from collections.abc import Callable, Iterator

from textual.dom import DOMNode

from lmm_qual.tui.actions import BY_ID, Action, first_key, one_key
from lmm_qual.tui.wording import Part

Keys = Callable[[Action], str | None]
"""Gives the keys a key map gave an action, None where it has its own."""

CHOOSING = "[list.up] [list.down] and [list.choose] choose"
PICKING = "[picker.up] [picker.down] and Enter choose"
LEAVING = "[question.cancel] goes back"

_NAMED = re.compile(r"\[([a-z]+\.[a-z_0-9]+)\]")


def keys_at(node: DOMNode) -> Keys:
    """Give what tells the keys of the app that a screen or widget is in."""
    keys: Keys = getattr(node.app, "keys_of", lambda _: None)
    return keys


def with_keys(node: DOMNode, said: str) -> str:
    """Give a sentence of the program's own with the keys of the actions it names in brackets."""
    return "".join(text for text, _ in keyed(said, keys_at(node)))


def keyed(said: str, keys: Keys, key_style: str = "", style: str = "") -> Iterator[Part]:
    """Give a sentence in parts, those that are keys in a style of their own."""
    for at, piece in enumerate(_NAMED.split(said)):
        if at % 2:
            yield first_key(BY_ID[piece], keys(BY_ID[piece])), key_style
        elif piece:
            yield piece, style


def recent_key(node: DOMNode, number: int) -> str:
    """Give the key of the recent or pinned code with a number."""
    action = BY_ID[f"coding.recent_{number}"]
    return one_key(action, keys_at(node)(action))
