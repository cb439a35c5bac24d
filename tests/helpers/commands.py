"""The command line run within the tests' own process, and as a process of its own."""

import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpers.projects import build, snapshot
from lmm_qual.cli.running import run


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


Lmm = Callable[..., Ran]

TALK = """
== T1-G3-01 time=T1 group=G3 method=interview date=2022-07-04 title="Interview 1"
@ P07 participant=P07 service=hv role=nurse
INT: How is it to refer?
P07: [Hard. We never hear back](Barriers/Referral). Training [was good](Facilitators; B).
== T1-G2-01 time=T1 group=G2 method="focus group"
INT: And here?
P05: [No time](Barriers/Time).
P06: Mm, [no time](Barriers/Time; P05=present).
== Notes
| No speakers stand here.
"""
STUDY = {
    "name": "Small",
    "time_points": [{"id": "T1", "label": "Summer"}, {"id": "T2"}],
    "groups": [{"id": "G2"}, {"id": "G3"}],
    "methods": [{"id": "interview"}, {"id": "focus group"}],
    "participants": [
        {"id": "P05", "group": "G2"},
        {"id": "P06", "group": "G2"},
        {"id": "P07", "group": "G3", "consent": {"T1": {"quote": True}}},
    ],
    "settings": {"central_service": "lmm"},
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Make a small project with something of everything."""
    path = tmp_path / "study.lmmq"
    path.write_bytes(_study())
    return path


@functools.cache
def _study() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return build(Path(folder) / "study.lmmq", TALK, study=STUDY).read_bytes()


@pytest.fixture
def lmm(capsys: pytest.CaptureFixture[str]) -> Lmm:
    """Run a command; gives exit code, output and errors."""

    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "fault in the program" not in captured.err, captured.err
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    return command


@pytest.fixture
def refused(lmm: Lmm, tmp_path: Path) -> Lmm:
    """Run a command that must be refused: plain lines on standard error, nothing changed."""

    def command(*arguments: object, code: int = 1) -> Ran:
        before = snapshot(tmp_path)
        ran = lmm(*arguments)
        assert ran.code == code, ran
        assert ran.out == ""
        assert ran.err.endswith("\n")
        assert all(line.strip() == line and line for line in ran.err.splitlines()), ran.err
        assert snapshot(tmp_path) == before
        return ran

    return command


def process(
    *arguments: object, folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own, in a folder that is its home too."""
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
    return subprocess.run(
        command_line(*arguments),
        cwd=folder,
        env={**os.environ, **home, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def command_line(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "lmm_qual", *map(str, arguments)]
