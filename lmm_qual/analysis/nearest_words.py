"""Where in a transcript the words come nearest to a quotation, and what differs, word by word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from lmm_qual.text.marked_changes import Quoted, Stretch
from lmm_qual.text.said import Word

_SHIFT = 4
"""Words by which the place that word pairs point to may be out."""


class Difference(NamedTuple):
    """Words as quoted and as said; one is empty where words were put in or left out."""

    quoted: str
    said: str


@dataclass(frozen=True)
class Placed:
    """The place of each stretch of a quotation, `None` where nothing is near it.

    Places are numbers of words, first and behind the last; `matched` words are as quoted.
    """

    stretches: Sequence[tuple[int, int] | None]
    matched: int

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Give the places that there are."""
        return [span for span in self.stretches if span is not None]

    def differences(self, quoted: Quoted, words: Sequence[Word], text: str) -> list[Difference]:
        """Give what differs, in order; `text` holds the transcript's `words`."""
        found: list[Difference] = []
        for stretch, span in zip(quoted.stretches, self.stretches, strict=True):
            if span is None:
                found.append(Difference(quoted.said(stretch.words), ""))
                continue
            said = words[span[0] : span[1]]
            for start, end, other, other_end in _changes(stretch.plain, _plain(said)):
                as_said = " ".join(text[word.start : word.end] for word in said[other:other_end])
                found.append(Difference(quoted.said(stretch.words[start:end]), as_said))
        return found


def nearest_place(quoted: Quoted, words: Sequence[Word]) -> Placed | None:
    """Give the place at which most of a quotation's words stand as they are quoted.

    Its longest stretch is placed first, the others before and behind it within their reach.
    """
    plain = _plain(words)
    stretches = quoted.stretches
    longest = max(range(len(stretches)), key=lambda at: len(stretches[at].words))
    anchor = _locate(stretches[longest].plain, plain, 0, len(plain))
    if anchor is None:
        return None
    places: list[tuple[int, int] | None] = [None] * len(stretches)
    places[longest] = anchor
    _onwards(stretches, plain, places, longest)
    _backwards(stretches, plain, places, longest)
    matched = sum(
        _matched(stretch.plain, plain[span[0] : span[1]])
        for stretch, span in zip(stretches, places, strict=True)
        if span is not None
    )
    return Placed(places, matched)


def _onwards(
    stretches: Sequence[Stretch],
    plain: Sequence[str],
    places: list[tuple[int, int] | None],
    anchor: int,
) -> None:
    reached = (places[anchor] or (0, 0))[1]
    for at in range(anchor + 1, len(stretches)):
        wanted = stretches[at].plain
        high = min(len(plain), reached + stretches[at].reach + len(wanted) + _SHIFT)
        places[at] = found = _locate(wanted, plain, reached, high)
        reached = found[1] if found else reached


def _backwards(
    stretches: Sequence[Stretch],
    plain: Sequence[str],
    places: list[tuple[int, int] | None],
    anchor: int,
) -> None:
    reached = (places[anchor] or (0, 0))[0]
    for at in range(anchor - 1, -1, -1):
        wanted = stretches[at].plain
        low = max(0, reached - stretches[at + 1].reach - len(wanted) - _SHIFT)
        places[at] = found = _locate(wanted, plain, low, reached)
        reached = found[0] if found else reached


def _locate(
    wanted: Sequence[str], plain: Sequence[str], low: int, high: int
) -> tuple[int, int] | None:
    """Give where words between two places come nearest to those wanted, if any do."""
    size = len(wanted)
    for at in range(low, high - size + 1):
        if plain[at] == wanted[0] and list(plain[at : at + size]) == wanted:
            return at, at + size
    start = _pointed_to(wanted, plain, low, high)
    if start is None:
        return None
    return _fitted(wanted, plain, max(low, start - _SHIFT), min(high, start + size + _SHIFT))


def _pointed_to(wanted: Sequence[str], plain: Sequence[str], low: int, high: int) -> int | None:
    """Give the start that most pairs of words point to, those near each other together."""
    pairs: dict[tuple[str, str], list[int]] = {}
    for at, pair in enumerate(pairwise(wanted)):
        pairs.setdefault(pair, []).append(at)
    votes: Counter[int] = Counter()
    for at in range(low, high - 1):
        for inside in pairs.get((plain[at], plain[at + 1]), ()):
            votes[at - inside] += 1
    if not votes:
        return None
    near = range(-_SHIFT + 1, _SHIFT)
    return max(votes, key=lambda start: (sum(votes[start + by] for by in near), votes[start]))


def _fitted(
    wanted: Sequence[str], plain: Sequence[str], low: int, high: int
) -> tuple[int, int] | None:
    """Give the stretch from `low` to `high` that takes fewest changes to become what is wanted."""
    from rapidfuzz.distance import Levenshtein

    size = len(wanted)
    best: tuple[int, int, int, int] | None = None
    for start in range(low, min(low + 2 * _SHIFT + 1, high)):
        for end in range(max(start + 1, start + size - 2 * _SHIFT), high + 1):
            changes = Levenshtein.distance(wanted, plain[start:end])
            key = (changes, abs(end - start - size), start, end)
            if best is None or key < best:
                best = key
    return (best[2], best[3]) if best and best[0] < size else None


def _changes(wanted: Sequence[str], said: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Give what differs, each as spans of both, neighbours joined."""
    from rapidfuzz.distance import Levenshtein

    joined: list[tuple[int, int, int, int]] = []
    for step in Levenshtein.opcodes(wanted, said):
        if step.tag == "equal":
            continue
        if joined and (joined[-1][1], joined[-1][3]) == (step.src_start, step.dest_start):
            start, _, other, _ = joined.pop()
            joined.append((start, step.src_end, other, step.dest_end))
        else:
            joined.append((step.src_start, step.src_end, step.dest_start, step.dest_end))
    return joined


def _matched(wanted: Sequence[str], said: Sequence[str]) -> int:
    """Count the words wanted that were said, in their order."""
    return len(wanted) - sum(end - start for start, end, _, _ in _changes(wanted, said))


def _plain(words: Sequence[Word]) -> list[str]:
    return [word.plain for word in words]
