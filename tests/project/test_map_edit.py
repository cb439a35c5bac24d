"""The system map changed in place: each edit is checked as an import is, and undone whole."""

import pytest
from store.databases import dump

from lmm_qual.model.monitoring import Monitoring
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.code_delete import DeleteCodes
from lmm_qual.project.changes.code_restore import RestoreCodes
from lmm_qual.project.changes.design import ImportMonitoring, SetParticipant
from lmm_qual.project.changes.framework import WriteSummary
from lmm_qual.project.changes.map_edit import Passages
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.map_relations import AddRelation, EditRelation, RemoveRelations
from lmm_qual.project.changes.map_rename import RenameService
from lmm_qual.project.changes.map_rings import (
    AddRelationType,
    AddRing,
    EditRelationType,
    EditRing,
    RemoveRelationType,
    RemoveRing,
)
from lmm_qual.project.changes.map_services import AddService, EditService, RemoveService
from lmm_qual.project.changes.passages import read_evidence
from lmm_qual.store.queries.charts import CellKey
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.system_map import load_system_map, relation_ids
from project.studies import DESIGN, small_project

MAP = {
    "rings": [{"id": "inner"}, {"id": "outer"}],
    "services": [
        {"id": "lmm", "ring": "inner", "aliases": ["Little Minds"]},
        {"id": "hv", "ring": "outer", "label": "Health visiting"},
        {"id": "zero19", "members": ["hv"]},
        {"id": "gp"},
    ],
    "relation_types": [{"id": "refers_to"}, {"id": "funds"}],
    "relations": [
        {"source": "hv", "target": "lmm", "type": "refers_to", "account": ["hv", "P07"]},
        {"source": "gp", "target": "lmm", "type": "refers_to"},
    ],
}
HERE = read_evidence("A:22-36")


@pytest.fixture
def project():
    design = {**DESIGN, "settings": {"central_service": "lmm"}}
    made = small_project(design=design)
    made.make(ImportSystemMap(SystemMap.model_validate(MAP)))
    return made


def made_and_undone(project, change):
    """Make a change, and give the map it makes; undo and redo give what was and is, whole."""
    before = dump(project.store)
    assert project.make(change) is not None
    after, system = dump(project.store), load_system_map(project.store)
    project.undo()
    assert dump(project.store) == before
    project.redo()
    assert dump(project.store) == after
    assert project.make(ImportSystemMap(system)) is None
    return system


def refused(project, change, words):
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError, match=words):
        project.make(change)
    assert dump(project.store, log=True) == before


def test_a_service_is_added_with_its_passages(project):
    values = {"id": "midwives", "ring": ["inner", "outer"], "ring_basis": "inferred"}
    system = made_and_undone(project, AddService(values, [HERE]))
    service = system.services[-1]
    assert (service.id, service.rings) == ("midwives", ["inner", "outer"])
    assert [one.transcript for one in service.passages] == ["A"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"id": "hv"}, "a service “hv” is there already"),
        ({"id": "x", "ring": "iner"}, "unknown ring “iner”; did you mean “inner”"),
        ({"id": "x", "aliases": ["little minds"]}, "belongs to service “lmm” already"),
        ({"id": "x", "members": ["x"]}, "is its own member"),
        ({"id": "x", "members": ["nobody"]}, "unknown service “nobody”"),
        ({"id": "a\x07b"}, "control characters"),
        ({"id": "x", "label": "two\nlines"}, "line breaks"),
        ({"id": "x", "end": "2023-13"}, "end"),
        ({"id": ""}, "id"),
        ({"id": "x", "colour": "red"}, "colour"),
    ],
)
def test_a_service_that_no_map_file_could_hold_is_refused(project, values, words):
    refused(project, AddService(values), words)


def test_names_may_be_long_and_hold_markup(project):
    label = "<b>" + "ü" * 200 + '" & שלום'
    assert (
        made_and_undone(project, AddService({"id": "x", "label": label})).services[-1].label
        == label
    )


def test_words_that_are_not_there_are_refused(project):
    refused(project, AddService({"id": "x"}, [read_evidence("A:0-99999")]), "A")
    refused(project, AddService({"id": "x"}, [read_evidence("Z:0-3")]), "Z")


def test_an_edit_changes_what_it_names_and_leaves_the_rest(project):
    values = {"label": None, "former_names": ["District nurses"], "attributes": {"priority": "yes"}}
    service = made_and_undone(project, EditService("hv", values)).services[1]
    assert (service.label, service.former_names, service.ring) == (
        None,
        ["District nurses"],
        "outer",
    )
    assert project.make(EditService("hv", {"ring": "outer"})) is None
    refused(project, EditService("vh", {}), "no service “vh”; known: lmm, hv")


def test_passages_are_added_and_taken_away(project):
    made_and_undone(project, EditService("hv", {}, Passages([HERE])))
    assert project.make(EditService("hv", {}, Passages([HERE]))) is None
    system = made_and_undone(project, EditService("hv", {}, Passages(dropped=[HERE])))
    assert system.services[1].passages == []
    assert project.store.mappings("passage") == []
    refused(project, EditService("hv", {}, Passages(dropped=[HERE])), "does not rest on A:22-36")


def test_a_service_goes_with_its_relations(project):
    project.make(EditRelation(relation_ids(project.store)[1], {}, Passages([HERE])))
    change = RemoveService("gp")
    system = made_and_undone(project, change)
    assert change.label == "removal of service gp with 1 relation"
    assert [service.id for service in system.services] == ["lmm", "hv", "zero19"]
    assert len(system.relations) == 1
    assert project.store.mappings("passage") == []


