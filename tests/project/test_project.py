import random
import signal
import subprocess
import sys
import time

import pytest
from helpers.projects import build

from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.study import Study
from lmm_qual.project.changes.codebook import AddCode, ImportCodebook
from lmm_qual.project.changes.codings import AddCodings, Recode, RemoveCodings
from lmm_qual.project.changes.design import ImportStudy, SetParticipant
from lmm_qual.project.changes.memos import WritePassageMemo
from lmm_qual.project.changes.transcripts import DeleteTranscript, RenameTranscript, SetTranscript
from lmm_qual.project.project import Project
from lmm_qual.store.queries import log
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.memos import all_memos
from lmm_qual.store.queries.passages import passage_at
from project.studies import TALK


@pytest.fixture
def path(tmp_path):
    return build(tmp_path / "study.lmmq", TALK, codes=["Barriers", "Reach"], passes=())


def coding(end=3, **values):
    record = {"transcript": "A", "start": 0, "end": end, "code": "Reach", "coder": "SA", **values}
    return AddCodings([("", CodingRecord.model_validate(record))])


class TestLog:
    def test_a_change_is_signed_and_named(self, path):
        with Project.open(path, write=True, coder="SA") as project:
            entry = project.make(coding())
        assert (entry.coder, entry.kind, entry.label, entry.state) == (
            "SA",
            "codings add",
            "1 coding",
            "done",
        )
        assert entry.at.endswith("+00:00")

    def test_undo_and_redo_go_back_and_forth(self, path):
        with Project.open(path, write=True) as project:
            made = [project.make(coding(end)).id for end in (3, 4, 5)]
            assert [project.undo().id, project.undo().id] == made[:0:-1]
            assert len(codings(project.store)) == 1
            assert [project.redo().id, project.redo().id] == made[1:]
            assert len(codings(project.store)) == 3

    def test_each_coder_goes_back_and_forth_alone(self, path):
        with Project.open(path, write=True, coder="SA") as project:
            made = [project.make(coding(end)).id for end in (3, 4)]
            project.coder = "JR"
            other = project.make(coding(5, coder="JR")).id
            assert [project.undo(["SA"]).id, project.undo(["SA"]).id] == made[::-1]
            assert [row.end for row in codings(project.store)] == [5]
            project.make(coding(6, coder="JR"))
            assert [project.redo(["SA"]).id, project.redo(["SA"]).id] == made
            assert sorted(row.end for row in codings(project.store)) == [3, 4, 5, 6]
            assert project.undo_entry(other).label == "1 coding"
            assert sorted(row.end for row in codings(project.store)) == [3, 4, 6]

    def test_what_others_build_on_stays_and_is_named(self, path):
        with Project.open(path, write=True, coder="SA") as project:
            made = project.make(coding())
            project.coder = "JR"
            built = project.make(Recode(1, "Barriers"))
            named = (
                rf"“1 coding” cannot be undone: “recoding to “Barriers”” \(JR, .*{built.id}\) was"
            )
            with pytest.raises(BadInputError, match=named):
                project.undo(["SA"])
            assert [row.code_id for row in codings(project.store)] == [1]
            project.undo()
            assert project.undo().id == made.id
            with pytest.raises(BadInputError, match=r"recoding .* cannot .*: “1 coding” .* undone"):
                project.redo(["JR"])

    def test_a_passage_stays_while_another_memo_is_on_it(self, path):
        with Project.open(path, write=True, coder="SA") as project:
            for coder in ("SA", "JR"):
                project.coder = coder
                project.make(WritePassageMemo("A", 0, 3, f"by {coder}"))
            project.undo(["SA"])
            assert [memo.text for memo in all_memos(project.store)] == ["by JR"]
            assert passage_at(project.store, 1, 0, 3)
            project.redo(["SA"])
            project.undo(["JR"])
            assert passage_at(project.store, 1, 0, 3)
            project.undo(["SA"])
            assert not passage_at(project.store, 1, 0, 3)

    def test_a_coder_goes_only_when_nobody_needs_the_name(self, path):
        with Project.open(path, write=True, coder="JR") as project:
            first = project.make(coding(4, coder="JR"))
            project.make(coding(5, coder="JR"))
            project.undo_entry(first.id)
            assert [row.coder for row in codings(project.store)] == ["JR"]
            project.undo()
            assert project.redo().id == first.id

    def test_what_is_undone_waits_for_its_own_coder_alone(self, path):
        with Project.open(path, write=True, coder="SA") as project:
            gone = project.make(coding())
            project.undo()
            project.coder = "JR"
            project.make(coding(4, coder="JR"))
            assert log.entry(project.store, gone.id).state == "undone"
            project.coder = "SA"
            project.make(coding(5))
            assert log.entry(project.store, gone.id).state == "discarded"
            with pytest.raises(BadInputError, match="cannot be made again: it was discarded"):
                project.redo_entry(gone.id)

    def test_they_outlive_the_program(self, path):
        with Project.open(path, write=True) as project:
            project.make(coding())
        with Project.open(path, write=True) as project:
            project.undo()
        with Project.open(path, write=True) as project:
            assert not codings(project.store)
            project.redo()
        with Project.open(path) as project:
            assert len(codings(project.store)) == 1

    def test_what_was_undone_is_forgotten_once_something_else_is_done(self, path):
        with Project.open(path, write=True) as project:
            project.make(coding(memo="not to be kept"))
            project.undo()
            project.make(coding(4))
            with pytest.raises(BadInputError, match="there is nothing to redo"):
                project.redo()
            states = [entry.state for entry in log.entries(project.store)][-2:]
        assert states == ["discarded", "done"]
        assert b"not to be kept" not in path.read_bytes()

    def test_nothing_to_change_is_no_change(self, path):
        with Project.open(path, write=True) as project:
            project.make(coding())
            before = path.read_bytes()
            assert project.make(coding()) is None
            assert path.read_bytes() == before


