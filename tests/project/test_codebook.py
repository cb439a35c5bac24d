import json

import pytest
from definitions import strategies
from helpers.projects import codebook_of
from hypothesis import given
from store.databases import memory_store

from lmm_qual.definitions.checks import resolve_paths
from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codebook import AddCode, ImportCodebook
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree, codebook_version, load_codebook
from project.studies import small_project


@pytest.fixture
def project():
    return small_project()


def said(change, project):
    with pytest.raises(BadInputError) as caught:
        project.make(change)
    return str(caught.value).removeprefix("memory.lmmq: ")


def paths(project):
    tree = code_tree(project.store)
    return {tree.path(code): code for code in tree.order}


@given(strategies.codebooks())
def test_what_is_imported_is_exported(codebook):
    project = Project(memory_store())
    entry = project.make(ImportCodebook(codebook))
    assert load_codebook(code_tree(project.store)) == codebook
    assert (entry is None) == (not codebook.codes)
    assert list(paths(project)) == sorted(paths(project), key=list(paths(project)).index)
    assert set(paths(project)) == set(resolve_paths(codebook)[0])
    assert project.make(ImportCodebook(codebook)) is None


class TestImport:
    def test_codes_keep_their_ids_by_path(self, project):
        before = paths(project)
        project.make(ImportCodebook(codebook_of(["Reach/Waiting", "Barriers", "New"])))
        after = paths(project)
        assert list(after) == ["Reach", "Reach/Waiting", "Barriers", "New"]
        assert all(after[path] == before[path] for path in after if path != "New")

    def test_each_makes_a_version_that_keeps_the_codebook(self, project):
        project.make(ImportCodebook(Codebook(codes=[Code(name="A"), Code(name="B", parent="A")])))
        assert codebook_version(project.store) == 2
        sql = "SELECT content FROM codebook_version WHERE number = 2"
        assert json.loads(project.store.value(sql)) == {
            "codes": [{"name": "A"}, {"name": "B", "parent": "A"}],
            "ids": [[6, 2], [7, 2]],
        }

    def test_a_code_knows_when_it_was_made_and_when_it_was_last_defined(self, project):
        first = [Code(name="A", definition="x"), Code(name="B", definition="x")]
        second = [Code(name="A", definition="y"), Code(name="B", definition="x", shortcut="b")]
        project.make(ImportCodebook(Codebook(codes=first)))
        project.make(ImportCodebook(Codebook(codes=second)))
        rows = {row.name: row for row in code_tree(project.store).by_id.values()}
        assert (rows["A"].made_version, rows["A"].defined_version) == (2, 3)
        assert (rows["B"].made_version, rows["B"].defined_version) == (2, 2)

    def test_the_same_codebook_with_parents_by_name_is_no_change(self, project):
        by_name = [
            Code(name="Barriers"),
            Code(name="Waiting", parent="Barriers"),
            Code(name="Forms", parent="Waiting"),
        ]
        by_path = [*by_name[:2], Code(name="Forms", parent="Barriers/Waiting")]
        project.make(ImportCodebook(Codebook(codes=by_name)))
        version = codebook_version(project.store)
        assert project.make(ImportCodebook(Codebook(codes=by_path))) is None
        assert project.make(ImportCodebook(Codebook(codes=by_name))) is None
        assert codebook_version(project.store) == version

    def test_a_code_with_codings_cannot_be_left_out(self, project):
        record = {
            "transcript": "A",
            "start": 0,
            "end": 3,
            "code": "Barriers/Waiting",
            "coder": "SA",
        }
        project.make(AddCodings([("", CodingRecord.model_validate(record))]))
        assert said(ImportCodebook(codebook_of(["Barriers", "Waiting"])), project) == (
            "codes with codings are missing: Barriers/Waiting (1); "
            "keep them, or remove or recode their codings first"
        )
        project.make(ImportCodebook(codebook_of(["Barriers/Waiting"])))
        assert list(paths(project)) == ["Barriers", "Barriers/Waiting"]


class TestAdd:
    @pytest.mark.parametrize(
        ("code", "path"),
        [
            ({"name": "Cost"}, "Cost"),
            ({"name": "Cost", "parent": "Reach"}, "Reach/Cost"),
            ({"name": "Cost", "parent": "Reach/Waiting"}, "Reach/Waiting/Cost"),
            ({"name": "a/b", "parent": "0/19"}, r"0\/19/a\/b"),
            ({"name": "Reach", "parent": "Reach"}, "Reach/Reach"),
        ],
    )
    def test_a_code_stands_under_its_parent(self, project, code, path):
        project.make(AddCode(Code.model_validate(code)))
        assert path in paths(project)
        assert codebook_version(project.store) == 2

    @pytest.mark.parametrize(
        ("code", "fault"),
        [
            (
                {"name": "Reach"},
                "code “Reach” stands twice (also as entry 3); rename or remove one",
            ),
            (
                {"name": "X", "parent": "Waiting"},
                "more than one code is named “Waiting”; write its path",
            ),
            (
                {"name": "X", "parent": "Barrier"},
                "unknown parent “Barrier”; did you mean “Barriers”?",
            ),
        ],
    )
    def test_what_cannot_stand_is_refused(self, project, code, fault):
        assert said(AddCode(Code.model_validate(code)), project) == fault

    def test_a_shortcut_is_for_one_code(self, project):
        project.make(AddCode(Code(name="Cost", shortcut="c")))
        assert said(AddCode(Code(name="Care", shortcut="c")), project) == (
            "shortcut “c” stands twice; give each its own"
        )
