"""Codes that may be one: names or definitions that are nearly alike."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from lmm_qual.model.code_tree import CodeRow, CodeTree
from lmm_qual.text.folding import folded
from lmm_qual.text.said import plain_words

THRESHOLD = 85.0
"""Likeness in per cent from which codes are proposed."""
_FEWEST = 4
"""Words that a definition needs for its likeness to mean something."""


class Alike(NamedTuple):
    """Two codes, how like they are in per cent, and in what."""

    one: int
    other: int
    likeness: float
    why: str


class _Form(NamedTuple):
    """A code as it is compared."""

    id: int
    name: str
    said: str


def alike_codes(tree: CodeTree, threshold: float = THRESHOLD) -> list[Alike]:
    """Give the pairs of codes with names or definitions alike, the likest first.

    Names are compared without case, accents and plural endings, their words sorted. The likeness
    is rapidfuzz's normalised indel similarity; for definitions the higher of that in their own
    order and in sorted order.
    """
    forms = [_form(tree.by_id[code]) for code in tree.order]
    found = []
    for one, other in combinations(forms, 2):
        pair = _of_names(one.name, other.name, threshold)
        pair = pair or _of_definitions(one.said, other.said, threshold)
        if pair is not None:
            found.append(Alike(one.id, other.id, *pair))
    return sorted(found, key=lambda pair: -pair.likeness)


def _form(row: CodeRow) -> _Form:
    words = _words(row.definition or "")
    return _Form(row.id, _stems(row.name), " ".join(words) if len(words) >= _FEWEST else "")


def _of_names(one: str, other: str, threshold: float) -> tuple[float, str] | None:
    from rapidfuzz import fuzz

    if one == other:
        return 100.0, "the same name but for case, accents, order or endings"
    likeness = fuzz.ratio(one, other, score_cutoff=threshold)
    return (likeness, "names alike") if likeness else None


def _of_definitions(one: str, other: str, threshold: float) -> tuple[float, str] | None:
    from rapidfuzz import fuzz

    if not one or not other:
        return None
    ways = (fuzz.ratio, fuzz.token_sort_ratio)
    likeness = max(way(one, other, score_cutoff=threshold) for way in ways)
    return (likeness, "definitions alike") if likeness else None


def _stems(name: str) -> str:
    return " ".join(sorted(map(_singular, _words(name)))) or folded(name)


def _words(text: str) -> Sequence[str]:
    return plain_words(folded(text))


def _singular(word: str) -> str:
    """Take a plural's ending off: `stories`, `forms` and `boxes`, but not `stress`."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
