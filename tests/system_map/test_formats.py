import json
from html import unescape

import networkx as nx
from hypothesis import HealthCheck, given, settings

from lmm_qual.model.monitoring import Figure
from lmm_qual.model.system_map import Relation, Service, SystemMap
from lmm_qual.system_map import formats
from lmm_qual.system_map.figures import with_figures
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.reading import read_map

from .examples import SYSTEM, THEMES, names, system_maps

hostile = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=10
)


def test_node_link_data_is_networkx_own():
    graph = build_graph(SYSTEM, THEMES)
    data = json.loads(formats.node_link_json(graph))
    back = nx.node_link_graph(data, edges="edges")
    assert back.is_multigraph()
    assert back.is_directed()
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert list(back.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
    assert data["graph"]["rings"][0]["label"] == "Specific remit"


def test_graphml_is_read_by_networkx_without_what_is_not_known(tmp_path):
    path = tmp_path / "map.graphml"
    path.write_text(formats.graphml(build_graph(SYSTEM, THEMES)), encoding="utf-8")
    back = nx.read_graphml(path, force_multigraph=True)
    assert back.nodes["hv"]["aliases"] == "health visitors"
    assert "end" not in back.nodes["hv"]
    assert back.edges["hv", "lmm", "r1"]["count"] == 101
    assert "count" not in back.edges["neonatal", "hv", "r7"]
    assert back.nodes["code:Training"]["entity"] == "code"


def test_a_map_comes_back_from_graphml_as_it_was(tmp_path):
    path = tmp_path / "map.graphml"
    path.write_text(formats.graphml(build_graph(SYSTEM, THEMES)), encoding="utf-8")
    back = read_map(path)
    assert back.services == SYSTEM.services
    assert back.relations == SYSTEM.relations
    assert [ring.id for ring in back.rings] == ["inner", "middle", "outer"]
    assert [kind.directed for kind in back.relation_types] == [True, True, True, False]


@hostile
@given(made=system_maps())
def test_graphml_gives_any_map_back(tmp_path, made):
    path = tmp_path / "map.graphml"
    text = formats.graphml(build_graph(made))
    path.write_text(text, encoding="utf-8")
    back = read_map(path)
    assert back.services == made.services
    assert back.relations == made.relations
    assert formats.graphml(build_graph(back)) == text


@hostile
@given(made=system_maps())
def test_csv_gives_any_map_back(tmp_path, made):
    nodes, edges = tmp_path / "map_nodes.csv", tmp_path / "map_edges.csv"
    nodes.write_text(formats.nodes_csv(made), encoding="utf-8", newline="")
    edges.write_text(formats.edges_csv(made), encoding="utf-8", newline="")
    back = read_map(nodes)
    assert back.relations == made.relations
    assert formats.nodes_csv(back) == formats.nodes_csv(made)
    assert formats.edges_csv(back) == formats.edges_csv(made)


def test_csv_has_a_row_a_relation_with_its_type():
    lines = formats.edges_csv(SYSTEM).splitlines()
    assert lines[0].startswith("source,target,type,type_label,directed,from,to,times,observed_from")
    assert lines[1].startswith("hv,lmm,refers_to,refers to,true,,,,2018-07,2023-03,101,255,stated")
    assert ",overlaps_with,,false,,,T2," in lines[6]


@given(items=names.flatmap(lambda name: names.map(lambda other: [name.strip(), other.strip()])))
def test_lists_are_taken_apart_as_they_were_joined(items):
    assert formats.parted(formats.joined(items)) == items


def test_lists_may_hold_semicolons_and_backslashes():
    assert formats.joined(["a;b", "c\\", "d"]) == "a\\;b; c\\\\; d"
    assert formats.parted("a\\;b; c\\\\; d") == ["a;b", "c\\", "d"]


def test_gexf_keeps_dates_as_days_and_as_given(tmp_path):
    path = tmp_path / "map.gexf"
    text = formats.gexf(build_graph(SYSTEM, THEMES))
    path.write_text(text, encoding="utf-8")
    assert 'mode="dynamic"' in text
    assert "lastmodifieddate" not in text
    assert "None" not in text
    back = nx.read_gexf(path)
    funds = next(d for u, _, d in back.edges(data=True) if u == "fund")
    assert (funds["start"], funds["from"]) == ("2023-04-01", "2023-04")
    ended = next(d for u, _, d in back.edges(data=True) if u == "projects")
    assert (ended["end"], ended["to"]) == ("2023-03-31", "2023-03")
    assert ended["relation"] == "consults"


def test_gexf_without_dates_is_static():
    made = SystemMap(
        services=[Service(id="a"), Service(id="b")],
        relations=[Relation(source="a", target="b", type="refers_to")],
    )
    assert 'mode="static"' in formats.gexf(build_graph(made))


def test_what_xml_cannot_hold_is_shown_by_stand_ins():
    made = SystemMap(services=[Service(id="a", note="bell \x07 and \x1b[2J")])
    graph = build_graph(made)
    assert "bell ␇ and ␛[2J" in unescape(formats.graphml(graph))
    assert "bell ␇ and ␛[2J" in unescape(formats.gexf(graph))


DENIED = SystemMap.model_validate(
    {
        "services": [{"id": "hv"}, {"id": "lmm"}],
        "relation_types": [{"id": "refers_to"}],
        "relations": [
            {
                "source": "hv",
                "target": "lmm",
                "type": "refers_to",
                "stance": "denied",
                "account": ["P07", "G3"],
                "figure": "referrals",
                "passages": [{"transcript": "A", "start": 0, "end": 4, "quote": "Well"}],
            }
        ],
    }
)


def test_every_form_says_who_denies_and_on_how_many_passages_it_rests():
    weighted, figures = with_figures(DENIED, [Figure(id="referrals", label="R", numerator=7)])
    graph = build_graph(weighted, figures=figures)
    (edge,) = json.loads(formats.node_link_json(graph))["edges"]
    assert (edge["stance"], edge["account"], edge["figure"]) == (
        "denied",
        ["P07", "G3"],
        "referrals",
    )
    assert (edge["passages"], edge["count"], edge["count_from"]) == (1, 7, "figure")
    for text in (formats.graphml(graph), formats.gexf(graph)):
        assert "denied" in text
        assert "P07; G3" in text
        assert "referrals" in text
    assert formats.edges_csv(DENIED).splitlines()[1].endswith(",denied,P07;G3,referrals,1")


def test_a_count_that_is_a_figure_s_comes_back_as_the_figure_alone(tmp_path):
    weighted, figures = with_figures(DENIED, [Figure(id="referrals", label="R", numerator=7)])
    path = tmp_path / "map.graphml"
    path.write_text(formats.graphml(build_graph(weighted, figures=figures)), encoding="utf-8")
    (back,) = read_map(path).relations
    assert back == DENIED.relations[0].model_copy(update={"passages": []})
