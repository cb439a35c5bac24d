"""Speaker labels in conventions that are not read: found, so that nobody is misled."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lmm_qual.importers import timestamps
from lmm_qual.importers.names import Kind, fold, kind_of
from lmm_qual.importers.vocabulary import BACKCHANNELS

_NAME = r"[^\s\[\](){}<>|*_:.,!?][^\[\]{}<>|*:!?\n]{0,48}?"
_KINDS = (
    ("names in brackets", re.compile(rf"\s*\[({_NAME})\]\s*\S")),
    (
        "bold names without a colon",
        re.compile(rf"\s*(?:\*\*|__)({_NAME})(?:\*\*|__)(?!\s*[:：])\s*(?:{timestamps.ANY}|$)"),
    ),
    (
        "names with a time on a line of their own",
        re.compile(rf"\s*({_NAME})\s+{timestamps.ANY}\s*$"),
    ),
    ("names before a tab", re.compile(rf"({_NAME})\t+\S")),
    ("names before a bar", re.compile(rf"\s*\|?\s*({_NAME})\s+\|\s+\S")),
    ("names before a dash", re.compile(rf"\s*({_NAME})\s+[-–—]\s+\S")),
    ("names on a line of their own", re.compile(rf"\s*({_NAME})\s*$")),
)
_HEAD = 160
_LIKELY = {Kind.ROLE, Kind.CODE, Kind.CAPS, Kind.TITLE, Kind.UNCASED}


@dataclass(frozen=True)
class Unread:
    """A convention that is not read, and how many lines seem to follow it."""

    description: str
    lines: int


def unread_convention(lines: Iterable[str]) -> Unread | None:
    """Give the convention of another kind that most lines seem to follow.

    At least two names must recur, or one name five times.
    """
    found: list[Counter[str]] = [Counter() for _ in _KINDS]
    for line in lines:
        head = line.rstrip()[:_HEAD]
        for names, (_, pattern) in zip(found, _KINDS, strict=True):
            match = pattern.match(head)
            if match is not None and _may_name(match[1]):
                names[match[1]] += 1
                break
    most = max(range(len(_KINDS)), key=lambda kind: _recurring(found[kind]))
    count = _recurring(found[most])
    return Unread(_KINDS[most][0], count) if count else None


def _may_name(name: str) -> bool:
    return (
        name[-1] not in ".,;…-–—"
        and kind_of(name) in _LIKELY
        and fold(name).strip("-") not in BACKCHANNELS
    )


def _recurring(names: Counter[str]) -> int:
    often = [count for count in names.values() if count > 1]
    return sum(names.values()) if len(often) > 1 or max(often, default=0) >= 5 else 0
