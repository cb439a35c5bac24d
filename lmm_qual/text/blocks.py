"""Blocks of words that two versions of a text share.

As in Bram Cohen's patience diff (2005; Bazaar, git), what occurs once in both versions holds the
alignment. Here it is runs of four words, since single words of speech are seldom unique; and runs
that changed their order are kept as well, for paragraphs that were moved.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SEED = 4
"""Words of a run that is looked for once in both versions."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words `start`..`end` of the old text that stand at `start + shift`.. of the new one.

    No word before or behind them is shared. `in_order` is false for what was moved.
    """

    start: int
    end: int
    shift: int
    in_order: bool

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a run of old words lies within."""
        return self.start <= start and end <= self.end


def seeds(old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """Give the places (old, new) of runs that occur once in both, and the texts' own ends."""
    there = _once(new)
    found = [(at, there[run]) for run, at in _once(old).items() if run in there]
    if old and new:
        if old[0] == new[0]:
            found.append((0, 0))
        if old[-1] == new[-1]:
            found.append((len(old) - 1, len(new) - 1))
    return sorted(set(found))


def runs_of(words: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Give the run of words that begins at each word, as long as there are enough."""
    return zip(*(words[first:] for first in range(SEED)), strict=False)


def _once(words: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Give where each run of words stands that occurs once."""
    places: dict[tuple[int, ...], int] = {}
    for at, run in enumerate(runs_of(words)):
        places[run] = -1 if run in places else at
    return {run: at for run, at in places.items() if at >= 0}


def in_order(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest rising part of pairs sorted by their first (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    kept: list[tuple[int, int]] = []
    before: list[int] = []
    for index, (first, second) in enumerate(pairs):
        kept.append((first, second))
        pile = bisect_left(tops, second)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(second)
            piles.append(index)
        else:
            tops[pile], piles[pile] = second, index
    chain = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chain.append(kept[at])
        at = before[at]
    return chain[::-1]


def blocks(
    old: Sequence[int],
    new: Sequence[int],
    pairs: Iterable[tuple[int, int]],
    chain: Iterable[tuple[int, int]],
) -> list[Block]:
    """Widen seeds as far as words agree; gives each block once, by its start.

    Blocks may overlap where a text repeats itself: then a word has more than one place.
    """
    reached: dict[int, int] = {}
    runs: dict[tuple[int, int], tuple[int, int]] = {}
    held = set(chain)
    kept: dict[tuple[int, int], bool] = {}
    for at, there in pairs:
        shift = there - at
        if reached.get(shift, 0) <= at:
            start, end = _widened(old, new, at, shift)
            reached[shift] = end
            runs[shift, end] = (start, end)
        key = (shift, reached[shift])
        kept[key] = kept.get(key, False) or (at, there) in held
    made = [Block(*runs[key], key[0], kept[key]) for key in runs]
    return sorted(made, key=lambda block: (block.start, block.end, block.shift))


def _widened(old: Sequence[int], new: Sequence[int], at: int, shift: int) -> tuple[int, int]:
    start = end = at
    while start and start + shift and old[start - 1] == new[start + shift - 1]:
        start -= 1
    while end < len(old) and end + shift < len(new) and old[end] == new[end + shift]:
        end += 1
    return start, end
