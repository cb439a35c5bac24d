"""Snapshots: what is kept, and what is told to be other than it was."""

import pytest
from project.studies import small_project
from store.databases import dump

from lmm_qual.analysis.snapshot import differences, packed, state_of, unpacked
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codebook_edit import EditCode
from lmm_qual.project.changes.coding_details import AdjustEnds
from lmm_qual.project.changes.codings import AddCodings, Recode, RecordPasses, RemoveCodings
from lmm_qual.project.changes.snapshots import DeleteSnapshot, TakeSnapshot
from lmm_qual.project.changes.transcripts import DeleteTranscript, RenameTranscript, SetTranscript
from lmm_qual.store.queries.snapshots import snapshot_content, snapshots


@pytest.fixture
def project():
    with small_project() as made:
        add(made, "A", 19, 35, "Barriers/Waiting")
        yield made


def add(project, transcript, start, end, code):
    record = CodingRecord(transcript=transcript, start=start, end=end, code=code, coder="SA")
    change = AddCodings([("", record)])
    project.make(change)
    return change.made[0]


def since(project, then):
    return differences(unpacked(packed(then)), unpacked(packed(state_of(project.store))))


def test_nothing_is_other_where_all_was_undone(project):
    then = state_of(project.store)
    add(project, "B", 5, 12, "Reach")
    project.make(DeleteTranscript("B"))
    assert since(project, then)
    project.undo()
    project.undo()
    assert not since(project, then)


def test_each_kind_of_difference_is_told(project):
    kept = add(project, "A", 19, 30, "Reach")
    moved = add(project, "A", 19, 31, "Reach")
    gone = add(project, "A", 19, 32, "Reach")
    then = state_of(project.store)
    project.make(Recode(kept, "Barriers"))
    project.make(AdjustEnds(moved, 19, 33))
    project.make(RemoveCodings([gone]))
    add(project, "B", 5, 12, "Reach")
    project.make(RenameTranscript("A", "A2"))
    project.make(SetTranscript("B", {"time": "T1"}))
    found = since(project, then)
    assert found.codings == {
        "new": 1,
        "gone": 1,
        "recoded": 1,
        "on other words": 1,
        "judged otherwise": 0,
    }
    assert set(found.transcripts) == {"A2: was A", "B: time was T2"}
    assert {"code": "Barriers", "then": 0, "now": 1} in found.by_code
    cells = {(one["code"], one["column"]): (one["then"], one["now"]) for one in found.cells}
    assert ("Reach", "T2 G3") in cells


def test_a_round_is_compared_without_the_other(project):
    then = state_of(project.store, "T1")
    add(project, "B", 5, 12, "Reach")
    assert not differences(then, state_of(project.store, "T1"))


def test_codes_passes_and_new_transcripts_are_told(project):
    then = state_of(project.store)
    code = next(iter(project.store.rows("SELECT id FROM code WHERE name = 'Reach'")))[0]
    project.make(EditCode(code, {"name": "Known", "definition": "Who knows of it."}))
    project.make(RecordPasses([("", PassRecord(transcript="A", coder="SA"))]))
    found = since(project, then)
    assert "Known: was Reach, another definition" in found.codes
    assert found.passes == ["A by SA, codebook version 2: finished"]
    project.make(DeleteTranscript("B"))
    assert since(project, then).transcripts == ["B is gone"]


def test_snapshots_are_kept_under_their_names_and_can_be_taken_away(project):
    before = dump(project.store)
    project.make(TakeSnapshot("end of T1", "T1", "For the report."))
    (row,) = snapshots(project.store)
    assert (row.name, row.coder, row.note) == ("end of T1", "SA", "For the report.")
    assert unpacked(snapshot_content(project.store, row.id))["time"] == "T1"
    with pytest.raises(BadInputError, match="is there already"):
        project.make(TakeSnapshot("end of T1"))
    with pytest.raises(BadInputError, match="unknown time point"):
        project.make(TakeSnapshot("other", "T9"))
    project.make(DeleteSnapshot("end of T1"))
    assert not snapshots(project.store)
    project.undo()
    project.undo()
    assert dump(project.store) == before
    with pytest.raises(BadInputError, match="no snapshot “x”"):
        project.make(DeleteSnapshot("x"))


@pytest.mark.parametrize("content", [b"", b"x", packed({"form": 2}), packed([])])
def test_what_is_no_snapshot_is_not_read(content):
    with pytest.raises(ValueError, match=r"."):
        unpacked(content)
