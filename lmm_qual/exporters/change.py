"""What changed between two rounds, as text, CSV, JSON, Markdown and a workbook's table."""

from collections.abc import Mapping, Sequence
from typing import Any

from lmm_qual.analysis.change import UNITS, UNSAID, ChangeRow, ChangeTable, Round
from lmm_qual.exporters.matrix import cell_text, mark_of
from lmm_qual.exporters.tables import (
    Cell,
    Table,
    csv_table,
    markdown_line,
    markdown_table,
    text_table,
)
from lmm_qual.model.codebook import split_path
from lmm_qual.text.standins import shown


def change_data(table: ChangeTable) -> dict[str, Any]:
    """Give the comparison as other programs read it."""
    return {
        "design": table.design,
        "measure": table.measure,
        "coder": table.coder,
        "times": [table.from_time, table.to_time],
        "rows": [_row_data(row, UNITS[table.design]) for row in table.rows],
        "events": [event.model_dump() for event in table.events],
        "notes": list(table.notes),
    }


def _row_data(row: ChangeRow, name: str) -> dict[str, Any]:
    before, after, tag = row.before, row.after, row.tag
    return {
        "code": row.code,
        name: row.unit,
        "t1": before.number,
        "t2": after.number,
        "of1": before.of,
        "of2": after.of,
        "state1": before.state,
        "state2": after.state,
        "state": row.state,
        "valence1": dict(before.valences),
        "valence2": dict(after.valences),
        "refers_to1": dict(before.refers_to),
        "refers_to2": dict(after.refers_to),
        "tag": tag.tag if tag else None,
        "note": tag.note if tag else None,
    }


def change_csv(table: ChangeTable) -> str:
    """Write every row as CSV; valences and times referred to as `barrier 3, mixed 1`."""
    records = [_row_data(row, UNITS[table.design]) for row in table.rows]
    heads = list(records[0]) if records else ["code", UNITS[table.design], "state"]
    rows = [[_cell(record[head]) for head in heads] for record in records]
    return csv_table(Table(heads, rows))


def _cell(value: Any) -> Cell:
    return counted(value) if isinstance(value, dict) else value


def counted(numbers: Mapping[str, int], *, unsaid: bool = True) -> str:
    """Write numbers by name: `barrier 3, mixed 1`."""
    return ", ".join(f"{name} {n}" for name, n in numbers.items() if unsaid or name != UNSAID)


def change_text(table: ChangeTable, width: int | None = None, *, every: bool = False) -> str:
    """Draw the comparison for a terminal: what was mentioned at all, or every row."""
    heads, rows = _written(table, every=every)
    lines = [*_legend(table), *_events(table), *table.notes]
    drawn = text_table(Table(heads, rows, (2, 3)), width) if rows else ""
    return drawn + ("\n" if rows else "") + "".join(f"{shown(line)}\n" for line in lines)


def change_markdown(table: ChangeTable, *, every: bool = False) -> str:
    """Write the comparison as a Markdown table with its notes."""
    heads, rows = _written(table, every=every)
    lines = [*_legend(table), *_events(table), *table.notes]
    drawn = markdown_table(Table(heads, rows, (2, 3))) if rows else ""
    return drawn + "".join(f"\n{markdown_line(line)}\n" for line in lines)


def _written(table: ChangeTable, *, every: bool) -> tuple[list[str], list[list[Cell]]]:
    times = [str(table.from_time), str(table.to_time)]
    heads = ["Code", UNITS[table.design].capitalize(), *times, "State", "Valence", "Tag"]
    rows: list[list[Cell]] = []
    last = None
    for row in table.rows:
        if not every and not (row.before.mentioned or row.after.mentioned):
            continue
        name = "  " * row.depth + split_path(row.code)[-1] if row.code != last else ""
        last = row.code
        rows.append(
            [
                name,
                row.unit or f"no {UNITS[table.design]}",
                *(number_of(one) for one in (row.before, row.after)),
                row.state,
                valences(row.before, row.after),
                _tag(row),
            ]
        )
    return heads, rows


def number_of(one: Round) -> str:
    """Write a round's number with the mark of its state and "of N"."""
    number = cell_text(one.number, one.state)
    return number if one.of is None or one.number is None else f"{number} of {one.of}"


def valences(before: Round, after: Round) -> str:
    """Say which valences segments had in either round: `barrier 3 → facilitator 2`."""
    sides = [counted(one.valences, unsaid=False) for one in (before, after)]
    return " → ".join(side or "–" for side in sides) if any(sides) else ""


def _tag(row: ChangeRow) -> str:
    if row.tag is None:
        return ""
    return f"{row.tag.tag}: {row.tag.note}" if row.tag.note else row.tag.tag


def _legend(table: ChangeTable) -> Sequence[str]:
    used = dict.fromkeys(one.state for row in table.rows for one in (row.before, row.after))
    marks = "   ".join(f"{mark_of(state)} {state}" for state in used if mark_of(state))
    return [marks] if marks else []


def _events(table: ChangeTable) -> list[str]:
    if not table.events:
        return []
    named = "; ".join(f"{event.date} {event.label}" for event in table.events)
    return [f"events: {named}"]
