"""`saturation` on the command line."""

from pathlib import Path

from helpers.commands import STUDY, Lmm
from helpers.projects import build

from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.study import Study
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.project import Project


def test_every_form_and_option(lmm: Lmm, refused: Lmm, study: Path) -> None:
    assert lmm("codebook", "add", study, "Calls", "--origin", "in vivo").code == 0
    options = ("--time", "T1", "--group", "G3", "--orders", "9", "--seed", "3")
    data = lmm("saturation", study, *options, "--base", 1, "--run", 1, "--format", "json").data
    assert (data["orders"], data["seed"], data["inductive_codes"]) == (9, 3, 1)
    (curve,) = data["curves"]
    assert (curve["time"], curve["group"], curve["order"]) == ("T1", "G3", "date")
    assert curve["transcripts"] == [
        {
            "transcript": "T1-G3-01",
            "new": 0,
            "met": 0,
            "codes": [],
            "mean": 0.0,
            "p5": 0,
            "p95": 0,
        }
    ]
    assert (curve["base_codes"], curve["runs"]) == (0, [])
    csv = lmm("saturation", study, *options, "--format", "csv").lines
    assert csv == [
        "time,group,n,transcript,new,met,mean,p5,p95,codes",
        "T1,G3,1,T1-G3-01,0,0,0.0,0,0,",
    ]
    assert "T1 G3, in order of date" in lmm("saturation", study, *options).out
    assert "unknown time point “T9”" in refused("saturation", study, "--time", "T9").err
    assert refused("saturation", study, "--base", 0, code=2)


def test_what_is_shared_names_no_transcript_and_no_order(lmm: Lmm, tmp_path: Path) -> None:
    talk = "".join(
        f"\n== S{n} time=T1 group=G1 date=2022-03-0{n}\nP0{n}: [one](A) [two](B{n % 2})\n"
        for n in range(1, 8)
    )
    path = build(tmp_path / "p.lmmq", talk, study={"settings": {"masking_threshold": 3}})
    codes = [Code(name=name, origin="inductive") for name in ("A", "B0", "B1")]
    with Project.open(path, write=True, coder="A") as project:
        project.make(ImportCodebook(Codebook(codes=codes)))
    ran = lmm("saturation", path, "--for-sharing", "--format", "json")
    (curve,) = ran.data["curves"]
    assert (curve["transcripts"], curve["base_codes"]) == (7, 3)
    assert curve["at_most_5_percent_new"] == [5, 6]
    assert [one["p5"] for one in curve["met"]] == [None, None, 2, 3, None, None, 3]
    assert "masked below 3: 0 of 1 rounds and groups" in ran.err
    for form in ("table", "csv"):
        out = lmm("saturation", path, "--for-sharing", "--format", form).out
        assert not [one for one in ("S1", "P01", "B0", "2022") if one in out]
    assert "at most 5 % new first in the run 5–6" in lmm("saturation", path, "--for-sharing").out
    picture = path.with_suffix(".svg")
    assert lmm("saturation", path, "--for-sharing", "-o", picture).code == 0


def test_small_groups_are_not_shared(lmm: Lmm, refused: Lmm, study: Path, tmp_path: Path) -> None:
    lmm("codebook", "add", study, "Calls", "--origin", "in vivo")
    with Project.open(study, write=True, coder="A") as project:
        design = STUDY | {"settings": {"masking_threshold": 3}}
        project.make(ImportStudy(Study.model_validate(design)))
    out = lmm("saturation", study, "--for-sharing").out
    assert "T1 G3: too few to be shared" in out
    assert "T1,G3,×,×,×,×" in lmm("saturation", study, "--for-sharing", "--format", "csv").out
    target = tmp_path / "s.png"
    assert (
        "large enough to be shared"
        in refused("saturation", study, "--for-sharing", "-o", target).err
    )
