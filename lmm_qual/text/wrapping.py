"""Wrapping text into rows of a terminal's width."""

import re
from collections.abc import Iterable
from itertools import accumulate

from lmm_qual.text.cells import cells, one_cell_each
from lmm_qual.text.segmentation import letters

Row = tuple[int, int]
"""A row as code points of the text: start, end, half-open."""

# Chinese, Japanese and Korean may break between any two characters.
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


def wrap(text: str, start: int, end: int, width: int) -> list[Row]:
    """Wrap `text[start:end]`, as shown by stand-ins, into rows of at most `width` cells.

    Rows break at newlines and at spaces, which then belong to no row; a word wider than the row
    is cut between graphemes. A grapheme wider than `width` has a row of its own. There is always
    a row, an empty one for empty text. Raises ValueError for a width below 1.
    """
    borders, _ = wrap_all(text, [(start, end)], width)
    return list(zip(borders[::2], borders[1::2], strict=True))


def wrap_all(text: str, blocks: Iterable[Row], width: int) -> tuple[list[int], list[int]]:
    """Wrap each block `(start, end)` of a text as `wrap` does.

    Gives the rows of all blocks as `start, end, start, end, …`, and how many rows there are up to
    the end of each block.
    """
    if width < 1:
        raise ValueError(f"no text can be wrapped to {width} cells")
    pattern = _pattern(width) if one_cell_each(text) else None
    newlines = "\n" in text
    borders: list[int] = []
    reached = []
    for start, end in blocks:
        if pattern is None or (newlines and text.find("\n", start, end) >= 0):
            _wrap_lines(text, (start, end), pattern, width, borders)
        else:
            _wrap_simple(text, start, end, pattern, width, borders)
        reached.append(len(borders) // 2)
    return borders, reached


def _pattern(width: int) -> re.Pattern[str]:
    """Give what matches a row, as its group, of text without a space at its end."""
    return re.compile(rf"(.{{0,{width - 1}}}[^ ])(?: +|\Z)|(.{{{width}}}) *", re.DOTALL)


def _wrap_lines(
    text: str, block: Row, simple: re.Pattern[str] | None, width: int, borders: list[int]
) -> None:
    line, end = block
    while (newline := text.find("\n", line, end)) >= 0:
        _wrap_line(text, (line, newline), simple, width, borders)
        line = newline + 1
    _wrap_line(text, (line, end), simple, width, borders)


def _wrap_line(
    text: str, line: Row, simple: re.Pattern[str] | None, width: int, borders: list[int]
) -> None:
    if simple is None and one_cell_each(text[slice(*line)]):
        simple = _pattern(width)
    if simple is None:
        _wrap_measured(text, *line, width, borders)
    else:
        _wrap_simple(text, *line, simple, width, borders)


def _wrap_simple(
    text: str, start: int, end: int, pattern: re.Pattern[str], width: int, borders: list[int]
) -> None:
    if end - start <= width:
        borders += (start, end)
        return
    if text[end - 1] != " " and text.find("  ", start, end) < 0:
        _wrap_words(text, start, end, width, borders)
        return
    said = start + len(text[start:end].rstrip(" "))
    for match in pattern.finditer(text, start, said):
        borders += match.span(match.lastindex or 0)
    if said == start:
        borders += (start, start + width)
    elif end - borders[-2] <= width:
        borders[-1] = end


def _wrap_words(text: str, start: int, end: int, width: int, borders: list[int]) -> None:
    """Wrap text of single spaces, none at its end."""
    add, last_space = borders.append, text.rfind
    while end - start > width:
        add(start)
        cut = last_space(" ", start + 1, start + width + 1)
        start = start + width if cut < 0 else cut + 1
        add(start if cut < 0 else cut)
    borders += (start, end)


def _wrap_measured(text: str, start: int, end: int, width: int, borders: list[int]) -> None:
    graphemes = letters(text, start, end)
    places = list(accumulate(map(len, graphemes), initial=start))
    count = len(graphemes)
    if not count:
        borders += (start, end)
    first = 0
    while first < count:
        limit = _fitting(graphemes, first, width)
        cut = limit if limit == count else _break_before(graphemes, first, limit)
        last = cut
        while limit < count and last > first and graphemes[last - 1] == " ":
            last -= 1
        if last == first:
            last = cut = limit
        borders += (places[first], places[last])
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
