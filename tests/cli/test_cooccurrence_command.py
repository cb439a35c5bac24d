"""`cooccurrence` on the command line."""

from pathlib import Path

import pytest
from helpers.commands import Lmm
from helpers.projects import build, speak


def test_json_is_what_other_programs_rely_on(lmm: Lmm, study: Path) -> None:
    data = lmm("cooccurrence", study, "--within", "turn", "--format", "json").data
    assert data["codes"] == ["Barriers", "Barriers/Referral", "Barriers/Time", "Facilitators"]
    assert data["segments"] == [0, 1, 2, 1]
    assert data["pairs"] == [
        {
            "a": "Barriers/Referral",
            "b": "Facilitators",
            "segments": 1,
            "participants": 1,
            "transcripts": 1,
            "c_index": 1.0,
        }
    ]
    assert lmm("cooccurrence", study, "--format", "json").data["pairs"] == []


def test_every_form_and_option(lmm: Lmm, study: Path) -> None:
    options = ("--within", "3", "--depth", "1", "--coder", "all")
    csv = lmm("cooccurrence", study, *options, "--format", "csv").lines
    assert csv == [
        "code,other code,segments,of code,of other code,participants,transcripts,c-index",
        "Barriers,Facilitators,1,3,1,1,1,0.333",
    ]
    table = lmm("cooccurrence", study, *options).out
    assert "Barriers   Facilitators" in table
    assert "they meet with at most 3 words between them" in table
    assert "no two codes meet" in lmm("cooccurrence", study).out


@pytest.mark.parametrize("within", ["near", "-1", "1.5", ""])
def test_other_nearness_is_wrong_usage(refused: Lmm, study: Path, within: str) -> None:
    ran = refused("cooccurrence", study, f"--within={within}", code=2)
    assert "use overlap, turn, or a number of words" in ran.err


def test_a_name_is_no_formula(lmm: Lmm, tmp_path: Path) -> None:
    talk = [speak("Hard", {"code": "=1+1"}, {"code": "@B\u202e"})]
    path = build(tmp_path / "p.lmmq", talk)
    assert "'=1+1,'@B" in lmm("cooccurrence", path, "--format", "csv").out
    assert "\u202e" not in lmm("cooccurrence", path).out
