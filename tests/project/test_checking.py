import pytest

from lmm_qual.model.coding import CodingRecord
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.checking import check_project
from project.studies import small_project


@pytest.fixture
def store():
    project = small_project()
    record = {"transcript": "A", "start": 0, "end": 3, "code": "Reach", "coder": "SA"}
    project.make(AddCodings([("", CodingRecord.model_validate(record))]))
    return project.store


def spoilt(store, sql):
    """Spoil a project; gives what a check finds."""
    list(store.rows(sql))
    return check_project(store).faults


def test_what_was_checked_is_counted(store):
    assert check_project(store).summary() == "sound: 2 transcripts, 4 turns, 1 coding"


def test_words_that_moved_are_found(store):
    assert spoilt(store, "UPDATE transcript SET text = 'x' || text WHERE key = 'A'") == [
        "A: coding 1 at 0–3 does not stand on its words"
    ]


def test_bytes_that_are_others_are_found(store):
    assert spoilt(store, "UPDATE source_file SET content = x'00' WHERE transcript_id = 2") == [
        "B: the original bytes are not those imported"
    ]


def test_turns_out_of_order_are_found(store):
    assert spoilt(store, "UPDATE turn SET start = 1 WHERE n = 2 AND transcript_id = 1") == [
        "A: turn 2 holds another number of words",
        "A: turn 1 stands at 5–15, out of order",
    ]


def test_rows_that_point_nowhere_are_found(store):
    store.value("PRAGMA foreign_keys = OFF")
    assert spoilt(store, "DELETE FROM code") == ["row 1 of coding points to no row of code"]
