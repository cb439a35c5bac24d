"""Refusals: one plain line each, the right exit code, everything byte for byte as it was."""

from pathlib import Path

import pytest
from helpers.commands import Lmm
from helpers.hostile import commands

PROJECT = "PROJECT"

AT_FAULT = {
    "transcripts show PROJECT T1-G3-1": "no transcript “T1-G3-1”; did you mean “T1-G3-01”?",
    "transcripts export PROJECT Nots": "no transcript “Nots”; did you mean “Notes”?",
    "transcripts rename PROJECT Nots X": "no transcript “Nots”; did you mean “Notes”?",
    "transcripts rename PROJECT Notes T1-G3-01": "there already; use “T1-G3-01-2”",
    "transcripts set PROJECT Nots --time T2": "no transcript “Nots”",
    "transcripts delete PROJECT zzzz": "known: Notes, T1-G2-01, T1-G3-01",
    "participants set PROJECT P07 --transcript T1-G3-1 --service x": "did you mean “T1-G3-01”?",
    "participants set PROJECT P07 --transcript T1-G2-01": "no speaker “P07” in T1-G2-01",
    "codebook add PROJECT Time --parent Bariers": "“Bariers”; did you mean “Barriers”?",
    "codebook add PROJECT Time --parent Barriers": "stands twice",
    "codings add PROJECT T1-G3-1 25 28 Time --as A": "no transcript “T1-G3-1”",
    "codings add PROJECT T1-G3-01 25 28 Tim --as A": "unknown code “Tim”; did you mean “Time”?",
    "codings add PROJECT T1-G3-01 28 25 Time --as A": "empty or reversed",
    "codings add PROJECT T1-G3-01 25 25 Time --as A": "empty or reversed",
    "codings add PROJECT T1-G3-01 25 2500 Time --as A": "past the end",
    "codings add PROJECT T1-G3-01 3 5 Time --quote ab --as A": "are not those of `quote`",
    "codings add PROJECT T1-G3-01 25 28 Time": "nobody says who is coding; add --as NAME",
    "codings remove PROJECT 1 999": "no coding 999; see `codings list`",
    "codings recode PROJECT 999 Time": "no coding 999",
    "codings recode PROJECT 1 Tim": "unknown code “Tim”; did you mean “Time”?",
    "codings list PROJECT --transcript Nots": "no transcript “Nots”",
    "codings list PROJECT --code Bariers": "unknown code “Bariers”; did you mean “Barriers”?",
    "codings list PROJECT --coder C": "no coder “C”; known: A, B",
    "codings export PROJECT --coder C": "no coder “C”; known: A, B",
    "codings export PROJECT --transcript Nots": "no transcript “Nots”",
    "matrix PROJECT --coder C": "no coder “C”; known: A, B",
    "coverage PROJECT --finish Nots --as A": "no transcript “Nots”; did you mean “Notes”?",
    "coverage PROJECT --begin T1-G3-01": "nobody says who is coding",
    "map page PROJECT --output there/map.html": "has no system map; take one in with `map import`",
    "redo PROJECT": "there is nothing to redo",
    "matrix nowhere.lmmq": "nowhere.lmmq: is not there; check the path, or make it with `new`",
    "undo nowhere.lmmq": "nowhere.lmmq: is not there",
    "open nowhere.lmmq": "nowhere.lmmq: is not there",
    "open PROJECT": "the screens need a terminal; see `lmm-qual --help`",
    "": "the screens need a terminal; see `lmm-qual --help`",
    "new PROJECT": "is there already; choose another name",
    "new study": "a project's name ends in .lmmq; use study.lmmq",
    "new nowhere/study.lmmq": "its folder is not there; make the folder first",
    "import PROJECT nowhere.txt": "nowhere.txt: there is no such file",
    "import PROJECT --list nowhere.yaml": "nowhere.yaml: is not there",
    "study import PROJECT nowhere.yaml": "nowhere.yaml: is not there",
    "study import PROJECT nowhere": "ending “” is not known",
    "study import PROJECT --monitoring nowhere.yaml": "nowhere.yaml: is not there",
    "codebook import PROJECT nowhere.yaml": "nowhere.yaml: is not there",
    "codings import PROJECT nowhere.jsonl": "nowhere.jsonl: is not there",
    "coverage PROJECT --import nowhere.csv": "nowhere.csv: is not there",
}

