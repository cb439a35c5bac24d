"""Reading a map: the system map file, CSV of nodes and edges, GraphML."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from lmm_qual.definitions.checks import check_system_map
from lmm_qual.definitions.reading import read_records, read_system_map, read_text
from lmm_qual.definitions.tree import name_path
from lmm_qual.definitions.validating import capped
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.system_map import RelationType, Ring, Service, SystemMap
from lmm_qual.system_map.graphml import parse_graphml
from lmm_qual.system_map.rows import EdgeRow, NodeRow

Places = dict[tuple[str, int], str]
"""Where in its file an entry stands, by section and number."""


def read_map(path: Path) -> SystemMap:
    """Read a map by its ending: YAML, JSON or CSV as `export` writes them, or GraphML.

    A CSV of nodes is taken with its CSV of edges: the one beside it that is named as it is with
    "edges" for "nodes". Raises `BadInputError`.
    """
    if path.suffix.lower() in {".graphml", ".xml"}:
        return read_graphml(path)
    if _is_nodes(path):
        edges = path.with_name(path.name.replace("nodes", "edges"))
        return read_csv_pair(path, edges if edges.is_file() else None)
    return read_system_map(path)


def read_csv_pair(nodes: Path, edges: Path | None) -> SystemMap:
    """Read a map from a CSV of nodes and one of edges; raises `BadInputError`.

    Rings stand in the order in which they are first named.
    """
    services = [(place, row.service()) for place, row in read_records(nodes, NodeRow)]
    rows = read_records(edges, EdgeRow) if edges is not None else []
    found = SystemMap(
        rings=rings_of(service for _, service in services),
        services=[service for _, service in services],
        relation_types=_types([row for _, row in rows]),
        relations=[row.relation() for _, row in rows],
    )
    _check(found, nodes, {("services", n): place for n, (place, _) in enumerate(services)}, "serv")
    if edges is not None:
        places = {("relations", n): place for n, (place, _) in enumerate(rows)}
        _check(found, edges, places, "relation")
    return found


def read_graphml(path: Path) -> SystemMap:
    """Read a map from GraphML; raises `BadInputError`."""
    found, places = parse_graphml(read_text(path), str(path))
    _check(found, path, places, "")
    return found


def rings_of(services: Iterable[Service]) -> list[Ring]:
    """Give the rings that services name, in the order in which they are first named."""
    return [Ring(id=ring) for ring in dict.fromkeys(r for s in services for r in s.rings)]


def _types(rows: Sequence[EdgeRow]) -> list[RelationType]:
    types: dict[str, RelationType] = {}
    for row in rows:
        directed = True if row.directed is None else row.directed
        types.setdefault(
            row.type, RelationType(id=row.type, label=row.type_label, directed=directed)
        )
    return list(types.values())


def _check(found: SystemMap, file: Path, places: Places, section: str) -> None:
    """Refuse what only the whole map shows: repeated ids, unknown services."""
    problems = []
    for at, what, remedy in check_system_map(found):
        if str(at[0]).startswith(section):
            known = places.get((str(at[0]), int(at[1]))) if len(at) > 1 else None
            problems.append(Problem(str(file), what, known or name_path(at), remedy))
    if problems:
        raise BadInputError(capped(problems, str(file)))


def holds_passages(path: Path) -> bool:
    """Tell whether a map file is of a form that says on what passages it rests."""
    return path.suffix.lower() not in {".graphml", ".xml"} and not _is_nodes(path)


def _is_nodes(path: Path) -> bool:
    """Tell whether a file is a CSV of nodes: it has ids, and no column that names sections."""
    if path.suffix.lower() != ".csv":
        return False
    heading = {name.strip() for name in read_text(path).partition("\n")[0].split(",")}
    if "id" not in heading or "section" in heading:
        return False
    if "source" in heading:
        raise refuse(
            "is a list of edges", "name the list of nodes, with this one beside it", file=str(path)
        )
    return True
