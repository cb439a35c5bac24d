"""The theme matrix as text, CSV, JSON, Markdown and HTML."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.fixtures import Make
from helpers.hostile import ESCAPES, NAMES, commands
from helpers.projects import build, read_talk, speak
from lxml import html

from lmm_qual.analysis.theme_matrix import ThemeMatrix, theme_matrix
from lmm_qual.exporters.matrix import (
    MARKS,
    matrix_csv,
    matrix_data,
    matrix_html,
    matrix_markdown,
    matrix_text,
)
from lmm_qual.exporters.tables import json_text
from lmm_qual.model.codebook import join_path
from lmm_qual.model.study import Study
from lmm_qual.project.project import Project
from lmm_qual.store.queries.design import load_study
from lmm_qual.text.standins import shown

STUDY = {
    "name": "Small",
    "time_points": [{"id": "T1", "label": "Summer"}, {"id": "T2"}],
    "groups": [{"id": "G1", "label": "Design"}, {"id": "G3"}],
    "recruitment": [
        {"time": "T1", "group": "G1", "participants": 4},
        {"time": "T2", "group": "G1", "sampled": False},
    ],
}
TALK = """
== S1 time=T1 group=G1
INT: [Is it hard?](Barriers)
P01: [Nobody told us](Barriers/Stigma). So.
P02: [No](Barriers/Stigma).
== S2 time=T1 group=G3 method=interview
P03: mm
== S3 time=T1 group=G3 method=dyad
Anna: [mm](Time)
"""


def counted(path: Path) -> tuple[ThemeMatrix, Study]:
    with Project.open(path) as project:
        return theme_matrix(project.store), load_study(project.store)


@pytest.fixture
def small(tmp_path: Path) -> tuple[ThemeMatrix, Study]:
    passes = [{"transcript": key, "coder": "A"} for key in ("S1", "S3")]
    talk = read_talk(TALK)
    return counted(build(tmp_path / "small.lmmq", talk, study=STUDY, passes=passes))


def test_text(small: tuple[ThemeMatrix, Study]) -> None:
    assert matrix_text(*small) == (
        "Code                T1 G1   T1 G3   T2 G1   T2 G3   Total   Nobody\n"
        "──────────────────────────────────────────────────────────────────\n"
        "Barriers                2      0*       –       ·       2        1\n"
        "  Stigma                2      0*       –       ·       2        0\n"
        "Time                    0      0*       –       ·       0        0\n"
        "of N participants       2       1       –       –\n"
        "of these coded          2       0       –       –\n"
        "planned                 4       –       –       –\n"
        "\n"
        "T1 Summer\n"
        "G1 Design\n"
        "* coding not finished   – not sampled   · no transcript yet\n"
        "participants by all coders; voiced and agreed segments count\n"
        "T1 G3 mixes interview, dyad\n"
        "Nobody: segments without a participant's speech\n"
    )


def test_json_is_what_other_programs_rely_on(small: tuple[ThemeMatrix, Study]) -> None:
    data = json.loads(json_text(matrix_data(small[0])))
    assert list(data) == [
        *("measure", "coder", "rows", "columns", "cells", "states", "of", "planned", "coded"),
        *("row_total", "unattributed", "notes", "warnings"),
    ]
    assert data["rows"] == ["Barriers", "Barriers/Stigma", "Time"]
    assert data["columns"][0] == {"time": "T1", "group": "G1"}
    assert data["cells"][1] == [2, 0, None, None]
    assert data["states"][0] == [
        *("number", "coding not finished", "not sampled", "no transcript yet")
    ]
    assert data["of"] == [2, 1, None, None]
    assert data["planned"] == [4, None, None, None]
    assert data["row_total"] == [2, 2, 0]
    assert data["unattributed"] == [1, 0, 0]


def test_csv_is_a_row_a_cell(small: tuple[ThemeMatrix, Study]) -> None:
    rows = list(csv.DictReader(io.StringIO(matrix_csv(small[0]))))
    assert len(rows) == 3 * 4
    assert rows[5] == {
        "code": "Barriers/Stigma",
        "time": "T1",
        "group": "G3",
        "participants": "0",
        "of": "1",
        "planned": "",
        "coded": "0",
        "state": "coding not finished",
    }
    assert rows[6]["participants"] == ""
    assert rows[6]["state"] == "not sampled"


def test_markdown(small: tuple[ThemeMatrix, Study]) -> None:
    lines = matrix_markdown(*small).splitlines()
    heads = ["Code", "T1 Summer · G1 Design", "T1 Summer · G3", "T2 · G1 Design", "T2 · G3"]
    assert lines[0] == f"| {' | '.join(heads)} | Total | Nobody |"
    assert lines[3] == "| Barriers/Stigma | 2 | 0\\* | – | · | 2 | 0 |"
    assert lines[5] == "| of N participants | 2 (2 coded, 4 planned) | 1 (0 coded) | – | – |  |  |"
    assert "\\* coding not finished   – not sampled   · no transcript yet" in lines


def test_html_opens_and_holds_the_matrix(small: tuple[ThemeMatrix, Study]) -> None:
    page = html.fromstring(matrix_html(*small))
    rows = [[cell.text_content() for cell in row] for row in page.iter("tr")]
    assert rows[0] == [
        *("Code", "T1 Summer · G1 Design", "T1 Summer · G3", "T2 · G1 Design", "T2 · G3"),
        *("Total", "Nobody"),
    ]
    assert rows[1] == ["Barriers", "2", "0*", "–", "·", "2", "1"]
    assert rows[-1][:3] == ["of N participants", "2 (2 coded, 4 planned)", "1 (0 coded)"]
    assert {cell.get("title") for cell in page.iter("td")} >= {"not sampled", "coding not finished"}
    assert page.find(".//title").text == "Theme matrix: Small"
    assert not list(page.iter("script", "img", "link", "iframe"))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_every_state_has_a_mark_of_its_own() -> None:
    marks = [mark for mark in MARKS.values() if mark]
    assert len(marks) == len(set(marks)) == 7


def test_an_empty_project_is_an_empty_table_in_every_form(tmp_path: Path) -> None:
    matrix, study = counted(build(tmp_path / "empty.lmmq"))
    assert matrix_text(matrix, study).startswith("Code                Total\n")
    assert matrix_csv(matrix) == "code,time,group,participants,of,planned,coded,state\n"
    assert matrix_markdown(matrix, study).startswith("| Code | Total |\n")
    assert html.fromstring(matrix_html(matrix, study)).find(".//table") is not None


FORMS: dict[str, Callable[[ThemeMatrix, Study], str]] = {
    "text": matrix_text,
    "markdown": matrix_markdown,
    "html": matrix_html,
}


@pytest.mark.parametrize("form", FORMS)
def test_hostile_names_are_stood_in_for_or_plain(tmp_path: Path, form: str) -> None:
    time, *groups = NAMES
    study = {
        "name": f"{NAMES[-1]}{ESCAPES[0]}",
        "time_points": [{"id": time, "label": ESCAPES[0]}],
        "groups": [{"id": name, "label": ESCAPES[1]} for name in groups],
        "recruitment": [{"time": time, "group": name, "sampled": False} for name in groups],
    }
    talk = [
        speak(ESCAPES[2], {"code": join_path([name])}, key=f"S{at}", time=time, group=name)
        for at, name in enumerate(groups)
    ]
    path = build(tmp_path / "hostile.lmmq", talk, study=study)
    with Project.open(path) as project:
        matrix = theme_matrix(project.store)
        text = FORMS[form](matrix, load_study(project.store))
    assert len(matrix.warnings) == len(groups)
    assert not commands(text)
    if form == "text":
        lines = text.splitlines()
        assert all(any(line.startswith(shown(name)) for line in lines) for name in groups)
    if form == "html":
        page = html.fromstring(text)
        assert not list(page.iter("script", "img"))
        heads = [row[0].text_content() for row in page.iter("tr")]
        assert heads[1:-1] == [shown(name) for name in groups]
    if form == "markdown":
        assert "<script" not in text
        assert "<img" not in text


def test_columns_of_one_name_are_told_apart_by_nothing_but_say_what_they_lack(made: Make) -> None:
    """
    == S1
    P07: [a](X)
    """
    matrix, study = counted(made())
    assert (
        matrix_text(matrix, study).splitlines()[0] == "Code                no time no group   Total"
    )
