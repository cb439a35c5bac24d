import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project.coded import code_of
from project.studies import small_project

from lmm_qual.analysis.alike_codes import alike_codes
from lmm_qual.analysis.codebook_diff import codebook_diff
from lmm_qual.model.codebook import Code
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.code_delete import DeleteCodes
from lmm_qual.project.changes.codebook import AddCode
from lmm_qual.project.changes.codebook_edit import EditCode, MoveCodes
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.text.word_changes import changes_marked, word_changes


def said(project, before=None, after=None):
    changes = codebook_diff(project.store, before, after).changes
    return [(" ".join(one.kinds), one.was, one.now) for one in changes]


def grown():
    project = small_project()
    project.make(EditCode(code_of(project, "Reach"), {"name": "Access", "definition": "Who comes"}))
    project.make(MoveCodes([code_of(project, "Barriers/Waiting")], code_of(project, r"0\/19")))
    project.make(DeleteCodes([code_of(project, "Barriers")]))
    project.make(AddCode(Code(name="Reach", valence="barrier")))
    return project


class TestDiff:
    def test_each_step_is_told_by_itself(self):
        project = grown()
        assert said(project, 0, 1)[0] == ("added", None, "Barriers")
        assert said(project, 1, 2) == [("renamed redefined", "Reach", "Access")]
        assert said(project) == [("added", None, "Reach")]

    def test_a_code_is_known_again_whatever_it_is_called(self):
        assert said(grown(), 1, 5) == [
            ("renamed redefined", "Reach", "Access"),
            ("moved", "Barriers/Waiting", r"0\/19/Waiting"),
            ("added", None, "Reach"),
            ("removed", "Barriers", None),
        ]

    def test_versions_without_marks_are_matched_by_what_is_said(self):
        project = grown()
        rows = list(project.store.rows("SELECT id, content FROM codebook_version"))
        with project.store.transaction() as connection:
            for id_, content in rows:
                codes = json.dumps({"codes": json.loads(content)["codes"]})
                sql = "UPDATE codebook_version SET content = ? WHERE id = ?"
                connection.execute(sql, (codes, id_))
        assert ("moved", "Barriers/Waiting", r"0\/19/Waiting") in said(project, 2, 3)

    def test_fields_are_told_with_their_words(self):
        project = small_project()
        code = code_of(project, "Reach")
        project.make(EditCode(code, {"definition": "Who comes"}))
        project.make(EditCode(code, {"definition": "Who never comes", "valence": "barrier"}))
        (change,) = codebook_diff(project.store).changes
        assert change.kinds == ["redefined", "edited"]
        assert [(one.field, one.before, one.after) for one in change.fields] == [
            ("definition", "Who comes", "Who never comes"),
            ("valence", None, "barrier"),
        ]
        assert changes_marked(change.fields[0].words) == "Who {+never +}comes"

    def test_a_version_that_is_not_there(self):
        with pytest.raises(BadInputError, match=r"no version 9; known: 1 to 1"):
            codebook_diff(small_project().store, 1, 9)


words = st.text("ab .", max_size=12)


@given(words, words)
def test_both_texts_can_be_read_off_their_changes(before, after):
    found = word_changes(before, after)
    assert "".join(text for mark, text in found if mark != "new") == before
    assert "".join(text for mark, text in found if mark != "gone") == after
    if before == after:
        assert all(mark == "same" for mark, _ in found)


class TestAlike:
    @pytest.mark.parametrize(
        ("one", "other", "why"),
        [
            ("Referral form", "referral Forms", "the same name"),
            ("Café stories", "Story of cafe", "names alike"),
            ("Waiting time", "Time waiting", "the same name"),
            ("Stress", "Duress", ""),
            ("Being known", "Being unknown", "names alike"),
        ],
    )
    def test_names(self, one, other, why):
        found = alike_codes(code_tree(small_project(codes=[one, other, "Else"]).store), 80)
        assert [pair.why.startswith(why) for pair in found] == [True] * bool(why)

    def test_definitions_and_the_threshold(self):
        project = small_project(codes=["One", "Two"])
        project.make(EditCode(code_of(project, "One"), {"definition": "Waiting for an answer."}))
        project.make(EditCode(code_of(project, "Two"), {"definition": "waiting for the answer"}))
        tree = code_tree(project.store)
        (pair,) = alike_codes(tree)
        assert pair.why == "definitions alike"
        assert alike_codes(tree, 99) == []
