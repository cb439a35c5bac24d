import pytest
from store.databases import dump

from lmm_qual.exporters.codings import coding_records
from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.memo import LONGEST
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codings import AddCodings, RemoveCodings
from lmm_qual.project.changes.memos import DeleteMemo, EditMemo, WriteMemo
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.checking import check_project
from lmm_qual.store.queries.log import entries
from lmm_qual.store.queries.memos import (
    all_memos,
    find_subject,
    memo_counts,
    memos,
    transcript_memos,
)
from project.studies import small_project


@pytest.fixture
def project():
    with small_project() as made:
        record = CodingRecord(
            transcript="A", start=5, end=15, code="Barriers/Waiting", coder="SA", memo="first"
        )
        made.make(AddCodings([("", record)]))
        yield made


def id_of(project, table, column, value):
    return project.store.value(f"SELECT id FROM {table} WHERE {column} = ?", (value,))


@pytest.fixture
def places(project):
    """Give the id of one thing of each kind, by kind."""
    transcript = id_of(project, "transcript", "key", "A")
    return {
        "study": None,
        "session": transcript,
        "transcript": transcript,
        "code": id_of(project, "code", "name", "Reach"),
        "coding": project.store.value("SELECT id FROM coding"),
    }


LABELS = {
    "study": "memo on the study",
    "session": "summary of session A",
    "transcript": "memo on transcript A",
    "code": "memo on code Reach",
    "coding": "memo on coding Barriers/Waiting in A",
}


@pytest.mark.parametrize("target", LABELS)
class TestOnEverything:
    def test_written_edited_deleted_each_one_entry_undone_and_made_again(
        self, project, places, target
    ):
        store, states = project.store, [dump(project.store)]
        write = WriteMemo(target, places[target], "Words\n\t“quoted” \x1b[31m 🙂 ")
        assert project.make(write).label == LABELS[target]
        row = memos(store, target, places[target])[-1]
        assert (row.id, row.coder, row.text) == (write.made, "SA", write.text)
        states.append(dump(store))
        assert project.make(EditMemo(row.id, "Others")).label == f"edit of the {LABELS[target]}"
        states.append(dump(store))
        assert memos(store, target, places[target])[-1].text == "Others"
        assert project.make(DeleteMemo(row.id)).label == f"deletion of the {LABELS[target]}"
        assert row.id not in [left.id for left in all_memos(store)]
        last = dump(store)
        for state in states[::-1]:
            project.undo()
            assert dump(store) == state
        for state in [*states[1:], last]:
            project.redo()
            assert dump(store) == state

    def test_the_same_words_again_are_no_change(self, project, places, target):
        write = WriteMemo(target, places[target], "Words")
        project.make(write)
        number = len(entries(project.store))
        assert project.make(EditMemo(write.made, "Words")) is None
        assert len(entries(project.store)) == number

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", "a memo needs words"),
            (" \n\t", "a memo needs words"),
            ("x" * (LONGEST + 1), f"a memo has {LONGEST:,} characters at most"),
            ("a\x00b", "not text"),
            ("a\ud800b", "not text"),
        ],
    )
    def test_what_is_no_memo_is_refused(self, project, places, target, text, fault):
        write = WriteMemo(target, places[target], "Words")
        project.make(write)
        before = dump(project.store, log=True)
        for change in (WriteMemo(target, places[target], text), EditMemo(write.made, text)):
            with pytest.raises(BadInputError, match=fault):
                project.make(change)
        assert dump(project.store, log=True) == before


class TestRefusals:
    @pytest.mark.parametrize("target", ["coding", "transcript", "session", "code"])
    @pytest.mark.parametrize("id_", [99, None])
    def test_what_is_not_there(self, project, target, id_):
        named = f"no {target} 99; see `" if id_ else f"no {target}; see `"
        with pytest.raises(BadInputError, match=named):
            project.make(WriteMemo(target, id_, "x"))

    @pytest.mark.parametrize(("target", "id_"), [("study", 1), ("case", 1), ("case", None)])
    def test_what_has_no_memos(self, project, target, id_):
        with pytest.raises(BadInputError, match=f"no {target}"):
            project.make(WriteMemo(target, id_, "x"))

    def test_anothers_memo_is_not_changed(self, project):
        write = WriteMemo("study", None, "mine")
        project.make(write)
        project.coder = "JR"
        for change in (EditMemo(write.made, "yours"), DeleteMemo(write.made)):
            with pytest.raises(BadInputError, match=f"memo {write.made} is by SA; write one"):
                project.make(change)

    def test_a_memo_that_is_not_there(self, project):
        for change in (EditMemo(99, "x"), DeleteMemo(99)):
            with pytest.raises(BadInputError, match="no memo 99; see `memos list`"):
                project.make(change)

    def test_nobody_writes_no_memo(self, project):
        project.coder = None
        with pytest.raises(BadInputError, match="nobody says who is writing"):
            project.make(WriteMemo("study", None, "x"))