REFUSED = {
    "a coding past the end": coding(999),
    "a coding of no transcript": coding(transcript="Z"),
    "no such coding": RemoveCodings([99]),
    "no coding to recode": Recode(99, "Reach"),
    "a codebook that leaves out a code with codings": ImportCodebook(Codebook()),
    "a code that is there": AddCode(Code(name="Reach")),
    "a study that leaves out a participant": ImportStudy(Study()),
    "nobody of that name in the session": SetParticipant("P01", transcript="A", role="x"),
    "no such transcript": DeleteTranscript("Z"),
    "an id that is taken": RenameTranscript("A", "B"),
    "a date that is none": SetTranscript("A", {"date": "July"}),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refused_change_leaves_every_byte(path, kind):
    with Project.open(path, write=True) as project:
        project.make(coding())
    before = path.read_bytes()
    with Project.open(path, write=True) as project, pytest.raises(BadInputError):
        project.make(REFUSED[kind])
    assert path.read_bytes() == before
    assert list(path.parent.glob("*")) == [path]


def test_nothing_is_written_through_a_project_that_is_looked_at(path):
    before = path.read_bytes()
    with Project.open(path) as project:
        for act in (lambda: project.make(coding()), project.undo):
            with pytest.raises(BadInputError, match="is open for reading only"):
                act()
    assert path.read_bytes() == before


def test_a_full_disk_loses_nothing_and_shows_nothing_as_saved(path):
    with Project.open(path, write=True) as project:
        saved = project.make(coding())
        pages = project.store.value("PRAGMA page_count")
        project.store.value(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(BadInputError, match="the disk is full; make room and try again"):
            project.make(coding(4, memo="word " * 20_000))
        assert [row.end for row in codings(project.store)] == [3]
        assert log.last_done(project.store) == saved
        project.store.value(f"PRAGMA max_page_count = {pages + 1000}")
        project.make(coding(4, memo="word " * 20_000))
        assert [row.end for row in codings(project.store)] == [4, 3]


CODE = """
import sys
from pathlib import Path
from lmm_qual.model.coding import CodingRecord
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.project import Project
project = Project.open(Path(sys.argv[1]), write=True, coder="SA")
length = project.store.value("SELECT length FROM transcript WHERE key = 'A'")
spans = [(s, e) for s in range(length) for e in range(s + 4, length)]
for start, end in spans[int(sys.argv[2]):]:
    record = CodingRecord(transcript="A", start=start, end=end, code="Reach", coder="SA", memo="m")
    project.make(AddCodings([("", record)]))
    print(start, end, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no signal that kills at once")
def test_what_was_confirmed_is_there_after_a_kill(path):
    confirmed, chance = [], random.Random(7)
    for _ in range(4):
        arguments = [sys.executable, "-c", CODE, str(path), str(len(confirmed))]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
            lines = [process.stdout.readline() for _ in range(chance.randint(1, 6))]
            time.sleep(chance.random() / 20)
            process.send_signal(signal.SIGKILL)
            lines += process.communicate()[0].splitlines()
        confirmed += [tuple(map(int, line.split())) for line in lines]
        with Project.open(path, write=bool(chance.getrandbits(1))) as project:
            assert project.store.integrity_faults() == []
        with Project.open(path, write=True) as project:
            there = [(row.start, row.end) for row in codings(project.store)]
            assert set(confirmed) <= set(there)
            assert len(there) - len(confirmed) <= 1
            if len(there) > len(confirmed):
                project.undo()
    assert len(confirmed) >= 4
