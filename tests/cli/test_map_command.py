"""`map`: every form that goes out and comes in again is the same map."""

from pathlib import Path

import pytest

from lmm_qual.cli.running import run
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.example import example_folder
from lmm_qual.project.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "study.lmmq"
    source = example_folder() / "system_map.yaml"
    assert run(["new", str(path), "--map", str(source)]) == 0
    return path


def exported(project: Path, name: str, *options: str) -> Path:
    file = project.with_name(name)
    assert run(["map", "export", str(project), str(file), "--force", *options]) == 0
    return file


@pytest.mark.parametrize("ending", ["yaml", "csv", "graphml"])
def test_export_import_export_is_equal(project: Path, tmp_path: Path, ending: str) -> None:
    first = exported(project, f"one.{ending}")
    again = tmp_path / "again.lmmq"
    assert run(["new", str(again)]) == 0
    assert run(["map", "import", str(again), str(first)]) == 0
    assert exported(again, f"two.{ending}").read_bytes() == first.read_bytes()


def test_nodes_and_edges_come_back_as_a_pair(project: Path, tmp_path: Path) -> None:
    nodes = exported(project, "map_nodes.csv", "--format", "nodes")
    edges = exported(project, "map_edges.csv", "--format", "edges")
    again = tmp_path / "again.lmmq"
    assert run(["new", str(again)]) == 0
    assert run(["map", "import", str(again), str(nodes)]) == 0
    assert exported(again, "nodes.csv", "--format", "nodes").read_bytes() == nodes.read_bytes()
    assert exported(again, "edges.csv", "--format", "edges").read_bytes() == edges.read_bytes()


def test_the_table_says_what_is_by_construction(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["map", "table", str(project), "--betweenness"]) == 0
    assert "Health Visiting" in capsys.readouterr().out
    assert run(["map", "table", str(project), "--time", "T9"]) == 1
    assert "unknown time point" in capsys.readouterr().err


def test_a_page_for_sharing_says_what_it_masks(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "map.html"
    with Project.open(project, write=True, coder="A") as opened:
        design = {"settings": {"masking_threshold": 5}}
        opened.make(ImportStudy(Study.model_validate(design)))
    assert run(["map", "page", str(project), "--for-sharing", "-o", str(target)]) == 0
    said = capsys.readouterr().err
    assert "masked below 5: 7 of 64 figures of relations" in said
    assert "review: services that colleagues may recognise: Little Minds Matter" in said
    assert "× of 65" in target.read_text(encoding="utf-8")
    assert run(["map", "page", str(project), "--label", "group", "-o", str(target)]) == 2


def test_a_table_and_files_for_sharing_name_nobody(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = {"participants": [{"id": "P07"}], "groups": [{"id": "G3"}]}
    relation = {"source": "hv", "target": "lmm", "type": "refers_to", "note": "P07 told us"}
    denied = {**relation, "stance": "denied", "account": ["P07", "G3"], "count": 2, "base": 40}
    map_ = {
        "services": [{"id": "hv", "note": "one person"}, {"id": "lmm"}],
        "relation_types": [{"id": "refers_to"}],
        "relations": [denied, {**relation, "count": 30, "evidence": "P07, line 3"}],
    }
    with Project.open(project, write=True, coder="A") as opened:
        study = {**design, "settings": {"masking_threshold": 5}}
        opened.make(ImportStudy(Study.model_validate(study)))
        opened.make(ImportSystemMap(SystemMap.model_validate(map_)))
    capsys.readouterr()
    for form in ("yaml", "csv", "json", "graphml", "gexf", "nodes", "edges"):
        assert run(["map", "export", str(project), "--format", form, "--for-sharing"]) == 0
        told = capsys.readouterr()
        assert "P07" not in told.out
        assert "one person" not in told.out
        assert "masked below 5: 1 of 3 figures of relations" in told.err
        if form != "nodes":
            assert "G3" in told.out
    assert run(["map", "table", str(project), "--for-sharing", "--format", "csv"]) == 0
    heading, hv, _ = capsys.readouterr().out.splitlines()
    assert heading.endswith(",speaking,naming")
    assert hv.startswith("hv,hv,service,,1,1,30,0,")
    assert run(
        ["map", "export", str(project), "--themes", "--for-sharing", "-", "--format", "json"]
    )
