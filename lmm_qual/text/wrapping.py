"""Wrapping text into rows of a terminal's width."""

import re
from collections.abc import Iterable
from itertools import accumulate

from lmm_qual.text.cells import cells, one_cell_each
from lmm_qual.text.segmentation import letters

Row = tuple[int, int]
"""A row as code points of the text: start, end, half-open."""

_SPACES = re.compile(" *")
# Chinese, Japanese and Korean may break between any two characters.
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


def wrap(text: str, start: int, end: int, width: int) -> list[Row]:
    """Wrap `text[start:end]`, as shown by stand-ins, into rows of at most `width` cells.

    Rows break at newlines and at spaces, which then belong to no row; a word wider than the row
    is cut between graphemes. A grapheme wider than `width` has a row of its own. There is always
    a row, an empty one for empty text. Raises ValueError for a width below 1.
    """
    return wrap_all(text, [(start, end)], width)[0]


def wrap_all(text: str, blocks: Iterable[Row], width: int) -> list[list[Row]]:
    """Wrap each block `(start, end)` of a text as `wrap` does."""
    if width < 1:
        raise ValueError(f"no text can be wrapped to {width} cells")
    simple = one_cell_each(text)
    wrapped = []
    for start, end in blocks:
        rows: list[Row] = []
        line = start
        while (newline := text.find("\n", line, end)) >= 0:
            _wrap_line(text, (line, newline), width, rows, simple=simple)
            line = newline + 1
        _wrap_line(text, (line, end), width, rows, simple=simple)
        wrapped.append(rows)
    return wrapped


def _wrap_line(text: str, line: Row, width: int, rows: list[Row], *, simple: bool) -> None:
    if simple or one_cell_each(text[slice(*line)]):
        _wrap_simple(text, *line, width, rows)
    else:
        _wrap_measured(text, *line, width, rows)


def _wrap_simple(text: str, start: int, end: int, width: int, rows: list[Row]) -> None:
    begun = start
    while end - start > width:
        limit = start + width
        space = text.rfind(" ", start, limit + 1)
        words = text[start:space].rstrip(" ") if space > start else ""
        if words:
            rows.append((start, start + len(words)))
        else:
            rows.append((start, limit))
            space = limit
        start = _past_spaces(text, space, end)
    if start < end or start == begun:
        rows.append((start, end))


def _past_spaces(text: str, position: int, end: int) -> int:
    match = _SPACES.match(text, position, end)
    return match.end() if match else position


def _wrap_measured(text: str, start: int, end: int, width: int, rows: list[Row]) -> None:
    graphemes = letters(text, start, end)
    borders = list(accumulate(map(len, graphemes), initial=start))
    count = len(graphemes)
    if not count:
        rows.append((start, end))
    first = 0
    while first < count:
        limit = _fitting(graphemes, first, width)
        cut = limit if limit == count else _break_before(graphemes, first, limit)
        last = cut
        while limit < count and last > first and graphemes[last - 1] == " ":
            last -= 1
        if last == first:
            last = cut = limit
        rows.append((borders[first], borders[last]))
        first = cut
        while first < count and graphemes[first] == " ":
            first += 1


def _fitting(graphemes: list[str], first: int, width: int) -> int:
    """Give the index behind the last grapheme that fits, at least one."""
    used = 0
    for index in range(first, len(graphemes)):
        letter = graphemes[index]
        used += 1 if letter.isascii() else cells(letter)
        if used > width:
            return max(index, first + 1)
    return len(graphemes)


def _break_before(graphemes: list[str], first: int, limit: int) -> int:
    """Give the last index at which a row may end, `limit` where there is none."""
    if graphemes[limit] == " ":
        return limit
    for index in range(limit, first, -1):
        before = graphemes[index - 1]
        if before == " " or _WIDE.match(before) or _WIDE.match(graphemes[index]):
            return index
    return limit
