"""Two texts held against each other word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Mark = Literal["same", "gone", "new"]
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Stretch(NamedTuple):
    """Some characters, and whether both texts have them or only one."""

    mark: Mark
    text: str


def word_changes(before: str, after: str) -> list[Stretch]:
    """Give the stretches of two texts in order; those only in the old one come before the new.

    Joined, those that are not new give the old text, those that are not gone the new one.
    """
    ours, theirs = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Stretch] = []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        if ours[first:last] == theirs[start:end]:
            _put(found, "same", ours[first:last])
        else:
            _put(found, "gone", ours[first:last])
            _put(found, "new", theirs[start:end])
    return found


def _put(found: list[Stretch], mark: Mark, tokens: Sequence[str]) -> None:
    if tokens:
        found.append(Stretch(mark, "".join(tokens)))


_SIGNS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def changes_marked(changes: Sequence[Stretch]) -> str:
    """Write changes in one line of plain characters: `a [-short-]{+long+} wait`."""
    marked = (f"{_SIGNS[mark][0]}{text}{_SIGNS[mark][1]}" for mark, text in changes)
    return " ".join("".join(marked).split())
