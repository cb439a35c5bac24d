"""`codebook`: each change from the command line, undone, and each refusal one plain line."""

import csv
import io
from pathlib import Path

import pytest
from helpers.commands import Lmm


def paths(lmm: Lmm, study: Path) -> list[str]:
    return [row["code"] for row in csv.DictReader(io.StringIO(shown(lmm, study)))]


def shown(lmm: Lmm, study: Path) -> str:
    return lmm("codebook", "show", study, "--format", "csv").out


def codings(lmm: Lmm, study: Path, *more: object) -> list[dict[str, object]]:
    return list(lmm("codings", "list", study, "--format", "json", *more).data)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (("rename", "Referral", "Referring"), "edit of code “Referral”"),
        (("move", "Referral"), "move of code “Referral”"),
        (
            ("move", "Referral", "--under", "Facilitators", "--position", "1"),
            "move of code “Referral”",
        ),
        (("group", "All", "Facilitators", "Barriers"), "2 codes grouped under “All”"),
        (("set", "Facilitators", "--definition", "Who comes", "--color", "#102030"), "edit of"),
        (("set", "Facilitators", "--example-from", "1"), "example of code “Facilitators”"),
        (
            ("merge", "Referral", "--into", "Facilitators"),
            "code “Referral” merged into “Facilitators”",
        ),
        (("delete", "Barriers"), "deletion of code “Barriers”"),
        (("delete", "Barriers", "--keep-below"), "deletion of code “Barriers”"),
    ],
)
def test_each_change_is_one_entry_and_goes_back(
    lmm: Lmm, study: Path, line: tuple[str, ...], label: str
) -> None:
    before, were = shown(lmm, study), codings(lmm, study)
    number = len(lmm("history", study, "--format", "json").data)
    name, *rest = line
    ran = lmm("codebook", name, study, *rest, "--as", "A")
    assert ran.code == 0
    assert ran.err.startswith(f"done: {label}")
    history = lmm("history", study, "--format", "json").data
    assert len(history) == number + 1
    assert history[-1]["coder"] == "A"
    assert shown(lmm, study) != before
    assert lmm("check", study).code == 0
    assert lmm("undo", study).code == 0
    assert (shown(lmm, study), codings(lmm, study)) == (before, were)


def test_deleted_codes_come_back_from_the_bin(lmm: Lmm, study: Path) -> None:
    before, were = shown(lmm, study), codings(lmm, study)
    assert lmm("codebook", "delete", study, "Barriers", "--as", "A").code == 0
    assert len(codings(lmm, study)) < len(were)
    (entry,) = lmm("codebook", "bin", study, "--format", "json").data
    assert (entry["what"], entry["coder"]) == ("code “Barriers”", "A")
    assert lmm("codebook", "add", study, "Barriers").code == 0
    taken = lmm("codebook", "restore", study, entry["entry"])
    assert taken.code == 1
    assert "a code named “Barriers” stands at the top already; give another" in taken.err
    assert lmm("codebook", "restore", study, entry["entry"], "--name", "Hurdles").code == 0
    assert "Hurdles/Referral" in paths(lmm, study)
    for _ in range(2):
        assert lmm("undo", study).code == 0
    assert "no entry named “Hurdle”" in lmm("codebook", "restore", study, "Hurdle").err
    assert lmm("codebook", "restore", study, entry["what"].split("“")[1][:-1]).code == 0
    assert codings(lmm, study) == were
    assert shown(lmm, study) == before
    assert lmm("codebook", "bin", study, "--format", "json").data == []


