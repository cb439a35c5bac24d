"""`doctor` and `locate`, settings at fault, and all ways into the screens without a terminal."""

import os
import pty
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers.commands import Lmm, command_line, process

from lmm_qual.cli import health
from lmm_qual.project.configuration import configuration_file
from lmm_qual.project.own_files import state_folder
from lmm_qual.store.backup import backups_folder

FAULTY = 'coder = 5\n[keys]\n"coding.udno" = "z"\n'


@pytest.fixture(autouse=True)
def _usual_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".home" / "data"))
    monkeypatch.delenv("NO_COLOR", raising=False)


def configure(text: str) -> Path:
    configuration_file().parent.mkdir(parents=True, exist_ok=True)
    configuration_file().write_text(text, encoding="utf-8")
    return configuration_file()


class TestLocate:
    def test_the_paths_of_ones_own_files(self, lmm: Lmm) -> None:
        assert lmm("locate", "config").out == f"{configuration_file()}\n"
        assert lmm("locate", "state").out == f"{state_folder()}\n"
        assert lmm("locate", "backups").out == f"{backups_folder()}\n"

    def test_they_are_told_although_the_settings_are_at_fault(self, lmm: Lmm) -> None:
        file = configure(FAULTY)
        assert lmm("locate", "config").out == f"{file}\n"

    def test_another_word_is_wrong_usage(self, lmm: Lmm) -> None:
        ran = lmm("locate", "conf")
        assert ran.code == 2
        assert "backups" in ran.err


class TestDoctor:
    def findings(self, lmm: Lmm, code: int = 0) -> dict[str, tuple[str, bool]]:
        ran = lmm("doctor", "--format", "json")
        assert ran.code == code, ran
        assert ran.data["sound"] is (code == 0)
        return {one["about"]: (one["what"], one["sound"]) for one in ran.data["findings"]}

    def test_all_is_well(self, lmm: Lmm) -> None:
        found = self.findings(lmm)
        assert {"lmm-qual", "python", "sqlite", "textual", "sqlmodel"} <= found.keys()
        assert found["TERM"] == ("xterm-256color", True)
        assert found["settings"] == ("sound; coder not set, theme dark", True)
        assert found["configuration"] == (str(configuration_file()), True)
        assert found["width in cells"][0] == "é 1, 語 2, e\u0301 1, 🙂 2"
        assert found["trial project"] == ("written, read back, locked", True)

    def test_it_leaves_nothing(self, lmm: Lmm, tmp_path: Path) -> None:
        self.findings(lmm)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_settings_at_fault_are_listed_with_their_lines(self, lmm: Lmm) -> None:
        file = configure(FAULTY)
        ran = lmm("doctor", "--format", "json")
        said = [one["what"] for one in ran.data["findings"] if one["about"] == "settings"]
        assert said == [
            f'{file}:1: `coder` is no text; write coder = "NAME"',
            f"{file}:3: unknown action “coding.udno”; did you mean “coding.undo”?",
        ]
        assert ran.code == 1

    def test_as_a_table(self, lmm: Lmm) -> None:
        ran = lmm("doctor")
        assert ran.code == 0
        assert ran.lines[0].split() == ["about", "found"]
        assert "look at this" not in ran.out

    @pytest.mark.parametrize(
        ("name", "value", "about", "said"),
        [
            ("TERM", "dumb", "TERM", "dumb"),
            ("TERM", "", "TERM", "not set"),
        ],
    )
    def test_what_hinders_is_marked(
        self,
        lmm: Lmm,
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        value: str,
        about: str,
        said: str,
    ) -> None:
        monkeypatch.setenv(name, value)
        assert self.findings(lmm, code=1)[about] == (said, False)

    def test_the_code_page_of_windows_hinders_nothing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert not health._locale("cp1252").sound
        monkeypatch.setattr(health, "os", SimpleNamespace(name="nt"))
        assert health._locale("cp1252") == ("locale", "cp1252", True)

    def test_a_folder_that_cannot_be_written(
        self, lmm: Lmm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "no").write_text("a file, no folder", encoding="utf-8")
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no"))
        what, sound = self.findings(lmm, code=1)["state"]
        assert (what, sound) == (
            f"{tmp_path / 'no' / 'lmm-qual'}: {tmp_path / 'no'} is no folder",
            False,
        )

    def test_no_colour(self, lmm: Lmm, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        assert self.findings(lmm)["colours"] == ("none: NO_COLOR is set", True)


class TestFaultySettings:
    def test_the_screens_do_not_open_and_all_faults_are_told(
        self, study: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "lmm-qual" / "config.toml"
        file.parent.mkdir()
        file.write_text(FAULTY, encoding="utf-8")
        for arguments in (["open", str(study)], []):
            code, said = in_terminal(*arguments, folder=tmp_path)
            assert code == 1
            assert said == [
                f'{file}:1: `coder` is no text; write coder = "NAME"',
                f"{file}:3: unknown action “coding.udno”; did you mean “coding.undo”?",
            ]

    def test_commands_mind_only_what_concerns_them(self, lmm: Lmm, study: Path) -> None:
        configure('coder = "SA"\n[keys]\n"coding.udno" = "z"\n')
        assert lmm("codings", "add", study, "T1-G3-01", 24, 27, "Time").code == 0


def in_terminal(*arguments: str, folder: Path, **environment: str) -> tuple[int, list[str]]:
    """Run a command in a terminal of its own; gives its code and what it wrote."""
    outer, inner = pty.openpty()
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
    given = {**os.environ, "TERM": "xterm-256color", **home, **environment}
    with subprocess.Popen(
        command_line(*arguments), cwd=folder, env=given, stdin=inner, stdout=inner, stderr=inner
    ) as ran:
        os.close(inner)
        written = b""
        while chunk := _read(outer):
            written += chunk
        code = ran.wait(60)
    os.close(outer)
    return code, written.decode().splitlines()


def _read(outer: int) -> bytes:
    try:
        return os.read(outer, 65536)
    except OSError:  # what a terminal gives once nobody has it open
        return b""


class TestNoScreens:
    @pytest.mark.parametrize("term", ["dumb", ""])
    def test_a_dumb_terminal_is_told_in_one_line(
        self, study: Path, tmp_path: Path, term: str
    ) -> None:
        for arguments in (["open", str(study)], []):
            code, said = in_terminal(*arguments, folder=tmp_path, TERM=term)
            assert code == 1
            assert said == [
                (
                    "this terminal cannot draw screens (TERM is dumb); use the commands, or another"
                    " terminal"
                )
            ]

    def test_the_demo_ends_with_that_line(self, tmp_path: Path) -> None:
        code, said = in_terminal("demo", folder=tmp_path, TERM="dumb")
        assert code == 1
        assert said[-1].startswith("this terminal cannot draw screens")
        assert (tmp_path / "demo" / "little_minds_matter.lmmq").is_file()

    def test_without_a_terminal(self, study: Path, tmp_path: Path) -> None:
        for arguments in (["open", study], []):
            ran = process(*arguments, folder=tmp_path)
            assert (ran.returncode, ran.stdout) == (1, "")
            assert ran.stderr.startswith("the screens need a terminal; see `lmm-qual --help`")
            assert ran.stderr.count("\n") == 1
