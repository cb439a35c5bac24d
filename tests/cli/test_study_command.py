"""`new`, `study`, `participants`, `history`, `undo`, `redo`, `check`, and who is coding."""

import sqlite3
from pathlib import Path

import pytest
import yaml
from helpers.commands import STUDY, Lmm
from helpers.projects import snapshot

from lmm_qual.definitions.reading import read_study
from lmm_qual.project.configuration import configuration_file


class TestNew:
    def test_an_empty_project(self, lmm: Lmm, tmp_path: Path) -> None:
        ran = lmm("new", tmp_path / "p.lmmq")
        assert (ran.code, ran.out) == (0, "")
        assert list(snapshot(tmp_path)) == ["p.lmmq"]
        assert lmm("matrix", tmp_path / "p.lmmq", "--format", "json").data["cells"] == []

    def test_bad_files_leave_nothing_behind(self, refused: Lmm, tmp_path: Path) -> None:
        good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
        good.write_text("name: Good\n", encoding="utf-8")
        bad.write_text("codes:\n- nme: X\n", encoding="utf-8")
        project = tmp_path / "p.lmmq"
        ran = refused("new", project, "--study", good, "--codebook", bad)
        assert ran.err.startswith(f"{bad}:line 2")
        assert "unknown key “nme”; did you mean “name”?" in ran.err
        refused("new", project, "--study", bad)
        refused("new", project, "--map", bad)
        refused("new", project, "--map", tmp_path / "nowhere.yaml")
        assert not project.exists()

    def test_study_and_codebook(self, lmm: Lmm, tmp_path: Path) -> None:
        (tmp_path / "s.yaml").write_text(yaml.safe_dump(STUDY), encoding="utf-8")
        (tmp_path / "c.yaml").write_text("codes: [{name: X}]\n", encoding="utf-8")
        options = ("--study", tmp_path / "s.yaml", "--codebook", tmp_path / "c.yaml", "--as", "Zoe")
        assert lmm("new", tmp_path / "p.lmmq", *options).code == 0
        data = lmm("matrix", tmp_path / "p.lmmq", "--format", "json").data
        assert (data["rows"], len(data["columns"])) == (["X"], 4)
        log = lmm("history", tmp_path / "p.lmmq", "--format", "json").data
        assert {entry["coder"] for entry in log} == {"Zoe"}


class TestStudy:
    def test_json_is_the_study_files_content(self, lmm: Lmm, study: Path, tmp_path: Path) -> None:
        data = lmm("study", "show", study, "--format", "json").data
        assert data["participants"][2] == STUDY["participants"][2]  # type: ignore[index]
        (tmp_path / "same.json").write_text(lmm("study", "show", study, "--format", "json").out)
        assert read_study(tmp_path / "same.json").model_dump(by_alias=True)["name"] == "Small"

    @pytest.mark.parametrize("ending", ["yaml", "json", "csv"])
    def test_export_import_and_export_again_are_equal(
        self, lmm: Lmm, study: Path, tmp_path: Path, ending: str
    ) -> None:
        first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
        assert lmm("study", "export", study, first).code == 0
        assert lmm("new", tmp_path / "n.lmmq", "--study", first).code == 0
        assert lmm("study", "export", tmp_path / "n.lmmq", second).code == 0
        assert first.read_bytes() == second.read_bytes()
        assert lmm("study", "import", study, second).err == "nothing to change\n"

    def test_people_who_speak_may_not_be_left_out(
        self, refused: Lmm, study: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "s.yaml").write_text("name: Other\n", encoding="utf-8")
        ran = refused("study", "import", study, tmp_path / "s.yaml")
        assert "are missing: P05, P06, P07; keep them" in ran.err

    def test_monitoring_figures(self, lmm: Lmm, study: Path, tmp_path: Path) -> None:
        file = tmp_path / "m.yaml"
        file.write_text("figures:\n- {id: F1, label: Seen, numerator: 12}\n", encoding="utf-8")
        assert lmm("study", "import", study, file, "--monitoring").code == 0
        assert lmm("study", "show", study, "--monitoring", "--format", "json").data == {
            "figures": [{"id": "F1", "label": "Seen", "numerator": 12}]
        }
        lmm("undo", study)
        assert lmm("study", "show", study, "--monitoring", "--format", "json").data == {}


