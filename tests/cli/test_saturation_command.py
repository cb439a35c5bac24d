"""`saturation` on the command line."""

from pathlib import Path

from helpers.commands import Lmm


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
