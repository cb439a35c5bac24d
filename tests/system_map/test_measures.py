import networkx as nx
import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.measures import measure_services, table

from .examples import SYSTEM


def by_service(measures):
    return {row.service: row for row in measures.rows}


def test_parallel_relations_count_each_and_neighbours_once(graph):
    """
    services: [{id: lmm}, {id: hv}, {id: gp}]
    relations:
      - {source: hv, target: lmm, type: refers_to, count: 101}
      - {source: hv, target: lmm, type: consults, count: 31}
      - {source: lmm, target: hv, type: collaborates}
    """
    rows = by_service(measure_services(graph))
    assert (rows["lmm"].relations, rows["lmm"].neighbours) == (3, 1)
    assert (rows["lmm"].counted, rows["lmm"].uncounted) == (132, 1)
    assert (rows["gp"].relations, rows["gp"].neighbours, rows["gp"].counted) == (0, 0, 0)


def test_degree_is_that_of_networkx():
    graph = build_graph(SYSTEM)
    rows = by_service(measure_services(graph))
    assert {node: row.relations for node, row in rows.items()} == dict(graph.degree())


def test_reach_grows_with_the_steps_whatever_the_direction(graph):
    """
    services: [{id: a}, {id: b}, {id: c}, {id: d}, {id: e}]
    relations:
      - {source: a, target: b, type: refers_to}
      - {source: c, target: b, type: refers_to}
      - {source: c, target: d, type: refers_to}
    """
    rows = by_service(measure_services(graph, steps=3))
    assert rows["a"].reach == (1, 2, 3)
    assert rows["c"].reach == (2, 3, 3)
    assert rows["e"].reach == (0, 0, 0)


def test_a_relation_to_itself_links_a_service_to_nobody(graph):
    """
    services: [{id: a}, {id: b}]
    relations: [{source: a, target: a, type: refers_to, count: 3}]
    """
    row = by_service(measure_services(graph))["a"]
    assert (row.relations, row.neighbours, row.counted) == (1, 0, 3)


def test_the_share_of_a_ring_leaves_the_service_itself_out(graph):
    """
    rings: [{id: inner}, {id: middle}]
    services:
      - {id: lmm}
      - {id: hv, ring: inner}
      - {id: maternity, ring: inner}
      - {id: projects, ring: [inner, middle]}
    relations:
      - {source: hv, target: lmm, type: refers_to}
      - {source: projects, target: lmm, type: refers_to}
      - {source: projects, target: hv, type: refers_to}
    """
    rows = by_service(measure_services(graph))
    assert rows["lmm"].ring_linked == {"inner": (2, 3), "middle": (1, 1)}
    assert rows["hv"].ring_linked == {"inner": (1, 2), "middle": (1, 1)}


def test_betweenness_is_given_when_asked_for(graph):
    """
    services: [{id: a}, {id: b}, {id: c}, {id: d}]
    relations:
      - {source: a, target: b, type: refers_to}
      - {source: b, target: c, type: refers_to}
      - {source: b, target: d, type: refers_to}
      - {source: c, target: d, type: refers_to}
    """
    assert by_service(measure_services(graph))["b"].betweenness is None
    rows = by_service(measure_services(graph, betweenness=True))
    assert rows["b"].betweenness == pytest.approx(2 / 3)
    simple = nx.Graph(graph.to_undirected())
    assert {node: row.betweenness for node, row in rows.items()} == nx.betweenness_centrality(
        simple
    )


def test_the_central_service_can_be_taken_out():
    graph = build_graph(SYSTEM)
    with_it = measure_services(graph, central="lmm")
    assert "by construction" in with_it.notes[0]
    without = measure_services(graph, central="lmm", without_central=True)
    assert "taken out" in without.notes[0]
    rows = by_service(without)
    assert "lmm" not in rows
    assert rows["hv"].relations == 1
    assert rows["maternity"].reach == (0, 0)
    assert "lmm" in graph


def test_nothing_can_be_taken_out_that_is_not_there():
    with pytest.raises(BadInputError):
        measure_services(build_graph(SYSTEM), central="nobody", without_central=True)


def test_some_types_of_relation_may_be_measured():
    rows = by_service(measure_services(build_graph(SYSTEM), types=["refers_to"]))
    assert rows["hv"].relations == 2
    assert rows["fund"].relations == 0


def test_the_table_says_of_how_many():
    headings, rows = table(measure_services(build_graph(SYSTEM), betweenness=True, steps=1))
    found = dict(zip(headings, rows[0], strict=True))
    assert found["service"] == "lmm"
    assert found["linked in inner"] == "3 of 3"
    assert found["reach 1"] == 5
    assert all(len(row) == len(headings) for row in rows)
