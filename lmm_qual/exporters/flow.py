"""A flow of the monitoring figures: how many went from step to step, and why others did not."""

from typing import Any

from lmm_qual.analysis.cell_states import MASKED
from lmm_qual.analysis.masked_flow import ToldFlow, ToldStep
from lmm_qual.exporters.matrix import MARKS
from lmm_qual.exporters.tables import Cell, Table, csv_table, text_table
from lmm_qual.text.standins import shown


def flow_data(flow: ToldFlow) -> dict[str, Any]:
    """Give a flow as other programs read it; `went_on` is the next step's count.

    What is masked is `null`.
    """
    return {
        "id": flow.id,
        "label": flow.label,
        "unit": flow.unit,
        "period": flow.period,
        "source": flow.source,
        "steps": [
            {
                "step": step.label,
                "count": step.count,
                "went_on": step.went_on,
                "did_not": step.did_not,
                "reasons": [{"label": label, "count": count} for label, count in step.reasons],
            }
            for step in flow.steps
        ],
        "notes": list(flow.notes),
    }


def said(count: int | None) -> str:
    """Write a count; a masked one by its mark."""
    return MARKS[MASKED] if count is None else f"{count}"


def _numbers(step: ToldStep) -> tuple[Cell, Cell]:
    """Give a step's count and how many did not go on, of which the last step says nothing."""
    did_not = None if step.last else _cell(step.did_not)
    return _cell(step.count), did_not


def _cell(count: int | None) -> Cell:
    return said(None) if count is None else count


def flow_csv(flow: ToldFlow) -> str:
    """Write a row a step and a row a reason for a spreadsheet."""
    rows: list[list[Cell]] = []
    for step in flow.steps:
        rows.append([flow.id, step.label, *_numbers(step), None, None])
        rows += [
            [flow.id, step.label, None, None, label, _cell(count)] for label, count in step.reasons
        ]
    return csv_table(Table(["flow", "step", "count", "did not go on", "reason", "number"], rows))


def flow_text(flow: ToldFlow, width: int | None = None) -> str:
    """Draw a flow for a terminal."""
    rows: list[list[Cell]] = [
        [
            step.label,
            *_numbers(step),
            "; ".join(f"{said(count)} {label}" for label, count in step.reasons),
        ]
        for step in flow.steps
    ]
    head = ["step", flow.unit or "count", "did not go on", "reasons"]
    lines = "".join(f"{shown(line)}\n" for line in [*particulars(flow), *flow.notes])
    table = text_table(Table(head, rows, (1, 2)), width)
    return f"{shown(flow.label)}\n{table}\n{lines}".rstrip("\n") + "\n"


def particulars(flow: ToldFlow) -> list[str]:
    """Give period and source of a flow as lines."""
    named = {"period": flow.period, "source": flow.source}
    return [f"{name}: {value}" for name, value in named.items() if value]
