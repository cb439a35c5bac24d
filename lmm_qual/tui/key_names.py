"""Keys as people write them (`ctrl+s`, `?`, `PgUp`), and by the names Textual has for them."""

import re
import unicodedata
from functools import cache

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "shift": "shift"}
_OTHER_NAMES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "page_down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "spacebar": "space",
}
COLLIDING = {
    "ctrl+i": "Tab",
    "ctrl+m": "Enter",
    "ctrl+j": "Enter",
    "ctrl+h": "Backspace",
    "ctrl+left_square_bracket": "Escape",
    "ctrl+space": "other keys",
    "ctrl+at": "other keys",
    "shift+enter": "Enter",
}
"""Keys that terminals send as they send others, and as which."""


class NoKeyError(ValueError):
    """A text names no key that can be bound; says what it is and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}; {remedy}")


def character_name(character: str) -> str:
    """Give the name of a character's key: `question_mark`; letters and digits are their own."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


@cache
def named_keys() -> frozenset[str]:
    """Give the names of all keys that stand for no letter."""
    plain = {key.value for key in Keys if re.fullmatch(r"[a-z]\w+", key.value)}
    signs = {character_name(chr(code)) for code in range(0x20, 0x7F)}
    left_out = {"return", "ignore", "any", "cpr_response", "bracketed_paste"}
    return frozenset((plain | {sign for sign in signs if len(sign) > 1}) - left_out)


def key_name(written: str) -> str:
    """Give a key as Textual names it; raises `NoKeyError`, also for keys that collide."""
    held, last = _parts(written)
    key = "+".join([*sorted(held), last])
    if key == "ctrl+c":
        raise NoKeyError("Ctrl+C always quits", "choose another key")
    if key in COLLIDING:
        remedy = "choose another key"
        raise NoKeyError(f"terminals cannot tell {written} from {COLLIDING[key]}", remedy)
    return key


def _parts(written: str) -> tuple[set[str], str]:
    front, plus, last = written.rpartition("+")
    if not last:  # the key is + itself
        front, plus, last = (front.removesuffix("+"), "+", "+") if front else ("", "", "+")
    held = {name.strip().casefold() for name in front.split("+")} if plus and front else set()
    for name in sorted(held - MODIFIERS.keys()):
        raise NoKeyError(f"unknown key “{written}”: “{name}” is none to hold", _held())
    return _with_last({MODIFIERS[name] for name in held}, last, written)


def _held() -> str:
    return "hold ctrl, alt or shift"


def _with_last(held: set[str], last: str, written: str) -> tuple[set[str], str]:
    if len(last) > 1:
        name = _OTHER_NAMES.get(last.casefold(), last.casefold())
        if name not in named_keys():
            from lmm_qual.definitions.checks import nearest

            known = [*named_keys(), *_OTHER_NAMES]
            raise NoKeyError(f"unknown key “{written}”", nearest(last, sorted(known)))
        if "shift" in held and name in _of_one_character():
            raise NoKeyError(f"“{written}” is no key", "write the character that it gives")
        return held, name
    if not last.isprintable():
        raise NoKeyError("a control character is no key", "write the key by its name")
    return _with_character(held, last, written)


def _with_character(held: set[str], last: str, written: str) -> tuple[set[str], str]:
    if "shift" in held and not last.isalpha():
        raise NoKeyError(f"“{written}” is no key", "write the character that it gives")
    if held == {"shift"}:
        return set(), last.upper()
    if "shift" in held:
        what = f"most terminals do not tell {written} from the same without Shift"
        raise NoKeyError(what, "choose another key")
    return held, character_name(last.lower() if held else last)


@cache
def _of_one_character() -> frozenset[str]:
    signs = {character_name(chr(code)) for code in range(0x21, 0x7F)}
    return frozenset(sign for sign in signs if len(sign) > 1)
