"""Names on a line of their own (in Markdown perhaps a heading), the words below."""

import re
from collections.abc import Iterable, Sequence

from lmm_qual.importers.conventions.convention import (
    NAME,
    SPACE,
    START,
    Convention,
    label_from,
    with_words,
)
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line

_OWN_LINE = re.compile(rf"{START}(?:#{{1,6}}{SPACE}+)?{NAME}{SPACE}*\Z")
_LONGEST = 70


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return with_words(lines, indices, _label_of)


def _label_of(line: Line) -> Label | None:
    found = _OWN_LINE.match(line.text) if len(line.text) <= _LONGEST else None
    return label_from(found, line, "own line") if found else None


OWN_LINE = Convention(
    form="own line",
    names="names on a line of their own",
    sentence="A name on a line of its own, the words below",
    weight=-1,
    find=_find,
    weak=True,
)
