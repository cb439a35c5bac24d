"""Visible stand-ins for characters that would command or mislead a terminal or its reader.

Each character is replaced by one character, so that positions are the same in what is stored
and in what is shown.
"""

import re
import unicodedata
from collections.abc import Container

_FORMAT = "∙"
_UNKNOWN = "␦"
_SINGLE = {
    "\t": " ",
    "\n": "↵",
    "\x7f": "␡",
    "\u2028": "↵",
    "\u2029": "⏎",
    "\u200e": "⇢",
    "\u202a": "⇢",
    "\u202d": "⇢",
    "\u2066": "⇢",
    "\u061c": "⇠",
    "\u200f": "⇠",
    "\u202b": "⇠",
    "\u202e": "⇠",
    "\u2067": "⇠",
    "\u2068": "⇠",
    "\u202c": "⇡",
    "\u2069": "⇡",
    "\u3164": _FORMAT,
    "\uffa0": _FORMAT,
}
_BLANK_LETTERS = "\u3164\uffa0"
"""Letters by their category, yet nothing is seen of them."""
_JOINERS = "\u200c\u200d"
# Joiners belong between letters of scripts that join and in emoji; a flag's tags behind its flag.
_JOINED = re.compile(r"(?<=[^\x00-\u02ff\u200c\u200d])[\u200c\u200d](?=[^\x00-\u02ff\u200c\u200d])")
_TAGGED_FLAG = re.compile("(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f")
_END_OF_TAG = "\U000e007f"
# Arabic, Syriac and Kaithi number signs are format characters that are seen.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd")


def shown(text: str) -> str:
    """Give one line as it may be shown: as many code points, no control character among them.

    Newlines become `↵`, tabs a space.
    """
    return _replaced(text, "")


def shown_block(text: str) -> str:
    """Give lines as they may be shown: as `shown` does, newlines left as they are."""
    return _replaced(text, "\n")


def _replaced(text: str, left: str) -> str:
    if text.replace(left, "").isprintable() and not any(map(text.__contains__, _BLANK_LETTERS)):
        return text
    stand_ins = {
        letter: stand_in
        for letter in set(text).difference(left)
        if (stand_in := _stand_in(letter)) != letter
    }
    if not stand_ins:
        return text
    kept = _kept_positions(text, stand_ins)
    return re.sub(
        f"[{re.escape(''.join(stand_ins))}]",
        lambda match: match[0] if match.start() in kept else stand_ins[match[0]],
        text,
    )


def _stand_in(character: str) -> str:
    if character in _SINGLE:
        return _SINGLE[character]
    match unicodedata.category(character):
        case "Cc":
            return chr(0x2400 + ord(character)) if character < " " else _UNKNOWN
        case "Cf":
            return character if character in _SEEN else _FORMAT
        case "Cs":
            return _UNKNOWN
        case "Cn" if _never_a_character(ord(character)):
            return _UNKNOWN
        case _:
            return character


def _never_a_character(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _kept_positions(text: str, stand_ins: Container[str]) -> set[int]:
    """Give the positions of joiners and tags that make up a letter or an emoji."""
    kept: set[int] = set()
    if any(joiner in stand_ins for joiner in _JOINERS):
        kept.update(match.start() for match in _JOINED.finditer(text))
    if _END_OF_TAG in stand_ins:
        for match in _TAGGED_FLAG.finditer(text):
            kept.update(range(*match.span()))
    return kept