WRONG_USAGE = {
    "matrx PROJECT": "No such command 'matrx'",
    "matrix": "Missing argument 'PROJECT'",
    "matrix PROJECT --colums time": "No such option: --colums",
    "matrix PROJECT --columns tme": "unknown column “tme”; use some of time, group",
    "matrix PROJECT --columns time,time": "columns are empty or repeated",
    "matrix PROJECT --measure people": "people",
    "matrix PROJECT --rows case": "case",
    "matrix PROJECT --depth 0": "--depth",
    "matrix PROJECT --depth x": "--depth",
    "matrix PROJECT --format pdf": "form “pdf” is none of table, csv, json, xlsx, html, md",
    "matrix PROJECT --format xlsx": "xlsx needs --output FILE",
    "matrix PROJECT --output m.pdf": "form “.pdf” is none of table, csv",
    "matrix PROJECT --output m": "no ending; use --format with one of table, csv",
    "transcripts list PROJECT --format xlsx": "form “xlsx” is none of table, csv, json",
    "transcripts list PROJECT --output t.html": "form “html” is none of table, csv, json",
    "transcripts set PROJECT Notes": "nothing to set",
    "transcripts rename PROJECT Notes": "Missing argument 'NEW'",
    "codebook show PROJECT --format md": "form “md” is none of table, csv, json, yaml",
    "codebook export PROJECT c.md": "form “md” is none of yaml, json, csv",
    "codebook add PROJECT X --origin mine": "mine",
    "codings export PROJECT c.txt": "form “table” is none of jsonl, csv, json, yaml",
    "codings add PROJECT Notes -1 5 Time --as A": "-1",
    "codings add PROJECT Notes x 5 Time --as A": "'START'",
    "codings remove PROJECT": "Missing argument",
    "codings remove PROJECT one": "'CODING...'",
    "study export PROJECT s.md": "form “md” is none of yaml, json, csv",
    "participants set PROJECT P07": "nothing to set",
    "participants set PROJECT P07 --service hv": "add --transcript ID",
    "participants set PROJECT P07 --consent T1": "is not of the form TIME:FIELD=yes|no",
    "participants set PROJECT P07 --consent T1:quot=yes": "“quot”; did you mean “quote”?",
    "participants set PROJECT P07 --consent T1:quote=maybe": "“maybe” does not fit consent “quote”",
    "import PROJECT": "nothing to import: name files, a folder or --list FILE",
    "import PROJECT a.txt --speakers s.csv": "a speakers file goes with a list",
    "import PROJECT a.txt --turns join": "join",
    "map page PROJECT --output map.pdf": "name it .html",
    "history PROJECT --format yaml": "form “yaml” is none of table, csv, json",
    "check PROJECT --format csv": "form “csv” is none of table, json",
    "coverage PROJECT --format yaml": "form “yaml” is none of table, csv, json",
    "study nonsense PROJECT": "No such command 'nonsense'",
}


def arguments(line: str, study: Path) -> list[object]:
    return [study if part == PROJECT else part for part in line.split()]


@pytest.fixture(autouse=True)
def _in_the_folder(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study.parent)


@pytest.mark.parametrize("line", AT_FAULT)
def test_input_at_fault_is_exit_code_1(refused: Lmm, study: Path, line: str) -> None:
    ran = refused(*arguments(line, study))
    assert AT_FAULT[line] in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("line", WRONG_USAGE)
def test_wrong_usage_is_exit_code_2(refused: Lmm, study: Path, line: str) -> None:
    ran = refused(*arguments(line, study), code=2)
    assert WRONG_USAGE[line] in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "--help`" in ran.err


NAMES = ["a\nb", "a\x1b[31mb", "", " ", "a\u2028b"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "line",
    [
        "participants set PROJECT NAME --group G2",
        "participants set PROJECT P07 --group NAME",
        "participants set PROJECT P07 --transcript T1-G3-01 --service NAME",
        "transcripts rename PROJECT Notes NAME",
        "codebook add PROJECT NAME",
        "coverage PROJECT --finish NAME --as A",
        "coverage PROJECT --finish Notes --as NAME",
        "codings add PROJECT NAME 0 5 Time --as A",
        "import PROJECT a.txt --time NAME",
    ],
)
def test_names_that_files_may_not_hold_are_wrong_usage(
    refused: Lmm, study: Path, line: str, name: str
) -> None:
    given = [study if part == PROJECT else part for part in line.split()]
    ran = refused(*(name if part == "NAME" else part for part in given), code=2)
    assert not commands(ran.err)


def test_what_commands_the_terminal_is_not_repeated(refused: Lmm, study: Path) -> None:
    ran = refused("transcripts", "show", study, "\x1b]52;c;aGk=\x07\u202e\x9b")
    assert not commands(ran.err)
    assert "␛]52;c;aGk=␇⇠␦" in ran.err


def test_no_project_is_taken_for_one(refused: Lmm, tmp_path: Path) -> None:
    for name, content in (("empty.lmmq", b""), ("text.lmmq", b"text\n" * 40)):
        (tmp_path / name).write_bytes(content)
        assert "is no lmm-qual project; check the path" in refused("matrix", tmp_path / name).err
    assert "is no file; name the project file" in refused("matrix", tmp_path).err