class TestSummaries:
    def test_one_a_coder_and_session(self, project, places):
        project.make(WriteMemo("session", places["session"], "One"))
        again = WriteMemo("session", places["session"], "Two")
        project.make(again)
        project.coder = "JR"
        project.make(WriteMemo("session", places["session"], "Three"))
        found = memos(project.store, "session")
        assert [(row.coder, row.text) for row in found] == [("SA", "Two"), ("JR", "Three")]
        assert again.made == found[0].id

    def test_other_memos_may_be_several(self, project, places):
        for target in ("transcript", "code", "coding", "study"):
            for text in ("One", "Two"):
                project.make(WriteMemo(target, places[target], text))
            assert [m.text for m in memos(project.store, target)][-2:] == ["One", "Two"]


class TestGoingAlong:
    @pytest.fixture
    def written(self, project, places):
        for target, id_ in places.items():
            project.make(WriteMemo(target, id_, f"on the {target}"))
        return project

    @pytest.mark.parametrize("target", ["session", "transcript", "coding"])
    def test_a_transcript_takes_its_memos_along_and_undo_brings_them_back(self, written, target):
        before = dump(written.store)
        written.make(DeleteTranscript("A"))
        assert memos(written.store, target) == []
        assert {row.target for row in all_memos(written.store)} == {"study", "code"}
        assert check_project(written.store).faults == []
        written.undo()
        assert dump(written.store) == before

    def test_a_coding_does(self, written, places):
        before = dump(written.store)
        written.make(RemoveCodings([places["coding"]]))
        assert {row.target for row in all_memos(written.store)} == {
            "study",
            "session",
            "transcript",
            "code",
        }
        written.undo()
        assert dump(written.store) == before

    def test_a_code_does(self, written):
        before = dump(written.store)
        book = Codebook(codes=[Code(name="Barriers"), Code(name="Waiting", parent="Barriers")])
        written.make(ImportCodebook(book))
        assert memos(written.store, "code") == []
        assert check_project(written.store).faults == []
        written.undo()
        assert dump(written.store) == before

    def test_a_memo_on_nothing_is_a_fault_of_the_project(self, written):
        with written.store.transaction() as connection:
            connection.execute("UPDATE memo SET target_id = 99 WHERE target = 'code'")
        (fault,) = check_project(written.store).faults
        assert fault.startswith("memo 5: is on a code that is not there; delete it with ")


class TestQueries:
    def test_a_transcripts_memos_come_at_once(self, project, places):
        other = id_of(project, "transcript", "key", "B")
        for target in places:
            project.make(WriteMemo(target, places[target], f"on the {target}"))
        project.make(WriteMemo("session", other, "elsewhere"))
        found = transcript_memos(project.store, places["transcript"])
        assert [(row.target, row.text) for row in found] == [
            ("coding", "first"),
            ("session", "on the session"),
            ("transcript", "on the transcript"),
            ("coding", "on the coding"),
        ]
        assert memo_counts(project.store) == {
            ("study", None): 1,
            ("session", places["session"]): 1,
            ("session", other): 1,
            ("transcript", places["transcript"]): 1,
            ("code", places["code"]): 1,
        }

    def test_what_a_memo_is_on_is_named_alike_before_and_after(self, project, places):
        for target, id_ in places.items():
            project.make(WriteMemo(target, id_, "x"))
        for row in all_memos(project.store):
            assert row.subject == find_subject(project.store, row.target, row.target_id)


class TestExchange:
    def test_several_memos_on_a_coding_are_exchanged_as_one_text(self, project, places):
        project.coder = "JR"
        project.make(WriteMemo("coding", places["coding"], "second"))
        records = list(coding_records(project.store))
        assert [record["memo"] for record in records] == ["first\n\nsecond"]
        with small_project() as other:
            placed = [("", CodingRecord.model_validate(record)) for record in records]
            other.make(AddCodings(placed))
            assert [row.text for row in all_memos(other.store)] == ["first\n\nsecond"]
            assert list(coding_records(other.store)) == records
