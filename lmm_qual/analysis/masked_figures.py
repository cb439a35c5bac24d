"""Monitoring figures as they may be shared: small numbers masked, with what tells of them.

A figure's number is masked where it, or what is left to its base, is some but fewer than the
threshold; so is a small base. A share in per cent stands for as many of its base, or of the first
number that is said of its respondents. The parts of a breakdown are masked as such (see
`masked_parts`), all of them where their whole is; a part masked in one figure is masked in every
figure that names it with the same number, and of figures that supersede one another all numbers are
masked where one is.
Words of a figure with something masked lose their numbers, but for its period and source.
"""

import re
from collections.abc import Sequence

from lmm_qual.analysis.masked_parts import few, masked_parts
from lmm_qual.model.monitoring import Figure

_PER_CENT = re.compile(r"per ?cent|%", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = ("label", "unit", "respondents", "criterion", "rating")
GONE = "×"
"""What stands in the words of a masked figure for their numbers."""
Masked = frozenset[tuple[str, str]]
Part = tuple[str, float]
"""A part of a breakdown by its name, with its number."""


def masked_figures(figures: Sequence[Figure], threshold: int) -> tuple[list[Figure], Masked]:
    """Give figures without what is masked, and which numbers of which figures are."""
    chained = _chains(figures)
    closed = {chained[one.id] for one in figures if _is_few(one, threshold)}
    hidden = {one.id for one in figures if chained[one.id] in closed}
    parts = _all_parts(figures, hidden, threshold)
    told: list[Figure] = []
    masked: set[tuple[str, str]] = set()
    for one in figures:
        bases = {"denominator"} if few(one.denominator, threshold) else set()
        names = bases | ({"numerator"} if one.id in hidden else set())
        masked |= {(one.id, name) for name in names if getattr(one, name) is not None}
        told.append(_without(one, names, parts, threshold))
    return told, frozenset(masked)


def percentages(figures: Sequence[Figure], masked: Masked) -> list[str]:
    """Give the figures that are told and are percentages of nobody knows how many."""
    return [
        one.id
        for one in figures
        if _is_share(one) and _base(one) is None and (one.id, "numerator") not in masked
    ]


def _chains(figures: Sequence[Figure]) -> dict[str, str]:
    """Give each figure the first of those that supersede one another with it."""
    first = {one.id: one.id for one in figures}
    for one in figures:
        if one.supersedes in first:
            here, other = first[one.id], first[one.supersedes]
            first = {key: here if root == other else root for key, root in first.items()}
    return first


def _all_parts(figures: Sequence[Figure], hidden: set[str], threshold: int) -> set[Part]:
    """Give the parts that are masked anywhere, until none more has to be for another's sake."""
    found: set[Part] = set()
    while True:
        more = {
            part
            for one in figures
            for part, mask in zip(one.breakdown.items(), _parts(one, threshold, found), strict=True)
            if mask or one.id in hidden
        }
        if more <= found:
            return found
        found |= more


def _is_share(figure: Figure) -> bool:
    return figure.unit is not None and bool(_PER_CENT.match(figure.unit))


def _scale(figure: Figure) -> float | None:
    """Give what turns parts into numbers: parts of shares, and those the unit says are shares."""
    if _is_share(figure):
        base = _base(figure)
        return None if base is None else base / (figure.denominator or 100)
    if figure.unit is None or not _PER_CENT.search(figure.unit):
        return 1.0
    return None if figure.numerator is None else figure.numerator / 100


def _base(figure: Figure) -> float | None:
    """Give how many a figure is of: its denominator, else the first number of respondents."""
    if figure.denominator is not None and not _is_share(figure):
        return figure.denominator
    found = _NUMBERS.search(figure.respondents or "")
    return float(re.sub(r"\D", "", found[0])) if found and _is_share(figure) else None


def _is_few(figure: Figure, threshold: int) -> bool:
    """Say whether a figure's number is of few, or leaves few of its base."""
    number, base = figure.numerator, _base(figure)
    if number is None:
        return False
    if _is_share(figure):
        if base is None:
            return False
        number = number * base / (figure.denominator or 100)
    left = 0.0 if base is None or base < number else base - number
    return few(number, threshold) or few(left, threshold)


def _parts(figure: Figure, threshold: int, known: set[Part]) -> list[bool]:
    """Say which parts are masked; shares of nobody knows how many are not."""
    also = [at for at, part in enumerate(figure.breakdown.items()) if part in known]
    scale = _scale(figure)
    if scale is None:
        return [at in also for at in range(len(figure.breakdown))]
    numbers = [part * scale for part in figure.breakdown.values()]
    wholes = [figure.numerator, figure.denominator] if scale == 1.0 else []
    return masked_parts(numbers, wholes, threshold, also)


def _without(figure: Figure, names: set[str], parts: set[Part], threshold: int) -> Figure:
    """Give a figure without the numbers of these names and parts, nor numbers in its words."""
    breakdown = {name: None if (name, n) in parts else n for name, n in figure.breakdown.items()}
    gone = bool(names) or None in breakdown.values()
    texts = {
        name: _NUMBERS.sub(GONE, text)
        for name in _WORDS
        if (text := getattr(figure, name)) is not None
        and (gone or (name == "respondents" and _tells(text, threshold)))
    }
    taken = dict.fromkeys(names)
    return figure.model_copy(update={**texts, **taken, "breakdown": breakdown})


def _tells(text: str, threshold: int) -> bool:
    """Say whether numbers in a text, or what lies between them, are of few."""
    numbers = [float(re.sub(r"\D", "", found)) for found in _NUMBERS.findall(text)]
    apart = [one - other for one in numbers for other in numbers]
    return any(few(number, threshold) for number in [*numbers, *apart])
