"""Codes that meet as they may be shared: pairs of few people masked, with all their numbers.

Pairs are no parts of one another, so one pair tells nothing of another's people. The segments of a
code alone are told only where a shown pair has it: at least as many people as the threshold then
stand behind them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.analysis.cooccurrence import CoOccurrence, Pair


@dataclass(frozen=True)
class SharedPairs:
    """The pairs that are shown with their numbers, those of masked numbers, and shown codes."""

    shown: Sequence[Pair]
    masked: Sequence[Pair]
    codes: frozenset[int]


def shared_pairs(found: CoOccurrence, threshold: int | None) -> SharedPairs:
    """Part pairs by whether segments, participants and transcripts all reach the threshold.

    Both parts stand in the codebook's order. Without a threshold all are shown.
    """
    if threshold is None:
        return SharedPairs(found.pairs, (), frozenset(found.codes))
    shown: list[Pair] = []
    masked: list[Pair] = []
    for pair in found.pairs:
        told = min(pair.segments, pair.participants, pair.transcripts) >= threshold
        (shown if told else masked).append(pair)
    return SharedPairs(shown, masked, frozenset(code for pair in shown for code in pair[:2]))
