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
    labels_of,
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
    return labels_of(lines, indices, _before_tab)


def _find_bars(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return labels_of(lines, indices, _before_bar)


def _before_tab(line: Line) -> Label | None:
    found = _matched(line, "\t", _TABS)
    return label_from(found, line, "tab", small=True) if found else None


def _before_bar(line: Line) -> Label | None:
    found = _matched(line, "|", _BARS)
    return label_from(found, line, "bar", small=True, close="|") if found else None


def _matched(line: Line, sign: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    head = head_of(line)
    if sign not in head or _heads_columns(line.text, sign):
        return None
    return pattern.match(head)


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
