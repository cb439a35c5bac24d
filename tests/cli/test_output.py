"""Where output goes: standard output and error, files, pipes, closed streams, old locales."""

import errno
import io
import os
import pty
import signal
import subprocess
import time
from pathlib import Path
from typing import IO, Any

import pytest
from helpers.commands import Lmm, command_line, process
from helpers.hostile import COMMANDING
from helpers.projects import build, snapshot, speak

from lmm_qual.cli import running, saying
from lmm_qual.project.project import Project

WRITTEN = {
    "m.csv": "code,time,group,participants",
    "m.json": "{",
    "m.md": "| Code |",
    "m.html": "<!doctype html>",
    "m.htm": "<!doctype html>",
    "m.txt": "Code",
    "m.xlsx": "PK",
    "M.CSV": "code,time,group,participants",
}


class TestFiles:
    @pytest.mark.parametrize("name", WRITTEN)
    def test_the_ending_sets_the_form(
        self, lmm: Lmm, study: Path, tmp_path: Path, name: str
    ) -> None:
        ran = lmm("matrix", study, "--output", tmp_path / name)
        assert (ran.code, ran.out, ran.err) == (0, "", f"wrote {tmp_path / name}\n")
        assert (tmp_path / name).read_bytes().startswith(WRITTEN[name].encode())

    def test_the_form_that_is_told_goes_first(self, lmm: Lmm, study: Path, tmp_path: Path) -> None:
        lmm("matrix", study, "-o", tmp_path / "m.txt", "--format", "json")
        assert (tmp_path / "m.txt").read_text(encoding="utf-8").startswith("{")
        assert lmm("matrix", study, "-o", tmp_path / "m", "--format", "csv").code == 0

    @pytest.mark.parametrize(
        "command",
        [
            "matrix P -o F.csv",
            "transcripts list P -o F.csv",
            "transcripts show P Notes -o F.csv",
            "transcripts export P Notes F.csv",
            "codings list P -o F.csv",
            "codings export P F.csv",
            "codings export P -o F.csv",
            "codebook show P -o F.csv",
            "memos list P -o F.csv",
            "memos export P F.csv",
            "memos export P -o F.json",
            "codebook export P F.csv",
            "study show P -o F.csv",
            "study export P F.csv",
            "participants list P -o F.csv",
            "coverage P -o F.csv",
            "history P -o F.csv",
            "check P -o F.json",
        ],
    )
    def test_a_file_that_is_there_is_kept_but_for_force(
        self, lmm: Lmm, refused: Lmm, study: Path, tmp_path: Path, command: str
    ) -> None:
        ending = "json" if ".json" in command else "csv"
        file = tmp_path / f"F.{ending}"
        file.write_text("mine", encoding="utf-8")
        line = [{"P": study, f"F.{ending}": file}.get(part, part) for part in command.split()]
        assert refused(*line).err == f"{file}: is there already; overwrite it with --force\n"
        ran = lmm(*line, "--force")
        assert (ran.code, ran.out, ran.err) == (0, "", f"wrote {file}\n")
        assert file.read_text(encoding="utf-8") != "mine"

    def test_it_is_written_beside_and_then_put_there(
        self, lmm: Lmm, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "m.csv"
        file.write_text("mine", encoding="utf-8")
        seen: list[tuple[str, str]] = []
        replace = Path.replace

        def watch(draft: Path, target: Path) -> Path:
            seen.append((draft.name, target.read_text(encoding="utf-8")))
            assert draft.read_text(encoding="utf-8").startswith("code,")
            assert draft.parent == target.parent
            return replace(draft, target)

        monkeypatch.setattr(Path, "replace", watch)
        assert lmm("matrix", study, "-o", file, "--force").code == 0
        assert seen == [(".m.csv.part", "mine")]

    @pytest.mark.parametrize(
        "fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]
    )
    def test_half_a_file_is_never_left(
        self,
        lmm: Lmm,
        study: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        fault: BaseException,
    ) -> None:
        (tmp_path / "m.csv").write_text("mine", encoding="utf-8")
        before = snapshot(tmp_path)

        class Full(io.BufferedWriter):
            def write(self, data: bytes) -> int:  # type: ignore[override]
                super().write(data[:10])
                raise fault

        opened = Path.open

        def full(path: Path, mode: str = "r", *more: Any, **named: Any) -> IO[Any]:
            if path.suffix == ".part":
                return Full(io.FileIO(path, mode))
            return opened(path, mode, *more, **named)

        monkeypatch.setattr(Path, "open", full)
        ran = lmm("matrix", study, "-o", tmp_path / "m.csv", "--force")
        assert ran.code == (1 if isinstance(fault, OSError) else 130)
        assert len(ran.err.strip().splitlines()) == 1
        assert snapshot(tmp_path) == before

    def test_a_file_that_another_program_keeps(
        self, refused: Lmm, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As Windows lets nobody replace a workbook that is open."""

        def kept(*_: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        (tmp_path / "m.csv").touch()
        monkeypatch.setattr("lmm_qual.exporters.whole_file.put_in_place", kept)
        ran = refused("matrix", study, "-o", tmp_path / "m.csv", "--force")
        assert "m.csv: cannot be written: Permission denied; close it where it is open" in ran.err

    def test_a_folder_that_is_not_there(self, refused: Lmm, study: Path, tmp_path: Path) -> None:
        ran = refused("matrix", study, "-o", tmp_path / "none" / "m.csv")
        assert "m.csv: cannot be written: No such file or directory" in ran.err
        (tmp_path / "file").write_text("", encoding="utf-8")
        assert "Not a directory" in refused("matrix", study, "-o", tmp_path / "file" / "m.csv").err
        (tmp_path / "m.csv").mkdir()
        assert (
            "cannot be written" in refused("matrix", study, "-o", tmp_path / "m.csv", "--force").err
        )


class TestStreams:
    def test_data_and_notes_do_not_mix(self, lmm: Lmm, study: Path) -> None:
        ran = lmm("codings", "add", study, "T1-G3-01", 30, 34, "Time", "--as", "C")
        assert (ran.out, ran.err) == ("5\n", "done: “Time” in T1-G3-01\n")

    def test_a_reader_that_stops_early_is_no_fault(self, tmp_path: Path) -> None:
        words = " ".join(["word"] * 60_000)
        path = build(tmp_path / "long.lmmq", [speak(words, {"code": "X"})])
        for command in ("codings export", "transcripts show", "history"):
            line = [*command.split(), path, *(["T1-01"] if "show" in command else [])]
            with subprocess.Popen(
                command_line(*line), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ) as ran:
                assert ran.stdout
                assert ran.stderr
                ran.stdout.read(1) if command != "history" else None
                ran.stdout.close()
                assert ran.stderr.read() == b""
                assert ran.wait() == 0

    @pytest.mark.parametrize("command", ["matrix", "history"])
    def test_a_closed_output_is_one_plain_line(
        self, study: Path, tmp_path: Path, command: str
    ) -> None:
        line = " ".join(f"'{part}'" for part in command_line(command, study))
        ran = subprocess.run(
            ["sh", "-c", f"{line} >&-"], capture_output=True, text=True, cwd=tmp_path, check=False
        )
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr.startswith("standard output is closed")
        assert len(ran.stderr.splitlines()) == 1

    def test_a_command_without_output_needs_none(self, study: Path, tmp_path: Path) -> None:
        line = " ".join(f"'{part}'" for part in command_line("undo", study))
        ran = subprocess.run(
            ["sh", "-c", f"{line} >&- 2>&- <&-"],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")

    def test_notes_do_not_go_among_data_where_errors_are_closed(
        self, study: Path, tmp_path: Path
    ) -> None:
        words = command_line("codings", "add", study, "T1-G3-01", 30, 34, "Time", "--as", "C")
        line = " ".join(f"'{part}'" for part in words)
        ran = subprocess.run(
            ["sh", "-c", f"{line} 2>&-"], capture_output=True, text=True, cwd=tmp_path, check=False
        )
        assert (ran.returncode, ran.stdout) == (0, "5\n")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
    def test_a_full_disk_behind_standard_output(self, study: Path, tmp_path: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            ran = subprocess.run(
                command_line("matrix", study),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
                check=False,
            )
        assert ran.returncode == 1
        assert ran.stderr == "standard output cannot be written: No space left on device\n"

    def test_letters_of_all_scripts_in_an_old_locale(self, tmp_path: Path) -> None:
        path = build(tmp_path / "p.lmmq", [speak("né 日本 👶", {"code": "Zürich"})])
        old = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        ran = process("codings", "list", path, folder=tmp_path, **old)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "Zürich" in ran.stdout
        assert "né 日本 👶" in ran.stdout
        ran = process("transcripts", "show", path, "né", folder=tmp_path, LC_ALL="C")
        assert "no transcript “né”" in ran.stderr

    def test_a_pipe_on_windows(self) -> None:
        """There a pipe has the letters of the code page, and two characters for a line's end."""
        raw = io.BytesIO()
        pipe = io.TextIOWrapper(raw, encoding="cp1252", newline="\r\n")
        running._prepare(pipe)
        pipe.write("→ ✓ 日本\r\n1\n")
        pipe.flush()
        assert raw.getvalue().decode() == "→ ✓ 日本\r\n1\n"

    def test_an_argument_that_is_no_text(self, study: Path, tmp_path: Path) -> None:
        line = [*map(os.fsencode, command_line("transcripts", "show", study)), b"caf\xe9"]
        ran = subprocess.run(line, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr == "lmm-qual: an argument is not text in UTF-8; write it again\n"

    def test_on_a_terminal_nothing_commands_it_in_any_form(self, tmp_path: Path) -> None:
        path = build(tmp_path / "p.lmmq", [speak("a\x1b[31m\x9b\u202eb", {"code": "X"})])
        for form in ("table", "csv", "json"):
            text = on_terminal("codings", "list", path, "--format", form, folder=tmp_path)
            assert not (COMMANDING - {"\r"}) & set(text), form
            assert "␛[31m␦⇠b" in text or "\\u001b[31m␦⇠b" in text
        raw = process("codings", "list", path, "--format", "csv", folder=tmp_path).stdout
        assert "a\x1b[31m\x9b\u202eb" in raw

    def test_on_a_terminal_of_an_old_locale_letters_are_missing_and_no_more(
        self, tmp_path: Path
    ) -> None:
        path = build(tmp_path / "p.lmmq", [speak("né", {"code": "Zürich"})])
        old = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        assert "Z?rich" in on_terminal("matrix", path, folder=tmp_path, **old)

    def test_a_table_fits_the_terminal(self, study: Path, tmp_path: Path) -> None:
        text = on_terminal("codings", "list", study, folder=tmp_path, COLUMNS="60")
        assert max(map(len, text.splitlines())) <= 60


def on_terminal(*arguments: object, folder: Path, **environment: str) -> str:
    """Run a command on a terminal of its own; gives what it wrote there."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        command_line(*arguments),
        stdout=slave,
        stderr=slave,
        stdin=slave,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "TERM": "xterm", **environment},
    ) as ran:
        os.close(slave)
        found = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            found += part
        assert ran.wait() == 0
    os.close(master)
    return found.decode().replace("\r\n", "\n")


class TestInterrupted:
    def test_ctrl_c_while_it_waits_for_another_writer(self, study: Path, tmp_path: Path) -> None:
        with Project.open(study, write=True, coder="Zoe"):
            with subprocess.Popen(
                command_line("codebook", "add", study, "New"),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
            ) as ran:
                before = study.read_bytes()
                time.sleep(2)  # of the five seconds that it waits
                ran.send_signal(signal.SIGINT)
                out, err = ran.communicate()
            assert (ran.returncode, out) == (130, "")
            assert err.strip() == "interrupted; the project is as it was"
            assert study.read_bytes() == before

    def test_one_line_and_its_own_exit_code(
        self, lmm: Lmm, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        before = snapshot(tmp_path)
        monkeypatch.setattr("lmm_qual.project.changes.codebook.AddCode.operations", interrupted)
        ran = lmm("codebook", "add", study, "New")
        assert (ran.code, ran.out) == (130, "")
        assert ran.err.strip() == "interrupted; the project is as it was"
        assert snapshot(tmp_path) == before

    def test_a_fault_of_the_program_names_its_place_and_no_words(
        self, study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def faulty(*_: object) -> None:
            raise ValueError("words of a transcript")

        monkeypatch.setattr("lmm_qual.project.changes.codebook.AddCode.operations", faulty)
        assert running.run(["codebook", "add", str(study), "New"]) == 1
        captured = capsys.readouterr()
        assert captured.err.startswith(
            "lmm-qual: fault in the program (ValueError at test_output.py:"
        )
        assert "words" not in captured.err
        monkeypatch.setenv("LMM_QUAL_DEBUG", "1")
        with pytest.raises(ValueError, match="words"):
            running.run(["codebook", "add", str(study), "New"])


def test_no_progress_in_a_pipe(lmm: Lmm, study: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("P01: a\n", encoding="utf-8")
    assert "\r" not in lmm("import", study, tmp_path / "a.txt").err
    assert not saying.is_terminal(None)
