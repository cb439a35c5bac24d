"""`map profile`: aspects and judgements typed, undone, shown, and out and in again as a file."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from store.databases import dump

from lmm_qual.cli.running import run
from lmm_qual.project.project import Project

TALK = "INT: Do you ring?\nP1: Nobody here rings.\n"


@pytest.fixture
def project(tmp_path: Path) -> str:
    path = tmp_path / "study.lmmq"
    system = tmp_path / "map.yaml"
    system.write_text(
        "rings: [{id: inner, expected: Rings.}]\n"
        "services: [{id: hv, label: Health Visiting, ring: inner}, {id: gp}]\n",
        encoding="utf-8",
    )
    talk = tmp_path / "A.txt"
    talk.write_text(TALK, encoding="utf-8")
    assert run(["new", str(path), "--map", str(system)]) == 0
    assert run(["import", str(path), str(talk), "--time", "T1"]) == 0
    lmm = ["map", "profile", "aspect", "add", str(path), "aware"]
    assert run([*lmm, "--label", "Awareness", "--level", "few", "--level", "most"]) == 0
    return str(path)


def judge(project: str, *options: str) -> int:
    return run(["map", "profile", "judge", project, "hv", "aware", "--time", "T1", *options])


def shown(project: str, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    capsys.readouterr()
    assert run(["map", "profile", "show", project, *options]) == 0
    return capsys.readouterr().out


def test_a_judgement_is_made_shown_and_taken_away(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = f"A:{TALK.index('Nobody')}-{TALK.index(' rings.') + 7}"
    assert judge(project, "--level", "few", "--note", "One voice.", "--for", place) == 0
    table = shown(project, capsys, "--service", "hv")
    for words in ("Health Visiting (hv)", "few (1 for, 0 against)", "One voice.", "Nobody here"):
        assert words in table
    assert "not judged: gp" in shown(project, capsys)
    assert judge(project, "--level", "most", "--against", place) == 0
    data = json.loads(shown(project, capsys, "--format", "json"))
    held = data["services"][0]["aspects"][0]["judgements"][0]["judgement"]
    assert (held["level"], held["for"]) == ("most", [])
    assert held["against"][0]["quote"] == "Nobody here rings."
    assert run(["map", "profile", "remove", project, "hv", "aware", "--time", "T1"]) == 0
    assert "No service is judged yet." in shown(project, capsys)


def test_what_is_unknown_is_refused_with_the_nearest(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(Path(project)) as opened:
        before = dump(opened.store, log=True)
    assert judge(project, "--level", "fewer") == 1
    assert "no level of aspect “aware”; did you mean “few”?" in capsys.readouterr().err
    assert run(["map", "profile", "aspect", "edit", project, "awre", "--label", "x"]) == 1
    assert "did you mean “aware”?" in capsys.readouterr().err
    assert run(["map", "profile", "show", project, "--service", "hvv"]) == 1
    assert judge(project, "--for", "A:1") == 2
    with Project.open(Path(project)) as opened:
        assert dump(opened.store, log=True) == before


@pytest.mark.parametrize("ending", ["yaml", "json", "csv"])
def test_export_import_export_is_equal(project: str, tmp_path: Path, ending: str) -> None:
    assert judge(project, "--level", "few", "--note", "=1+1; a, b") == 0
    first, second = tmp_path / f"one.{ending}", tmp_path / f"two.{ending}"
    assert run(["map", "profile", "export", project, str(first)]) == 0
    assert run(["map", "profile", "aspect", "remove", project, "aware"]) == 1
    command = ["map", "profile", "aspect", "remove", project, "aware", "--with-judgements"]
    assert run(command) == 0
    assert run(["map", "profile", "import", project, str(first)]) == 0
    assert run(["map", "profile", "export", project, str(second)]) == 0
    assert second.read_bytes() == first.read_bytes()


def test_a_workbook_holds_no_formulas(project: str, tmp_path: Path) -> None:
    assert judge(project, "--level", "few", "--note", "=HYPERLINK(1)") == 0
    file = tmp_path / "profile.xlsx"
    assert run(["map", "profile", "show", project, "--output", str(file)]) == 0
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)
