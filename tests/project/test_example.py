import pytest

from lmm_qual.definitions.reading import read_transcript_list
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.checking import check_project
from lmm_qual.project.example import PROJECT_NAME, build_example, example_folder
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.design import load_monitoring, load_study
from lmm_qual.store.queries.talk import load_transcript_list, transcripts


def test_the_example_is_whole_and_sound(tmp_path):
    with build_example(tmp_path / "example.lmmq") as project:
        store = project.store
        assert check_project(store).faults == []
        assert load_study(store).name
        assert load_monitoring(store).figures
        listed = (example_folder() / "transcripts.yaml").read_text(encoding="utf-8")
        assert len(transcripts(store)) == listed.count("  - id: ")
        coded = (example_folder() / "codings.jsonl").read_text(encoding="utf-8")
        assert len(codings(store)) == len(coded.splitlines())


def test_it_is_not_built_over_anything(tmp_path):
    path = tmp_path / "example.lmmq"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(BadInputError, match="is there already"):
        build_example(path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_where_it_cannot_be_built_nothing_is_left(tmp_path, monkeypatch):
    def fail(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("lmm_qual.project.example.read_passes", fail)
    with pytest.raises(KeyboardInterrupt):
        build_example(tmp_path / "example.lmmq")
    assert list(tmp_path.glob("*")) == []


def test_the_transcript_list_is_exported_as_it_was_read(tmp_path):
    listed = read_transcript_list(example_folder() / "transcripts.yaml")
    with build_example(tmp_path / PROJECT_NAME) as project:
        exported = load_transcript_list(project.store)
    assert {one.id: one for one in exported.documents} == {one.id: one for one in listed.documents}
