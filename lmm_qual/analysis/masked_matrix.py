"""A theme matrix as it may be shared: small numbers masked, with what tells of them."""

from collections.abc import Sequence
from dataclasses import replace

from lmm_qual.analysis.cell_states import FEWER, MASKED
from lmm_qual.analysis.masked_parts import few
from lmm_qual.analysis.masking import Mask, Masks, masks
from lmm_qual.analysis.theme_matrix import LESS, ThemeMatrix


def masked_matrix(matrix: ThemeMatrix, people: ThemeMatrix, threshold: int) -> ThemeMatrix:
    """Give a matrix, whose rows stand in the codebook's order, with its small numbers masked.

    `people` counts the participants of the same codes and columns. Masked numbers are `None`, with
    a state that says so; the rule is that of `masking`.
    """
    pairs = list(zip(matrix.of, people.of, strict=True))
    found = masks(
        matrix.cells, people.cells, matrix.depths, pairs, threshold, counted=matrix.measure
    )
    nobodys = [[number] for number in matrix.unattributed]
    silent = masks(nobodys, nobodys, matrix.depths, [(None, None)], threshold).cells
    small = frozenset(at for at, hidden in enumerate(found.of) if hidden)
    notes = [note for note in matrix.notes if note != LESS]
    return replace(
        matrix,
        cells=[_kept(row, marks) for row, marks in zip(matrix.cells, found.cells, strict=True)],
        states=[
            [mask_state(mark, threshold) or state for state, mark in zip(row, marks, strict=True)]
            for row, marks in zip(matrix.states, found.cells, strict=True)
        ],
        of=_kept(matrix.of, found.of),
        planned=_kept(_told(matrix.planned, threshold), found.of),
        coded=_kept(_told(matrix.coded, threshold), found.of),
        row_total=_kept(matrix.row_total, found.totals),
        unattributed=_kept(matrix.unattributed, [mark for (mark,) in silent]),
        notes=[*notes, LESS, *_said(found, silent, threshold)],
        masked_of=small,
    )


def _told(numbers: Sequence[int | None], threshold: int) -> list[int | None]:
    return [None if few(number, threshold) else number for number in numbers]


def _kept(numbers: Sequence[int | None], hidden: Sequence[object]) -> list[int | None]:
    return [None if out else number for number, out in zip(numbers, hidden, strict=True)]


def mask_state(mark: Mask, threshold: int) -> str:
    """Give the state of a cell by its mask; nothing where it is shown."""
    return {"": "", "few": f"{FEWER}{threshold}", "hidden": MASKED}[mark]


def _said(found: Masks, silent: Sequence[Sequence[Mask]], threshold: int) -> list[str]:
    """Say how many numbers are masked, as anybody may count in the table."""
    cells = [mark for row in found.cells for mark in row]
    few, hidden = cells.count("few"), cells.count("hidden")
    rest = sum(found.totals) + sum(found.of) + sum(bool(mark) for (mark,) in silent)
    said = f"{few + hidden} of {len(cells)} cells and {rest} totals and N"
    return [f"masked below {threshold}, with what would tell of it: {said}"]
