"""The place proposed for a span whose words changed."""

from collections.abc import Sequence
from typing import NamedTuple

from lmm_qual.text.wording import Wording

_APART = 12
"""New words between two that were kept, beyond half the span, before they are two places."""


class Words(NamedTuple):
    """A run of new words, and how many words of the span it kept."""

    start: int
    end: int
    kept: int


def proposed(to_new: Sequence[int], first: int, behind: int, size: int) -> Words | None:
    """Give the new words from the first to the last that old words `first`..`behind` became.

    Where they parted it is the place with most of them. Words that replaced the span's own first
    or last words belong to it; None where nothing of it was kept or replaced.
    """
    kept = _largest(
        [(at, to_new[at]) for at in range(first, behind) if to_new[at] >= 0], behind - first
    )
    before, after = _known(to_new, first - 1, -1), _known(to_new, behind, 1)
    if not kept:
        old, new = (
            (before[0] + 1, after[0]),
            (before[1] + 1, after[1] if after[0] < len(to_new) else size),
        )
        replaced = old == (first, behind) and 0 < new[1] - new[0] <= 2 * (behind - first) + 1
        return Words(*new, 0) if replaced else None
    start = kept[0][1] - _replaced(kept[0], before, kept[0][0] - first)
    if after[0] == len(to_new):
        after = (len(to_new), size)
    end = kept[-1][1] + 1 + _replaced(kept[-1], after, behind - 1 - kept[-1][0])
    return Words(start, end, len(kept))


def lost_at(to_new: Sequence[int], at: int, new: Wording) -> int:
    """Give the code point behind the last new word known of those before an old word."""
    there = _known(to_new, at - 1, -1)[1]
    return new.ends[there] if there >= 0 else 0


def _known(to_new: Sequence[int], at: int, step: int) -> tuple[int, int]:
    """Give the next old word, from one on in a direction, whose new word is known, and that."""
    while 0 <= at < len(to_new) and to_new[at] < 0:
        at += step
    return at, to_new[at] if 0 <= at < len(to_new) else -1


def _largest(pairs: list[tuple[int, int]], words: int) -> list[tuple[int, int]]:
    """Give the most pairs that stand together in order."""
    groups: list[list[tuple[int, int]]] = []
    for at, there in pairs:
        last = groups[-1][-1] if groups else None
        if last and last[1] < there <= last[1] + at - last[0] + _APART + words // 2:
            groups[-1].append((at, there))
        else:
            groups.append([(at, there)])
    return max(groups, key=len, default=[])


def _replaced(edge: tuple[int, int], outer: tuple[int, int], missing: int) -> int:
    """Count the new words beyond an edge that stand for the span's missing words there.

    `outer` is the next word known outside the span: where nothing but missing words lay before
    it, all new words do; where others lay there too, one for one if their number is the same.
    """
    old, new = abs(edge[0] - outer[0]) - 1, abs(edge[1] - outer[1]) - 1
    in_order = (edge[0] < outer[0]) == (edge[1] < outer[1])
    if not missing or not in_order:
        return 0
    if old == missing and new <= 3 * missing + 3:
        return new
    return missing if old == new else 0
