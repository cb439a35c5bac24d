"""A flow of the monitoring figures: how many went from step to step, and why others did not."""

from itertools import pairwise
from typing import Any

from lmm_qual.exporters.tables import Cell, Table, csv_table, text_table
from lmm_qual.model.monitoring import Flow
from lmm_qual.text.standins import shown


def flow_data(flow: Flow) -> dict[str, Any]:
    """Give a flow as other programs read it; `went_on` is the next step's count."""
    after: list[int | None] = [*(step.count for step in flow.steps[1:]), None]
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
                "went_on": went_on,
                "did_not": None if went_on is None else step.count - went_on,
                "reasons": [reason.model_dump() for reason in step.reasons],
            }
            for step, went_on in zip(flow.steps, after, strict=True)
        ],
        "notes": disagreements(flow),
    }


def disagreements(flow: Flow) -> list[str]:
    """Say where the reasons do not add up to those who did not go on; nothing is corrected."""
    said = []
    for step, after in pairwise(flow.steps):
        given, fewer = sum(reason.count for reason in step.reasons), step.count - after.count
        if step.reasons and given != fewer:
            change = f"{fewer} fewer" if fewer >= 0 else f"{-fewer} more"
            said.append(f"{step.label}: reasons for {given}, while {change} are {after.label}")
    return said


def flow_csv(flow: Flow) -> str:
    """Write a row a step and a row a reason for a spreadsheet."""
    rows: list[list[Cell]] = []
    for step in flow_data(flow)["steps"]:
        rows.append([flow.id, step["step"], step["count"], step["did_not"], None, None])
        rows += [
            [flow.id, step["step"], None, None, reason["label"], reason["count"]]
            for reason in step["reasons"]
        ]
    return csv_table(Table(["flow", "step", "count", "did not go on", "reason", "number"], rows))


def flow_text(flow: Flow, width: int | None = None) -> str:
    """Draw a flow for a terminal."""
    rows: list[list[Cell]] = [
        [
            step["step"],
            step["count"],
            step["did_not"],
            "; ".join(f"{reason['count']} {reason['label']}" for reason in step["reasons"]),
        ]
        for step in flow_data(flow)["steps"]
    ]
    head = ["step", flow.unit or "count", "did not go on", "reasons"]
    lines = "".join(f"{shown(line)}\n" for line in [*particulars(flow), *disagreements(flow)])
    table = text_table(Table(head, rows, (1, 2)), width)
    return f"{shown(flow.label)}\n{table}\n{lines}".rstrip("\n") + "\n"


def particulars(flow: Flow) -> list[str]:
    """Give period and source of a flow as lines."""
    named = {"period": flow.period, "source": flow.source}
    return [f"{name}: {value}" for name, value in named.items() if value]
