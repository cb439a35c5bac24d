"""Names before an angle: `INT> words`, `P07 >> words`, `[0:12] P07 >> words`."""

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

_ARROW = re.compile(rf"{START}(?:{TIME}{SPACE}*)?{NAME}{SPACE}*(?:>{{1,3}}|»|→){SPACE}*(?=\S)")


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return labels_of(lines, indices, _label_of)


def _label_of(line: Line) -> Label | None:
    head = head_of(line)
    found = _ARROW.match(head) if any(sign in head for sign in ">»→") else None
    return label_from(found, line, "arrow") if found else None


ARROW = Convention(
    form="arrow",
    names="names before an angle bracket",
    sentence="A name before an angle bracket",
    weight=1,
    find=_find,
)
