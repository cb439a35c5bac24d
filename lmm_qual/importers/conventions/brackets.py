"""Names in brackets before the words: `[id1] words`, `(P07) words`, `<P07> words`."""

import re
from collections.abc import Iterable, Sequence

from lmm_qual.importers.conventions.convention import (
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
from lmm_qual.importers.names import Kind, kind_of

_OPENING = "[(<{【［（〔"
_BRACKETED = "|".join(
    rf"{re.escape(opening)}(?=[^\n\t]{{1,60}}{re.escape(closing)})"
    for opening, closing in zip(_OPENING, "])>}】］）〕", strict=True)
)
_BRACKET = re.compile(
    rf"{START}(?:\*{{1,3}})?\\?(?P<open>{_BRACKETED}){SPACE}*{NAME}{SPACE}*"
    rf"(?:[,|]?{SPACE}*(?P<late>[\d:.,]{{4,12}}))?{SPACE}*"
    rf"\\?(?P<close>[\])>}}】］）〕])(?:\*{{1,3}})?"
    rf"{SPACE}*(?:[:：]|[-–—](?=\s))?{SPACE}*(?:{TIME})?{SPACE}*"
)
_PAIRS = dict(zip(_OPENING, "])>}】］）〕", strict=True))
_STRICT = frozenset("(<（{")


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return with_words(lines, indices, _label_of)


def _label_of(line: Line) -> Label | None:
    head = head_of(line)
    if not any(bracket in head[:12] for bracket in _OPENING):
        return None
    found = _BRACKET.match(head)
    if found is None or _PAIRS[found["open"]] != found["close"]:
        return None
    strict = found["open"] in _STRICT
    if strict and not _is_sure(found["name"]):
        return None
    return label_from(found, line, "brackets", small=not strict)


def _is_sure(name: str) -> bool:
    """Tell whether a name may stand in round brackets: a role or a code, no letter of a list."""
    kind = kind_of(name)
    if len(name) == 1:
        return name in "QI"
    if set(name.upper()) <= set("IVX"):
        return False
    return kind in {Kind.ROLE, Kind.UNCASED} or (
        kind in {Kind.CODE, Kind.CAPS} and name[0].isupper()
    )


BRACKETS = Convention(
    form="brackets",
    names="names in brackets",
    sentence="A name in brackets before the words",
    weight=2,
    find=_find,
)
