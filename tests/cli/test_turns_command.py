"""`transcripts correct`, `speaker`, `part`, `join` and what waits after a correction."""

from pathlib import Path

from helpers.commands import Lmm
from helpers.projects import snapshot


def turns(lmm: Lmm, study: Path) -> list[tuple[int, str, str]]:
    data = lmm("transcripts", "show", study, "T1-G3-01", "--format", "json").data
    text = data["text"]
    return [(row["n"], row["speaker"], text[row["start"] : row["end"]]) for row in data["turns"]]


def place(lmm: Lmm, study: Path, words: str) -> int:
    data = lmm("transcripts", "show", study, "T1-G3-01", "--format", "json").data
    return data["text"].index(words)


def test_words_are_corrected_and_codings_stay(lmm: Lmm, study: Path) -> None:
    at = place(lmm, study, "Training")
    before = snapshot(study)
    arguments = ("transcripts", "correct", study, "T1-G3-01", at, at + 8, "The training")
    ran = lmm(*arguments, "--dry-run")
    assert "[Training → The training]" in ran.err
    assert "2 on the same words" in ran.err
    assert snapshot(study) == before
    assert "done: T1-G3-01 corrected in 1 place" in lmm(*arguments).err
    assert turns(lmm, study)[1][2] == "Hard. We never hear back. The training was good."
    shown = lmm("transcripts", "show", study, "T1-G3-01", "--format", "json").data
    assert shown["corrections"]["number"] == 1
    lmm("undo", study)
    assert turns(lmm, study)[1][2] == "Hard. We never hear back. Training was good."


def test_turns_are_given_parted_and_joined(lmm: Lmm, study: Path) -> None:
    one = ("T1-G3-01",)
    at = str(place(lmm, study, "Training"))
    lmm("transcripts", "part", study, *one, at, "--speaker", "P08")
    assert turns(lmm, study)[1:] == [
        (2, "P07", "Hard. We never hear back."),
        (3, "P08", "Training was good."),
    ]
    lmm("transcripts", "speaker", study, *one, "3", "INT")
    assert turns(lmm, study)[2][1] == "INT"
    lmm("transcripts", "join", study, *one, "3")
    assert turns(lmm, study)[1:] == [(2, "P07", "Hard. We never hear back. Training was good.")]


def test_what_waits_is_told_where_codings_are_counted(lmm: Lmm, study: Path) -> None:
    assert "waits" not in lmm("cooccurrence", study).err
    at = place(lmm, study, "never hear")
    lmm("transcripts", "correct", study, "T1-G3-01", at, at + 10, "always hear")
    for command in (
        ("cooccurrence", study),
        ("retrieve", study, "Barriers"),
        ("framework", "show", study),
    ):
        assert "1 coding waits to be looked at" in lmm(*command).err
    table = lmm("transcripts", "review", study).out
    assert "Hard. We [never → always] hear back" in " ".join(table.split())
    rows = lmm("transcripts", "review", study, "--format", "csv").lines
    assert rows[0].startswith("id,transcript,on,code,coder,reason,was,before,after,is")
