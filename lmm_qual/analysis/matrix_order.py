"""The order of a theme matrix' rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from lmm_qual.analysis.cell_states import EMPTY_STATES
from lmm_qual.analysis.theme_matrix import ThemeMatrix, column_name
from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import refuse

T = TypeVar("T")
BY_CODE, BY_TOTAL = "code", "total"


def sorted_matrix(matrix: ThemeMatrix, order: str) -> ThemeMatrix:
    """Put the rows with the largest total, or number of a column, first; ties in codebook order.

    A column is named by its values, as its head is: `T1 G3`; `code` is the codebook's order.
    Masked numbers come behind those that are told and before 0, so that the order tells nothing
    of them. Raises `BadInputError` for an unknown order.
    """
    if order == BY_CODE:
        return matrix
    numbers = _numbers(matrix, order)
    rows = sorted(range(len(matrix.rows)), key=lambda row: -numbers[row])

    def put(values: Sequence[T]) -> list[T]:
        return [values[row] for row in rows]

    return replace(
        matrix,
        codes=put(matrix.codes),
        rows=put(matrix.rows),
        depths=put(matrix.depths),
        cells=put(matrix.cells),
        states=put(matrix.states),
        row_total=put(matrix.row_total),
        unattributed=put(matrix.unattributed),
        sorted_by=order,
    )


def _numbers(matrix: ThemeMatrix, order: str) -> list[float]:
    """Give what each row is sorted by."""
    if order == BY_TOTAL:
        return [0.5 if total is None else total for total in matrix.row_total]
    names = [column_name(column) for column in matrix.columns]
    found = [at for at, name in enumerate(names) if name == " ".join(order.split())]
    if len(found) != 1:
        what = "no column" if not found else "more than one column"
        raise refuse(f"{what} “{order}” to sort by", nearest(order, [*names, BY_TOTAL, BY_CODE]))
    at = found[0]
    return [
        _told(row[at], states[at]) for row, states in zip(matrix.cells, matrix.states, strict=True)
    ]


def _told(number: int | None, state: str) -> float:
    """Give a cell's number; empty ones last, masked ones between those told and 0."""
    if number is not None:
        return number
    return -1 if state in EMPTY_STATES else 0.5
