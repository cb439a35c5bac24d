"""Saturation as a picture: a curve a round and group, with its band over random orders."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from lmm_qual.analysis.masked_saturation import SharedCurve
from lmm_qual.analysis.saturation import Curve, Saturation
from lmm_qual.exporters.pictures.drawing import (
    ACCENT,
    FAINT,
    SHADE,
    PictureForm,
    cut,
    picture,
    wrapped,
)
from lmm_qual.exporters.saturation import curve_name, remarks
from lmm_qual.exporters.saturation_shared import shared_remarks
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ACROSS, _WIDE, _HIGH = 2, 5.2, 4.0
_NAMED = 30
"""Transcripts whose names are written below a curve; more are numbered."""


def saturation_picture(found: Saturation, form: PictureForm) -> bytes:
    """Draw all curves; raises BadInputError where there are no inductive codes or transcripts."""
    if not found.codes or not found.curves:
        what = "transcripts" if found.codes else "inductive or in vivo codes"
        raise refuse(f"there are no {what}", "there is nothing to draw")
    return _panels(found, [partial(_panel, curve=curve) for curve in found.curves], form)


def shared_saturation_picture(
    found: Saturation, curves: Sequence[SharedCurve], form: PictureForm
) -> bytes:
    """Draw what may be shared; raises BadInputError where there is nothing of it."""
    told = [curve for curve in curves if curve.transcripts is not None]
    if not told:
        raise refuse("no round and group is large enough to be shared", "there is nothing to draw")
    return _panels(found, [partial(_shared_panel, curve=curve) for curve in told], form)


def _panels(found: Saturation, panels: Sequence[Callable[["Axes"], None]], form: str) -> bytes:
    across = min(_ACROSS, len(panels))
    down = -(-len(panels) // across)

    def draw(figure: "Figure") -> None:
        figure.suptitle(
            f"Codes first met, {found.codes} inductive and in vivo ones; "
            f"band: 5–95 % of {found.orders} random orders",
            size=9,
            weight="bold",
        )
        for at, panel in enumerate(panels, start=1):
            panel(figure.add_subplot(down, across, at))
        figure.tight_layout(rect=(0, 0, 1, 0.97), h_pad=2.0)

    return picture(form, (max(_WIDE * across, 7.5), _HIGH * down + 0.4), draw)


def _shared_panel(axes: "Axes", curve: SharedCurve) -> None:
    """Draw the mean over random orders, and its band where it may be told."""
    numbers = range(1, len(curve.means) + 1)
    bands = [(at, band) for at, band in zip(numbers, curve.bands, strict=True) if band is not None]
    places = [at for at, _ in bands]
    low, high = [band.low for _, band in bands], [band.high for _, band in bands]
    axes.vlines(places, low, high, color=SHADE, alpha=0.35, lw=4, label="5–95 %")
    axes.plot(numbers, curve.means, color=ACCENT, marker="o", ms=4, label="mean, random orders")
    axes.set_ylim(0, max([*curve.means, *high, 1]) * 1.12)
    axes.set_xlim(0.5, len(curve.means) + 0.5)
    _finish(axes, [*shared_remarks(curve)], curve_name(curve))
    _numbered(axes)


def _finish(axes: "Axes", said: Sequence[str], name: str) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("\n".join(line for each in said for line in wrapped(each, 64, 2)), size=7)
    axes.set_title(cut(name, 60), size=9, loc="left")
    axes.set_ylabel("codes met", size=8)
    axes.legend(loc="lower right", fontsize=7, frameon=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _numbered(axes: "Axes") -> None:
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


def _panel(axes: "Axes", curve: Curve) -> None:
    numbers = range(1, len(curve.transcripts) + 1)
    low, high = [band.low for band in curve.bands], [band.high for band in curve.bands]
    axes.fill_between(numbers, low, high, color=SHADE, alpha=0.22, lw=0, label="5–95 %")
    means = [band.mean for band in curve.bands]
    axes.plot(numbers, means, color=FAINT, ls="--", lw=1, label="mean, random orders")
    label = f"in order of {curve.order}"
    axes.plot(numbers, curve.met, color=ACCENT, marker="o", ms=4, lw=1.6, label=label)
    if curve.runs:
        axes.axvline(curve.base + 0.5, color=FAINT, ls=":", lw=1)
        axes.annotate(
            f"base of {curve.base} ",
            (curve.base + 0.5, 0),
            xytext=(0, 4),
            textcoords="offset points",
            ha="right",
            size=7,
            color=FAINT,
        )
    axes.set_ylim(0, max([*curve.met, 1]) * 1.12)
    axes.set_xlim(0.5, len(curve.transcripts) + 0.5)
    _ticks(axes, curve)
    _finish(axes, [*remarks(curve)][:3], curve_name(curve))


def _ticks(axes: "Axes", curve: Curve) -> None:
    if len(curve.transcripts) > _NAMED:
        _numbered(axes)
        return
    names = [cut(name, 16) for name in curve.transcripts]
    axes.set_xticks(range(1, len(names) + 1), names, rotation=40, ha="right", size=7)
