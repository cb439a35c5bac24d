"""The network data that pyvis builds for the map page: marks, lines, their texts on hover."""

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from lmm_qual.system_map.graph import ServiceGraph, services
from lmm_qual.system_map.labels import FONT
from lmm_qual.system_map.layout import CENTRAL_FONT, Layout
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown

if TYPE_CHECKING:
    from pyvis.network import Network

_SHAPES = ("square", "diamond", "triangle", "hexagon", "triangleDown", "star")
MANY = 600
"""Relations from which the page draws their lines itself, in batches, so that it stays quick."""

CROSS = "✕"
"""Stands on the line of a relation that somebody denies."""

BASIS = {"stated": "stated", "inferred": "inferred", "unknown": "basis unknown"}


def network_options() -> dict[str, Any]:
    """Give vis-network's options: nothing moves by itself, text is never taken for markup."""
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {"hover": True, "tooltipDelay": 120, "selectConnectedEdges": False},
        "nodes": {"font": {"size": FONT, "multi": False, "strokeWidth": 4, "vadjust": -2}},
        "edges": {
            "arrowStrikethrough": False,
            "arrows": {"to": {"scaleFactor": 0.36}},
            "hoverWidth": 0.6,
            "selectionWidth": 1.2,
        },
    }


def add_services(
    network: "Network",
    graph: ServiceGraph,
    layout: Layout,
    data: dict[str, Any],
    central: str | None,
) -> None:
    """Put a mark for each service where the layout has it."""
    shapes = kind_shapes(data["kinds"])
    linked = Counter(
        end
        for row in data["relations"]
        if not row["denied"]
        for end in {row["source"], row["target"]}
    )
    for node, row in zip(services(graph), data["services"], strict=True):
        place = layout.places[node]
        options: dict[str, Any] = {"x": place.x, "y": place.y, "size": 9}
        if node == central:
            left, _, right, _ = place.rects[0]
            options["size"] = round((right - left) / 2, 1)
            options["font"] = {"size": CENTRAL_FONT}
        network.add_node(
            row["id"],
            label="\n".join(place.lines) or " ",
            shape="dot" if node == central else shapes[row["kind"]][0],
            hollow=shapes[row["kind"]][1],
            color=None,
            title=service_title(row, linked[row["id"]]),
            above=place.above,
            **options,
        )


def kind_shapes(kinds: list[str]) -> dict[str, tuple[str, bool]]:
    """Give the mark of each kind, and whether it is hollow: services are dots, not hollow."""
    others = [kind for kind in kinds if kind != "service"]
    rounds = [(shape, hollow) for hollow in (False, True) for shape in _SHAPES]
    marks = {kind: rounds[place % len(rounds)] for place, kind in enumerate(others)}
    return {**marks, "service": ("dot", False)}


def add_relations(network: "Network", data: dict[str, Any]) -> None:
    """Draw a line for each relation; those between the same two services fan out.

    What is denied has a cross on its line, which says no count by its width.
    """
    labels = {row["id"]: shown(row["label"]) for row in data["services"]}
    shapes = _shapes(data["relations"])
    for row in data["relations"]:
        kind = data["types"][row["type"]]
        network.add_edge(
            row["source"],
            row["target"],
            id=row["id"],
            title=relation_title(row, kind, labels),
            arrows="to" if kind["directed"] else "",
            width=shapes[row["id"]][0],
            **({"label": CROSS} if row["denied"] else {}),
            smooth=_curve(shapes[row["id"]][1]),
        )


def shape_lines(data: dict[str, Any]) -> None:
    """Give relations the width and the bend of their lines, where the page draws these itself."""
    shapes = _shapes(data["relations"])
    for row in data["relations"]:
        row["width"], row["bend"] = shapes[row["id"]]


def _shapes(rows: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Give the width and the bend of each line by the relation's id."""
    bends = _bends(rows)
    greatest = max((row["count"] or 0 for row in rows if not row["denied"]), default=0)
    return {
        row["id"]: (line_width(None if row["denied"] else row["count"], greatest), bends[row["id"]])
        for row in rows
    }


def _curve(bend: float) -> dict[str, Any]:
    kind = "curvedCW" if bend > 0 else "curvedCCW"
    return {"enabled": True, "type": kind, "roundness": abs(bend)}


def service_title(row: dict[str, Any], linked: int) -> str:
    """Give the words shown when the pointer rests on a service."""
    ring = shown(row["ring"])
    if row["rings"]:
        ring += f" ({BASIS[row['basis']]})"
    return f"{shown(row['label'])}\n{shown(row['kind'])} · {ring}\n{counted(linked, 'relation')}"


def relation_title(row: dict[str, Any], kind: dict[str, Any], labels: dict[str, str]) -> str:
    """Give the words shown when the pointer rests on a relation."""
    arrow = "→" if kind["directed"] else "–"
    lines = [
        f"{labels[row['source']]} {arrow} {labels[row['target']]}",
        " · ".join(part for part in (shown(kind["label"]), row["figure"]) if part),
        shown(row["account"]),
        f"{BASIS[row['basis']]} · {shown(row['period'])}",
        shown(row["figureSays"]),
        shown("; ".join(row["evidence"])),
    ]
    return "\n".join(line for line in lines if line)


def line_width(count: int | None, greatest: int) -> float:
    """Give a line's width, 1.2 to 3.6 units, growing with the square root of its count."""
    if not count or count < 0 or greatest <= 0:
        return 1.2
    return round(1.2 + 2.4 * math.sqrt(count / greatest), 2)


def _bends(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Bend relations between the same two services apart, evenly to both sides.

    A bend is a share of the line's length, below 0 where it goes the other way round.
    """
    pairs: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        one, two = sorted((row["source"], row["target"]))
        pairs[one, two].append(row)
    bends = {}
    for (one, _), parallel in pairs.items():
        step = min(0.11, 0.6 / len(parallel))
        for place, row in enumerate(parallel):
            bend = (place - (len(parallel) - 1) / 2) * step
            onward = (bend > 0) == (row["source"] == one)
            bends[row["id"]] = round(abs(bend) if onward else -abs(bend), 3)
    return bends
