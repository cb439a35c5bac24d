"""`joint`: themes beside monitoring figures."""

import io
from pathlib import Path

import openpyxl
import pytest
from helpers.commands import STUDY, Lmm
from lxml import html

from lmm_qual.model.monitoring import Monitoring
from lmm_qual.model.study import Study
from lmm_qual.project.changes.design import ImportMonitoring, ImportStudy
from lmm_qual.project.project import Project

FIGURES = [
    {
        "id": "seen",
        "label": "Families seen",
        "strand": "barriers",
        "numerator": 182,
        "denominator": 196.5,
        "unit": "families",
        "period": "2018 to 2023",
        "as_at": "2023-03",
        "respondents": "21 of 182",
        "breakdown": {"Year 1": 26, "Year 2": 36},
        "criterion": "196 in all",
        "rating": "AMBER",
        "source": "000 L98",
    },
    {"id": "seen_again", "label": "The same by year", "strand": "barriers", "numerator": 213},
    {"id": "later", "label": "=1+1 <b>", "strand": "a=b", "supersedes": "seen"},
    {"id": "months", "label": "Months", "numerator": 56},
]


@pytest.fixture
def monitored(study: Path) -> Path:
    with Project.open(study, write=True, coder="A") as project:
        project.make(ImportMonitoring(Monitoring.model_validate({"figures": FIGURES})))
    return study


def test_json_holds_themes_and_figures_as_they_are(lmm: Lmm, monitored: Path) -> None:
    data = lmm("joint", monitored, "--format", "json").data
    assert [strand["strand"] for strand in data["strands"]] == ["barriers", "a=b", None]
    first = data["strands"][0]
    assert [theme["code"] for theme in first["themes"]] == [
        *("Barriers", "Barriers/Referral", "Barriers/Time")
    ]
    matrix = lmm("matrix", monitored, "--format", "json").data
    assert [theme["cells"] for theme in first["themes"]] == matrix["cells"][:3]
    assert data["of"] == matrix["of"]
    assert [figure["numerator"] for figure in first["figures"]] == [182, 213]
    assert first["figures"][0]["superseded_by"] == ["later"]
    assert {name: first["figures"][0][name] for name in FIGURES[0]} == FIGURES[0]
    assert data["strands"][1]["themes"] == []


def test_a_strand_and_its_themes_are_named(lmm: Lmm, refused: Lmm, monitored: Path) -> None:
    options = ("--strand", "a=b", "--theme", "a=b=Facilitators", "--theme", "a=b=Time")
    data = lmm("joint", monitored, *options, "--measure", "segments", "--format", "json").data
    (strand,) = data["strands"]
    assert [theme["code"] for theme in strand["themes"]] == ["Facilitators", "Barriers/Time"]
    assert data["measure"] == "segments"
    for wrong, said in (
        (("--strand", "barrier"), "no figures of the strand “barrier”"),
        (("--theme", "nothing=Time"), "no figures of the strand “nothing”"),
        (("--theme", "barriers=Tme"), "unknown code “Tme”"),
        (("--theme", "barriers"), "write it as STRAND=CODE"),
        (("--coder", "nobody"), "no coder “nobody”"),
    ):
        assert said in refused("joint", monitored, *wrong).err


def test_contradictory_figures_stand_side_by_side_in_every_form(
    lmm: Lmm, monitored: Path, tmp_path: Path
) -> None:
    for form in ("table", "csv", "md", "html"):
        out = lmm("joint", monitored, "--format", form).out
        assert "182" in out
        assert "213" in out
        for name in ("respondents", "criterion", "AMBER", "000 L98", "Year 1: 26", "later"):
            assert name in out, (form, name)
    assert "'=1+1" in lmm("joint", monitored, "--format", "csv").out
    assert "name its theme with --theme" in lmm("joint", monitored).out
    page = html.document_fromstring(lmm("joint", monitored, "--format", "html").out)
    assert not page.xpath("//b | //script")
    path = tmp_path / "joint.xlsx"
    assert lmm("joint", monitored, "-o", path).code == 0
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    values = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in values} <= {"s", "n"}
    assert "=1+1 <b>" in {cell.value for cell in values}


def test_a_project_without_figures_is_refused(refused: Lmm, study: Path) -> None:
    assert "has no monitoring figures" in refused("joint", study).err


def test_what_is_shared_masks_themes_and_figures(lmm: Lmm, monitored: Path, tmp_path: Path) -> None:
    design = STUDY | {"settings": {"masking_threshold": 15}}
    with Project.open(monitored, write=True, coder="A") as project:
        project.make(ImportStudy(Study.model_validate(design)))
    ran = lmm("joint", monitored, "--for-sharing", "--format", "json")
    first = ran.data["strands"][0]
    assert {cell for theme in first["themes"] for cell in theme["cells"]} <= {0, None}
    seen, again = first["figures"]
    assert (seen["numerator"], seen["denominator"], again["numerator"]) == (None, 196.5, 213)
    assert seen["breakdown"] == {"Year 1": None, "Year 2": None}
    assert (seen["criterion"], seen["respondents"]) == ("× in all", "× of ×")
    assert (seen["period"], seen["source"]) == ("2018 to 2023", "000 L98")
    assert "masked below 15" in ran.err
    assert "and 3 of 6 numbers of figures" in ran.err
    assert "review: sources: 000 L98" in ran.err
    for form in ("table", "csv", "md", "html"):
        out = lmm("joint", monitored, "--for-sharing", "--format", form).out
        assert "× of 196.5" in out or "×,196.5" in out or "| × | 196.5 |" in out
        assert "182" not in out
    assert lmm("joint", monitored, "--for-sharing", "-o", tmp_path / "joint.xlsx").code == 0
