"""Names on a line of their own (in Markdown perhaps a heading), the words below."""

import re
from collections.abc import Iterable, Sequence

from lmm_qual.importers.conventions.convention import (
    NAME,
    SPACE,
    START,
    Convention,
    label_from,
    words_follow,
)
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line

_OWN_LINE = re.compile(rf"{START}(?:#{{1,6}}{SPACE}+)?{NAME}{SPACE}*\Z")
_LONGEST = 70


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    found: dict[int, Label] = {}
    for index in indices:
        line = lines[index]
        if len(line.text) > _LONGEST or not words_follow(lines, index):
            continue
        match = _OWN_LINE.match(line.text)
        label = label_from(match, line, "own line") if match else None
        if label is not None:
            found[index] = label
    return found


OWN_LINE = Convention(
    form="own line",
    names="names on a line of their own",
    sentence="A name on a line of its own, the words below",
    weight=-1,
    find=_find,
    weak=True,
)
