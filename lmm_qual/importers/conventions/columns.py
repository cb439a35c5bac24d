"""Names in a column of their own: `INT<tab>words`, `| INT | words |`, with numbers and times."""

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
)
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import fold
from lmm_qual.importers.vocabulary import COLUMNS

_NAMED = rf"(?P<mark>{MARK})?{NAME}{MARK}?{SPACE}*[:：]?{SPACE}*"
_TABS = re.compile(
    rf"{START}(?:(?:\d{{1,5}}[.)]?|{TIME})?{SPACE}*\t\s*){{0,3}}"
    rf"{_NAMED}\t\s*(?:(?P<late>{timestamps.ANY}){SPACE}*(?:\t\s*|\Z))?"
)
_BARS = re.compile(
    rf"{START}\|?{SPACE}*(?:(?:\d{{1,5}}[.)]?|{TIME})?{SPACE}*\|{SPACE}*){{0,2}}"
    rf"{_NAMED}\|{SPACE}*(?:(?P<late>{timestamps.ANY}){SPACE}*\|{SPACE}*)?"
)


def _find_tabs(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return _find(lines, indices, "\t", _TABS, "tab")


def _find_bars(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return _find(lines, indices, "|", _BARS, "bar")


def _find(
    lines: Sequence[Line], indices: Iterable[int], sign: str, pattern: re.Pattern[str], form: str
) -> dict[int, Label]:
    found: dict[int, Label] = {}
    for index in indices:
        head = head_of(lines[index])
        if sign not in head or _heads_columns(lines[index].text, sign):
            continue
        match = pattern.match(head)
        close = "|" if sign == "|" else ""
        label = label_from(match, lines[index], form, small=True, close=close) if match else None
        if label is not None:
            found[index] = label
    return found


def _heads_columns(text: str, sign: str) -> bool:
    """Tell whether all cells of a row are headings such as `Speaker` and `Text`."""
    cells = [fold(cell.strip(" *_")) for cell in text.split(sign) if cell.strip()]
    return len(cells) < 6 and all(cell in COLUMNS for cell in cells)


TAB = Convention(
    form="tab",
    names="names before a tab",
    sentence="A name in a column before the words",
    weight=1,
    find=_find_tabs,
)
BAR = Convention(
    form="bar",
    names="names before a bar",
    sentence="A name before a bar",
    weight=1,
    find=_find_bars,
)
