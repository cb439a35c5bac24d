"""`withdraw`: looked at first, confirmed, done, with a receipt."""

import json
import sys

from helpers.commands import Lmm
from helpers.projects import snapshot


def test_nothing_is_done_without_being_sure(lmm: Lmm, study, refused, tmp_path, monkeypatch):
    before = study.read_bytes()
    plan = lmm("withdraw", study, "P06", "--dry-run")
    assert plan.code == 0
    assert "T1-G2-01 (T1): turns, a marker in their place; 1 turn, 3 words" in plan.lines[3]
    assert study.read_bytes() == before
    assert "say --yes if that is meant" in refused("withdraw", study, "P06").err
    assert "did you mean" in refused("withdraw", study, "P08", "--yes").err
    assert (
        "does not speak in Notes"
        in refused(*("withdraw", study, "P06", "--transcript", "Notes", "--yes")).err
    )
    refused("withdraw", study, "--yes", code=2)
    refused("withdraw", study, "--transcript", "Notes", "--words", "bar", "--yes", code=2)
    there = tmp_path / "there.txt"
    there.write_text("mine")
    assert (
        "is there already" in refused(*("withdraw", study, "P06", "--yes", "--receipt", there)).err
    )
    monkeypatch.setattr("lmm_qual.cli.withdrawal.is_terminal", lambda _: True)
    monkeypatch.setattr(sys.stdin, "readline", lambda *_: "n\n", raising=False)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    told = lmm("withdraw", study, "P06")
    assert told.code == 1
    assert "what would be done" in told.err
    assert told.err.endswith("nothing was withdrawn\n")
    assert study.read_bytes() == before


def test_the_receipt_holds_no_words(lmm: Lmm, study, tmp_path):
    receipt = tmp_path / "receipt.json"
    ran = lmm("withdraw", study, "P06", "--yes", "--receipt", receipt, "--as", "SA")
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "withdrawn from T1-G2-01 (T1): turns, a marker in their place; 1 turn, 3 words",
        "7 things are left to look at or do by hand",
        f"wrote {receipt}",
    ]
    told = json.loads(receipt.read_text())
    assert (told["what"], told["by"], told["done"]) == ("withdrawal of P06", "SA", True)
    assert told["removed"] == {"turn": 1, "speaker": 1, "coding": 1, "coding_voice": 1}
    assert "no time" not in receipt.read_text()
    assert "Mm" not in lmm("transcripts", "show", study, "T1-G2-01").out
    assert "No time" in lmm("transcripts", "show", study, "T1-G2-01").out
    assert lmm("check", study).code == 0
    assert lmm("history", study, "--format", "json").data[-1]["label"] == "withdrawal of P06"
    assert "nothing to undo" in lmm("undo", study).err
    assert not [name for name in snapshot(tmp_path) if "writer" in name or "journal" in name]
    barred = lmm("withdraw", study, "P07", "--words", "bar", "--yes")
    assert "stays, and is barred from being quoted and archived" in barred.out
    assert "Not reached" not in barred.out


def test_the_consent_grid_tells_what_is_not_known(lmm: Lmm, study):
    lmm("participants", "set", study, "P05", "--consent", "T1:archive=no")
    ran = lmm("participants", "consent", study, "--format", "json")
    rows = {one["participant"]: one for one in ran.data}
    assert (rows["P05"]["quote"], rows["P05"]["archive"]) == (None, False)
    assert (rows["P07"]["quote"], rows["P07"]["time"], rows["P07"]["sessions"]) == (True, "T1", 1)
    assert ran.err.splitlines() == [
        "may not be quoted: 2 of 3 (participants by round); of 2 nothing is known",
        "may not be archived: 3 of 3 (participants by round); of 2 nothing is known",
    ]
    assert "not known" in lmm("participants", "consent", study).out


def test_the_bin_is_emptied_and_that_can_be_undone(lmm: Lmm, study, refused):
    assert lmm("codebook", "bin", study, "--empty").err == "the bin is empty\n"
    lmm("codebook", "delete", study, "Barriers/Time")
    assert lmm("codebook", "bin", study, "--empty").err == "done: bin emptied of 1 entry\n"
    assert lmm("codebook", "bin", study, "--format", "json").data == []
    assert lmm("undo", study).code == 0
    assert len(lmm("codebook", "bin", study, "--format", "json").data) == 1
    refused("codebook", "bin", study, "--empty", "--format", "json", code=2)
