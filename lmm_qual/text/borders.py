"""Where the border of a span stands in another version of the text, to the code point."""

import re
from itertools import takewhile

from lmm_qual.text.wording import Wording

_GLUED = re.compile(r"\S*")


def start_of(old: Wording, at: int, new: Wording, there: int, start: int) -> int:
    """Give where a span begins that began at `start`, when its first word is a known new word."""
    if start > old.starts[at]:
        return new.starts[there] + min(start - old.starts[at], _size(new, there))
    label, now = old.label_between(at), new.label_between(there)
    if label and start < label[1]:
        return _in_label(old, label, new, now, start) if now else new.starts[there]
    outside = old.bare[old.between(at)[0] : old.starts[at]]
    before = new.bare[new.between(there)[0] : new.starts[there]]
    covered = old.starts[at] - start
    return new.starts[there] - taken(covered, outside[::-1], before[::-1])


def end_of(old: Wording, at: int, new: Wording, there: int, end: int) -> int:
    """Give where a span ends that ended at `end`, when its last word is a known new word."""
    if end <= old.ends[at]:
        missing = old.ends[at] - end
        same = _size(old, at) == _size(new, there)
        inside = new.starts[there] + min(end - old.starts[at], _size(new, there))
        return inside if missing and not same else new.ends[there] - missing
    label, now = old.label_between(at + 1), new.label_between(there + 1)
    if label and end > label[0]:
        return _in_label(old, label, new, now, end) if now else new.ends[there]
    outside = old.bare[old.ends[at] : old.between(at + 1)[1]]
    behind = new.bare[new.ends[there] : new.between(there + 1)[1]]
    return new.ends[there] + taken(end - old.ends[at], outside, behind)


def taken(covered: int, outside: str, now: str) -> int:
    """Give how much of `now`, the signs beside a word, a span takes that took so much before.

    Both texts are read from the word outwards. Punctuation on the word itself is taken whole if it
    was, though it is another now; signs further off as far as they are the same.
    """
    if not covered:
        return 0
    glued = _glued(outside)
    if covered < glued:
        return _same(outside[:covered], now)
    first = _glued(now) if glued else 0
    rest, left = outside[glued:covered], now[first:]
    return first + (len(rest) if left.startswith(rest) else _alike(rest, left))


def _glued(signs: str) -> int:
    """Count the signs before the first white space."""
    found = _GLUED.match(signs)
    return found.end() if found else 0


def _same(one: str, other: str) -> int:
    """Count the signs with which two texts begin alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _alike(rest: str, signs: str) -> int:
    """Count the signs to the last of those that are the same, white space between them aside."""
    wanted = "".join(rest.split())
    met = reached = 0
    for at, sign in enumerate(signs):
        if met == len(wanted):
            break
        if sign.isspace():
            continue
        if sign != wanted[met]:
            break
        met, reached = met + 1, at + 1
    return reached


def _in_label(
    old: Wording, label: tuple[int, int], new: Wording, now: tuple[int, int], place: int
) -> int:
    """Give the place in a label: the same in the same label, else its beginning or end."""
    if old.text[slice(*label)] == new.text[slice(*now)]:
        return max(now[0], now[1] - (label[1] - place)) if place < label[1] else now[1]
    return now[0] if place < label[1] else now[1]


def _size(wording: Wording, at: int) -> int:
    return wording.ends[at] - wording.starts[at]
