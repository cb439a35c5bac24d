"""The example study from the outside: what a script counts is what the matrix holds."""

import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import process
from helpers.exported import Exported
from helpers.hostile import commands
from helpers.projects import snapshot
from helpers.reference import Reference

from lmm_qual.cli.running import run

MEASURES = ("participants", "transcripts", "segments", "words")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("example")
    ran = process("demo", "--no-open", "--folder", folder / "demo", folder=folder)
    assert ran.returncode == 0, ran.stderr
    (folder / "printed.txt").write_text(ran.stdout, encoding="utf-8")
    return folder / "demo"


def read(demo: Path, *arguments: object) -> str:
    """Give what a command prints, run as a script runs it."""
    ran = process(*_line(demo, *arguments), folder=demo.parent)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def read_again(demo: Path, *arguments: object) -> str:
    """Give what a command prints of which one has been run as a process already."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(_line(demo, *arguments))
    assert (code, err.getvalue()) == (0, "")
    return out.getvalue()


def _line(demo: Path, command: str, *rest: object) -> list[str]:
    return [*command.split(), str(demo / "little_minds_matter.lmmq"), *map(str, rest)]


@pytest.fixture(scope="module")
def exported(demo: Path) -> Exported:
    listed = json.loads(read(demo, "transcripts list", "--format", "json"))
    first, *others = [("transcripts show", one["id"], "--format", "json") for one in listed]
    texts = [read(demo, *first), *(read_again(demo, *line) for line in others)]
    assert read_again(demo, *first) == texts[0]
    shown = [json.loads(text) for text in texts]
    lines = read(demo, "codings export", "--format", "jsonl").splitlines()
    return Exported(shown, [json.loads(line) for line in lines], {}, {}, [])


@pytest.fixture(scope="module")
def matrices(demo: Path) -> dict[str, dict[str, Any]]:
    first, *others = [("matrix", "--format", "json", "--measure", name) for name in MEASURES]
    texts = [read(demo, *first), *(read_again(demo, *line) for line in others)]
    assert read_again(demo, *first) == texts[0]
    return {name: json.loads(text) for name, text in zip(MEASURES, texts, strict=True)}


@pytest.mark.parametrize("measure", MEASURES)
def test_a_script_that_knows_only_two_exports_counts_the_same_cells(
    exported: Exported, matrices: dict[str, dict[str, Any]], measure: str
) -> None:
    matrix = matrices[measure]
    script = Reference(exported, measure, ["time", "group"])
    script.project.codes.update(dict.fromkeys(matrix["rows"], 1))
    assert all(column in matrix["columns"] for column in script.met())
    for row, code in enumerate(matrix["rows"]):
        for at, column in enumerate(matrix["columns"]):
            assert (matrix["cells"][row][at] or 0) == len(script.found(code, column)), (
                code,
                column,
            )
    assert matrix["row_total"] == [len(script.found(code, None)) for code in matrix["rows"]]
    assert matrix["unattributed"] == [script.unattributed(code) for code in matrix["rows"]]
    assert matrix["of"] == [script.of(column) for column in matrix["columns"]]


def test_every_coding_counts_somewhere_or_is_shown_as_unattributed(
    exported: Exported, matrices: dict[str, dict[str, Any]]
) -> None:
    script = Reference(exported, "segments", ["time", "group"])
    matrix = matrices["segments"]
    tops = [row for row, code in enumerate(matrix["rows"]) if "/" not in code]
    counted = sum(matrix["row_total"][row] + matrix["unattributed"][row] for row in tops)
    units = {(c["transcript"], c["start"], c["end"], c["code"]) for c in script.codings}
    assert counted == len(units)


def test_quotes_stand_where_positions_say(exported: Exported) -> None:
    texts = {one["id"]: one["text"] for one in exported.transcripts}
    assert len(exported.codings) > 100
    for coding in exported.codings:
        assert texts[coding["transcript"]][coding["start"] : coding["end"]] == coding["quote"]


def test_the_demo_prints_the_matrix_and_writes_three_files(demo: Path) -> None:
    assert list(snapshot(demo)) == [
        *("little_minds_matter.lmmq", "system_map.html", "theme_matrix.xlsx")
    ]
    lines = (demo.parent / "printed.txt").read_text(encoding="utf-8").splitlines()
    heads = re.split(r"\s{2,}", lines[0])
    assert heads[:7] == ["Code", "T1 G1", "T1 G2", "T1 G3", "T2 G1", "T2 G2", "T2 G3"]
    assert any("composed" in line for line in lines)
    assert not commands("\n".join(lines))


def test_the_demo_runs_again_over_itself(demo: Path) -> None:
    ran = process("demo", "--no-open", "--folder", demo, folder=demo.parent)
    assert (ran.returncode, ran.stdout) == (
        0,
        (demo.parent / "printed.txt").read_text(encoding="utf-8"),
    )
    assert ran.stderr == ""
    assert len(snapshot(demo)) == 3


def test_the_demo_keeps_a_study_that_was_worked_in(demo: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(demo, tmp_path / "demo"))
    project = folder / "little_minds_matter.lmmq"
    assert process("undo", project, folder=tmp_path).returncode == 0
    worked_in = project.read_bytes()
    ran = process("demo", "--no-open", "--folder", folder, folder=tmp_path)
    assert "is kept as" in ran.stderr
    assert (folder / "little_minds_matter_kept_1.lmmq").read_bytes() == worked_in
    assert project.read_bytes() != worked_in
