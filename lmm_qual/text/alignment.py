"""Which words of a text are which words of another version of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from lmm_qual.text.blocks import Block, blocks, in_order, seeds
from lmm_qual.text.overlaps import Run, runs
from lmm_qual.text.wording import Wording


class Alignment:
    """Two versions of a text, their words aligned.

    `blocks` are the runs they surely share, moved ones as well. `to_new` gives for each old word
    the new word it most likely is, -1 for none; each new word is given to one old word at most.
    """

    def __init__(self, old: Wording, new: Wording) -> None:
        ids: dict[str, int] = {}
        self.old = [ids.setdefault(key, len(ids)) for key in old.keys]
        self.new = [ids.setdefault(key, len(ids)) for key in new.keys]
        self._old_signs, self._new_signs = _signs(self.old), _signs(self.new)
        pairs = seeds(self.old, self.new)
        self._chain = in_order(pairs)
        self.blocks = blocks(self.old, self.new, pairs, self._chain)
        self._here = _Cover([(block.start, block.end) for block in self.blocks])
        self._there = _Cover(
            [(block.start + block.shift, block.end + block.shift) for block in self.blocks]
        )
        self._loose = [
            at
            for first, last, ids in self._there.pieces(0, len(self.new))
            if not ids
            for at in range(first, last)
        ]
        self.to_new = [-1] * len(self.old)
        self._taken = [False] * len(self.new)
        self._take_blocks()
        self._take_gaps()

    def covering(self, start: int, end: int) -> list[Block]:
        """Give the blocks that hold a run of old words whole, those in order first."""
        held = (self.blocks[at] for at in self._here.at(start))
        found = [block for block in held if block.covers(start, end)]
        return sorted(found, key=lambda block: not block.in_order)

    def home(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Give the old words around a run, and the new words where they would stand in order.

        They reach from and to the next words that surely kept their order: old from, old to, new
        from, new to.
        """
        before = bisect_left(self._chain, (start, -1)) - 1
        behind = bisect_left(self._chain, (end, -1))
        first = self._chain[before] if before >= 0 else (-1, -1)
        last = self._chain[behind] if behind < len(self._chain) else (len(self.old), len(self.new))
        return first[0] + 1, last[0], first[1] + 1, last[1]

    def shared_twice(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give the runs of old words, from `start` to `end`, that more than one block holds."""
        return ((a, b) for a, b, ids in self._here.pieces(start, end) if len(ids) > 1)

    def shared_twice_new(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give the runs of new words, from `start` to `end`, that more than one block holds."""
        return ((a, b) for a, b, ids in self._there.pieces(start, end) if len(ids) > 1)

    def explained(self, there: int, old: tuple[int, int]) -> bool:
        """Tell whether a block gives a new word to an old word out of a run."""
        given = (self.blocks[held] for held in self._there.at(there))
        return not all(old[0] <= there - block.shift < old[1] for block in given)

    def unexplained(self, start: int, end: int, old: tuple[int, int]) -> list[int]:
        """Give where new words from `start` to `end` are that no block gives to words not `old`."""
        loose = self._loose[bisect_left(self._loose, start) : bisect_left(self._loose, end)]
        own = {
            at + self.blocks[held].shift
            for first, last, ids in self._here.pieces(*old)
            for held in ids
            for at in range(first, last)
        }
        return sorted(
            [*loose, *(at for at in own if start <= at < end and not self.explained(at, old))]
        )

    def places(self, run: Sequence[int], start: int = 0, end: int | None = None) -> list[int]:
        """Give where a run of words begins in the old text, from a word to another."""
        return _places(self._old_signs, run, start, end)

    def places_new(self, run: Sequence[int], start: int = 0, end: int | None = None) -> list[int]:
        """Give where a run of words begins in the new text, from a word to another."""
        return _places(self._new_signs, run, start, end)

    def untaken(self, run: Sequence[int]) -> list[int]:
        """Give where a run of words stands in the new text of which no old word is known."""
        size = len(run)
        return [at for at in self.places_new(run) if not any(self._taken[at : at + size])]

    def lost(self, at: int, size: int) -> bool:
        """Tell whether no new word is known for so many old words."""
        return max(self.to_new[at : at + size]) < 0

    def _take_blocks(self) -> None:
        for block in sorted(self.blocks, key=lambda block: (not block.in_order, -len(block))):
            for at in range(block.start, block.end):
                there = at + block.shift
                if self.to_new[at] < 0 and not self._taken[there]:
                    self.to_new[at], self._taken[there] = there, True

    def _take_gaps(self) -> None:
        """Align what is left between words in order by their longest common subsequence."""
        for (here, there), (here_end, there_end) in pairwise(self._fixed()):
            old = [at for at in range(here + 1, here_end) if self.to_new[at] < 0]
            new = [at for at in range(there + 1, there_end) if not self._taken[at]]
            if old and new:
                self._take_common(old, new)

    def _take_common(self, old: list[int], new: list[int]) -> None:
        here, there = [self.old[at] for at in old], [self.new[at] for at in new]
        for first, second in common(here, there):
            self.to_new[old[first]], self._taken[new[second]] = new[second], True

    def _fixed(self) -> list[tuple[int, int]]:
        """Give the pairs of words in order with a gap before them, and the texts' ends."""
        fixed = [(-1, -1)]
        for at, there in self._chain:
            if self.to_new[at] == there:
                fixed.append((at, there))
        return [*fixed, (len(self.old), len(self.new))]


def common(one: Sequence[int], other: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the places of the longest subsequence that two runs have in common, in order."""
    for step in LCSseq.opcodes(one, other):
        if step.tag == "equal":
            yield from zip(
                range(step.src_start, step.src_end),
                range(step.dest_start, step.dest_end),
                strict=True,
            )


def _signs(words: Iterable[int]) -> str:
    """Write each word as one sign, so that runs are found as fast as in a text."""
    return "".join(map(chr, words))


def _places(signs: str, run: Sequence[int], start: int, end: int | None) -> list[int]:
    wanted, found = _signs(run), []
    at = signs.find(wanted, start, end)
    while at >= 0:
        found.append(at)
        at = signs.find(wanted, at + 1, end)
    return found


class _Cover:
    """Which of some runs of words, that may overlap, cover a word."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._runs: list[Run[int]] = runs((at, *span) for at, span in enumerate(spans))
        self._starts = [run.start for run in self._runs]

    def at(self, word: int) -> tuple[int, ...]:
        index = bisect_right(self._starts, word) - 1
        return self._runs[index].ids if index >= 0 and word < self._runs[index].end else ()

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Cut a run into pieces that the same spans cover; those that none covers too."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        while start < end:
            run = self._runs[index] if index < len(self._runs) else None
            if run is None or run.start >= end:
                yield start, end, ()
                return
            if run.start > start:
                yield start, run.start, ()
                start = run.start
            if start < run.end:
                yield start, min(run.end, end), run.ids
                start = run.end
            index += 1
