"""The review list after corrections, as people and other programs read it."""

from collections.abc import Sequence
from typing import Any

from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.reviews import ReviewRow
from lmm_qual.text.differences import difference_said

REASONS = {
    "changed": "some words changed",
    "unsure": "the same words stand elsewhere too",
    "lost": "its words are gone",
    "met": "it became equal to another coding",
}
"""What happened to the words, by reason."""
_COLUMNS = (
    *("id", "transcript", "on", "code", "coder", "reason", "was", "before", "after", "is"),
    *("start", "end"),
)


def review_entries(tree: CodeTree, rows: Sequence[ReviewRow]) -> list[dict[str, Any]]:
    """Give the list as other programs read it; places are code points of the present text."""
    return [
        {
            "id": row.id,
            "transcript": row.transcript,
            "on": row.target,
            "code": None if row.code_id is None else tree.path(row.code_id),
            "coder": row.owner,
            "reason": row.reason,
            "was": row.words,
            "before": row.before,
            "after": row.after,
            "is": row.quote,
            "start": row.start,
            "end": row.end,
        }
        for row in rows
    ]


def review_table(tree: CodeTree, rows: Sequence[ReviewRow]) -> Table:
    """Give the list as a table, of each passage what differs; all its words stand in the JSON."""
    cells: list[list[Cell]] = [
        [
            row.id,
            row.transcript,
            "passage" if row.target == "passage" else _code(tree, row),
            REASONS.get(row.reason, row.reason),
            difference_said(row.words, row.quote or ""),
        ]
        for row in rows
    ]
    return Table(["id", "transcript", "code", "what happened", "words"], cells)


def _code(tree: CodeTree, row: ReviewRow) -> str:
    return "in the bin" if row.code_id is None else tree.path(row.code_id)


def review_rows(tree: CodeTree, rows: Sequence[ReviewRow]) -> Table:
    """Give the list for a spreadsheet, a column for all that the JSON has."""
    entries = review_entries(tree, rows)
    return Table(_COLUMNS, [[entry[name] for name in _COLUMNS] for entry in entries])
