"""How wide the columns of a table are drawn in a terminal, and which stand beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 3
"""Cells between two columns."""
_LONGEST_WORD = 16
_LONGEST_NAME = 24


@dataclass(frozen=True)
class Column:
    """How wide a column would be whole, and how narrow it may be with few words broken."""

    whole: int
    least: int


def column_of(texts: Sequence[str], *, names: bool = False) -> Column:
    """Measure a column by its heading and cells; one of `names` says what rows are."""
    from rich.cells import cell_len

    lines = [line for text in texts for line in text.split("\n")]
    whole = max(map(cell_len, lines), default=0)
    if names:
        return Column(whole, min(whole, _LONGEST_NAME))
    words = (cell_len(word) for line in lines for word in line.split())
    return Column(whole, min(max(words, default=0), _LONGEST_WORD, whole))


def parts_within(columns: Sequence[Column], width: int) -> list[list[int]]:
    """Give the places of columns that stand beside each other, the first one in every part."""
    if not columns:
        return []
    parts: list[list[int]] = [[0]]
    taken = columns[0].least
    for at in range(1, len(columns)):
        needed = GAP + columns[at].least
        if taken + needed > width and len(parts[-1]) > 1:
            parts.append([0])
            taken = columns[0].least
        parts[-1].append(at)
        taken += needed
    return parts


def widths_within(columns: Sequence[Column], width: int) -> list[int]:
    """Share a width among columns: those who need little get all of it, the others alike."""
    widths = [column.least for column in columns]
    spare = width - sum(widths) - GAP * (len(columns) - 1)
    needs = sorted((column.whole - column.least, at) for at, column in enumerate(columns))
    for left, (need, at) in zip(range(len(needs), 0, -1), needs, strict=True):
        given = max(0, min(need, spare // left))
        widths[at] += given
        spare -= given
    return [max(1, one) for one in widths]
