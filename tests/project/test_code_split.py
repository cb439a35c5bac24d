import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.analysis.looking_again import codings_to_look_at, transcripts_to_read
from lmm_qual.model.codebook import Code
from lmm_qual.model.coding import PassRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.code_merge import MergeCodes
from lmm_qual.project.changes.code_split import SplitCode
from lmm_qual.project.changes.codebook import AddCode
from lmm_qual.project.changes.codebook_edit import EditCode
from lmm_qual.project.changes.codings import RecordPasses
from lmm_qual.project.changes.looked_again import KeepCodings
from lmm_qual.project.changes.together import Together
from lmm_qual.project.checking import check_project
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.log import entries
from lmm_qual.store.queries.memos import all_memos
from project.coded import add, code_of, coded_project, said_of, segments
from project.studies import small_project

PATHS = ["Reach", "Reach/Waiting", "Barriers", r"0\/19"]


class TestSplit:
    def test_codings_go_stay_or_do_both_as_one_change(self):
        project = small_project()
        goes = add(project, 0, 3, "Reach", memo="goes", voices={"P07": "agreed"})
        both = add(project, 4, 6, "Reach", memo="both")
        stays = add(project, 7, 9, "Reach", coder="JR")
        before, number = dump(project.store), len(entries(project.store))
        targets = {goes: ["New", "Barriers"], both: ["Reach", "New"], stays: ["Reach"]}
        new = AddCode(Code(name="New", parent="Reach"))
        split = SplitCode(code_of(project, "Reach"), targets)
        entry = project.make(Together([new, split], "split of “Reach”"))
        assert segments(project) == {
            ("A", 0, 3, "SA", "Reach/New"),
            ("A", 0, 3, "SA", "Barriers"),
            ("A", 4, 6, "SA", "Reach"),
            ("A", 4, 6, "SA", "Reach/New"),
            ("A", 7, 9, "JR", "Reach"),
        }
        versions = {row.id: row.version for row in codings(project.store)}
        assert (versions[goes], versions[both], versions[stays]) == (2, 1, 1)
        assert sorted(memo.target_id for memo in all_memos(project.store)) == [goes, both]
        said = said_of(project)
        for path in ("Reach/New", "Barriers"):
            assert said["A", 0, "SA", code_of(project, path)][2] == {"P07": "agreed"}
        assert entry.label == "split of “Reach”"
        project.undo()
        assert dump(project.store) == before
        assert len(entries(project.store)) == number + 1

    def test_only_codings_of_the_code_can_go(self):
        project = small_project()
        other = add(project, 0, 3, "Barriers")
        with pytest.raises(BadInputError, match=f"coding {other} is none of “Reach”"):
            project.make(SplitCode(code_of(project, "Reach"), {other: ["Barriers"]}))

    def test_nothing_decided_is_no_change(self):
        project = small_project()
        one = add(project, 0, 3, "Reach")
        assert project.make(SplitCode(code_of(project, "Reach"), {one: ["Reach"]})) is None

    @settings(max_examples=10, deadline=None)
    @given(st.data())
    def test_segments_after_are_those_before_with_the_codes_chosen(self, data):
        project = small_project()
        made = {}
        for start in range(3):
            for path in data.draw(st.sets(st.sampled_from(PATHS))):
                made[start, path] = add(project, start, 9, path, memo=f"{start} {path}")
        before = segments(project)
        codes = st.lists(st.sampled_from(PATHS), min_size=1, max_size=3)
        wanted = {start: data.draw(codes) for start, path in made if path == "Reach"}
        targets = {made[start, "Reach"]: paths for start, paths in wanted.items()}
        project.make(SplitCode(code_of(project, "Reach"), targets))
        assert segments(project) == {
            (key, start, end, coder, new)
            for key, start, end, coder, path in before
            for new in (wanted[start] if path == "Reach" else [path])
        }
        assert len(all_memos(project.store)) == len(made)
        assert check_project(project.store).faults == []


class TestLookingAgain:
    def test_codings_of_a_code_defined_anew_are_listed_until_looked_at(self):
        project = coded_project()
        code = code_of(project, "Reach/Waiting")
        project.make(EditCode(code, {"definition": "Time until help"}))
        project.make(EditCode(code, {"definition": "Time until an answer"}))
        late = add(project, 1, 4, "Reach/Waiting")
        (found,) = codings_to_look_at(project.store)
        assert found.code == code
        assert late not in {row.id for row in found.codings}
        assert len(found.codings) == 2
        assert {number: said.said["definition"] for number, said in found.meant.items()} == {
            1: None
        }
        before = dump(project.store)
        entry = project.make(KeepCodings([row.id for row in found.codings]))
        assert entry.label == "2 codings looked at again"
        assert codings_to_look_at(project.store) == []
        project.undo()
        assert dump(project.store) == before

    def test_what_the_code_meant_is_found_under_its_old_name(self):
        project = small_project()
        code = code_of(project, "Reach")
        project.make(EditCode(code, {"definition": "Old"}))
        add(project, 0, 4, "Reach")
        project.make(EditCode(code, {"name": "Access", "definition": "New"}))
        (found,) = codings_to_look_at(project.store)
        assert [said.path for said in found.meant.values()] == ["Reach"]
        assert [said.said["definition"] for said in found.meant.values()] == ["Old"]

    def test_a_coding_that_is_not_there_is_refused(self):
        with pytest.raises(BadInputError, match="no coding 9"):
            small_project().make(KeepCodings([9]))

    def test_transcripts_finished_before_a_code_was_made_are_to_be_read_again(self):
        project = small_project()
        done = [("A", "SA", "finished"), ("B", "SA", "in progress"), ("A", "JR", "finished")]
        records = [PassRecord(transcript=t, coder=c, status=s) for t, c, s in done]
        project.make(RecordPasses([("", record) for record in records]))
        assert transcripts_to_read(project.store) == []
        project.make(AddCode(Code(name="Later")))
        again = PassRecord(transcript="A", coder="JR", status="finished")
        project.make(RecordPasses([("", again)]))
        (row,) = transcripts_to_read(project.store)
        assert (row.transcript, row.coder, row.version) == ("A", "SA", 1)
        assert row.codes == [code_of(project, "Later")]


def test_a_merge_leaves_codings_the_version_they_were_made_under():
    project = coded_project()
    project.make(AddCode(Code(name="Later")))
    code = code_of(project, "Reach")
    project.make(MergeCodes([code], code_of(project, r"0\/19")))
    assert code_tree(project.store).by_id.get(code) is None
    assert codebook_version(project.store) == 3
    assert {row.version for row in codings(project.store)} == {1}
