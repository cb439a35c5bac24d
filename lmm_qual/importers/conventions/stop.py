"""Short labels before a full stop or wide space: `Q. words`, `A. words`, `INT  words`."""

import re
from collections.abc import Iterable, Sequence

from lmm_qual.importers.conventions.convention import (
    START,
    Convention,
    head_of,
    label_from,
    labels_of,
)
from lmm_qual.importers.interviewers import is_interviewer
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import Kind, fold, kind_of
from lmm_qual.importers.vocabulary import TITLES

_STOP = re.compile(
    rf"{START}(?P<name>[^\W\d_]{{1,14}}(?:[ ]?\d{{1,3}})?)(?:[.)][^\S\n]+|[ \u00a0]{{2,}})(?=\S)"
)
_LETTERS = ({"Q", "A"}, {"I", "R"}, {"I", "P"}, {"Q", "R"}, {"I", "A"})
_SURE = frozenset({Kind.ROLE, Kind.CODE})


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    found = labels_of(lines, indices, _label_of)
    return found if _are_two_sides({label.name for label in found.values()}) else {}


def _label_of(line: Line) -> Label | None:
    found = _STOP.match(head_of(line))
    if found is None or kind_of(found["name"]) not in _SURE or not found["name"][0].isupper():
        return None
    return None if fold(found["name"]) in TITLES else label_from(found, line, "stop")


def _are_two_sides(names: set[str]) -> bool:
    """Tell whether somebody asks and somebody answers, and the letters count nothing up."""
    letters = {name for name in names if len(name) == 1}
    if len(letters) > 1 and letters not in _LETTERS:
        return False
    return len(names) > 1 and any(is_interviewer(name) for name in names)


STOP = Convention(
    form="stop",
    names="short labels before a full stop or wide space",
    sentence="A short label before a full stop or wide space",
    weight=0,
    find=_find,
    weak=True,
)
