import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.starting import start_project
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.system_map import load_system_map


def test_a_project_of_all_its_parts(tmp_path):
    study, codebook, system = (tmp_path / f"{name}.yaml" for name in ("study", "codebook", "map"))
    study.write_text("name: One\n", encoding="utf-8")
    codebook.write_text("codes: [{name: A}]\n", encoding="utf-8")
    system.write_text("services: [{id: hv}]\n", encoding="utf-8")
    with start_project(tmp_path / "a.lmmq", study, codebook, system) as project:
        assert load_study(project.store).name == "One"
        assert code_tree(project.store).order == [1]
        assert load_system_map(project.store).services[0].id == "hv"


def test_a_part_at_fault_makes_no_project(tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("nmae: One\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="unknown key “nmae”"):
        start_project(tmp_path / "a.lmmq", study)
    assert list(tmp_path.glob("*")) == [study]


def test_a_project_that_is_there_is_left_alone(tmp_path):
    path = tmp_path / "a.lmmq"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(BadInputError, match="is there already"):
        start_project(path)
    assert path.read_text(encoding="utf-8") == "mine"
