"""The map for other programs: node-link JSON, GraphML, GEXF, CSV of nodes and of edges."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from lmm_qual.definitions.writing import dump_json, plain, write_records
from lmm_qual.model.system_map import Relation, Service, SystemMap
from lmm_qual.system_map.graph import ServiceGraph
from lmm_qual.system_map.rows import EdgeRow, NodeRow
from lmm_qual.system_map.views import first_day, last_day
from lmm_qual.text.standins import shown

ATTRIBUTE = "attributes."
"""Before the name of a service's free attribute, where attributes stand among others."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def node_link(graph: ServiceGraph) -> dict[str, Any]:
    """Give networkx's node-link data, with `nodes`, `edges` and the rings under `graph`."""
    data: dict[str, Any] = nx.node_link_data(graph, edges="edges")
    return data


def node_link_json(graph: ServiceGraph) -> str:
    """Give networkx's node-link data as JSON text."""
    return dump_json(node_link(graph))


def graphml(graph: ServiceGraph) -> str:
    """Give GraphML; lists are joined with `; `, what is not known is left out.

    Rings and relation types stand as JSON in the graph's own data.
    """
    written: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    written.graph |= {
        name: json.dumps(graph.graph[name], ensure_ascii=False)
        for name in ("rings", "relation_types")
    }
    for node, data in graph.nodes(data=True):
        written.add_node(_xml(node), **flat(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        written.add_edge(_xml(source), _xml(target), key=key, **flat(data))
    return _HEAD + "\n".join(nx.generate_graphml(written)) + "\n"


def gexf(graph: ServiceGraph) -> str:
    """Give GEXF 1.2, dynamic where there are dates: `start` and `end` are whole days.

    `from` and `to` keep the dates as precise as they were given. A relation's type stands in
    `relation`, since GEXF's own `type` is another thing; `directed` says which have a direction.
    """
    written: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        attributes = flat(data)
        ended = attributes.pop("end", None)
        dates = {"ended": ended, "end": last_day(ended)} if ended else {}
        written.add_node(_xml(node), **attributes, **dates)
    for source, target, key, data in graph.edges(keys=True, data=True):
        written.add_edge(_xml(source), _xml(target), key=key, id=key, **_gexf_edge(flat(data)))
    dated = [data for _, data in written.nodes(data=True)]
    dated += [data for _, _, data in written.edges(data=True)]
    if any("start" in data or "end" in data for data in dated):
        written.graph["mode"] = "dynamic"
    text = "\n".join(nx.generate_gexf(written))
    return _HEAD + re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1) + "\n"


def nodes_csv(system_map: SystemMap) -> str:
    """Give a row a service, in the columns of the system map file; passages as their number."""
    return write_records([_service_row(service) for service in system_map.services], NodeRow, "csv")


def edges_csv(system_map: SystemMap) -> str:
    """Give a row a relation, with its type's label and direction."""
    types = {kind.id: kind for kind in system_map.relation_types}
    rows = []
    for relation in system_map.relations:
        kind = types.get(relation.type)
        about = {"type_label": kind.label, "directed": kind.directed} if kind else {}
        rows.append({**_relation_row(relation), **about})
    return write_records(rows, EdgeRow, "csv")


def flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give attributes as text, numbers and truth values; what is None or empty is left out."""
    values: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            values |= {_xml(ATTRIBUTE + key): _scalar(inner) for key, inner in value.items()}
        elif isinstance(value, list | tuple):
            values[name] = _xml(joined(value))
        else:
            values[name] = _scalar(value)
    return {name: value for name, value in values.items() if value is not None and value != ""}


def joined(items: Iterable[object]) -> str:
    r"""Join a list with `; `; a semicolon or backslash of its own is written `\;`, `\\`."""
    return "; ".join(re.sub(r"([\\;])", r"\\\1", str(item)) for item in items)


def parted(text: str) -> list[str]:
    """Take apart what `joined` has joined."""
    parts = re.findall(r"(?:\\.|[^\\;])+", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL) for part in parts]


def _scalar(value: Any) -> Any:
    return _xml(value) if isinstance(value, str) else value


def _xml(text: str) -> str:
    """Replace by stand-ins what no XML file may hold."""
    return _NOT_XML.sub(lambda found: shown(found[0]), text)


def _gexf_edge(data: dict[str, Any]) -> dict[str, Any]:
    if data["entity"] == "relation":
        data["relation"] = data.pop("type")
    if "from" in data:
        data["start"] = first_day(data["from"])
    if "to" in data:
        data["end"] = last_day(data["to"])
    return data


def _service_row(service: Service) -> dict[str, Any]:
    return plain(service) | {"passages": len(service.passages)}


def _relation_row(relation: Relation) -> dict[str, Any]:
    row = plain(relation)
    observed = row.pop("observed", {})
    row |= {"stance": relation.stance, "passages": len(relation.passages)}
    return row | {f"observed_{side}": date for side, date in observed.items()}
