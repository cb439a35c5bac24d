"""Help: of every command, every argument and every option, loaded without anything heavy."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from helpers.commands import Lmm, process

from lmm_qual import __version__
from lmm_qual.cli.app import app

HEAVY = ("textual", "sqlmodel", "sqlalchemy", "networkx", "pyvis", "lxml", "rich")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


ALL = dict(commands(typer.main.get_command(app)))


def test_the_commands_that_other_programs_know() -> None:
    known = {" ".join(path) for path in ALL}
    assert known >= {
        *(
            "demo",
            "new",
            "open",
            "import",
            "coverage",
            "matrix",
            "history",
            "undo",
            "redo",
            "check",
            "pseudonymise",
            "forget",
        ),
        *("study show", "study import", "study export", "participants list", "participants set"),
        *("transcripts list", "transcripts show", "transcripts export", "transcripts rename"),
        *("transcripts set", "transcripts delete", "codebook show", "codebook import"),
        *(
            "codebook export",
            "codebook add",
            "codebook rename",
            "codebook move",
            "codebook group",
            "codebook set",
            "codebook merge",
            "codebook split",
            "codebook delete",
            "codebook bin",
            "codebook restore",
            "codebook versions",
            "codebook diff",
            "codebook again",
            "codebook alike",
            "codings list",
            "codings add",
            "codings remove",
        ),
        *("codings recode", "codings import", "codings export", "map page", "map table"),
        *("map service add", "map service set", "map service rename", "map service remove"),
        *("map ring add", "map ring set", "map ring remove", "map relation add"),
        *("map relation set", "map relation remove", "map relation list"),
        *("map export", "map import", "memos list", "memos add", "memos export"),
        *("findings list", "findings add", "findings edit", "findings recommend"),
        *("findings delete", "findings import", "findings export"),
        *("findings typology list", "findings typology add", "findings typology edit"),
        *("findings typology type", "findings typology put", "findings typology remove"),
        "findings typology delete",
        *("map profile show", "map profile judge", "map profile remove"),
        *("map profile import", "map profile export"),
        *("map profile aspect add", "map profile aspect edit", "map profile aspect remove"),
        *("retrieve", "search"),
        *("framework show", "framework write", "framework export", "framework import"),
    }


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_and_every_parameter_has_help(path: tuple[str, ...]) -> None:
    command = ALL[path]
    assert (command.help or "").strip()
    without = [
        parameter.name
        for parameter in command.params
        if not (getattr(parameter, "help", None) or "").strip()
    ]
    assert not without


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_is_shown(lmm: Lmm, path: tuple[str, ...]) -> None:
    for option in ("--help", "-h"):
        ran = lmm(*path, option)
        assert (ran.code, ran.err) == (0, "")
        assert ran.lines[0].startswith(" ".join(["Usage: lmm-qual", *path]))


@pytest.mark.parametrize(
    "group", ["study", "participants", "transcripts", "codebook", "codings", "memos", "findings"]
)
def test_a_group_alone_shows_its_help_as_wrong_usage(lmm: Lmm, group: str) -> None:
    ran = lmm(group)
    assert (ran.code, ran.out) == (2, "")
    assert f"Usage: lmm-qual {group}" in ran.err.splitlines()[0]
    assert "Commands:" in ran.err.splitlines()


def test_version(lmm: Lmm) -> None:
    assert lmm("--version").out == f"lmm-qual {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["matrix", "--help"]])
def test_nothing_heavy_is_loaded(arguments: list[str]) -> None:
    check = f"""
import sys
from lmm_qual.cli.running import run
assert run({arguments!r}) == 0
loaded = [name for name in {HEAVY!r} if name in sys.modules]
assert not loaded, loaded
"""
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_completion_is_offered(tmp_path: Path) -> None:
    ran = process(
        folder=tmp_path,
        _LMM_QUAL_COMPLETE="complete_bash",
        COMP_WORDS="lmm-qual ma",
        COMP_CWORD="1",
    )
    assert ran.returncode == 0
    assert {"matrix", "map"} <= set(ran.stdout.split())
