"""Which numbers of a table may be shared: small ones are masked, and what they could be told from.

Primary suppression by the minimum frequency rule: a number is masked where it, or the people behind
it, are some but fewer than the study's threshold. Secondary suppression keeps a masked number from
being worked out of others (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4, on
tables). The rule, simple rather than sparing:

1. Of a masked cell, the cells of all codes above it in its column are masked.
2. The total of a row with a masked cell is masked.
3. "Of N" is masked where it is small itself, with what is planned and coded; where segments are
   counted, of which it is the sum, also where any cell of its column is masked.

So all that a shown number is made of is shown. A cell is said to be below the threshold only where
no cell below it is masked and people are counted; all other masked ones say nothing of their size.
Take such a table, and a masked number n below the threshold of at least 3: one person more or fewer
who speaks of the code, in words that nobody else shares, makes n + 1 or n - 1 and changes no shown
number, so from the table alone n may be either. Zeros stand: that nobody mentioned something tells
of no person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lmm_qual.analysis.masked_parts import few
from lmm_qual.analysis.measures import Measure
from lmm_qual.model.problem import refuse

Mask = Literal["", "few", "hidden"]
LOWEST = 3
"""The least threshold that hides anything: below 2 a masked number could only be 1."""


@dataclass(frozen=True)
class Masks:
    """What is masked of a table: its cells by row and column, its columns' N and rows' totals."""

    cells: Sequence[Sequence[Mask]]
    of: Sequence[bool]
    totals: Sequence[bool]


def checked_threshold(threshold: int | None) -> int | None:
    """Give a threshold that masks; raises `BadInputError` for one that hides nothing."""
    if threshold is not None and threshold < LOWEST:
        raise refuse(
            f"a masking threshold of {threshold} hides nothing, since what is masked could be told",
            f"set masking_threshold in the study file to {LOWEST} or more, or leave it out",
        )
    return threshold


def masks(
    cells: Sequence[Sequence[int | None]],
    people: Sequence[Sequence[int | None]],
    depths: Sequence[int],
    of: Sequence[tuple[int | None, int | None]],
    threshold: int,
    *,
    counted: Measure = "participants",
) -> Masks:
    """Say what is masked; rows stand in the codebook's order, `depths` are theirs.

    `people` are the participants behind the cells, `of` each column's N with its participants,
    `counted` what the cells count.
    """
    mark: Mask = "few" if counted == "participants" else "hidden"
    columns = [
        _column([row[at] for row in cells], [row[at] for row in people], depths, threshold, mark)
        for at in range(len(of))
    ]
    small_n = [
        any(few(number, threshold) for number in pair)
        or (bool(pair[0]) and not pair[1])
        or (counted == "segments" and any(column))
        for pair, column in zip(of, columns, strict=True)
    ]
    by_row: list[list[Mask]] = [[column[at] for column in columns] for at in range(len(depths))]
    return Masks(by_row, small_n, [any(row) for row in by_row])


def _column(
    numbers: Sequence[int | None],
    people: Sequence[int | None],
    depths: Sequence[int],
    threshold: int,
    mark: Mask,
) -> list[Mask]:
    """Give the masks of one column; `mark` is that of small numbers."""
    found: list[Mask] = [""] * len(depths)
    masked_at: set[int] = set()
    for at in reversed(range(len(depths))):
        below = {depth for depth in masked_at if depth > depths[at]}
        masked_at -= below
        number, heard = numbers[at], people[at]
        if below:
            found[at] = "hidden"
        elif number and min(number, heard or 0) < threshold:
            found[at] = mark
        if found[at]:
            masked_at.add(depths[at])
    return found
