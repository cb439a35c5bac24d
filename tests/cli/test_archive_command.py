"""`export archive`: by consent only, the same bytes each time."""

import hashlib

import pytest
from helpers.commands import Lmm
from helpers.projects import build, snapshot

from lmm_qual.exporters.archive import _file_stem

TALK = """
== FG time=T1 group=G2 method="focus group" title="Sarah and others"
INT: How is it, and we wait with hyacinths you say?
P05: [We wait with hyacinths for ever](Waiting), all of us.
P06: [Mine came in a week](Waiting).
== SOLO time=T1 group=G2
P05: Only hyacinths here.
== LATER time=T2 group=G2
P05: Now it is better.
P07: So it is.
== Notes
| No hyacinths speak here.
"""
CONSENT = {
    "P05": {"T1": {"archive": False}, "T2": {"archive": True}},
    "P06": {"T1": {"archive": True, "quote": False}},
    "P07": {"T2": {"archive": True, "withdrawn": True}},
}
STUDY = {
    "name": "Small",
    "time_points": [{"id": "T1"}, {"id": "T2"}],
    "groups": [{"id": "G2"}],
    "participants": [{"id": who, "group": "G2", "consent": c} for who, c in CONSENT.items()],
}


@pytest.fixture
def path(tmp_path, lmm: Lmm):
    found = build(tmp_path / "p.lmmq", TALK, study=STUDY)
    said = "Like: we wait with hyacinths for ever"
    assert lmm("codebook", "set", found, "Waiting", "--definition", said).code == 0
    return found


def test_what_people_agreed_to_is_in_it(lmm: Lmm, path, tmp_path, refused):
    folder = tmp_path / "archive"
    ran = lmm("export", "archive", path, folder)
    assert ran.err.splitlines() == [
        "2 transcripts of 2 participants",
        "left out: 2 transcripts in which nobody agreed to be archived in that round",
        "left out: all words of 1 participant",
        "a marker stands in the place of 2 turns in 2 transcripts",
        f"wrote {folder}: read the transcripts before it is handed on",
    ]
    files = snapshot(folder)
    assert files["transcripts/FG.txt"].decode().split("\n\n") == [
        "FG: T1, G2, focus group",
        "[1] Interviewer: How is it, and [words left out: no consent to archive] you say?",
        "[2] Somebody: [words left out: no consent to archive]",
        "[3] P06: Mine came in a week.",
        "",
    ]
    assert "[1] P05: Now it is better.\n" in files["transcripts/LATER.txt"].decode()
    everything = b"".join(files.values())
    assert not [word for word in (b"hyacinth", b"Sarah", b"P07", b"SOLO") if word in everything]
    assert b"definition: 'Like: [words left out: no consent to archive]'" in files["codebook.yaml"]
    for line in files["checksums.sha256"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    assert files.keys() == {
        *("README.txt", "checksums.sha256", "codebook.yaml", "participants.csv", "study.yaml"),
        *("transcripts.csv", "transcripts/FG.txt", "transcripts/LATER.txt"),
    }
    assert "is there already" in refused("export", "archive", path, folder).err
    assert lmm("export", "archive", path, folder, "--force").code == 0
    assert snapshot(folder) == files
    (folder / ".DS_Store").write_text("of a system that somebody looked at it with")
    assert lmm("export", "archive", path, folder, "--force").code == 0
    assert snapshot(folder) == files
    (folder / "mine.txt").write_text("mine")
    assert "holds files besides" in refused("export", "archive", path, folder, "--force").err


@pytest.mark.parametrize(
    ("key", "stem"),
    [("con", "con_"), ("LPT1", "LPT1_"), ("FG: 1/2.", "FG_1_2"), ("?", "transcript")],
)
def test_names_of_files_are_ones_that_every_system_takes(key, stem):
    assert _file_stem(key) == stem
    assert len(_file_stem("\U00020000" * 99).encode()) <= 160


def test_without_consent_there_is_no_archive(refused, study, tmp_path):
    assert "nobody agreed" in refused("export", "archive", study, tmp_path / "a").err
