"""GraphML as a system map: services from nodes, relations from edges."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from lxml import etree
from pydantic import BaseModel, ValidationError

from lmm_qual.definitions.validating import explain
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.system_map import RelationType, Ring, Service, SystemMap
from lmm_qual.system_map.formats import ATTRIBUTE, parted
from lmm_qual.system_map.rows import EdgeRow

if TYPE_CHECKING:
    from lxml.etree import _Element

M = TypeVar("M", bound=BaseModel)
_ANY = "{*}"
"""Any namespace: some programs leave it out."""
_LISTS = {"aliases", "former_names", "members", "times", "account"}
_ONE_OR_MORE = {"rings", "evidence"}
_SERVICE = set(Service.model_fields) - {"attributes", "ring", "passages"} | {"rings"}
_RELATION = {field.alias or name for name, field in EdgeRow.model_fields.items()} - {"passages"}
_OURS = {"entity", "number", "passages", "count_from", "figure_words", "figure_number"}
"""What `graph` tells of nodes and edges that is no part of a map file."""


def parse_graphml(text: str, file: str) -> tuple[SystemMap, dict[tuple[str, int], str]]:
    """Give the map in a GraphML text, and the line of each service and relation.

    Nodes and edges that stand for codes and themes are passed over. What other programs say of
    a node becomes an attribute, of an edge a note. Raises `BadInputError`.
    """
    graph, keys = _graph(text, file)
    problems: list[Problem] = []
    services: list[Service] = []
    rows: list[EdgeRow] = []
    places: dict[tuple[str, int], str] = {}
    for element, data in _entries(graph, keys):
        place = f"line {element.sourceline}"
        if etree.QName(element).localname == "node":
            service = _valid(Service, _service(element, data), file, place, problems)
            if service is not None:
                places["services", len(services)] = place
                services.append(service)
        else:
            directed = element.get("directed", graph.get("edgedefault") != "undirected")
            row = _valid(EdgeRow, _edge(element, data, directed), file, place, problems)
            if row is not None:
                places["relations", len(rows)] = place
                rows.append(row)
    if problems:
        raise BadInputError(problems)
    return _map(services, rows, dict(_data(graph, keys)), file), places


def _graph(text: str, file: str) -> tuple["_Element", dict[str, tuple[str, str]]]:
    """Give the graph's element, and by key the name and the type of what it says."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        what, place = f"is not XML: {error.msg}", f"line {error.lineno}"
        raise refuse(what, "export it again", file=file, place=place) from None
    if "<!DOCTYPE" in text:
        raise refuse("has a DOCTYPE", "export it without", file=file, place="line 1")
    graph = root.find(f"{_ANY}graph")
    if graph is None:
        raise refuse("has no graph in it", "export it as GraphML", file=file)
    keys = {
        key.get("id", ""): (key.get("attr.name", key.get("id", "")), key.get("attr.type", "string"))
        for key in root.iter(f"{_ANY}key")
    }
    return graph, keys


def _entries(
    graph: "_Element", keys: dict[str, tuple[str, str]]
) -> list[tuple["_Element", dict[str, Any]]]:
    """Give nodes and edges with their data, our own relations in the map's order."""
    entries = [
        (element, data)
        for element in graph.iter(f"{_ANY}node", f"{_ANY}edge")
        if (data := dict(_data(element, keys))).get("entity") not in {"code", "theme"}
    ]
    return sorted(entries, key=lambda entry: _number(entry[1]))


def _number(data: dict[str, Any]) -> int:
    number = data.get("number")
    return number if isinstance(number, int) else 0


def _data(element: "_Element", keys: dict[str, tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    for data in element.findall(f"{_ANY}data"):
        name, kind = keys.get(data.get("key", ""), (data.get("key", ""), "string"))
        if data.text is not None:
            yield name, _typed(data.text, kind)


def _typed(text: str, kind: str) -> Any:
    try:
        if kind in {"int", "long"}:
            return int(text)
        if kind in {"float", "double"}:
            return float(text)
    except ValueError:
        return text
    if kind == "boolean":
        return text.strip().lower() in {"true", "1"}
    return text


def _service(element: "_Element", data: dict[str, Any]) -> dict[str, Any]:
    node = element.get("id", "")
    known = {name: _listed(name, value) for name, value in data.items() if name in _SERVICE}
    known |= {"id": node, "ring": known.pop("rings", None) or data.get("ring")}
    if known.get("label") == node:
        del known["label"]
    free = {
        name.removeprefix(ATTRIBUTE): value
        for name, value in data.items()
        if name not in _SERVICE | _OURS | {"ring", "id"}
    }
    return known | {"attributes": free}


def _edge(element: "_Element", data: dict[str, Any], directed: Any) -> dict[str, Any]:
    known = {name: _listed(name, value) for name, value in data.items() if name in _RELATION}
    known |= {"source": element.get("source", ""), "target": element.get("target", "")}
    if data.get("count_from") == "figure":
        known = {name: value for name, value in known.items() if name not in {"count", "base"}}
    known.setdefault("type", "linked_to")
    known.setdefault("directed", str(directed).lower() == "true")
    if "label" in data:
        known["type_label"] = str(data["label"])
    rest = [
        f"{name}: {value}"
        for name, value in data.items()
        if name not in _RELATION | _OURS | {"label", "holds"}
    ]
    if rest:
        known["note"] = "; ".join([*filter(None, [known.get("note")]), *rest])
    return known


def _listed(name: str, value: Any) -> Any:
    if name in _LISTS:
        return parted(str(value))
    if name in _ONE_OR_MORE:
        parts = parted(str(value))
        return parts[0] if len(parts) == 1 else parts
    return value


def _valid(
    model: type[M], data: dict[str, Any], file: str, place: str, problems: list[Problem]
) -> M | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for details in error.errors():
            path = details["loc"][:1]
            what, remedy = explain(details, path, model)
            where = f"{place}, {path[0]}" if path else place
            problems.append(Problem(file, what, where, remedy))
        return None


def _map(
    services: list[Service], rows: list[EdgeRow], data: dict[str, Any], file: str
) -> SystemMap:
    rings = _declared(Ring, data.get("rings"), file)
    types = {kind.id: kind for kind in _declared(RelationType, data.get("relation_types"), file)}
    known = {ring.id for ring in rings}
    used = dict.fromkeys(ring for service in services for ring in service.rings)
    rings += [Ring(id=ring) for ring in used if ring not in known]
    for row in rows:
        directed = row.directed is not False
        made = RelationType(id=row.type, label=row.type_label, directed=directed)
        types.setdefault(row.type, made)
    return SystemMap(
        rings=rings,
        services=services,
        relation_types=list(types.values()),
        relations=[row.relation() for row in rows],
    )


def _declared(model: type[M], text: object, file: str) -> list[M]:
    """Read rings or relation types from the graph's own data."""
    if text is None:
        return []
    try:
        return [model.model_validate(entry) for entry in json.loads(str(text))]
    except (ValueError, TypeError):
        what = "the graph's rings or relation types cannot be read"
        raise refuse(what, "export it again", file=file) from None
