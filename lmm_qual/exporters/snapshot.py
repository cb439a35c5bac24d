"""What is other than at a snapshot, as text and for other programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from lmm_qual.analysis.masked_snapshot import SharedDifferences
from lmm_qual.analysis.snapshot import Differences
from lmm_qual.exporters.tables import Cell, Table, text_table
from lmm_qual.store.queries.snapshots import SnapshotRow
from lmm_qual.text.standins import shown
from lmm_qual.text.times import local_minute


def snapshot_table(rows: list[SnapshotRow]) -> Table:
    """Give all snapshots as a table."""
    listed: list[list[Cell]] = [[row.name, row.at, row.coder, row.note] for row in rows]
    return Table(("name", "taken", "by", "note"), listed)


def differences_data(row: SnapshotRow, found: Differences) -> dict[str, Any]:
    """Give what is other now as other programs read it."""
    return {
        "snapshot": row.name,
        "taken": row.at,
        "transcripts": list(found.transcripts),
        "codes": list(found.codes),
        "codings": dict(found.codings),
        "codings_by_code": [dict(one) for one in found.by_code],
        "cells": [dict(one) for one in found.cells],
        "passes": list(found.passes),
        "summaries": list(found.summaries),
    }


def differences_text(row: SnapshotRow, found: Differences, width: int | None = None) -> str:
    """Tell what is other now, a part for each kind of thing."""
    head = f"Since “{row.name}” ({local_minute(row.at)}{f', {row.coder}' if row.coder else ''})"
    if not found:
        return f"{shown(head)}: nothing is other.\n"
    codings = [f"{number} {what}" for what, number in found.codings.items() if number]
    parts = {
        "Transcripts": found.transcripts,
        "Codes": found.codes,
        "Codings": [", ".join(codings)] if codings else [],
        "Passes": found.passes,
        "Summaries": found.summaries,
    }
    text = f"{shown(head)}:\n"
    for name, lines in parts.items():
        if lines:
            text += f"\n{name}\n" + "".join(f"  {shown(line)}\n" for line in lines)
    if found.by_code:
        rows: list[list[Cell]] = [[one["code"], one["then"], one["now"]] for one in found.by_code]
        text += "\n" + text_table(Table(("Codings of", "then", "now"), rows, (1, 2)), width)
    return text + _cell_table(found.cells, width)


def shared_differences_data(name: str, taken: str, found: SharedDifferences) -> dict[str, Any]:
    """Give what may be shared of what is other as other programs read it."""
    return {
        "snapshot": name,
        "taken": taken,
        "other": list(found.kinds),
        "codes": list(found.codes),
        "cells": [dict(one) for one in found.cells],
    }


def shared_differences_text(
    name: str, taken: str, found: SharedDifferences, width: int | None = None
) -> str:
    """Tell what may be shared of what is other."""
    text = f"{shown(f'Since “{name}” ({local_minute(taken)})')}:\n"
    for line in found.kinds:
        text += f"  {shown(line)}\n"
    if found.codes:
        text += "\nCodes\n" + "".join(f"  {shown(line)}\n" for line in found.codes)
    return text + (_cell_table(found.cells, width) or "\nno number that may be told is other\n")


def _cell_table(cells: Sequence[Mapping[str, Any]], width: int | None) -> str:
    """Draw the cells that are other as a table; nothing where none is."""
    rows: list[list[Cell]] = [
        [one["code"], one["column"], *(_cell(one, when) for when in ("then", "now"))]
        for one in cells
    ]
    if not rows:
        return ""
    return "\n" + text_table(Table(("Participants", "in", "then", "now"), rows), width)


def _cell(one: Mapping[str, Any], when: str) -> str:
    state, number = one[f"state_{when}"], one[when]
    if number is None:
        return str(state)
    return str(number) if state in {"number", "not mentioned"} else f"{number}, {state}"
