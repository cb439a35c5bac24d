"""Names before a hyphen or dash: `INT - words`, `P07 – words`, `ANNA -- words`."""

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
)
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line

_DASH = re.compile(
    rf"{START}(?:(?P<before>{TIME}){SPACE}*(?:[-–—]{SPACE}*)?)?{NAME}"
    rf"(?:{SPACE}+[-–—−‒]{{1,3}}{SPACE}+|{SPACE}*[–—]{SPACE}*|-{{1,2}}{SPACE}+)(?=\S)"
)
_SIGNS = re.compile("[-–—−‒]")


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    found: dict[int, Label] = {}
    for index in indices:
        head = head_of(lines[index])
        if not _SIGNS.search(head, 1, 80):
            continue
        match = _DASH.match(head)
        label = label_from(match, lines[index], "dash") if match else None
        if label is not None:
            found[index] = label
    return found


DASH = Convention(
    form="dash",
    names="names before a dash",
    sentence="A name before a dash",
    weight=0,
    find=_find,
    weak=True,
)