def test_a_service_that_something_names_stays_and_is_told_why(project):
    project.make(SetParticipant("P07", transcript="A", service="hv"))
    refused(project, RemoveService("hv"), r"speakers \(1\), members of zero19, accounts of rel")
    refused(project, RemoveService("lmm"), "the study's central service")


def test_a_rename_reaches_all_that_names_the_service(project):
    project.make(SetParticipant("P07", transcript="A", service="hv"))
    system = made_and_undone(project, RenameService("hv", "health_visiting"))
    assert system.services[2].members == ["health_visiting"]
    assert system.relations[0].source == "health_visiting"
    assert system.relations[0].account == ["health_visiting", "P07"]
    keys = [key for (key,) in project.store.rows("SELECT service_key FROM speaker")]
    assert "health_visiting" in keys
    assert "hv" not in keys
    made_and_undone(project, RenameService("lmm", "core"))
    assert load_study(project.store).settings.central_service == "core"
    assert project.make(RenameService("core", "core")) is None


def test_a_rename_to_what_is_named_already_is_refused(project):
    refused(project, RenameService("hv", "gp"), "a service “gp” is there already")
    refused(project, RenameService("hv", ""), "id")
    bare = small_project()
    bare.make(SetParticipant("P07", transcript="A", service="nurses"))
    bare.make(ImportSystemMap(SystemMap.model_validate(MAP)))
    refused(bare, RenameService("hv", "nurses"), "no service of the map, but named by speakers")


def test_rings_are_added_moved_edited_and_removed(project):
    def rings():
        return [ring.id for ring in load_system_map(project.store).rings]

    made_and_undone(project, AddRing({"id": "middle", "color": "#aabbcc"}, 1))
    assert rings() == ["inner", "middle", "outer"]
    system = made_and_undone(project, EditRing("outer", {"expected": "knows of it"}, 0))
    assert (rings(), system.rings[0].expected) == (["outer", "inner", "middle"], "knows of it")
    made_and_undone(project, RemoveRing("middle"))
    refused(project, RemoveRing("inner"), "in ring inner stand lmm")
    refused(project, AddRing({"id": "inner"}), "a ring “inner” is there already")
    refused(project, AddRing({"id": "x", "color": "red"}), "color")


def test_relation_types_are_added_edited_and_removed(project):
    made_and_undone(project, AddRelationType({"id": "meets", "directed": False}))
    system = made_and_undone(project, EditRelationType("meets", {"label": "meets with"}))
    assert (system.relation_types[-1].label, system.relation_types[-1].directed) == (
        "meets with",
        False,
    )
    made_and_undone(project, RemoveRelationType("meets"))
    refused(project, RemoveRelationType("refers_to"), "of type refers_to are hv to lmm, gp to lmm")


DENIED = {
    "source": "gp",
    "target": "hv",
    "type": "refers_to",
    "stance": "denied",
    "account": ["P07", "G3", "lmm"],
    "times": ["T1"],
}


def test_a_relation_is_added_edited_and_removed(project):
    change = AddRelation(DENIED, [HERE])
    relation = made_and_undone(project, change).relations[-1]
    assert (relation.stance, relation.account) == ("denied", ["P07", "G3", "lmm"])
    assert len(relation.passages) == 1
    edit = EditRelation(
        change.made, {"stance": "affirmed", "times": [], "from": "2021", "to": "2022"}
    )
    relation = made_and_undone(project, edit).relations[-1]
    assert (relation.stance, relation.from_, relation.times) == ("affirmed", "2021", [])
    assert len(relation.passages) == 1
    made_and_undone(project, RemoveRelations([change.made]))
    assert len(load_system_map(project.store).relations) == 2
    refused(project, RemoveRelations([99]), "no relation 99; see `map relation list`")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"target": "hvv"}, "unknown service “hvv”; did you mean “hv”"),
        ({"type": "refer_to"}, "unknown relation type “refer_to”"),
        ({"target": "gp"}, "gp would be related to itself"),
        ({"times": ["T9"]}, "unknown time point “T9”"),
        ({"account": ["P70"]}, "unknown participant, group or service “P70”"),
        ({"times": [], "from": "2022", "to": "2021-05"}, "ends before it begins"),
        ({"count": -1}, "count"),
    ],
)
def test_a_relation_that_cannot_be_is_refused(project, values, words):
    refused(project, AddRelation({**DENIED, **values}), words)
    refused(project, EditRelation(2, {**DENIED, **values}), words)


def test_figures_are_known_where_the_project_has_figures(project):
    assert made_and_undone(project, AddRelation({**DENIED, "figure": "anything"}))
    figures = {"figures": [{"id": "referrals", "label": "Referrals", "numerator": 7}]}
    project.make(ImportMonitoring(Monitoring.model_validate(figures)))
    refused(project, AddRelation({**DENIED, "figure": "referals"}), "did you mean “referrals”")
    system = made_and_undone(project, AddRelation({**DENIED, "figure": "referrals"}))
    wrong = system.relations[-1].model_copy(update={"figure": "refs"})
    changed = system.model_copy(update={"relations": [*system.relations, wrong]})
    refused(project, ImportSystemMap(changed, "map.yaml"), "unknown monitoring figure “refs”")


def test_a_rename_reaches_what_lies_in_the_bin(project):
    tree = code_tree(project.store)
    code = tree.order[0]
    project.make(WriteSummary(CellKey("service", "gp", code, "T1"), "They wait."))
    project.make(DeleteCodes([code]))
    made_and_undone(project, RenameService("gp", "gps"))
    project.make(RestoreCodes(project.store.value("SELECT id FROM bin_entry")))
    summaries = project.store.mappings("chart_summary")
    assert [row["service_key"] for row in summaries] == ["gps"]
    refused(project, RemoveService("gps"), r"gps is named by chart summaries \(1\)")
