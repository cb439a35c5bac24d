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
)
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line

_ARROW = re.compile(rf"{START}(?:{TIME}{SPACE}*)?{NAME}{SPACE}*(?:>{{1,3}}|»|→){SPACE}*(?=\S)")


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    found: dict[int, Label] = {}
    for index in indices:
        head = head_of(lines[index])
        if not any(sign in head for sign in ">»→"):
            continue
        match = _ARROW.match(head)
        label = label_from(match, lines[index], "arrow") if match else None
        if label is not None:
            found[index] = label
    return found


ARROW = Convention(
    form="arrow",
    names="names before an angle bracket",
    sentence="A name before an angle bracket",
    weight=1,
    find=_find,
)
