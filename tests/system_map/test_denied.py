"""A relation that somebody denies is on the map, and links nothing."""

import networkx as nx
import pytest

from lmm_qual.system_map.graph import links, relations
from lmm_qual.system_map.measures import measure_services, table


def row(measures, service):
    return next(row for row in measures.rows if row.service == service)


def test_a_denied_relation_counts_in_no_measure(graph):
    """
    rings: [{id: inner}]
    services: [{id: lmm}, {id: hv, ring: inner}, {id: midwives, ring: inner}, {id: gp}]
    relation_types: [{id: refers_to}]
    relations:
      - {source: hv, target: lmm, type: refers_to, count: 101}
      - {source: midwives, target: lmm, type: refers_to, count: 9, stance: denied}
      - {source: gp, target: midwives, type: refers_to}
    """
    measures = measure_services(graph, steps=3, betweenness=True)
    lmm, midwives = row(measures, "lmm"), row(measures, "midwives")
    assert (lmm.relations, lmm.neighbours, lmm.counted, lmm.uncounted) == (1, 1, 101, 0)
    assert (lmm.reach, lmm.ring_linked) == ((1, 1, 1), {"inner": (1, 2)})
    assert (midwives.relations, midwives.reach) == (1, (1, 1, 1))
    path = nx.Graph([("hv", "lmm"), ("gp", "midwives")])
    assert {one.service: one.betweenness for one in measures.rows} == pytest.approx(
        nx.betweenness_centrality(path)
    )
    assert measures.notes == ["1 of 3 relations is denied, and counts in no measure."]
    assert len(links(graph)) == 2
    assert len(relations(graph)) == 3


def test_the_same_pair_may_be_affirmed_by_some_and_denied_by_others(graph):
    """
    services: [{id: hv}, {id: lmm}]
    relation_types: [{id: knows_of}]
    relations:
      - {source: hv, target: lmm, type: knows_of, account: [P07]}
      - {source: hv, target: lmm, type: knows_of, account: [P08, lmm], stance: denied}
    """
    one = row(measure_services(graph), "hv")
    assert (one.relations, one.neighbours, one.reach) == (1, 1, (1, 1))
    said = [(data["stance"], data["account"]) for *_, data in relations(graph)]
    assert said == [("affirmed", ["P07"]), ("denied", ["P08", "lmm"])]


def test_only_denied_relations_of_the_types_asked_for_are_told(graph):
    """
    services: [{id: hv}, {id: lmm}]
    relation_types: [{id: refers_to}, {id: funds}]
    relations:
      - {source: hv, target: lmm, type: refers_to}
      - {source: hv, target: lmm, type: funds, stance: denied}
    """
    assert measure_services(graph, types=["refers_to"]).notes == []
    measures = measure_services(graph, types=["funds"])
    assert measures.notes == ["1 of 1 relations is denied, and counts in no measure."]
    headings, rows = table(measures)
    assert rows[0][headings.index("relations")] == 0
