import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.system_map.reading import read_csv_pair, read_map

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<graphml>
  <key id="d0" for="node" attr.name="label" attr.type="string"/>
  <key id="d1" for="node" attr.name="beds" attr.type="int"/>
  <key id="d2" for="edge" attr.name="weight" attr.type="double"/>
  <graph edgedefault="undirected">
    <node id="n0"><data key="d0">Ward</data><data key="d1">12</data></node>
    <node id="n1"/>
    <edge source="n0" target="n1"><data key="d2">2.5</data></edge>
  </graph>
</graphml>
"""


def problems(error):
    return [str(problem) for problem in error.value.problems]


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_graph_of_another_program_becomes_services_and_relations(tmp_path):
    found = read_map(write(tmp_path / "other.graphml", FOREIGN))
    ward, other = found.services
    assert (ward.id, ward.label, ward.attributes) == ("n0", "Ward", {"beds": "12"})
    assert (other.id, other.label) == ("n1", None)
    (relation,) = found.relations
    assert (relation.type, relation.note, relation.basis) == ("linked_to", "weight: 2.5", "unknown")
    assert found.relation_types[0].directed is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<graphml><graph>", "map.graphml:line 1: is not XML"),
        ("<!DOCTYPE g [<!ENTITY a 'b'>]><graphml><graph/></graphml>", "has a DOCTYPE"),
        ("<gexf/>", "has no graph in it"),
        (FOREIGN.replace('target="n1"', 'target="n9"'), "line 9: unknown service “n9”"),
        (FOREIGN.replace('id="n1"', 'id="n0"'), "line 8: id “n0” stands twice"),
        (FOREIGN.replace('id="n1"', 'id=" "'), "line 8, id: is empty"),
        (FOREIGN.replace('"label"', '"ring_basis"'), "line 7, ring_basis: “Ward”"),
    ],
)
def test_a_graph_at_fault_is_refused_with_its_place(tmp_path, text, said):
    with pytest.raises(BadInputError) as error:
        read_map(write(tmp_path / "map.graphml", text))
    assert said in problems(error)[0]


def test_nodes_are_read_with_the_edges_beside_them(tmp_path):
    nodes = write(tmp_path / "nodes.csv", "id,label,ring\nhv,Health Visiting,inner\nlmm,,\n")
    write(tmp_path / "edges.csv", "source,target,type,count,base\nhv,lmm,refers_to,101,255\n")
    found = read_map(nodes)
    assert [ring.id for ring in found.rings] == ["inner"]
    assert (found.relations[0].count, found.relations[0].base) == (101, 255)


def test_nodes_may_come_alone(tmp_path):
    assert len(read_map(write(tmp_path / "nodes.csv", "id\nhv\n")).services) == 1


def test_edges_alone_are_refused(tmp_path):
    edges = write(tmp_path / "edges.csv", "id,source,target,type\n1,a,b,c\n")
    with pytest.raises(BadInputError, match="is a list of edges"):
        read_map(edges)


@pytest.mark.parametrize(
    ("nodes", "edges", "said"),
    [
        ("id,colour\nhv,red\n", None, "nodes.csv:line 2, colour: unknown key “colour”"),
        ("id,label\nhv\n", None, "nodes.csv:line 2: has 1 cells where the heading has 2"),
        ('id,label\nhv,"open\n', None, "nodes.csv:line 2: cannot be read as CSV"),
        ("id\nhv\nhv\n", None, "nodes.csv:line 3: id “hv” stands twice"),
        ("id,ring_basis\nhv,guessed\n", None, "nodes.csv:line 2, ring_basis: “guessed”"),
        ("id\nhv\n", "source,target,type\nhv,gp,refers_to\n", "edges.csv:line 2: unknown service"),
        ("id\nhv\n", "source,target,type,count\nhv,hv,x,many\n", "edges.csv:line 2, count: “many”"),
        ("id\nhv\n", "source,target,type,from\nhv,hv,x,May 2020\n", "edges.csv:line 2, from: “May"),
        ("id\nhv\n", "source,target,type,from,to\nhv,hv,x,2021,2020\n", "ends before it begins"),
    ],
)
def test_a_table_at_fault_is_refused_with_its_place(tmp_path, nodes, edges, said):
    at_nodes = write(tmp_path / "nodes.csv", nodes)
    at_edges = write(tmp_path / "edges.csv", edges) if edges else None
    with pytest.raises(BadInputError) as error:
        read_csv_pair(at_nodes, at_edges)
    assert said in problems(error)[0]


def test_the_system_map_file_is_read_as_well(tmp_path):
    found = read_map(write(tmp_path / "map.yaml", "services: [{id: hv}]\n"))
    assert found.services[0].id == "hv"
