import pytest
from helpers.projects import codebook_of
from hypothesis import given
from hypothesis import strategies as st
from store.databases import dump, memory_store

from lmm_qual.model.codebook import Code
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codebook import AddCode, ImportCodebook
from lmm_qual.project.changes.codebook_edit import (
    EditCode,
    GroupCodes,
    MoveCodes,
    field_faults,
)
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree, codebook_version, load_codebook
from lmm_qual.store.queries.log import entries
from project.studies import small_project


@pytest.fixture
def project():
    return small_project()


def outline(project):
    """Give the codes in their order, two blanks for each code above."""
    tree = code_tree(project.store)
    return ["  " * tree.depth(code) + tree.by_id[code].name for code in tree.order]


def ids(project, *paths):
    tree = code_tree(project.store)
    return [tree.find(path)[0] for path in paths]


def said(change, project):
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError) as caught:
        project.make(change)
    assert dump(project.store, log=True) == before
    return str(caught.value).removeprefix("memory.lmmq:").strip()


class TestEdit:
    def test_only_what_is_named_changes(self, project):
        (code,) = ids(project, "Barriers/Waiting")
        project.make(EditCode(code, {"definition": "Time\nlost", "shortcut": "w"}))
        project.make(EditCode(code, {"name": "Delay", "shortcut": None}))
        row = code_tree(project.store).by_id[code]
        assert (row.name, row.definition, row.shortcut) == ("Delay", "Time\nlost", None)
        assert outline(project)[:2] == ["Barriers", "  Delay"]

    def test_each_is_a_version_and_an_entry_that_names_the_code(self, project):
        (code,) = ids(project, "Reach")
        project.make(EditCode(code, {"name": "Access"}))
        assert codebook_version(project.store) == 2
        assert entries(project.store)[-1].label == "edit of code “Reach”"
        sql = "SELECT note FROM codebook_version WHERE number = 2"
        assert project.store.value(sql) == "edit of code “Reach”"

    @pytest.mark.parametrize(
        ("fields", "defined"),
        [
            ({"definition": "x"}, 2),
            ({"include": "x"}, 2),
            ({"exclude": "x"}, 2),
            ({"example": "x"}, 2),
            ({"name": "x"}, 1),
            ({"valence": "barrier", "origin": "in vivo", "color": "#102030", "shortcut": "x"}, 1),
        ],
    )
    def test_a_code_is_defined_anew_by_what_defines_it(self, project, fields, defined):
        (code,) = ids(project, "Reach")
        project.make(EditCode(code, fields))
        assert code_tree(project.store).by_id[code].defined_version == defined
        assert codebook_version(project.store) == 2

    def test_nothing_new_is_no_change(self, project):
        (code,) = ids(project, "Reach")
        assert project.make(EditCode(code, {"name": " Reach ", "definition": ""})) is None
        assert codebook_version(project.store) == 1

    @pytest.mark.parametrize(
        ("code", "fields", "fault"),
        [
            (
                "Reach",
                {"name": "Barriers"},
                "name: “Barriers” stands at the top already; choose another name",
            ),
            ("Reach", {"name": " "}, "name: a code needs a name"),
            ("Reach", {"color": "red"}, "color: “red” is not of the form wanted"),
            ("Reach", {"valence": "good"}, "valence: “good” is not known here"),
            ("Reach", {"shortcut": "ab"}, "shortcut: “ab” is too long"),
            (
                "Reach",
                {"shortcut": "b"},
                "shortcut: “b” belongs to “Barriers” already; choose another",
            ),
        ],
    )
    def test_a_fault_names_its_field(self, project, code, fields, fault):
        project.make(EditCode(ids(project, "Barriers")[0], {"shortcut": "b"}))
        found = said(EditCode(ids(project, code)[0], fields), project)
        assert found.startswith(fault)

    def test_a_name_is_compared_in_its_composed_form(self, project):
        project.make(EditCode(ids(project, "Barriers")[0], {"name": "Café"}))
        faults = field_faults(code_tree(project.store), None, {"name": "Cafe\u0301"})
        assert faults == {"name": "“Café” stands at the top already; choose another name"}

    def test_a_code_that_is_gone_is_refused(self, project):
        assert said(EditCode(99, {"name": "x"}), project) == (
            "the code is not there any more; look again"
        )


class TestAdd:
    def test_a_code_stands_behind_those_beside_it_not_behind_all(self, project):
        project.make(AddCode(Code(name="Cost", parent="Barriers")))
        assert outline(project)[:3] == ["Barriers", "  Waiting", "  Cost"]
        names = [code.name for code in load_codebook(code_tree(project.store)).codes]
        assert names == ["Barriers", "Waiting", "Cost", "Reach", "Waiting", "0/19"]

    def test_or_at_a_position(self, project):
        project.make(AddCode(Code(name="Cost"), 1))
        assert outline(project) == [
            "Barriers",
            "  Waiting",
            "Cost",
            "Reach",
            "  Waiting",
            "0/19",
        ]


