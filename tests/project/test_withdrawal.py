"""Words withdrawn: gone from every byte of a project and its copies, all else on its words."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from helpers.projects import CODER, build, codebook_of, read_talk
from helpers.small_studies import PEOPLE, small_studies
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import memory_store

from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.finding import BasisEntry, PassageEntry
from lmm_qual.model.study import Study
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.code_delete import DeleteCodes
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codebook_edit import EditCode
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.findings import AddFinding
from lmm_qual.project.changes.framework import WriteSummary
from lmm_qual.project.changes.memos import WriteMemo, WritePassageMemo
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.project.changes.snapshots import TakeSnapshot
from lmm_qual.project.changes.transcripts import AddTranscripts
from lmm_qual.project.checking import check_project
from lmm_qual.project.correcting.correction import CorrectWords
from lmm_qual.project.project import Project
from lmm_qual.project.withdrawing.marking import MARKER
from lmm_qual.project.withdrawing.receipt import receipt_data, receipt_text
from lmm_qual.project.withdrawing.rows import Withdrawal
from lmm_qual.project.withdrawing.scope import Wanted, find_scope
from lmm_qual.project.withdrawing.withdraw import planned, withdraw
from lmm_qual.store.backup import backups_folder
from lmm_qual.store.backups import find_backups, make_backup
from lmm_qual.store.deltas import apply_delta
from lmm_qual.store.queries.charts import CellKey
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.log import entries
from lmm_qual.text.following import Edit
from lmm_qual.text.words import word_spans

MARKS = ("zebrafinch", "quokkas", "narwhal", "axolotl", "okapi", "pangolin", "wombat")
"""Words that P05 alone says."""
TALK = """
== FG time=T1 group=G2 method="focus group"
INT: How is it?
P05: [We wait with the zebrafinch for ever](Waiting) and [quokkas come](Contact) too.
P06: [Mine came in a week](Waiting), [so it did
P05: My narwhal never does come back at all](Contact).
P07: [[Nobody calls](Contact) us here](Waiting).
== SOLO time=T1 group=G2
INT: And you?
P05: [The axolotl is at home](Waiting) with the okapi.
== OTHER time=T2 group=G2
P06: [We wait less now](Waiting).
"""
STUDY = {
    "time_points": [{"id": "T1"}, {"id": "T2"}],
    "groups": [{"id": "G2"}],
    "participants": [{"id": one} for one in ("P05", "P06", "P07")],
}
TODAY = "2024-01-15"


def code(project, path):
    (found,) = code_tree(project.store).find(path)
    return found


def place(project, key, words):
    text = project.store.value("SELECT text FROM transcript WHERE key = ?", (key,))
    return text.index(words), text.index(words) + len(words)


def fill(path):
    """Let all that can hold words hold some, now and in the past."""
    with Project.open(path, write=True, coder=CODER) as project:
        start, end = place(project, "FG", "quokkas come too")
        project.make(WriteMemo("coding", 1, "She has a zebrafinch"))
        project.make(WriteMemo("coding", 3, "Mine, about P06"))
        project.make(WritePassageMemo("FG", start, end, "quokkas!"))
        said = Evidence("FG", *place(project, "FG", "my narwhal".capitalize()))
        cell = CellKey("participant", "P05", code(project, "Waiting"), "T1")
        project.make(WriteSummary(cell, "Of the zebrafinch", [said]))
        other = CellKey("participant", "P06", code(project, "Waiting"), "T1")
        quoted = "as one said, we wait with the zebrafinch for ever; so she said"
        project.make(WriteSummary(other, quoted, [said]))
        basis = [BasisEntry(participant="P05", code="Waiting", time="T1")]
        against = [PassageEntry(transcript="SOLO", quote="axolotl")]
        project.make(AddFinding("People wait.", None, None, [], against, basis))
        project.make(EditCode(code(project, "Contact"), {"example": "The axolotl is at home"}))
        project.make(TakeSnapshot("before"))
        project.make(
            CorrectWords("FG", [Edit(*place(project, "FG", "quokkas"), "pangolin quokkas")])
        )
        spare = codebook_of(["Waiting", "Contact", "Spare"])
        project.make(ImportCodebook(spare))
        start, end = place(project, "FG", "narwhal never")
        record = CodingRecord(transcript="FG", start=start, end=end, code="Spare", coder=CODER)
        project.make(AddCodings([("", record)]))
        start, end = place(project, "FG", "Mine came")
        record = CodingRecord(transcript="FG", start=start, end=end, code="Spare", coder=CODER)
        project.make(AddCodings([("", record)]))
        project.make(DeleteCodes([code(project, "Spare")]))
        project.make(WriteMemo("study", None, "a wombat of my own"))
        project.undo()
    make_backup(path)
    for name in ("schema-4", "before-restore-20240101T000000Z"):
        path.with_name(f"{path.stem}.{name}.lmmq").write_bytes(path.read_bytes())
    path.with_name(f".{path.name}.part").write_bytes(path.read_bytes())


_MADE = {}


@pytest.fixture
def path(tmp_path):
    """Make the study once; copies and backups are made for each test."""
    found = tmp_path / "study" / "study.lmmq"
    found.parent.mkdir()
    if not _MADE:
        build(found, TALK, study=STUDY)
        fill(found)
        _MADE["study"] = found.read_bytes()
        _MADE["copies"] = {one.name for one in found.parent.iterdir()}
    else:
        found.write_bytes(_MADE["study"])
        make_backup(found)
        for name in _MADE["copies"] - {found.name}:
            found.with_name(name).write_bytes(_MADE["study"])
    return found


def scope_of(project, *wanted):
    return find_scope(project.store, Wanted(*wanted), TODAY)


def all_bytes(path):
    for folder in (path.parent, backups_folder()):
        for file in folder.rglob("*"):
            if file.is_file():
                yield file, file.read_bytes()


def packed_texts(path):
    """Give what is compressed in a project, and the bytes of the originals."""
    with Project.open(path) as project:
        for table, column in (
            ("change_log", "delta"),
            ("bin_entry", "content"),
            ("snapshot", "content"),
            ("source_file", "content"),
        ):
            for (value,) in project.store.rows(f"SELECT {column} FROM {table}"):
                if value is not None:
                    yield zlib.decompress(value) if table != "source_file" else value
        assert project.store.value("PRAGMA freelist_count") == 0


def assert_gone(path, marks=MARKS):
    for file, held in all_bytes(path):
        for mark in marks:
            for form in ("utf-8", "utf-16-le", "utf-16-be"):
                assert mark.encode(form) not in held.lower(), (file, mark)
    for held in packed_texts(path):
        assert not [mark for mark in marks if mark.encode() in held.lower()]


def test_the_words_are_in_no_byte_of_the_project_or_its_copies(path):
    held = b"".join(one for _, one in all_bytes(path))
    assert all(mark.encode() in held for mark in ("zebrafinch", "narwhal", "axolotl", "okapi"))
    before = path.read_bytes()
    with Project.open(path, write=True, coder=CODER) as project:
        plan = planned(project, scope_of(project, "P05"))
        assert path.read_bytes() == before
        made = withdraw(project, scope_of(project, "P05"))
        told, then = receipt_data(made), receipt_data(plan)
        for one in (told, then):
            one.pop("at")
            one.pop("done")
        assert told == then
        assert check_project(project.store).faults == []
        text = project.store.value("SELECT text FROM transcript WHERE key = 'FG'")
        assert text.split("\n") == [
            "INT: How is it?",
            MARKER,
            "P06: Mine came in a week, so it did",
            MARKER,
            "P07: Nobody calls us here.",
        ]
        quotes = sorted(row["quote"] for row in project.store.mappings("coding"))
        others = ["Mine came in a week", "Nobody calls", "Nobody calls us here", "We wait less now"]
        assert quotes == sorted([*others, "so it did"])
        memos = [row["text"] for row in project.store.mappings("memo")]
        assert memos == ["Mine, about P06"]
        (summary,) = project.store.mappings("chart_summary")
        assert summary["text"] == f"as one said, {MARKER}; so she said"
        (consent,) = project.store.mappings("consent")
        assert (consent["time_key"], consent["withdrawn"]) == ("T1", 1)
        log = entries(project.store)
        assert {one.state for one in log} <= {"forgotten", "discarded"}
        assert (log[-1].kind, log[-1].label) == ("withdraw", "withdrawal of P05")
        (entry,) = project.store.mappings("bin_entry")
        assert "Spare" in entry["label"]
        assert b"Mine came" in zlib.decompress(entry["content"])
    (backup,) = find_backups(path)
    assert backup.fault() == ""
    assert_gone(path)
    said = receipt_text(made)
    assert not [mark for mark in MARKS if mark in said]
    assert "SOLO (T1): the document, with all that was on it" in said
    assert made.backups
    assert " removed" in said
    assert {Path(one).name for one in made.copies} == _MADE["copies"] - {path.name}
    assert any(line.startswith("chart summary 2, of P06") for line in made.look_at)
    assert any(line.startswith("finding ") for line in made.look_at)


def test_once_withdrawn_there_is_nothing_more_to_do(path):
    with Project.open(path, write=True, coder=CODER) as project:
        withdraw(project, scope_of(project, "P05"))
        number = len(entries(project.store))
        again = withdraw(project, scope_of(project, "P05"))
        assert (again.removed, again.backups, again.copies) == ({}, 0, [])
        assert len(entries(project.store)) == number
    assert len(find_backups(path)) == 1


def test_another_copy_keeps_its_backups_and_is_named(path, tmp_path):
    copy = tmp_path / "trial" / "copy.lmmq"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    make_backup(path)
    backups = find_backups(path)
    assert {one.source for one in backups} == {path.resolve()}
    with Project.open(copy, write=True, coder=CODER) as project:
        made = withdraw(project, scope_of(project, "P05"))
        assert made.backups == 0
        (named,) = [line for line in made.by_hand if str(path) in line]
        assert f"its {len(backups)} backups stay: withdraw there too" in named
        path.write_bytes(b"damaged")
        assert withdraw(project, scope_of(project, "P05")).backups == 0
        assert {*backups} < {*find_backups(path)}
        path.unlink()
        again = withdraw(project, scope_of(project, "P05"))
    assert again.backup_files == [str(one.file) for one in backups]
    said = receipt_text(again)
    assert f"{len(backups)} backups removed from {backups[0].file.parent}" in said
    assert f"made of {path.resolve()}, where the project is no longer" in said


def test_one_session_or_one_transcript(path):
    with Project.open(path, write=True, coder=CODER) as project:
        withdraw(project, scope_of(project, "P05", "FG"))
        assert project.store.mappings("consent") == []
        assert len(project.store.mappings("chart_summary")) == 2
        withdraw(project, scope_of(project, None, "SOLO"))
        keys = [row["key"] for row in project.store.mappings("transcript")]
        assert keys == ["FG", "OTHER"]
        assert check_project(project.store).faults == []


def test_barred_words_stay_and_that_can_be_undone(path):
    with Project.open(path, write=True, coder=CODER) as project:
        made = withdraw(project, scope_of(project, "P05", None, "bar"))
        assert [one.fate for one in made.sessions] == ["barred", "barred"]
        (consent,) = project.store.mappings("consent")
        assert (consent["quote"], consent["archive"], consent["withdrawn"]) == (0, 0, None)
        project.undo()
        assert project.store.mappings("consent") == []


@pytest.mark.parametrize(("until", "fate"), [("2023-12", "barred"), ("2024-01", "turns")])
def test_the_consent_says_whether_words_go(until, fate):
    project = Project(memory_store(), CODER)
    project.make(AddTranscripts([one.new_transcript() for one in read_talk(TALK)]))
    row = {"id": 1, "participant_id": 1, "time_key": "T1", "withdraw_until": until}
    names = ", ".join(row)
    with project.store.transaction() as connection:
        connection.execute(f"INSERT INTO consent ({names}) VALUES (?, ?, ?, ?)", [*row.values()])
    assert [one.fate for one in scope_of(project, "P05", "FG").sessions] == [fate]


def positions(text, turns):
    """Map each code point that stays to where it stands then, one by one; a slow reference."""
    away = {at: turn for turn in turns for at in range(turn["label_start"], turn["end"])}
    now, new = {}, 0
    for at in range(len(text)):
        turn = away.get(at)
        if turn is None:
            now[at], new = new, new + 1
        elif at == turn["label_start"]:
            new += len(MARKER)
    return now


def solid(text, start, end):
    return {at for at in range(start, end) if not text[at].isspace()}


@settings(max_examples=12)
@given(st.data())
def test_codings_of_what_others_said_cover_the_same_words(data):
    study = data.draw(small_studies())
    project = Project(memory_store(), CODER)
    store = project.store
    project.make(ImportCodebook(codebook_of([*study.codes, *study.newer_codes])))
    project.make(ImportStudy(Study.model_validate({"participants": study.study["participants"]})))
    project.make(AddTranscripts([one.new_transcript() for one in study.talk]))
    if records := [("", coding) for one in study.talk for coding in one.codings]:
        project.make(AddCodings(records))
    scope = scope_of(project, data.draw(st.sampled_from(PEOPLE)))
    parted = {one.row.id: one.turns for one in scope.of_fate("turns")}
    texts = dict(store.rows("SELECT id, text FROM transcript"))
    silent = {row["id"] for row in store.mappings("speaker", "interviewer")}
    turns, codings = store.mappings("turn"), store.mappings("coding")
    with store.transaction() as connection:
        apply_delta(connection, Withdrawal(store, scope, Author(CODER, "2024")).operations())
    assert check_project(store).faults == []
    left = dict(store.rows("SELECT id, text FROM transcript"))
    assert texts.keys() - left.keys() == {one.row.id for one in scope.of_fate("document")}
    found = {}
    for row in store.mappings("coding"):
        id_, start, end = row["transcript_id"], row["start"], row["end"]
        marks = re.finditer(re.escape(MARKER), left[id_])
        marked = {at for mark in marks for at in range(*mark.span())}
        covered = solid(left[id_], start, end) - marked
        found[id_, row["code_id"], row["coder_id"], frozenset(covered)] = row["id"]
    expected = set()
    for row in codings:
        id_, text = row["transcript_id"], texts[row["transcript_id"]]
        if id_ not in left:
            continue
        away, now = parted.get(id_, ()), positions(text, parted.get(id_, ()))
        here = [turn for turn in turns if turn["transcript_id"] == id_]
        quiet = {at for turn in here for at in range(turn["label_start"], turn["start"])}
        quiet |= {
            at
            for turn in here
            if turn["speaker_id"] in silent
            for at in range(turn["start"], turn["end"])
        }
        kept = solid(text, row["start"], row["end"]) & now.keys()
        touched = any(t["label_start"] < row["end"] and row["start"] < t["end"] for t in away)
        said = [
            word
            for word in word_spans(text)
            if (part := range(max(word[0], row["start"]), min(word[1], row["end"])))
            and any(text[at].isalnum() for at in part)
            and any(at in now and at not in quiet for at in part)
        ]
        if said or not touched:
            covered = frozenset(now[at] for at in kept)
            expected.add((id_, row["code_id"], row["coder_id"], covered))
    assert found.keys() == expected


KILLED = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from lmm_qual.project.project import Project
from lmm_qual.project.withdrawing.scope import Wanted, find_scope
from lmm_qual.project.withdrawing.withdraw import withdraw
with Project.open(Path(sys.argv[1]), write=True, coder="SA") as project:
    print("open", flush=True)
    withdraw(project, find_scope(project.store, Wanted("P05"), "2024-01-15"))
    print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no signal that kills at once")
def test_killed_at_any_instant_it_is_whole_and_can_be_finished(path):
    chance = random.Random(int(os.environ.get("LMM_QUAL_SEED", "5")))
    arguments = [sys.executable, "-c", KILLED, str(path), *sys.path]
    for _ in range(int(os.environ.get("LMM_QUAL_KILLS", "2"))):
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "open\n"
            time.sleep(chance.random() / 12)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        with Project.open(path) as project:
            assert check_project(project.store).faults == []
            whole = project.store.value("SELECT count(*) FROM transcript WHERE key = 'SOLO'")
            log = [one for one in entries(project.store) if one.kind == "withdraw"]
            assert len(log) == 1 - whole
    with Project.open(path, write=True) as project:
        withdraw(project, scope_of(project, "P05"))
    assert_gone(path)


def test_sessions_in_which_nobody_is_named_are_to_be_looked_at(tmp_path):
    talk = (
        "== A\nP05: Mine.\n== P05_later\nINT: And now?\n- Better.\n== B\nAnna: Hers.\n== C\nINT: ?"
    )
    with Project.open(build(tmp_path / "a.lmmq", talk), write=True, coder=CODER) as project:
        (line,) = withdraw(project, scope_of(project, "P05")).look_at
    assert "who speaks in all turns of P05_later, B:" in line
