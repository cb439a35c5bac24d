"""Saturation as it may be shared: that codes ran out, never who said a thing first.

A curve in order of collection tells a colleague, who knows whom they met when, which session first
brought a code. So no order, no transcript and no code is told, only what holds for the sessions of
a round and group together: the mean number of codes met over random orders, the band between at
least as many transcripts as the threshold and as many before the last (nearer the ends it is that
of single sessions), and whether a run brought at most so much new. The codes of the base are told
where as many transcripts are in it and behind it, or none behind it. Where transcripts or people
are fewer than the threshold, nothing is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.analysis.saturation import ENOUGH, Band, Curve, Saturation


@dataclass(frozen=True)
class SharedCurve:
    """A round and group without its order; `None` is not told, of `reached` that no run did.

    `means` and `bands` stand for so many transcripts, from 1; `reached` is the first run, by
    numbers of transcripts, that brought at most `ENOUGH` of the base; `runs` whether there is any.
    """

    time: str | None
    group: str | None
    transcripts: int | None
    means: Sequence[float] = ()
    bands: Sequence[Band | None] = ()
    base: int = 0
    run: int = 0
    base_codes: int | None = None
    runs: bool = False
    reached: tuple[int, int] | None = None
    unfinished: bool = False


def shared_curves(found: Saturation, threshold: int | None) -> list[SharedCurve]:
    """Give the curves as they may be shared; without a threshold only order and names go."""
    return [_shared(curve, threshold or 1) for curve in found.curves]


def _shared(curve: Curve, threshold: int) -> SharedCurve:
    number = len(curve.transcripts)
    if min(number, curve.people) < threshold:
        return SharedCurve(curve.time, curve.group, None)
    behind = number - curve.base
    told = curve.base >= threshold and (behind == 0 or behind >= threshold)
    reached = next((r for r in curve.runs if r.share is not None and r.share <= ENOUGH), None)
    return SharedCurve(
        time=curve.time,
        group=curve.group,
        transcripts=number,
        means=[band.mean for band in curve.bands],
        bands=[
            band if at == number or threshold <= at <= number - threshold else None
            for at, band in enumerate(curve.bands, start=1)
        ],
        base=curve.base,
        run=curve.run,
        base_codes=curve.base_codes if told else None,
        runs=bool(curve.runs),
        reached=None if reached is None else (reached.first, reached.last),
        unfinished=bool(curve.unfinished),
    )
