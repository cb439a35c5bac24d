"""The framework matrix of services as it may be shared: summaries, and passages of who agreed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lmm_qual.analysis.framework_matrix import ChartCell, FrameworkMatrix
from lmm_qual.exporters.framework import column_said
from lmm_qual.exporters.sharing import Quotation, Sharing, review_columns
from lmm_qual.exporters.tables import Table
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class SharedCell:
    """A cell as it may be shared; `state` stands where no summary does."""

    service: str
    code: str
    column: str
    summary: str
    state: str
    passages: Sequence[Quotation]


def shared_cells(store: Store, matrix: FrameworkMatrix, sharing: Sharing) -> list[SharedCell]:
    """Give the cells of a matrix of services; nothing is told of their segments' numbers."""
    sharing.names("services that colleagues may recognise", [row.key for row in matrix.rows])
    review_columns(store, ("time", "service"), sharing)
    sharing.names("names of codes", [matrix.tree.path(code) for code in matrix.codes])
    return list(_cells(matrix, sharing))


def _cells(matrix: FrameworkMatrix, sharing: Sharing) -> Iterator[SharedCell]:
    for code in matrix.codes:
        path = matrix.tree.path(code)
        for row in matrix.rows:
            for column in matrix.columns:
                cell = matrix.cell(row, code, column)
                said = column_said(column, matrix)
                where = f"summary of {row.key} × {path} × {said}"
                yield SharedCell(
                    service=" ".join(part for part in (row.key, row.label) if part),
                    code=sharing.without_names(path),
                    column=said,
                    summary=sharing.text(where, cell.summary.text) if cell.summary else "",
                    state=cell.state,
                    passages=_passages(cell, sharing),
                )


def _passages(cell: ChartCell, sharing: Sharing) -> list[Quotation]:
    told = (sharing.quotation(one.transcript_id, one.start, one.end) for one in cell.links)
    return sorted(one for one in told if one is not None)


def shared_framework_table(cells: Sequence[SharedCell]) -> Table:
    """Give the cells as a table, a row a cell."""
    rows = [
        [one.service, one.code, one.column, one.summary or f"({one.state})", _quoted(one)]
        for one in cells
    ]
    return Table(("service", "code", "column", "summary", "passages"), rows)


def _quoted(cell: SharedCell) -> str:
    return "; ".join(
        f"“{one.words}” ({one.label})" if one.label else f"“{one.words}”" for one in cell.passages
    )


def shared_framework_data(cells: Sequence[SharedCell]) -> list[dict[str, Any]]:
    """Give the cells as other programs read them."""
    return [
        {
            "service": one.service,
            "code": one.code,
            "column": one.column,
            "summary": one.summary or None,
            "state": one.state,
            "passages": [passage._asdict() for passage in one.passages],
        }
        for one in cells
    ]
