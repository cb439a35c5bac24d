"""`map service`, `map ring`, `map type`, `map relation`: the map changed in place."""

import pytest
import yaml
from helpers.commands import STUDY, TALK
from helpers.projects import build

from lmm_qual.model.monitoring import Monitoring
from lmm_qual.project.changes.design import ImportMonitoring
from lmm_qual.project.project import Project

FIGURE = {"id": "referrals", "label": "Referrals", "numerator": 101, "denominator": 255}
HARD = "T1-G3-01:33-57"


@pytest.fixture
def study(tmp_path, lmm):
    path = build(tmp_path / "study.lmmq", TALK, study=STUDY)
    for command in (
        ("ring", "add", path, "inner", "--expected", "refers and is trained"),
        ("type", "add", path, "refers_to"),
        ("service", "add", path, "hv", "--ring", "inner", "--alias", "Health visitors"),
        ("service", "add", path, "lmm"),
    ):
        assert lmm("map", *command).code == 0
    return path


def given_out(lmm, study):
    return yaml.safe_load(lmm("map", "export", study, "--format", "yaml").out)


def relations(lmm, study, *options):
    return lmm("map", "relation", "list", study, "--format", "json", *options).data


def test_a_service_is_added_set_renamed_and_removed(lmm, study):
    said = lmm(
        *("map", "service", "add", study, "gp", "--label", "GPs", "--former", "Family doctors"),
        *("--ring", "inner", "--ring-basis", "inferred", "--attribute", "priority=yes"),
        *("--passage", HARD),
    )
    assert said.err == "done: service gp\n"
    service = given_out(lmm, study)["services"][2]
    assert service["attributes"] == {"priority": "yes"}
    assert service["passages"][0]["start"] == 33
    said = lmm(
        *("map", "service", "set", study, "gp", "--label", "", "--attribute", "priority="),
        *("--attribute", "beds=12", "--former", "", "--without", HARD, "--end", "2023-03"),
    )
    assert said.err == "done: edit of service gp\n"
    assert given_out(lmm, study)["services"][2] == {
        "id": "gp",
        "ring": "inner",
        "ring_basis": "inferred",
        "attributes": {"beds": "12"},
        "end": "2023-03",
    }
    said = lmm("map", "service", "rename", study, "gp", "gps")
    assert said.err == "done: service gp renamed to gps\n"
    said = lmm("map", "service", "remove", study, "gps")
    assert said.err == "done: removal of service gps\n"


def test_a_service_that_talk_names_stays(study, refused):
    assert "hv is named by speakers (1)" in refused("map", "service", "remove", study, "hv").err
    assert (
        "unknown ring “iner”" in refused("map", "service", "set", study, "hv", "--ring", "iner").err
    )
    assert (
        "“here” names no passage"
        in refused("map", "service", "set", study, "hv", "--passage", "here").err
    )


def test_rings_and_types(lmm, study, refused):
    assert lmm("map", "ring", "add", study, "core", "--place", "1").code == 0
    assert lmm("map", "ring", "set", study, "inner", "--color", "#112233").code == 0
    rings = given_out(lmm, study)["rings"]
    assert [ring["id"] for ring in rings] == ["core", "inner"]
    assert rings[1]["expected"] == "refers and is trained"
    assert lmm("map", "ring", "remove", study, "core").err == "done: removal of ring core\n"
    assert "in ring inner stand hv" in refused("map", "ring", "remove", study, "inner").err
    assert lmm("map", "type", "set", study, "refers_to", "--undirected").code == 0
    assert given_out(lmm, study)["relation_types"] == [{"id": "refers_to", "directed": False}]
    assert lmm("map", "type", "remove", study, "refers_to").code == 0


def test_relations_affirmed_and_denied(lmm, study, refused):
    with Project.open(study, write=True) as opened:
        opened.make(ImportMonitoring(Monitoring.model_validate({"figures": [FIGURE]})))
    added = lmm(
        *("map", "relation", "add", study, "hv", "refers_to", "lmm", "--figure", "referrals"),
        *("--from", "2018-04", "--basis", "stated", "--evidence", "000 L785"),
    )
    assert (added.out, added.err) == ("1\n", "done: relation hv refers_to lmm\n")
    lmm(
        *("map", "relation", "add", study, "hv", "refers_to", "lmm", "--denied"),
        *("--account", "P05", "--times", "T1", "--passage", HARD),
    )
    first, second = relations(lmm, study)
    assert (first["count"], first["base"]) == (101, 255)
    assert first["figure says"] == "Referrals; 101 of 255"
    assert (second["stance"], second["account"], second["passages"]) == ("denied", "P05", 1)
    assert relations(lmm, study, "--denied") == [second]
    assert "denied" in lmm("map", "relation", "list", study).out
    table = lmm("map", "table", study)
    assert "1 of 2 relations is denied, and counts in no measure." in table.out
    said = lmm("map", "relation", "set", study, "2", "--affirmed", "--times", "", "--count", "7")
    assert said.err == "done: edit of relation hv refers_to lmm\n"
    assert relations(lmm, study)[1]["count"] == 7
    assert "no relation 9" in refused("map", "relation", "set", study, "9", "--denied").err
    assert (
        "did you mean “referrals”"
        in refused("map", "relation", "set", study, "1", "--figure", "referal").err
    )
    assert (
        "related to itself" in refused("map", "relation", "add", study, "hv", "refers_to", "hv").err
    )
    assert lmm("map", "relation", "remove", study, "1", "2").code == 0
    assert relations(lmm, study) == []