class TestMove:
    def test_under_another_with_all_under_it(self, project):
        project.make(MoveCodes(ids(project, "Reach"), ids(project, "Barriers")[0]))
        assert outline(project) == ["Barriers", "  Waiting", "  Reach", "    Waiting", "0/19"]
        assert entries(project.store)[-1].label == "move of code “Reach”"

    def test_to_a_place_among_those_there(self, project):
        project.make(MoveCodes(ids(project, r"0\/19"), None, 0))
        assert outline(project)[:2] == ["0/19", "Barriers"]

    def test_where_it_stands_is_no_change(self, project):
        assert project.make(MoveCodes(ids(project, "Reach"), None, 1)) is None

    def test_never_under_itself(self, project):
        barriers, waiting = ids(project, "Barriers", "Barriers/Waiting")
        for parent in (barriers, waiting):
            assert said(MoveCodes([barriers], parent), project) == (
                "code “Barriers” cannot stand under itself; choose a code that is not under it"
            )

    def test_not_beside_one_of_the_same_name(self, project):
        codes = ids(project, "Barriers/Waiting")
        assert said(MoveCodes(codes, ids(project, "Reach")[0]), project) == (
            "two codes named “Waiting” would stand under “Reach”; rename one first"
        )

    def test_not_deeper_than_a_file_may_be(self):
        project = Project(memory_store(), "SA")
        path = "/".join(f"c{n}" for n in range(20))
        project.make(ImportCodebook(codebook_of([path, "x"])))
        found = said(MoveCodes(ids(project, "x"), ids(project, path)[0]), project)
        assert found == "nested deeper than 20 levels; nest less"


class TestGroup:
    def test_free_codes_go_under_a_new_one_in_one_entry(self, project):
        number = len(entries(project.store))
        codes = ids(project, "Reach", r"0\/19")
        project.make(GroupCodes(codes, Code(name="Access", origin="inductive")))
        assert outline(project) == [
            "Barriers",
            "  Waiting",
            "Access",
            "  Reach",
            "    Waiting",
            "  0/19",
        ]
        assert len(entries(project.store)) == number + 1
        assert entries(project.store)[-1].label == "2 codes grouped under “Access”"
        assert codebook_version(project.store) == 2
        row = code_tree(project.store).by_id[ids(project, "Access")[0]]
        assert (row.made_version, row.defined_version) == (2, 2)
        project.undo()
        assert "Access" not in outline(project)

    def test_codings_stay_with_their_codes(self, project):
        record = {"transcript": "A", "start": 0, "end": 3, "code": "Reach", "coder": "SA"}
        project.make(AddCodings([("", CodingRecord.model_validate(record))]))
        before = project.store.mappings("coding")
        project.make(GroupCodes(ids(project, "Reach"), Code(name="Access", parent="Barriers")))
        assert project.store.mappings("coding") == before
        assert code_tree(project.store).path(before[0]["code_id"]) == "Barriers/Access/Reach"

    def test_a_taken_name_and_a_place_within_are_refused(self, project):
        codes = ids(project, "Reach")
        assert said(GroupCodes(codes, Code(name="Barriers")), project) == (
            "two codes named “Barriers” would stand at the top; rename one first"
        )
        assert said(GroupCodes(codes, Code(name="x", parent="Reach")), project) == (
            "code “Reach” cannot stand under itself; choose a code that is not under it"
        )

    def test_a_group_may_have_the_name_of_a_code_it_takes_away(self, project):
        project.make(GroupCodes(ids(project, "Reach"), Code(name="Reach")))
        assert outline(project)[2:5] == ["Reach", "  Reach", "    Waiting"]


# Moves against nested lists

_NAMES = [f"c{n}" for n in range(9)]


@st.composite
def parents(draw):
    """Give nine codes, each at the top or under one before it."""
    return [draw(st.none() | st.sampled_from(_NAMES[:n])) if n else None for n in range(9)]


def nested(above, of=None):
    """Build the tree as lists: `[name, [what is under it]]`."""
    pairs = zip(_NAMES, above, strict=True)
    return [[name, nested(above, name)] for name, parent in pairs if parent == of]


def lift(forest, names):
    """Take the named ones out of the lists; gives them in the order in which they stood."""
    taken = []
    for node in list(forest):
        if node[0] in names:
            forest.remove(node)
            taken.append(node)
        else:
            taken += lift(node[1], names)
    return taken


def under(forest, name):
    """Give the list of what stands under a code; None where it is not in the lists."""
    if name is None:
        return forest
    found = (node[1] if node[0] == name else under(node[1], name) for node in forest)
    return next((lists for lists in found if lists is not None), None)


def written(forest, depth=0):
    return [
        said
        for name, inside in forest
        for said in ["  " * depth + name, *written(inside, depth + 1)]
    ]


@given(
    above=parents(),
    going=st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4),
    parent=st.none() | st.sampled_from(_NAMES),
    position=st.none() | st.integers(0, 5),
)
def test_moves_are_as_with_lists(above, going, parent, position):
    project = Project(memory_store(), "SA")
    codes = [Code(name=name, parent=at) for name, at in zip(_NAMES, above, strict=True)]
    for code in codes:
        project.make(AddCode(code))
    forest = nested(above)
    assert outline(project) == written(forest)
    before = code_tree(project.store).by_id
    taken = lift(forest, going)
    place = under(forest, parent)
    change = MoveCodes(ids(project, *going), None if parent is None else ids(project, parent)[0])
    change.position = position
    if place is None:
        assert "cannot stand under itself" in said(change, project)
        return
    at = len(place) if position is None else position
    place[at:at] = taken
    project.make(change)
    assert outline(project) == written(forest)
    after = code_tree(project.store).by_id
    assert {code: row.name for code, row in after.items()} == {
        code: row.name for code, row in before.items()
    }
    ordered = [after[code].position for code in code_tree(project.store).order]
    assert ordered == sorted(set(ordered))
