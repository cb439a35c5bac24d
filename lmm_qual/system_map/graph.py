"""The service system as a graph: services, their dated relations, and their themes."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import networkx as nx

from lmm_qual.model.codebook import split_path
from lmm_qual.model.problem import refuse
from lmm_qual.model.system_map import Relation, RelationType, Service, SystemMap
from lmm_qual.system_map.figures import NO_FIGURES, Figures, figure_number, figure_words
from lmm_qual.system_map.themes import ServiceTheme

ServiceGraph: TypeAlias = "nx.MultiDiGraph[str]"

RING_COLORS = ("#3a8f4f", "#8a8f98", "#d9822b", "#7a6bb0", "#3d7ea6", "#a8577e")
"""Of rings without a colour of their own: green, grey, orange, and on."""


def build_graph(
    system_map: SystemMap, themes: Iterable[ServiceTheme] = (), figures: Figures = NO_FIGURES
) -> ServiceGraph:
    """Give the map as a graph, with codes as nodes where themes are given.

    Nodes and edges have `entity`: a node is a "service" or a "code", an edge a "relation" or
    a "theme". Rings (innermost first) and relation types stand in `graph.graph`. Relations
    whose type has no direction have `directed` False; those that somebody denies have the
    `stance` "denied", and link nothing. `count_from` is "figure" where a relation's numbers are
    those of the figure it names. Themes of services that are not on the map are left out.
    Raises BadInputError where a relation names a service that is missing.
    """
    graph: ServiceGraph = nx.MultiDiGraph()
    graph.graph["rings"] = ring_table(system_map)
    graph.graph["relation_types"] = type_table(system_map)
    for service in system_map.services:
        graph.add_node(service.id, **_service_attributes(service))
    types = {kind["id"]: kind for kind in graph.graph["relation_types"]}
    for number, relation in enumerate(system_map.relations, 1):
        _add_relation(graph, relation, types[relation.type], number)
        _add_figure(graph, relation, number, figures)
    _add_themes(graph, themes)
    return graph


def ring_table(system_map: SystemMap) -> list[dict[str, str]]:
    """Give id, label and colour of every ring, innermost first; undeclared ones come last.

    `expected` stands where a ring says what engagement it suggests.
    """
    declared = {ring.id: ring for ring in system_map.rings}
    used = (ring for service in system_map.services for ring in service.rings)
    table = []
    for place, ring_id in enumerate(dict.fromkeys([*declared, *used])):
        ring = declared.get(ring_id)
        color = ring.color if ring and ring.color else RING_COLORS[place % len(RING_COLORS)]
        row = {"id": ring_id, "label": (ring and ring.label) or ring_id, "color": color}
        table.append(row | ({"expected": ring.expected} if ring and ring.expected else {}))
    return table


def type_table(system_map: SystemMap) -> list[dict[str, Any]]:
    """Give id, label and direction of every relation type; undeclared ones come last."""
    declared = {kind.id: kind for kind in system_map.relation_types}
    used = (relation.type for relation in system_map.relations)
    kinds = [
        declared.get(type_id) or RelationType(id=type_id)
        for type_id in dict.fromkeys([*declared, *used])
    ]
    return [
        {"id": kind.id, "label": kind.label or kind.id.replace("_", " "), "directed": kind.directed}
        for kind in kinds
    ]


def services(graph: ServiceGraph) -> dict[str, dict[str, Any]]:
    """Give the services of the graph with their attributes, in the map's order."""
    return {node: data for node, data in graph.nodes(data=True) if data["entity"] == "service"}


def relations(graph: ServiceGraph) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Give the relations as (source, target, key, attributes), in the map's order."""
    found = [
        (source, target, key, data)
        for source, target, key, data in graph.edges(keys=True, data=True)
        if data["entity"] == "relation"
    ]
    return sorted(found, key=lambda edge: edge[3]["number"])


def links(graph: ServiceGraph) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Give the relations that link services: all but those that somebody denies."""
    return [edge for edge in relations(graph) if edge[3]["stance"] != "denied"]


def _service_attributes(service: Service) -> dict[str, Any]:
    return {
        "entity": "service",
        "label": service.label or service.id,
        "kind": service.kind,
        "rings": service.rings,
        "ring_basis": service.ring_basis,
        "aliases": list(service.aliases),
        "former_names": list(service.former_names),
        "members": list(service.members),
        "end": service.end,
        "evidence": _as_list(service.evidence),
        "attributes": dict(service.attributes),
        "note": service.note,
        "passages": len(service.passages),
    }


def _add_relation(
    graph: ServiceGraph, relation: Relation, kind: dict[str, Any], number: int
) -> None:
    _require_ends(graph, relation, number)
    observed = relation.observed
    graph.add_edge(
        relation.source,
        relation.target,
        key=f"r{number}",
        entity="relation",
        number=number,
        type=relation.type,
        label=kind["label"],
        directed=kind["directed"],
        **{"from": relation.from_},
        to=relation.to,
        times=list(relation.times),
        observed_from=observed.from_ if observed else None,
        observed_to=observed.to if observed else None,
        count=relation.count,
        base=relation.base,
        basis=relation.basis,
        evidence=_as_list(relation.evidence),
        note=relation.note,
        stance=relation.stance,
        account=list(relation.account),
        figure=relation.figure,
        passages=len(relation.passages),
    )


def _require_ends(graph: ServiceGraph, relation: Relation, number: int) -> None:
    for end in (relation.source, relation.target):
        if end not in graph:
            raise refuse(
                f"the relation names the service {end}, which is not on the map",
                "add the service or correct its id",
                place=f"relation {number}",
            )


def _add_figure(graph: ServiceGraph, relation: Relation, number: int, figures: Figures) -> None:
    figure = figures.by_id.get(relation.figure or "")
    if figure is not None:
        data = graph.edges[relation.source, relation.target, f"r{number}"]
        data["count_from"] = "figure" if number in figures.counted else None
        data["figure_words"] = figure_words(figure, number=False)
        data["figure_number"] = figure_number(figure)


def _add_themes(graph: ServiceGraph, themes: Iterable[ServiceTheme]) -> None:
    on_map = [theme for theme in themes if theme.service in graph]
    on_map.sort(key=_theme_order)
    code_nodes: dict[str, str] = {}
    for number, theme in enumerate(on_map, 1):
        if theme.code not in code_nodes:
            code_nodes[theme.code] = _add_code(graph, theme.code)
        graph.add_edge(
            theme.service,
            code_nodes[theme.code],
            key=f"t{number}",
            entity="theme",
            number=number,
            account=theme.source,
            own=theme.own,
            time=theme.time,
            group=theme.group,
            participants=len(theme.participants),
            segments=len(theme.segments),
            segment_ids=sorted(theme.segments),
        )


def _theme_order(theme: ServiceTheme) -> tuple[str, ...]:
    own = "own" if theme.own else ""
    return (theme.code, theme.service, theme.source, own, theme.time or "", theme.group or "")


def _add_code(graph: ServiceGraph, code: str) -> str:
    node = f"code:{code}"
    while node in graph:
        node = f"code:{node}"
    graph.add_node(node, entity="code", label=split_path(code)[-1], path=code)
    return node


def _as_list(value: str | list[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
