"""How services are linked: degree, reach, share of a ring, betweenness."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import networkx as nx

from lmm_qual.model.problem import refuse
from lmm_qual.system_map.graph import ServiceGraph, links, relations, services


@dataclass(frozen=True)
class ServiceMeasures:
    """Measures of one service; relations between the same two services count each.

    Relations that somebody denies count in none of them.
    """

    service: str
    label: str
    kind: str
    rings: tuple[str, ...]
    relations: int
    """Relations of the service: its degree."""
    neighbours: int
    """Distinct services that it is linked to."""
    counted: int
    """Sum of the counts of its relations: its weighted degree."""
    uncounted: int
    """Its relations that have no count, and add nothing to that sum."""
    reach: tuple[int, ...]
    """Services reached in 1, 2, ... k steps, whatever the direction."""
    ring_linked: dict[str, tuple[int, int]]
    """By ring: services of the ring that it is linked to, of how many others there are."""
    betweenness: float | None
    """Share of shortest paths between others that run through it, 0 to 1 (Freeman 1977)."""


@dataclass(frozen=True)
class Measures:
    """Measures of every service, in the map's order, with what has to be said of them."""

    rows: list[ServiceMeasures]
    services: int
    """Services and other actors that were measured."""
    steps: int
    notes: list[str]


def measure_services(
    graph: ServiceGraph,
    *,
    central: str | None = None,
    without_central: bool = False,
    steps: int = 2,
    betweenness: bool = False,
    types: Collection[str] | None = None,
) -> Measures:
    """Measure how services are linked, along relations of the given `types` or of all.

    A service between two rings counts in both of them. `without_central` takes the central
    service and its relations out first. Raises BadInputError where there is none to take out.
    """
    if without_central and central not in services(graph):
        raise refuse("there is no central service to take out", "name a service of the map")
    left_out = {central} if without_central else set()
    nodes = {node: data for node, data in services(graph).items() if node not in left_out}
    linked = _Links.among(graph, nodes, types)
    between = nx.betweenness_centrality(linked.net) if betweenness else {}
    rings = [ring["id"] for ring in graph.graph["rings"]]
    rows = [linked.measure(node, rings, steps, between.get(node)) for node in nodes]
    notes = [*_notes(graph, central, without_central), *_denied(graph, types)]
    return Measures(rows, len(rows), steps, notes)


@dataclass(frozen=True)
class _Links:
    """Services, their relations, and who is linked with whom: once a pair, undirected."""

    nodes: dict[str, dict[str, Any]]
    own: dict[str, list[dict[str, Any]]]
    net: "nx.Graph[str]"

    @classmethod
    def among(
        cls, graph: ServiceGraph, nodes: dict[str, dict[str, Any]], types: Collection[str] | None
    ) -> "_Links":
        net: nx.Graph[str] = nx.Graph()
        net.add_nodes_from(nodes)
        own: dict[str, list[dict[str, Any]]] = {node: [] for node in nodes}
        for source, target, _, data in links(graph):
            if source in nodes and target in nodes and (types is None or data["type"] in types):
                for end in {source, target}:
                    own[end].append(data)
                if source != target:
                    net.add_edge(source, target)
        return cls(nodes, own, net)

    def measure(
        self, node: str, rings: list[str], steps: int, betweenness: float | None
    ) -> ServiceMeasures:
        data, own = self.nodes[node], self.own[node]
        return ServiceMeasures(
            service=node,
            label=data["label"],
            kind=data["kind"],
            rings=tuple(data["rings"]),
            relations=len(own),
            neighbours=len(self.net[node]),
            counted=sum(relation["count"] or 0 for relation in own),
            uncounted=sum(relation["count"] is None for relation in own),
            reach=reach(self.net, node, steps),
            ring_linked={ring: self._share(node, ring) for ring in rings},
            betweenness=betweenness,
        )

    def _share(self, node: str, ring: str) -> tuple[int, int]:
        others = [n for n, d in self.nodes.items() if ring in d["rings"] and n != node]
        return sum(other in self.net[node] for other in others), len(others)


def reach(net: "nx.Graph[str]", service: str, steps: int) -> tuple[int, ...]:
    """Give how many others are within 1, 2, ... `steps` steps of a service."""
    distances = nx.single_source_shortest_path_length(net, service, cutoff=steps)
    return tuple(
        sum(0 < distance <= step for distance in distances.values()) for step in range(1, steps + 1)
    )


def table(measures: Measures) -> tuple[list[str], list[list[str | float | None]]]:
    """Give headings and rows for a table; shares are written "n of N"."""
    rings = list(dict.fromkeys(ring for row in measures.rows for ring in row.ring_linked))
    between = any(row.betweenness is not None for row in measures.rows)
    headings = ["service", "label", "kind", "ring", "relations", "neighbours", "counted"]
    headings += ["uncounted", *(f"reach {step}" for step in range(1, measures.steps + 1))]
    headings += [f"linked in {ring}" for ring in rings] + ["betweenness"] * between
    return headings, [_cells(row, rings, between=between) for row in measures.rows]


def _cells(row: ServiceMeasures, rings: list[str], *, between: bool) -> list[str | float | None]:
    cells: list[str | float | None] = [row.service, row.label, row.kind, " / ".join(row.rings)]
    cells += [row.relations, row.neighbours, row.counted, row.uncounted, *row.reach]
    cells += ["{} of {}".format(*row.ring_linked[ring]) for ring in rings]
    if between and row.betweenness is not None:
        cells.append(round(row.betweenness, 4))
    return cells


def _notes(graph: ServiceGraph, central: str | None, without_central: bool) -> list[str]:
    if central not in services(graph):
        return []
    label = graph.nodes[central]["label"]
    if without_central:
        return [f"{label} and its relations are taken out."]
    by_construction = f"The map is drawn around {label}: that it is central is by construction"
    return [f"{by_construction}, and others reach one another through it."]


def _denied(graph: ServiceGraph, types: Collection[str] | None) -> list[str]:
    asked = [data for *_, data in relations(graph) if types is None or data["type"] in types]
    number = sum(data["stance"] == "denied" for data in asked)
    if not number:
        return []
    are, count = ("is", "counts") if number == 1 else ("are", "count")
    return [f"{number} of {len(asked)} relations {are} denied, and {count} in no measure."]
