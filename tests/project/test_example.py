import json
import shutil

import pytest

from lmm_qual.definitions.reading import read_transcript_list
from lmm_qual.definitions.writing import dump_yaml
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.checking import check_project
from lmm_qual.project.example import PROJECT_NAME, build_example, example_folder, is_untouched
from lmm_qual.store.queries.charts import summaries
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.design import load_monitoring, load_study
from lmm_qual.store.queries.findings_file import load_findings
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


def test_findings_that_stand_beside_the_example_are_taken_in(tmp_path, monkeypatch):
    folder = tmp_path / "sample_transcripts"
    shutil.copytree(example_folder(), folder)
    written = {
        "findings": [
            {
                "id": "F1",
                "question": "Q4",
                "claim": "Words put people off.",
                "search": "Read every passage coded Stigma.",
                "for": [{"transcript": "T1-G3-02", "quote": "I thought it was a daft phrase."}],
                "against": [{"transcript": "T1-G3-02", "quote": "I don't think it's daft."}],
                "rests_on": [{"participant": "P14", "code": "Barriers/Stigma", "time": "T1"}],
            }
        ],
        "recommendations": [
            {"id": "R1", "text": "Say it plainly.", "to": "All", "findings": ["F1"]}
        ],
    }
    (folder / "findings.yaml").write_text(dump_yaml(written), encoding="utf-8")
    monkeypatch.setattr("lmm_qual.project.example.example_folder", lambda: folder)
    with build_example(tmp_path / PROJECT_NAME) as project:
        found = load_findings(project.store)
        assert check_project(project.store).faults == []
    assert found.findings[0].for_[0].start == 2024
    assert found.recommendations[0].findings == ["F1"]


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


def test_summaries_of_the_chart_are_read_where_there_are_any(tmp_path, monkeypatch):
    folder = shutil.copytree(example_folder(), tmp_path / "sample_transcripts")
    entry = {"participant": "P14", "code": "Stigma", "time": "T1", "text": "Daft.", "by": "KM"}
    listed = json.dumps({"summaries": [entry]})  # JSON is YAML too
    (folder / "framework.yaml").write_text(listed, encoding="utf-8")
    monkeypatch.setattr("lmm_qual.project.example.example_folder", lambda: folder)
    with build_example(tmp_path / PROJECT_NAME) as project:
        assert "Daft." in [summary.text for summary in summaries(project.store)]
    assert is_untouched(tmp_path / PROJECT_NAME)
