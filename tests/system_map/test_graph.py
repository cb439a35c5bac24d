import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.system_map.graph import build_graph, relations, services
from lmm_qual.system_map.themes import ServiceTheme

from .examples import SYSTEM, THEMES


def test_a_service_keeps_what_the_file_says_of_it(graph):
    """
    rings: [{id: inner}, {id: middle}]
    services:
      - {id: hv, label: Health Visiting, ring: [inner, middle], ring_basis: inferred,
         aliases: [HV], former_names: [District nurses], evidence: "001 L140",
         attributes: {priority_workforce: "true"}, end: "2024"}
      - {id: gp}
    """
    assert graph.nodes["hv"] == {
        "entity": "service",
        "label": "Health Visiting",
        "kind": "service",
        "rings": ["inner", "middle"],
        "ring_basis": "inferred",
        "aliases": ["HV"],
        "former_names": ["District nurses"],
        "members": [],
        "end": "2024",
        "evidence": ["001 L140"],
        "attributes": {"priority_workforce": "true"},
        "note": None,
        "passages": 0,
    }
    assert graph.nodes["gp"]["label"] == "gp"
    assert graph.nodes["gp"]["rings"] == []


def test_parallel_relations_stay_apart_with_their_figures_and_dates(graph):
    """
    services: [{id: hv}, {id: lmm}]
    relations:
      - {source: hv, target: lmm, type: refers_to, count: 101, base: 255, basis: stated,
         from: 2018-04, evidence: [000 L785, 000 L786], observed: {from: 2018-07, to: 2023-03}}
      - {source: hv, target: lmm, type: refers_to, times: [T2]}
    """
    first, second = (data for *_, data in relations(graph))
    assert (first["count"], first["base"], first["basis"]) == (101, 255, "stated")
    assert (first["from"], first["to"], first["observed_to"]) == ("2018-04", None, "2023-03")
    assert first["evidence"] == ["000 L785", "000 L786"]
    assert second["times"] == ["T2"]
    assert graph.number_of_edges("hv", "lmm") == 2


def test_a_type_without_direction_is_said_so(graph):
    """
    services: [{id: hv}, {id: lmm}]
    relation_types: [{id: overlaps_with, directed: false}, {id: refers_to, label: refers}]
    relations:
      - {source: hv, target: lmm, type: overlaps_with}
      - {source: hv, target: lmm, type: refers_to}
      - {source: hv, target: lmm, type: asked_about}
    """
    said = [(data["label"], data["directed"]) for *_, data in relations(graph)]
    assert said == [("overlaps with", False), ("refers", True), ("asked about", True)]


def test_rings_without_colour_are_green_grey_orange(graph):
    """
    rings: [{id: inner, color: "#00aa00", label: Remit}, {id: middle}]
    services: [{id: hv, ring: outer}]
    """
    assert graph.graph["rings"] == [
        {"id": "inner", "label": "Remit", "color": "#00aa00"},
        {"id": "middle", "label": "middle", "color": "#8a8f98"},
        {"id": "outer", "label": "outer", "color": "#d9822b"},
    ]


def test_a_relation_to_nowhere_is_refused(system_map):
    """
    services: [{id: hv}]
    relations: [{source: hv, target: lmm, type: refers_to}]
    """
    with pytest.raises(BadInputError, match="relation 1: the relation names the service lmm"):
        build_graph(system_map)


def test_relations_come_in_the_order_of_the_file():
    found = relations(build_graph(SYSTEM))
    wanted = [(relation.source, relation.target) for relation in SYSTEM.relations]
    assert [(source, target) for source, target, *_ in found] == wanted


def test_themes_link_services_to_codes_with_participants_and_segments():
    graph = build_graph(SYSTEM, THEMES)
    (data,) = graph.get_edge_data("hv", "code:Barriers/Referral").values()
    assert data["participants"] == 2
    assert data["segments"] == 2
    assert data["segment_ids"] == [1, 2]
    assert (data["time"], data["group"], data["account"]) == ("T1", "G3", "speaker")
    assert graph.nodes["code:Barriers/Referral"]["label"] == "Referral"


def test_without_themes_there_are_no_codes():
    graph = build_graph(SYSTEM)
    assert list(services(graph)) == list(graph.nodes)


def test_themes_of_services_off_the_map_are_left_out():
    theme = ServiceTheme("nowhere", "Training", "T1", "G3", frozenset({"P1"}), frozenset({1}))
    assert build_graph(SYSTEM, [theme]).number_of_nodes() == len(SYSTEM.services)


def test_a_service_may_be_called_as_a_code_is(system_map):
    """
    services: [{id: hv}, {id: "code:Training"}]
    """
    theme = ServiceTheme("hv", "Training", None, None, frozenset({"P1"}), frozenset({1}))
    graph = build_graph(system_map, [theme])
    assert graph.nodes["code:Training"]["entity"] == "service"
    assert graph.nodes["code:code:Training"]["entity"] == "code"


def test_the_order_of_themes_makes_no_difference():
    one, two = build_graph(SYSTEM, THEMES), build_graph(SYSTEM, reversed(THEMES))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))