class TestParticipants:
    def test_listed_with_their_sessions(self, lmm: Lmm, study: Path) -> None:
        data = lmm("participants", "list", study, "--format", "json").data
        assert [entry["id"] for entry in data] == ["P05", "P06", "P07"]
        assert data[2]["consent"] == {"T1": {"quote": True}}
        assert data[2]["sessions"] == [
            {
                "transcript": "T1-G3-01",
                "time": "T1",
                "speaker": "P07",
                "group": "G3",
                "service": "hv",
                "role": "nurse",
                "turns": 1,
                "words": 8,
            }
        ]
        assert len(lmm("participants", "list", study, "--format", "csv").lines) == 4
        assert lmm("participants", "list", study).lines[2].split()[0] == "P05"

    def test_set_for_a_session_moves_what_was_said_to_another_column(
        self, lmm: Lmm, study: Path
    ) -> None:
        options = (
            "--transcript",
            "T1-G3-01",
            "--group",
            "G2",
            "--service",
            "lmm",
            "--role",
            "lead",
        )
        assert lmm("participants", "set", study, "P07", *options).code == 0
        turn = lmm("transcripts", "show", study, "T1-G3-01", "--format", "json").data["turns"][1]
        assert (turn["group"], turn["service"], turn["role"]) == ("G2", "lmm", "lead")
        data = lmm("matrix", study, "--format", "json").data
        assert data["of"] == [3, None, None, None, 0]
        lmm("undo", study)
        assert lmm("matrix", study, "--format", "json").data["of"] == [2, 1, None, None, 0]

    def test_a_label_is_linked_to_a_person(self, lmm: Lmm, made: object) -> None:
        """
        == S1 time=T1 group=G3
        Anna: [a](X)
        """
        path = made()  # type: ignore[operator]
        assert lmm("matrix", path, "--format", "json").data["states"] == [["no participant named"]]
        options = ("--transcript", "S1", "--speaker", "Anna")
        assert lmm("participants", "set", path, "P01", *options).code == 0
        data = lmm("matrix", path, "--format", "json").data
        assert (data["states"], data["cells"], data["of"]) == ([["number"]], [[1]], [1])

    def test_consent(self, lmm: Lmm, study: Path) -> None:
        given = ("--consent", "T1:archive=no", "--consent", "T2:withdraw_until=2023-12")
        assert lmm("participants", "set", study, "P07", *given).code == 0
        data = lmm("participants", "list", study, "--format", "json").data
        assert data[2]["consent"] == {
            "T1": {"quote": True, "archive": False},
            "T2": {"withdraw_until": "2023-12"},
        }


class TestHistory:
    def test_undo_and_redo_go_through_everything(self, lmm: Lmm, study: Path) -> None:
        log = lmm("history", study, "--format", "json").data
        assert list(log[0]) == ["id", "at", "coder", "kind", "label", "state"]
        assert [entry["kind"] for entry in log] == [
            "study import",
            "codebook import",
            "import",
            "coding pass",
            "codings add",
        ]
        before = lmm("matrix", study, "--format", "json").out
        for entry in reversed(log):
            assert lmm("undo", study).err == f"undone: {entry['label']} ({entry['coder']})\n"
        assert lmm("undo", study).err == f"{study}: there is nothing to undo\n"
        assert lmm("matrix", study, "--format", "json").data["rows"] == []
        for entry in log:
            assert lmm("redo", study).err == f"done again: {entry['label']} ({entry['coder']})\n"
        assert lmm("matrix", study, "--format", "json").out == before
        assert {entry["state"] for entry in lmm("history", study, "--format", "json").data} == {
            "done"
        }
        assert len(lmm("history", study, "--format", "csv").lines) == 6

    def test_a_new_change_forgets_what_was_undone(
        self, lmm: Lmm, refused: Lmm, study: Path
    ) -> None:
        lmm("undo", study)
        lmm("codebook", "add", study, "New", "--as", "A")
        refused("redo", study)
        states = [entry["state"] for entry in lmm("history", study, "--format", "json").data]
        assert states == ["done"] * 4 + ["discarded", "done"]


class TestCheck:
    def test_a_sound_project(self, lmm: Lmm, study: Path) -> None:
        ran = lmm("check", study)
        assert (ran.code, ran.err) == (0, "")
        assert ran.lines[-1].startswith("sound: 3 transcripts, 5 turns, 4 codings")
        assert lmm("check", study, "--format", "json").data["faults"] == []

    def test_a_drifted_coding_is_found(self, lmm: Lmm, study: Path) -> None:
        with sqlite3.connect(study) as connection:
            connection.execute("UPDATE coding SET start = start + 1 WHERE id = 1")
        ran = lmm("check", study)
        assert ran.code == 1
        assert ran.lines[0] == (
            "T1-G3-01: coding 1 at 31–54 does not stand on its words; code them again, or restore a"
            " backup with `lmm-qual restore`"
        )
        assert len(lmm("check", study, "--format", "json").data["faults"]) == 1


class TestWhoIsCoding:
    def coder(self, lmm: Lmm, study: Path) -> str:
        return str(lmm("history", study, "--format", "json").data[-1]["coder"])

    def test_as_then_environment_then_configuration(
        self, lmm: Lmm, study: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = ("codings", "add", study, "T1-G3-01")
        assert lmm(*place, 30, 34, "Time").code == 1
        configuration_file().parent.mkdir(parents=True)
        configuration_file().write_text('coder = "Configured"\n', encoding="utf-8")
        assert lmm(*place, 30, 34, "Time").code == 0
        assert self.coder(lmm, study) == "Configured"
        monkeypatch.setenv("LMM_QUAL_CODER", "Environed")
        lmm(*place, 30, 34, "Time")
        assert self.coder(lmm, study) == "Environed"
        lmm(*place, 30, 34, "Time", "--as", "Told")
        assert self.coder(lmm, study) == "Told"
        assert {"Configured", "Environed", "Told"} <= {
            record["coder"] for record in lmm("codings", "export", study).records
        }

    def test_a_configuration_that_cannot_be_read_is_named(self, lmm: Lmm, study: Path) -> None:
        configuration_file().parent.mkdir(parents=True)
        for content in (b"coder = 7\n", b"coder = ", b"\xff\xfe"):
            configuration_file().write_bytes(content)
            ran = lmm("undo", study)
            assert ran.code == 1
            assert ran.err.startswith(str(configuration_file()))
            assert len(ran.err.splitlines()) == 1

    def test_changes_of_nobody_are_signed_by_nobody(self, lmm: Lmm, study: Path) -> None:
        lmm("codebook", "add", study, "New")
        assert lmm("history", study, "--format", "json").data[-1]["coder"] is None
