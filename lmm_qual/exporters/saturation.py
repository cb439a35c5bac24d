"""Saturation as text, CSV and JSON."""

from collections.abc import Iterator
from typing import Any

from lmm_qual.analysis.masked_saturation import SharedCurve
from lmm_qual.analysis.saturation import ENOUGH, Curve, Run, Saturation
from lmm_qual.analysis.theme_matrix import ALL_CODERS, column_name
from lmm_qual.exporters.tables import Cell, Table, csv_table, text_table
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown


def saturation_data(found: Saturation) -> dict[str, Any]:
    """Give the curves as other programs read them."""
    return {
        "coder": found.coder,
        "inductive_codes": found.codes,
        "orders": found.orders,
        "seed": found.seed,
        "curves": [_curve_data(curve) for curve in found.curves],
    }


def _curve_data(curve: Curve) -> dict[str, Any]:
    return {
        "time": curve.time,
        "group": curve.group,
        "order": curve.order,
        "transcripts": [
            {
                "transcript": curve.transcripts[at],
                "new": curve.new[at],
                "met": curve.met[at],
                "codes": curve.codes[at],
                "mean": round(band.mean, 3),
                "p5": band.low,
                "p95": band.high,
            }
            for at, band in enumerate(curve.bands)
        ],
        "base": curve.base,
        "run": curve.run,
        "base_codes": curve.base_codes,
        "runs": [
            {**run._asdict(), "share": None if run.share is None else round(run.share, 4)}
            for run in curve.runs
        ],
        "unfinished": curve.unfinished,
    }


def saturation_csv(found: Saturation) -> str:
    """Write a row a transcript for a spreadsheet or statistics."""
    headings = ["time", "group", "n", "transcript", "new", "met", "mean", "p5", "p95", "codes"]
    rows: list[list[Cell]] = []
    for curve in found.curves:
        for at, name in enumerate(curve.transcripts):
            band = curve.bands[at]
            rows.append(
                [
                    *(curve.time, curve.group, at + 1, name, curve.new[at], curve.met[at]),
                    *(round(band.mean, 3), band.low, band.high),
                    "; ".join(curve.codes[at]),
                ]
            )
    return csv_table(Table(headings, rows))


def saturation_text(found: Saturation, width: int | None = None) -> str:
    """Draw the curves for a terminal, each with its new-information share, or say why none."""
    if not found.codes:
        return "no inductive or in vivo codes: say in the codebook where codes come from\n"
    if not found.curves:
        return "no transcripts\n"
    parts = [_curve_text(curve, width) for curve in found.curves]
    who = "all coders" if found.coder == ALL_CODERS else f"coder {found.coder}"
    codes = counted(found.codes, "inductive and in vivo code")
    last = f"{codes} by {who}; mean and 5–95 % over {found.orders} random orders, seed {found.seed}"
    return "\n".join([*parts, f"{shown(last)}\n"])


def _curve_text(curve: Curve, width: int | None) -> str:
    rows: list[list[Cell]] = []
    for at, name in enumerate(curve.transcripts):
        band = curve.bands[at]
        spread = [f"{band.mean:.1f}", f"{band.low}–{band.high}"]
        rows.append(
            [at + 1, name, curve.new[at], curve.met[at], *spread, "; ".join(curve.codes[at])]
        )
    head = ["n", "transcript", "new", "met", "mean", "5–95 %", "codes first met"]
    title = f"{curve_name(curve)}, in order of {curve.order}"
    lines = "".join(f"{shown(line)}\n" for line in remarks(curve))
    return f"{shown(title)}\n{text_table(Table(head, rows, (0, 2, 3, 4, 5)), width)}{lines}"


def curve_name(curve: Curve | SharedCurve) -> str:
    """Name the round and group of a curve."""
    return column_name({"time": curve.time, "group": curve.group})


def remarks(curve: Curve) -> Iterator[str]:
    """Say what each run brings on the base, and what is not coded to its end."""
    if curve.base_codes is None or not curve.runs:
        few = counted(len(curve.new), "transcript")
        yield f"{few}: too few for a base of {curve.base} and a run of {curve.run}"
    for run in curve.runs:
        yield f"transcripts {run.first}–{run.last}: {_share(run, curve.base_codes or 0)}"
    low = next((r for r in curve.runs if r.share is not None and r.share <= ENOUGH), None)
    if low:
        yield f"at most 5 % new first in the run {low.first}–{low.last}"
    if curve.unfinished:
        yield f"coding not finished: {', '.join(curve.unfinished)}"


def _share(run: Run, base: int) -> str:
    if run.share is None:
        return f"{run.new} new on a base without codes: share undefined"
    return f"{run.new} new on a base of {base} = {100 * run.share:.0f} %"
