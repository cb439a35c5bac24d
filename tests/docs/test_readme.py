"""Every command of the README's tour gives the output that stands below it."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from lmm_qual.cli.running import run

README = Path(__file__).parents[2] / "README.md"
ANYTHING = "…"


def tour() -> Iterator[tuple[str, list[str]]]:
    for block in re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        command, lines = "", []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, lines
                command, lines = line.removeprefix("$ "), []
            else:
                lines.append(line)
        yield command, lines


def pattern(lines: list[str]) -> str:
    parts = ["(?:.*\n)*" if line == ANYTHING else re.escape(line) + "\n" for line in lines]
    return "".join(parts)


def test_the_tour_gives_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    steps = list(tour())
    assert len(steps) > 5
    for command, expected in steps:
        program, *arguments = shlex.split(command)
        assert program == "lmm-qual"
        assert run(arguments) == 0, command
        out = capsys.readouterr()
        printed = "".join(f"{line.rstrip()}\n" for line in (out.out + out.err).splitlines())
        assert re.fullmatch(pattern(expected), printed), f"{command}\n{printed}"
