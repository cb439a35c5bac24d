"""Names beside a time: `Anna Berg  0:03`, `Anna (00:03) words`, `[00:12:31] Anna` on a line."""

import re
from collections.abc import Iterable, Sequence

from lmm_qual.importers import timestamps
from lmm_qual.importers.conventions.convention import (
    MARK,
    NAME,
    SPACE,
    START,
    TIME,
    Convention,
    head_of,
    label_from,
    with_words,
)
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line

_OPEN = rf"(?P<mark>{MARK})?\[?"
_SHUT = rf"\]?{MARK}?"
_BESIDE = rf"{SPACE}*(?:[-–—|,·•]{SPACE}*)?"
_AFTER = re.compile(
    rf"{START}{_OPEN}{NAME}{_SHUT}{_BESIDE}(?:at{SPACE}+)?{TIME}{MARK}?{SPACE}*[:：]?{SPACE}*\Z"
)
_BEFORE = re.compile(
    rf"{START}(?:{MARK})?{TIME}(?:{MARK})?{_BESIDE}{_OPEN}{NAME}{_SHUT}{SPACE}*[:：]?{SPACE}*\Z"
)
_WORDS = re.compile(
    rf"{START}{_OPEN}{NAME}{_SHUT}{_BESIDE}(?P<time>{timestamps.MARKED}){MARK}?{SPACE}*"
)
_TIME = re.compile(r"\d:\d\d")


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return with_words(lines, indices, _label_of)


def _label_of(line: Line) -> Label | None:
    head = head_of(line)
    found = _match(head) if _TIME.search(head) else None
    return label_from(found, line, "timed", small=True) if found else None


def _match(head: str) -> re.Match[str] | None:
    if len(head) <= 100 and (found := _AFTER.match(head) or _BEFORE.match(head)):
        return found
    return _WORDS.match(head)


TIMED = Convention(
    form="timed",
    names="names beside a time",
    sentence="A name beside a time",
    weight=3,
    find=_find,
)
