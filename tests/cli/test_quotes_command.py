"""`quotes` on the command line."""

from pathlib import Path

from helpers.commands import Lmm

REPORT = """One said: “We never hear back”. Another: “No time at all for it”.

> Hard [to refer]. We never hear back

“Something that nobody has said”
"""


def test_json_is_what_other_programs_rely_on(lmm: Lmm, study: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text(REPORT, encoding="utf-8")
    data = lmm("quotes", study, report, "--format", "json").data
    promised = ["quotation", "line", "status", "transcript", "start", "end", "speaker"]
    assert [name for name in data[0] if name in promised] == promised
    assert [(one["line"], one["status"]) for one in data] == [
        *((1, "verbatim"), (1, "not found"), (3, "marked changes"), (5, "not found"))
    ]
    first = data[0]
    assert (first["transcript"], first["speaker"], first["group"], first["time"]) == (
        *("T1-G3-01", "P07", "G3", "T1"),
    )
    text = lmm("transcripts", "show", study, "T1-G3-01", "--format", "json").data["text"]
    assert text[first["start"] : first["end"]] == "We never hear back"
    assert first["differences"] == []
    assert data[1]["transcript"] is None


def test_tables_and_refusals(lmm: Lmm, refused: Lmm, study: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text(REPORT + "\n“=1+1 is what \x1b[2J they say”", encoding="utf-8")
    table = lmm("quotes", study, report).out
    assert table.splitlines()[-1] == "5 quotations: 1 verbatim, 1 marked changes, 3 not found"
    assert "\x1b" not in table
    assert "'=1+1" in lmm("quotes", study, report, "--format", "csv").out
    assert "no quotations found" in lmm("quotes", study, report, "--min-words", 50).out
    assert "no such file" in refused("quotes", study, tmp_path / "none.md").err


def test_says_whom_consent_does_not_let_be_quoted(lmm: Lmm, study: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text(REPORT, encoding="utf-8")
    assert lmm("quotes", study, report).err == ""
    lmm("participants", "set", study, "P07", "--consent", "T1:quote=no")
    ran = lmm("quotes", study, report, "--format", "json")
    reason = "the person did not agree to be quoted in that round"
    assert f"not to be quoted, {reason}: lines 1, 3" in ran.err
    assert [one["refused"] for one in ran.data] == [reason, None, reason, None]
    assert reason in lmm("quotes", study, report, "--format", "csv").out