def test_a_code_is_split_by_the_file_that_is_filled_in(
    lmm: Lmm, study: Path, tmp_path: Path
) -> None:
    file = tmp_path / "split.csv"
    assert lmm("codebook", "split", study, "Referral", "--export", file).code == 0
    rows = list(csv.DictReader(file.open()))
    assert {row["code"] for row in rows} == {"Barriers/Referral"}
    lines = [f"{rows[0]['coding']},Barriers/Letters", f"{rows[0]['coding']},Facilitators"]
    file.write_text("\n".join(["coding,code", *lines, ""]))
    refused = lmm("codebook", "split", study, "Referral", file)
    assert refused.code == 1
    assert "unknown code “Barriers/Letters”; have it made with --make" in refused.err
    ran = lmm("codebook", "split", study, "Referral", file, "--make")
    assert ran.err == "done: split of code “Referral”: 1 coding to 2 codes\n"
    assert lmm("history", study, "--kind", "codebook split", "--format", "json").data
    place = {name: rows[0][name] for name in ("transcript", "start", "end")}
    now = [
        row["code"]
        for row in codings(lmm, study)
        if {name: str(row[name]) for name in place} == place and row["coder"] == rows[0]["coder"]
    ]
    assert {"Barriers/Letters", "Facilitators"} <= set(now)
    assert "Barriers/Referral" not in now
    assert lmm("undo", study).code == 0
    assert "Barriers/Letters" not in paths(lmm, study)
    lmm("codebook", "add", study, "Empty")
    ran = lmm("codebook", "split", study, "Empty", "--export", tmp_path / "none.csv")
    assert (ran.code, "has no codings of its own" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("coding,code\nx,Facilitators\n", "line 2: “x” is no coding's id"),
        ("code\nReach\n", "line 2: names no coding"),
        ("coding,code\n999,Facilitators\n", "coding 999 is none of “Referral”"),
    ],
)
def test_a_split_file_with_a_fault_changes_nothing(
    lmm: Lmm, study: Path, tmp_path: Path, text: str, fault: str
) -> None:
    file = tmp_path / "split.csv"
    file.write_text(text)
    before = study.read_bytes()
    ran = lmm("codebook", "split", study, "Referral", file)
    assert (ran.code, fault in ran.err) == (1, True)
    assert study.read_bytes() == before


def test_versions_and_their_difference(lmm: Lmm, study: Path) -> None:
    lmm("codebook", "set", study, "Facilitators", "--definition", "Who comes")
    lmm("codebook", "set", study, "Facilitators", "--definition", "Who *never* comes")
    lmm("codebook", "rename", study, "Facilitators", "Access")
    found = lmm("codebook", "versions", study, "--format", "json").data
    assert [row["note"] for row in found][-1] == "edit of code “Facilitators”"
    last = found[-1]["number"]
    (code,) = lmm("codebook", "diff", study, "--format", "json").data["codes"]
    assert (code["was"], code["code"], code["changes"]) == ("Facilitators", "Access", ["renamed"])
    ran = lmm("codebook", "diff", study, last - 2, last, "--format", "csv")
    assert 'Access,"renamed, redefined",Facilitators,definition,Who {+*never* +}comes' in ran.out
    text = lmm("codebook", "diff", study, last - 2, last, "--format", "md").out
    assert "## Access" in text
    assert r"**\*never\***" in text
    assert lmm("codebook", "diff", study, 1, 99).code == 1


def test_codings_are_looked_at_again(lmm: Lmm, study: Path) -> None:
    assert lmm("codebook", "again", study, "--format", "json").data == []
    lmm("codebook", "set", study, "Referral", "--definition", "New")
    rows = lmm("codebook", "again", study, "--format", "json").data
    assert {row["code"] for row in rows} == {"Barriers/Referral"}
    assert rows[0]["says_now"]["definition"] == "New"
    assert rows[0]["said_then"]["definition"] != "New"
    assert lmm("codebook", "again", study, "--stays", rows[0]["id"]).code == 0
    left = lmm("codebook", "again", study, "--format", "json").data
    assert [row["id"] for row in left] == [row["id"] for row in rows[1:]]
    lmm("codebook", "again", study, "--code", "Referral", "--all-stay")
    assert lmm("codebook", "again", study, "--format", "json").data == []
    assert lmm("codebook", "again", study, "--all-stay").code == 2


def test_transcripts_are_read_again_for_a_code_made_later(lmm: Lmm, study: Path) -> None:
    before = lmm("codebook", "again", study, "--transcripts", "--format", "json").data
    lmm("codebook", "add", study, "Later")
    rows = lmm("codebook", "again", study, "--transcripts", "--format", "json").data
    assert len(rows) >= len(before)
    assert all("Later" in row["codes"] for row in rows)
    row = rows[0]
    lmm("coverage", study, "--finish", row["transcript"], "--as", row["coder"])
    after = lmm("codebook", "again", study, "--transcripts", "--format", "json").data
    assert after == rows[1:]


def test_codes_alike_are_proposed(lmm: Lmm, study: Path) -> None:
    lmm("codebook", "add", study, "Referrals")
    (pair,) = lmm("codebook", "alike", study, "--format", "json").data
    assert (pair["code"], pair["other"], pair["likeness"]) == (
        "Barriers/Referral",
        "Referrals",
        100,
    )
    assert pair["codings"] > 0
