"""The theme matrix as a picture: shaded cells with their numbers, empty ones with their state."""

from typing import TYPE_CHECKING

from lmm_qual.analysis.cell_states import EMPTY_STATES, NO_TRANSCRIPT, NOT_SAMPLED
from lmm_qual.analysis.theme_matrix import ThemeMatrix
from lmm_qual.exporters.matrix import (
    cell_text,
    column_heading,
    foot_numbers,
    mark_of,
    remarks,
    row_depth,
    row_name,
    total_text,
    used_states,
)
from lmm_qual.exporters.pictures.drawing import (
    FAINT,
    INK,
    PAPER,
    PictureForm,
    cut,
    picture,
    shade,
    sheet,
    wrapped,
)
from lmm_qual.model.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NAMES, _CELL, _ROW, _LINE, _EDGE = 3.9, 1.15, 0.27, 0.17, 0.25
_HATCHES = {NOT_SAMPLED: "////", NO_TRANSCRIPT: "...."}
_SAID = {NOT_SAMPLED: "not sampled", NO_TRANSCRIPT: "no transcript"}


def matrix_picture(matrix: ThemeMatrix, study: Study, form: PictureForm) -> bytes:
    """Draw the matrix; a cell is shaded by its number of the column's N."""
    title = f"Theme matrix: {study.name or 'study'} ({matrix.measure})"
    heads = [wrapped(column_heading(column, study), 17) for column in matrix.columns]
    width = _EDGE * 2 + _NAMES + _CELL * (len(heads) + 1)
    notes = [line for note in _notes(matrix) for line in wrapped(note, int(width * 13), most=3)]
    top = _EDGE + 0.35 + _LINE * max(map(len, heads), default=1) + 0.1
    body = _ROW * (len(matrix.rows) + 1)
    height = top + body + 0.2 + _LINE * len(notes) + _EDGE

    def draw(figure: "Figure") -> None:
        axes = sheet(figure)
        axes.text(_EDGE, _EDGE + 0.1, cut(title, int(width * 9)), weight="bold", size=11)
        for at, lines in enumerate([*heads, ["Total"]]):
            _centred(axes, at, top - 0.1, "\n".join(lines), va="bottom")
        for at in range(len(matrix.rows)):
            _row(axes, matrix, at, top + at * _ROW)
        _foot(axes, matrix, top + len(matrix.rows) * _ROW)
        for at, line in enumerate(notes):
            axes.text(_EDGE, top + body + 0.3 + at * _LINE, line, size=7.5, color=FAINT)

    return picture(form, (width, height), draw)


def _notes(matrix: ThemeMatrix) -> list[str]:
    used = used_states(matrix)
    marks = [f"{mark_of(state)} {state}" for state in used if mark_of(state) and state not in _SAID]
    hatched = [f"hatched: {state}" for state in used if state in EMPTY_STATES]
    return [line for line in ["   ".join([*marks, *hatched]), *remarks(matrix)] if line]


def _centred(axes: "Axes", column: int, y: float, text: str, **look: object) -> None:
    x = _EDGE + _NAMES + _CELL * (column + 0.5)
    axes.text(x, y, text, ha="center", **{"va": "center", "size": 8, **look})  # type: ignore[arg-type]


def _row(axes: "Axes", matrix: ThemeMatrix, at: int, y: float) -> None:
    depth = row_depth(matrix, at)
    name = cut(row_name(matrix, at), 46 - 2 * depth)
    weight = "bold" if matrix.depths[at] == 0 else "normal"
    axes.text(_EDGE + 0.18 * depth, y + _ROW / 2, name, va="center", weight=weight, size=8.5)
    for column in range(len(matrix.columns)):
        _cell(axes, matrix, at, column, y)
    _centred(axes, len(matrix.columns), y + _ROW / 2, total_text(matrix.row_total[at]))


def _cell(axes: "Axes", matrix: ThemeMatrix, at: int, column: int, y: float) -> None:
    from matplotlib.patches import Rectangle

    value, of = matrix.cells[at][column], matrix.of[column]
    state = matrix.states[at][column]
    share = value / of if value and of else 0.0
    box = Rectangle(
        (_EDGE + _NAMES + _CELL * column, y),
        _CELL,
        _ROW,
        facecolor=shade(share),
        edgecolor=PAPER if value is not None else FAINT,
        linewidth=0.8 if value is not None else 0.0,
        hatch=_HATCHES.get(state) if value is None else None,
    )
    axes.add_patch(box)
    if value is None:
        plain = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.2}
        said = _SAID.get(state, state)
        _centred(axes, column, y + _ROW / 2, said, size=6.5, color=INK, bbox=plain)
    else:
        text = cell_text(value, state)
        _centred(axes, column, y + _ROW / 2, text)


def _foot(axes: "Axes", matrix: ThemeMatrix, y: float) -> None:
    axes.plot(
        [_EDGE, _EDGE + _NAMES + _CELL * (len(matrix.columns) + 1)], [y, y], color=FAINT, lw=0.8
    )
    axes.text(_EDGE, y + _ROW / 2, f"of N {matrix.measure}", va="center", size=8.5, style="italic")
    for column, text in enumerate(foot_numbers(matrix, matrix.of)):
        _centred(axes, column, y + _ROW / 2, text, style="italic")
