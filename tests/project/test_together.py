import pytest
from store.databases import dump

from lmm_qual.model.codebook import Code
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codebook import AddCode
from lmm_qual.project.changes.codings import AddCodings, Recode
from lmm_qual.project.changes.together import Together
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.log import entries
from project.studies import small_project


@pytest.fixture
def project():
    return small_project()


def coded(code, end=3, coder="SA"):
    record = CodingRecord(transcript="A", start=0, end=end, code=code, coder=coder)
    return AddCodings([("", record)])


def new_code(name="Trust", parent="Barriers"):
    return AddCode(Code(name=name, parent=parent))


class TestTogether:
    def test_what_comes_later_builds_on_what_came_before(self, project):
        coding = coded("Barriers/Trust")
        project.make(Together([new_code(), coding], "code “Trust” and its first coding"))
        (row,) = codings(project.store)
        tree = code_tree(project.store)
        assert tree.path(row.code_id) == "Barriers/Trust"
        assert row.version == codebook_version(project.store) == 2
        assert coding.made == [row.id]

    def test_it_is_one_entry_and_undone_at_once(self, project):
        before, count = dump(project.store), len(entries(project.store))
        project.make(Together([new_code(), coded("Trust"), coded("Trust", end=9)], "both"))
        after = dump(project.store)
        assert [entry.label for entry in entries(project.store)][count:] == ["both"]
        project.undo()
        assert dump(project.store) == before
        project.redo()
        assert dump(project.store) == after

    @pytest.mark.parametrize(
        "changes",
        [
            [new_code(), coded("Trusst")],
            [new_code(), coded("Trust", end=999)],
            [new_code("Waiting"), coded("Reach")],
            [coded("Trust"), new_code()],
            [coded("Barriers"), coded("Reach"), Recode(1, "Reach")],
        ],
    )
    def test_where_one_cannot_be_made_none_is(self, project, changes):
        before = dump(project.store, log=True)
        with pytest.raises(BadInputError):
            project.make(Together(changes, "both"))
        assert dump(project.store, log=True) == before
        project.make(coded("Reach"))
        assert len(codings(project.store)) == 1

    def test_what_is_made_and_taken_back_within_it_is_undone_too(self, project):
        before = dump(project.store)
        steps = [coded("Barriers"), Recode(1, "Reach"), Recode(1, "Barriers"), Recode(1, "Reach")]
        project.make(Together(steps, "to and fro"))
        assert [row.code_id for row in codings(project.store)] == [3]
        project.undo()
        assert dump(project.store) == before

    def test_nothing_to_change_is_no_entry(self, project):
        project.make(coded("Barriers"))
        count = len(entries(project.store))
        assert project.make(Together([coded("Barriers"), Together([], "none")], "both")) is None
        assert len(entries(project.store)) == count
