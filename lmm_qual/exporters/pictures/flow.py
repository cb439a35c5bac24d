"""A flow as a picture: bars as long as their counts, joined where people went on."""

from typing import TYPE_CHECKING

from lmm_qual.analysis.masked_flow import ToldFlow, ToldStep
from lmm_qual.exporters.flow import particulars, said
from lmm_qual.exporters.pictures.drawing import (
    ACCENT,
    FAINT,
    PAPER,
    SHADE,
    WARM,
    PictureForm,
    cut,
    picture,
    sheet,
    wrapped,
)
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_EDGE, _LONG, _BAR, _LINE, _SAID = 0.3, 5.4, 0.34, 0.17, 4.6
_Line = tuple[int | None, str]
_MASKED = 0.7
"""How long the bar of a masked count is, whatever it is."""
_MOST = 60
"""Steps that a picture shows."""


def flow_picture(flow: ToldFlow, form: PictureForm) -> bytes:
    """Draw a flow; raises BadInputError where it has no steps, or too many to be seen."""
    if not flow.steps:
        raise refuse(f"the flow “{flow.id}” has no steps", "there is nothing to draw")
    if len(flow.steps) > _MOST:
        raise refuse(f"{len(flow.steps)} steps are too many for a picture", "show fewer")
    width = _EDGE * 3 + _LONG + _SAID
    left = [_left(flow, at) for at in range(len(flow.steps))]
    gaps = [max(0.55, _LINE * len(lines) + 0.12) for lines in left]
    tops = [_EDGE + 0.75 + sum(gaps[:at]) + (_BAR + 0.25) * at for at in range(len(gaps))]
    notes = [*particulars(flow), *flow.notes]
    lines = [line for note in notes for line in wrapped(note, 120, 3)]
    bottom = tops[-1] + _BAR + gaps[-1] * bool(left[-1])
    height = bottom + 0.3 + _LINE * len(lines) + _EDGE
    scale = _LONG / max(1, *(step.count or 0 for step in flow.steps))

    def draw(figure: "Figure") -> None:
        axes = sheet(figure)
        axes.text(_EDGE, _EDGE + 0.1, cut(flow.label, 95), weight="bold", size=11)
        if flow.unit:
            axes.text(_EDGE, _EDGE + 0.32, cut(flow.unit, 100), size=8, color=FAINT)
        for at, step in enumerate(flow.steps):
            if at + 1 < len(flow.steps):
                _joined(axes, (step, flow.steps[at + 1]), (tops[at], tops[at + 1]), scale)
            _bar(axes, step, tops[at], scale)
            _reasons(axes, left[at], tops[at])
        for at, line in enumerate(lines):
            axes.text(_EDGE, bottom + 0.35 + at * _LINE, line, size=7.5, color=FAINT)

    return picture(form, (width, height), draw)


def _left(flow: ToldFlow, at: int) -> list[_Line]:
    """Give how many did not go on from a step, and why, each with its count."""
    step = flow.steps[at]
    reasons: list[_Line] = [(count, cut(label, 56)) for label, count in step.reasons]
    counts = [count for count, _ in reasons]
    if not step.last:
        fewer = step.did_not
        change = "more than before" if fewer is not None and fewer < 0 else "did not go on"
        return [(fewer and abs(fewer), change), *reasons] if fewer != 0 or reasons else []
    told = [count for count in counts if count is not None]
    whole = sum(told) if len(told) == len(counts) else None
    return [(whole, "did not go on"), *reasons] if reasons else []


def _bar(axes: "Axes", step: ToldStep, y: float, scale: float) -> None:
    from matplotlib.patches import Rectangle

    masked = step.count is None
    length = _MASKED if step.count is None else max(step.count * scale, 0.02)
    look = {"facecolor": PAPER, "edgecolor": FAINT, "hatch": "...."} if masked else {}
    axes.text(_EDGE, y - 0.07, cut(step.label, 60), size=9, weight="bold", va="bottom")
    axes.add_patch(
        Rectangle(
            (_EDGE, y),
            length,
            _BAR,
            **{"facecolor": ACCENT, "edgecolor": "none", **look},  # type: ignore[arg-type]
        )
    )
    inside = length > 0.7
    axes.text(
        _EDGE + (0.1 if inside else length + 0.08),
        y + _BAR / 2,
        said(None) if step.count is None else f"{step.count:,}",
        va="center",
        size=9,
        weight="bold",
        color="#ffffff" if inside else ACCENT,
    )


def _joined(
    axes: "Axes", steps: tuple[ToldStep, ToldStep], tops: tuple[float, float], scale: float
) -> None:
    """Draw those who went on as a band to the next bar, the others as a hatched bar.

    Nothing is drawn where either number is masked.
    """
    from matplotlib.patches import Polygon, Rectangle

    if steps[0].count is None or steps[1].count is None:
        return
    before, after = steps[0].count * scale, steps[1].count * scale
    start, end = tops[0] + _BAR, tops[1]
    both = min(before, after)
    band = [(_EDGE, start), (_EDGE + both, start), (_EDGE + after, end), (_EDGE, end)]
    axes.add_patch(Polygon(band, facecolor=SHADE, alpha=0.22, edgecolor="none"))
    if before > after:
        corner, deep = (_EDGE + after, start), min(0.2, (end - start) / 2)
        axes.add_patch(
            Rectangle(
                corner,
                before - after,
                deep,
                facecolor="#f6e3da",
                edgecolor=WARM,
                hatch="////",
                linewidth=0.5,
            )
        )


def _reasons(axes: "Axes", lines: list[_Line], top: float) -> None:
    for at, (count, text) in enumerate(lines):
        y, x = top + _BAR / 2 + at * _LINE, _EDGE * 2 + _LONG + 0.35
        weight = "bold" if at == 0 else "normal"
        number = said(None) if count is None else f"{count:,}"
        axes.text(x, y, number, size=8, va="center", ha="right", weight=weight)
        axes.text(x + 0.08, y, text, size=8, va="center", weight=weight)
