"""`change` and `tag`, as they are typed."""

from pathlib import Path

import pytest
from helpers.commands import Lmm


def test_rounds_side_by_side_with_a_tag(lmm: Lmm, study: Path) -> None:
    said = ("--as", "sa", "--note", "Then it came.")
    tagged = lmm("tag", study, "P07", "Referral", "surge", *said)
    assert tagged.err == "done: “surge” for Referral, P07\n"
    assert "surge: Then it came." in lmm("change", study, "--design", "people").out
    data = lmm("change", study, "--design", "people", "--format", "json").data
    (row,) = [row for row in data["rows"] if row["tag"]]
    assert row["participant"] == "P07"
    promised = ["code", "participant", "t1", "t2", "of1", "of2", "state", "tag"]
    assert [name for name in row if name in promised] == promised
    assert (row["t1"], row["t2"], row["state"]) == (1, None, "not comparable")
    assert lmm("tag", study, "P07", "Referral", "--remove").code == 0
    assert "surge" not in lmm("change", study, "--design", "people", "--all").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("change", "--from", "T9"), "no time point “T9”"),
        (("change", "--from", "T1", "--to", "T1"), "T1 is compared with itself"),
        (("change", "--coder", "x"), "no coder “x”"),
        (("tag", "P07", "Nothing", "surge"), "unknown code “Nothing”"),
        (("tag", "P07", "Referral", "surge", "--passage", "x"), "names no passage"),
        (("tag", "P07", "Referral", "--remove"), "no change tag for Referral, P07"),
    ],
)
def test_faults_are_a_line(
    refused: Lmm, study: Path, arguments: tuple[str, ...], said: str
) -> None:
    command, *rest = arguments
    assert said in refused(command, study, *rest).err


def test_a_tag_or_its_removal_is_asked_for(lmm: Lmm, study: Path) -> None:
    assert lmm("tag", study, "P07", "Referral").code == 2
