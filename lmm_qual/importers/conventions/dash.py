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
    labels_of,
)
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line

_DASH = re.compile(
    rf"{START}(?:(?P<before>{TIME}){SPACE}*(?:[-–—]{SPACE}*)?)?{NAME}"
    rf"(?:{SPACE}+[-–—−‒]{{1,3}}{SPACE}+|{SPACE}*[–—]{SPACE}*|-{{1,2}}{SPACE}+)(?=\S)"
)
_SIGNS = re.compile("[-–—−‒]")


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return labels_of(lines, indices, _label_of)


def _label_of(line: Line) -> Label | None:
    head = head_of(line)
    found = _DASH.match(head) if _SIGNS.search(head, 1, 80) else None
    return label_from(found, line, "dash") if found else None


DASH = Convention(
    form="dash",
    names="names before a dash",
    sentence="A name before a dash",
    weight=0,
    find=_find,
    weak=True,
)
