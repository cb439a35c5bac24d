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


RESTORE = "restore a backup with `lmm-qual restore`"


def spoilt(store, *statements):
    """Spoil a project; gives what a check finds."""
    store.value("PRAGMA foreign_keys = OFF")
    for sql in statements:
        list(store.rows(sql))
    return check_project(store).faults


def test_what_was_checked_is_counted(store):
    assert check_project(store).summary() == (
        "sound: 2 transcripts, 4 turns, 1 coding, 5 codes, 1 codebook version, 4 changes"
    )


CODE_AGAIN = f"code them again, or {RESTORE}"
MEMO = "INSERT INTO memo (id, target, target_id, text, created) VALUES (1, 'study', NULL, 'm', '')"
PASSAGE = "INSERT INTO passage VALUES (1, 1, 0, 3, 'x')"
CORRECTION = "INSERT INTO correction (id, transcript_id, kind, at) VALUES (1, 1, 'file', '')"
REVIEW = """
    INSERT INTO review (id, correction_id, target, target_id, reason, words, before, after)
    VALUES (1, 1, 'coding', 99, 'gone', '', '', '')
"""
FAULTS = {
    "words that moved": (
        ["UPDATE coding SET start = 1"],
        [f"A: coding 1 at 1–3 does not stand on its words; {CODE_AGAIN}"],
    ),
    "a coding past the text": (
        ['UPDATE coding SET "end" = 9999'],
        [f"A: coding 1 at 0–9999 does not stand on its words; {CODE_AGAIN}"],
    ),
    "bytes that are others": (
        ["UPDATE source_file SET content = x'00' WHERE transcript_id = 2"],
        [f"B: the original bytes are not those imported; import the file again, or {RESTORE}"],
    ),
    "turns out of order": (
        ["UPDATE turn SET start = 1 WHERE n = 2 AND transcript_id = 1"],
        [
            f"A: turn 2 stands at 1–{{end}}, out of order; {RESTORE}",
            f"A: turn 2 has the number of another; {RESTORE}",
            f"A: turn 1 stands at 5–15, out of order; {RESTORE}",
            f"A: turn 1 has the number of another; {RESTORE}",
        ],
    ),
    "words that are counted otherwise": (
        ["UPDATE turn SET words = words + 1 WHERE n = 1 AND transcript_id = 2"],
        [
            f"B: turn 1 holds another number of words; {RESTORE}",
            f"B: holds 1 turn of {{more}} words, not 1 of {{words}}; {RESTORE}",
        ],
    ),
    "rows that point nowhere": (
        ["UPDATE coding_pass SET coder_id = 99", "UPDATE coding SET coder_id = 99"],
        [f"row 1 of coding points to no row of coder; {RESTORE}"],
    ),
    "a speaker of another transcript": (
        [
            (
                "INSERT INTO speaker (id, transcript_id, position, label, interviewer)"
                " VALUES (99, 2, 9, 'X', 0)"
            ),
            "UPDATE turn SET speaker_id = 99 WHERE id = 1",
        ],
        [f"turn 1: a turn belongs to a speaker that is not there; {RESTORE}"],
    ),
    "a memo on nothing": (
        [MEMO, "UPDATE memo SET target = 'coding', target_id = 77"],
        [
            (
                "memo 1: is on a coding that is not there; delete it with `lmm-qual memos`, or"
                f" {RESTORE}"
            )
        ],
    ),
    "a memo's link to nothing": (
        [MEMO, "INSERT INTO memo_link VALUES (1, 1, 'code', 77, 0)"],
        [f"memo_link 1: a memo's link belongs to a code that is not there; {RESTORE}"],
    ),
    "a passage that stands on other words": (
        [PASSAGE],
        [f"A: passage 1 at 0–3 does not stand on its words; {RESTORE}"],
    ),
    "a passage that rests on nothing": (
        [
            "INSERT INTO passage SELECT 1, 1, 0, 3, substr(text, 1, 3) FROM transcript LIMIT 1",
            (
                "INSERT INTO passage_link (id, source, source_id, passage_id, side, position)"
                " VALUES (1, 'finding', 5, 1, 'for', 0)"
            ),
        ],
        [f"passage_link 1: a passage belongs to a finding that is not there; {RESTORE}"],
    ),
    "a judgement by no aspect": (
        [
            (
                "INSERT INTO embeddedness (id, service_key, aspect_key, created, updated)"
                " VALUES (1, 'hv', 'gone', '', '')"
            )
        ],
        [f"embeddedness 1: a judgement belongs to an aspect that is not there; {RESTORE}"],
    ),
    "a review of nothing": (
        [CORRECTION, REVIEW],
        [f"review 1: a correction to look at belongs to a coding that is not there; {RESTORE}"],
    ),
    "a review that was decided": (
        [CORRECTION, REVIEW, "UPDATE review SET decision = 'removed'"],
        [],
    ),
    "a version that never was": (
        ["UPDATE coding SET version = 7"],
        [f"coding 1: is of version 7, which the codebook has not had; {RESTORE}"],
    ),
    "a spoilt log": (
        ["UPDATE change_log SET delta = x'00' WHERE id = 2"],
        [
            (
                "entry 2 of the log: cannot be read; it can neither be undone nor brought back;"
                f" {RESTORE} if it must be"
            )
        ],
    ),
    "a spoilt bin": (
        ["INSERT INTO bin_entry (id, kind, label, at, content) VALUES (3, 'code', 'x', '', x'00')"],
        [
            (
                "entry 3 of the bin: cannot be read; it can neither be undone nor brought back;"
                f" {RESTORE} if it must be"
            )
        ],
    ),
    "a spoilt snapshot": (
        ["INSERT INTO snapshot (id, name, at, content) VALUES (1, 'round 1', '', x'00')"],
        [f"snapshot round 1: cannot be read; take it again, or {RESTORE}"],
    ),
    "values of another kind": (
        ["UPDATE code SET position = 'x' WHERE id = 3"],
        [f"the study: “position” of code 3 is no whole number; {RESTORE}"],
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_each_fault_is_a_line_with_its_place_and_what_to_do(store, kind):
    statements, expected = FAULTS[kind]
    text = 'SELECT "end" FROM turn WHERE n = 2 AND transcript_id = 1'
    words = store.value("SELECT words FROM transcript WHERE id = 2")
    known = {"end": store.value(text), "words": words, "more": words + 1}
    assert spoilt(store, *statements) == [line.format(**known) for line in expected]


def test_what_cannot_be_checked_does_not_hide_the_rest(store):
    found = spoilt(
        store,
        "UPDATE turn SET start = 'x' WHERE transcript_id = 1",
        "UPDATE source_file SET content = x'00' WHERE transcript_id = 2",
    )
    assert any("“start” of turn" in line for line in found)
    assert any(line.startswith("B: the original bytes") for line in found)
