"""Codes that meet as a picture: a triangle of codes by codes, shaded by the c-index."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lmm_qual.analysis.cooccurrence import CoOccurrence
from lmm_qual.exporters.cooccurrence import remarks
from lmm_qual.exporters.pictures.drawing import (
    FAINT,
    PictureForm,
    cut,
    picture,
    shade,
    sheet,
    wrapped,
)
from lmm_qual.model.codebook import split_path
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NAMES, _CELL, _LINE, _EDGE = 3.2, 0.3, 0.17, 0.25
_MOST = 120
"""Codes that a picture shows."""


def cooccurrence_picture(found: CoOccurrence, form: PictureForm, said: Sequence[str] = ()) -> bytes:
    """Draw the codes that meet any other; raises BadInputError where there are too many."""
    meeting = {code for pair in found.pairs for code in (pair.a, pair.b)}
    codes = [code for code in found.codes if code in meeting]
    if len(codes) > _MOST:
        raise refuse(f"{len(codes)} codes are too many for a picture", "add --depth N")
    if not codes:
        raise refuse("no two codes meet", "there is nothing to draw")
    paths = dict(zip(found.codes, found.rows, strict=True))
    names = [cut(split_path(paths[code])[-1], 38) for code in codes]
    width = max(_EDGE * 2 + _NAMES + _CELL * len(codes) + 1.6, 7.0)
    notes = [
        "number: segments that meet; shade: c-index, darkest at the highest",
        *said,
        *remarks(found),
    ]
    lines = [line for note in notes for line in wrapped(note, int(width * 13), most=3)]
    top, body = _EDGE + 0.95, _CELL * len(codes)
    height = top + body + 0.25 + _LINE * len(lines) + _EDGE

    def draw(figure: "Figure") -> None:
        axes = sheet(figure)
        axes.text(_EDGE, _EDGE + 0.1, "Codes that meet", weight="bold", size=11)
        _names(axes, names, top)
        _pairs(axes, found, {code: at for at, code in enumerate(codes)}, top)
        for at, line in enumerate(lines):
            axes.text(_EDGE, top + body + 0.3 + at * _LINE, line, size=7.5, color=FAINT)

    return picture(form, (width, height), draw)


def _names(axes: "Axes", names: list[str], top: float) -> None:
    """Write each code at its row, and above its column along the triangle's edge."""
    for at, name in enumerate(names):
        y = top + _CELL * (at + 0.5)
        x = _EDGE + _NAMES + _CELL * (at + 0.5)
        axes.text(_EDGE + _NAMES - 0.1, y, name, ha="right", va="center", size=8)
        axes.text(x, y, cut(name, 26), rotation=35, rotation_mode="anchor", va="center", size=6.5)


def _pairs(axes: "Axes", found: CoOccurrence, places: dict[int, int], top: float) -> None:
    from matplotlib.patches import Rectangle

    highest = max(pair.c_index for pair in found.pairs)
    for row in range(len(places)):
        for column in range(row):
            corner = (_EDGE + _NAMES + _CELL * column, top + _CELL * row)
            axes.add_patch(
                Rectangle(corner, _CELL, _CELL, facecolor="none", edgecolor="#dfe4e6", lw=0.5)
            )
    for pair in found.pairs:
        column, row = places[pair.a], places[pair.b]
        x, y = _EDGE + _NAMES + _CELL * column, top + _CELL * row
        share = pair.c_index / highest
        axes.add_patch(Rectangle((x, y), _CELL, _CELL, facecolor=shade(share), edgecolor="none"))
        axes.text(
            x + _CELL / 2,
            y + _CELL / 2,
            str(pair.segments),
            ha="center",
            va="center",
            size=7 if pair.segments < 1000 else 5.5,
        )
