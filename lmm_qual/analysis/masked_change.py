"""Two rounds side by side as they may be shared: small numbers masked, with what tells of them."""

from dataclasses import replace

from lmm_qual.analysis.change import ChangeTable, Round
from lmm_qual.analysis.masked_matrix import mask_state
from lmm_qual.analysis.masking import Mask, masks
from lmm_qual.analysis.theme_matrix import LESS


def masked_change(table: ChangeTable, threshold: int) -> ChangeTable:
    """Mask a comparison that counts participants; of valences no numbers are left.

    Those of a code could be taken from those of the code above it, however each is masked.
    """
    width = len(table.units)
    if not width:
        return table
    by_code = [table.rows[at : at + width] for at in range(0, len(table.rows), width)]
    rounds = [[one for row in rows for one in (row.before, row.after)] for rows in by_code]
    cells = [[one.number for one in here] for here in rounds]
    of = [(one.of, one.of) for one in rounds[0]] if rounds else []
    depths = [rows[0].depth for rows in by_code]
    found = masks(cells, cells, depths, of, threshold)
    rows = []
    for at, row in enumerate(table.rows):
        marks, place = found.cells[at // width], 2 * (at % width)
        before, after = (
            _told(one, marks[place + side], found.of[place + side], threshold)
            for side, one in enumerate((row.before, row.after))
        )
        rows.append(replace(row, before=before, after=after))
    number = sum(bool(mark) for marks in found.cells for mark in marks)
    of_all = f"{number} of {2 * len(rows)} numbers"
    said = f"masked below {threshold}, with what would tell of it: {of_all}"
    notes = [note for note in table.notes if note != LESS]
    return replace(table, rows=rows, notes=[*notes, said, "numbers by valence are left out"])


def _told(one: Round, mark: Mask, small: bool, threshold: int) -> Round:
    return Round(
        None if mark else one.number,
        None if small else one.of,
        mask_state(mark, threshold) or one.state,
        {},
        {},
    )
