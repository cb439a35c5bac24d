"""Saturation as it may be shared, as text, CSV and JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from lmm_qual.analysis.cell_states import MASKED
from lmm_qual.analysis.masked_saturation import SharedCurve
from lmm_qual.analysis.saturation import ENOUGH, Band, Saturation
from lmm_qual.analysis.theme_matrix import ALL_CODERS
from lmm_qual.exporters.matrix import MARKS
from lmm_qual.exporters.saturation import curve_name
from lmm_qual.exporters.tables import Cell, Table, text_table
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown


def shared_saturation_data(
    found: Saturation, curves: Sequence[SharedCurve], notes: Sequence[str]
) -> dict[str, Any]:
    """Give the curves as other programs read them; what is not told is `null`."""
    return {
        "coder": found.coder,
        "inductive_codes": found.codes,
        "orders": found.orders,
        "seed": found.seed,
        "curves": [
            {
                "time": curve.time,
                "group": curve.group,
                "transcripts": curve.transcripts,
                "met": [
                    {
                        "n": at,
                        "mean": round(mean, 3),
                        "p5": None if band is None else band.low,
                        "p95": None if band is None else band.high,
                    }
                    for at, mean, band in _points(curve)
                ],
                "base": curve.base or None,
                "run": curve.run or None,
                "base_codes": curve.base_codes,
                "at_most_5_percent_new": _reached(curve),
                "unfinished": curve.unfinished,
            }
            for curve in curves
        ],
        "notes": list(notes),
    }


def _points(curve: SharedCurve) -> Iterator[tuple[int, float, Band | None]]:
    pairs = zip(curve.means, curve.bands, strict=True)
    return ((at, mean, band) for at, (mean, band) in enumerate(pairs, start=1))


def _reached(curve: SharedCurve) -> bool | list[int] | None:
    """Give the first and last transcript of the run that brought so little; `False` for none."""
    if not curve.runs:
        return None
    return False if curve.reached is None else list(curve.reached)


def shared_saturation_table(curves: Sequence[SharedCurve]) -> Table:
    """Give a row a number of transcripts; of what is not told there is one with a mark."""
    mark = MARKS[MASKED]
    rows: list[list[Cell]] = []
    for curve in curves:
        if curve.transcripts is None:
            rows.append([curve.time, curve.group, mark, mark, mark, mark])
        for at, mean, band in _points(curve):
            spread = [mark, mark] if band is None else [band.low, band.high]
            rows.append([curve.time, curve.group, at, round(mean, 3), *spread])
    return Table(["time", "group", "n", "mean", "p5", "p95"], rows)


def shared_saturation_text(
    found: Saturation,
    curves: Sequence[SharedCurve],
    notes: Sequence[str],
    width: int | None = None,
) -> str:
    """Draw the curves for a terminal."""
    if not found.codes:
        return "no inductive or in vivo codes: say in the codebook where codes come from\n"
    parts = [_curve_text(curve, width) for curve in curves]
    who = "all coders" if found.coder == ALL_CODERS else f"coder {found.coder}"
    codes = counted(found.codes, "inductive and in vivo code")
    last = f"{codes} by {who}; mean and 5–95 % over {found.orders} random orders, seed {found.seed}"
    return "\n".join([*parts, "".join(f"{shown(line)}\n" for line in [last, *notes])])


def _curve_text(curve: SharedCurve, width: int | None) -> str:
    if curve.transcripts is None:
        return f"{shown(curve_name(curve))}: too few to be shared\n"
    mark = MARKS[MASKED]
    rows: list[list[Cell]] = [
        [at, f"{mean:.1f}", mark if band is None else f"{band.low}–{band.high}"]
        for at, mean, band in _points(curve)
    ]
    lines = "".join(f"{shown(line)}\n" for line in shared_remarks(curve))
    table = text_table(Table(["transcripts", "mean", "5–95 %"], rows, (0, 1, 2)), width)
    return f"{shown(curve_name(curve))}\n{table}{lines}"


def shared_remarks(curve: SharedCurve) -> Iterator[str]:
    """Say of the base and of the run that brought little, and whether all is coded."""
    if curve.base_codes is not None:
        yield f"base of {curve.base} transcripts: {curve.base_codes} codes"
    most = f"at most {100 * ENOUGH:.0f} % new"
    if curve.reached is not None:
        yield f"{most} first in the run {curve.reached[0]}–{curve.reached[1]}"
    elif curve.runs:
        yield f"{most} in no run of {curve.run} behind a base of {curve.base}"
    if curve.unfinished:
        yield "coding not finished"


def masking(curves: Sequence[SharedCurve], threshold: int | None) -> list[str]:
    """Say what is not told."""
    kept = ["transcripts, their order and the codes of each are left out"]
    if threshold is None:
        return kept
    few = sum(curve.transcripts is None for curve in curves)
    of_all = f"{few} of {len(curves)} rounds and groups, and bands of fewer transcripts"
    return [*kept, f"masked below {threshold}: {of_all}"]
