"""The framework matrix as it may be shared: summaries, and passages of who agreed.

Services stand in rows. A row of a participant or transcript would link all that one person said,
whatever stands at its head; so of these the summaries stand by code and column alone, in the order
of their words, those of who agreed to be quoted, and only where there are as many as the threshold.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lmm_qual.analysis.framework_matrix import ChartCell, FrameworkMatrix
from lmm_qual.analysis.framework_rows import ChartColumn, ChartRow
from lmm_qual.analysis.sharing import NOBODY_NAMED, WITHHELD
from lmm_qual.exporters.framework import column_said
from lmm_qual.exporters.sharing import Quotation, Sharing, review_columns, review_design
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


@dataclass(frozen=True)
class SharedSummaries:
    """What is written of a code in a column by whole rows apart from each other.

    `few` says that there are some, but fewer than may be told.
    """

    code: str
    column: str
    summaries: Sequence[Quotation]
    passages: Sequence[Quotation]
    few: bool = False


def shared_summaries(matrix: FrameworkMatrix, sharing: Sharing) -> list[SharedSummaries]:
    """Give the summaries of participants or transcripts; cells without any are left out.

    Raises `BadInputError` for a threshold that hides nothing.
    """
    sharing.names("names of codes", [matrix.tree.path(code) for code in matrix.codes])
    review_design(sharing)
    found = []
    for code in matrix.codes:
        for column in matrix.columns:
            path = sharing.without_names(matrix.tree.path(code))
            pairs = [(row, matrix.cell(row, code, column)) for row in matrix.rows]
            written = [(row, cell) for row, cell in pairs if cell.summary is not None]
            if written:
                found.append(_together(path, column, written, matrix, sharing))
    return found


Written = Sequence[tuple[ChartRow, ChartCell]]


def _together(
    path: str, column: ChartColumn, written: Written, matrix: FrameworkMatrix, sharing: Sharing
) -> SharedSummaries:
    """Give what is written of a code in a column, unless too few people are behind it."""
    said = column_said(column, matrix)
    told: list[Quotation] = []
    quoted: list[Quotation] = []
    behind: set[str] = set()
    for row, cell in written:
        people = matrix.people(row, column)
        reason = sharing.gate.refusal_of(sorted(people, key=str)) if people else NOBODY_NAMED
        where = f"summary of {row.key} × {path} × {said}"
        text = sharing.text(where, cell.summary.text) if cell.summary and not reason else WITHHELD
        if text == WITHHELD:
            sharing.left_out[reason or "a summary repeats words that may not be shared"] += 1
            continue
        time = row.time if matrix.kind == "transcript" else column.time
        told.append(Quotation(text, sharing.gate.label_for(row.groups, time)))
        behind |= {person for person, _ in people}
        quoted += _passages(cell, sharing)
    least = sharing.threshold or 1
    if min(len(told), len(behind)) < least:
        return SharedSummaries(path, said, [], [], few=True)
    if min(Counter(one.label for one in told).values()) < least:
        told, quoted = ([Quotation(one.words, "") for one in some] for some in (told, quoted))
    return SharedSummaries(path, said, sorted(told), sorted(dict.fromkeys(quoted)))


FEW_SUMMARIES = "(too few to be shared)"


def shared_summaries_table(found: Sequence[SharedSummaries]) -> Table:
    """Give them as a table, a row a summary and a row a passage."""
    rows: list[list[str | int | float | None]] = []
    for one in found:
        if one.few:
            rows.append([one.code, one.column, "summary", FEW_SUMMARIES, None])
        for kind, told in (("summary", one.summaries), ("passage", one.passages)):
            rows += [[one.code, one.column, kind, words, label or None] for words, label in told]
    return Table(("code", "column", "kind", "words", "label"), rows)


def shared_summaries_data(found: Sequence[SharedSummaries]) -> list[dict[str, Any]]:
    """Give them as other programs read them."""
    return [
        {
            "code": one.code,
            "column": one.column,
            "too_few": one.few,
            "summaries": [told._asdict() for told in one.summaries],
            "passages": [told._asdict() for told in one.passages],
        }
        for one in found
    ]
