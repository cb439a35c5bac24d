"""Words of a shared run that may as well be other words of the text, equal or nearly so."""

from lmm_qual.text.alignment import Alignment, common
from lmm_qual.text.blocks import SEED, Block, runs_of

_LIKE = 0.5
"""Part of the words put in beside a block that, being its own, may be the block's instead."""
_SLACK = 4
"""Words by which two passages that are nearly the same may differ in length, and a quarter."""

_REPEATED = 0.3
"""Part of a passage's runs of words that, standing elsewhere too, make it stand twice."""
_BEYOND = 2
"""Words beyond a passage that, being the same, tell it from an equal one."""
_MISSED = 2 * SEED
"""Runs in a row that may differ between two passages that are nearly the same."""


class Doubts:
    """Tells how many words of a run have one place alone."""

    def __init__(self, aligned: Alignment) -> None:
        self._aligned = aligned
        self._places: dict[tuple[int, ...], list[int]] = {}
        for at, run in enumerate(runs_of(aligned.new)):
            self._places.setdefault(run, []).append(at)
        self._edges: dict[Block, tuple[int, int]] = {}

    def firm(self, block: Block, first: int, behind: int) -> int | None:
        """Count the old words of a run within a block that stand nowhere else.

        None where a word may have another place, and its place another word: then two passages
        that merely go on alike after a change of order are taken for one.
        """
        elsewhere, others = set[int](), set[int]()
        for start, end in self._aligned.shared_twice(first, behind):
            elsewhere.update(range(start, end))
        shift = block.shift
        for start, end in self._aligned.shared_twice_new(first + shift, behind + shift):
            others.update(range(start - shift, end - shift))
        if elsewhere & others:
            return None
        left, right = self._twins(block)
        doubtful = elsewhere | others
        return sum(left <= at < right and at not in doubtful for at in range(first, behind))

    def twin_elsewhere(self, block: Block, first: int, behind: int) -> bool:
        """Tell whether much of a run stands elsewhere too, and nothing around it decides.

        What decides is words of the block beyond all that stands elsewhere. For what kept its
        order, while the others are far off and would not, two are enough; else it takes two on
        both sides.
        """
        if behind - first < 2 * SEED:
            first, behind = max(first - SEED + 1, block.start), min(behind + SEED - 1, block.end)
        runs = max(behind - first - SEED + 1, 0)
        twins = [at for at in range(first, first + runs) if self._others(at, block.shift)]
        if len(twins) <= _REPEATED * runs:
            return False
        left, right = self._reach(block, twins[0], -1), self._reach(block, twins[-1], 1) + SEED
        before, after = left - block.start, block.end - right
        if block.in_order and not self._near(block, twins, 2 * (right - left) + _MISSED):
            return before + after < _BEYOND
        return min(before, after) < _BEYOND

    def equal_lost(self, block: Block, first: int, behind: int) -> bool:
        """Tell whether a run at a block's end may be equal words whose other half has no place.

        Of two equal passages one was moved and one stayed: the block goes on alike with either.
        """
        if first - block.start >= _BEYOND and block.end - behind >= _BEYOND:
            return False
        aligned, run = self._aligned, self._aligned.old[first:behind]
        if any(at != first and aligned.lost(at, behind - first) for at in aligned.places(run)):
            return True
        return behind - first < SEED and bool(aligned.untaken(run))

    def _near(self, block: Block, twins: list[int], far: int) -> bool:
        """Tell whether other places of a block's words are near it, or would be in order too."""
        _, _, start, end = self._aligned.home(block.start, block.end)
        return any(
            start <= there < end or abs(there - at - block.shift) <= far
            for at in twins
            for there in self._others(at, block.shift)
        )

    def _reach(self, block: Block, at: int, step: int) -> int:
        """Give the last run of a block, from one on, that stands elsewhere too."""
        last, missed = at, 0
        while missed < _MISSED and block.start <= at + step <= block.end - SEED:
            at += step
            last, missed = (at, 0) if self._others(at, block.shift) else (last, missed + 1)
        return last

    def _others(self, at: int, shift: int) -> list[int]:
        """Give where a run of old words stands in the new text too, not known as other words."""
        places = self._places.get(tuple(self._aligned.old[at : at + SEED]), ())
        return [
            there
            for there in places
            if there != at + shift and not self._aligned.explained(there, (at, at + 1))
        ]

    def _twins(self, block: Block) -> tuple[int, int]:
        """Give the old words of a block from the first to the last that have no twin beside it."""
        if block not in self._edges:
            self._edges[block] = self._left(block), self._right(block)
        return self._edges[block]

    def _left(self, block: Block) -> int:
        """Give the first old word behind those that stand, nearly so, before the block as well."""
        beside = self._beside(block, block.start + block.shift - 1, -1)[::-1]
        reach = len(beside) + len(beside) // 4 + _SLACK
        own = self._aligned.old[block.start : min(block.start + reach, block.end)]
        met = _met(own, beside)
        return block.start + met[-1] + 1 if met else block.start

    def _right(self, block: Block) -> int:
        """Give the first old word of those that stand, nearly so, behind the block as well."""
        beside = self._beside(block, block.end + block.shift, 1)
        first = max(block.end - len(beside) - len(beside) // 4 - _SLACK, block.start)
        met = _met(self._aligned.old[first : block.end], beside)
        return first + met[0] if met else block.end

    def _beside(self, block: Block, at: int, step: int) -> list[int]:
        """Give the new words next to a block that no words but its own explain, outwards."""
        words: list[int] = []
        most = len(block) * 2 + _SLACK
        own = (block.start, block.end)
        while 0 <= at < len(self._aligned.new) and len(words) < most:
            if self._aligned.explained(at, own):
                break
            words.append(self._aligned.new[at])
            at += step
        return words


def _met(own: list[int], beside: list[int]) -> list[int]:
    """Give which of a block's words are among those beside it, if enough of these are."""
    if len(beside) < 2:
        return []
    met = [at for at, _ in common(own, beside)]
    return met if len(met) >= max(_LIKE * len(beside), 2) else []
