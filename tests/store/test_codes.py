import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.deltas import Insert, apply_delta
from lmm_qual.store.queries.codes import code_tree, codebook_version, find_code, load_codebook
from store.databases import memory_store

CODES = [
    (1, 4, None, "Reach", "#111111"),
    (2, 1, None, "Barriers", None),
    (3, 0, 2, "Waiting", None),
    (4, 2, 1, "Waiting", None),
    (5, 3, 4, "Forms/paper", "#222222"),
]
BOTH = "Barriers/Waiting, Reach/Waiting"


@pytest.fixture
def tree():
    store = memory_store()
    names = ("id", "position", "parent_id", "name", "color", "made_version", "defined_version")
    rows = [dict(zip(names, (*code, 1, 1), strict=True)) for code in CODES]
    with store.transaction() as connection:
        apply_delta(connection, [Insert("code", rows)])
    return code_tree(store)


def test_parents_come_before_children_in_display_order(tree):
    assert [tree.path(code) for code in tree.order] == [
        "Barriers",
        "Barriers/Waiting",
        "Reach",
        "Reach/Waiting",
        r"Reach/Waiting/Forms\/paper",
    ]


def test_what_stands_above_and_below(tree):
    assert tree.ancestors(5) == [4, 1]
    assert tree.with_descendants(1) == [1, 4, 5]
    assert tree.children(None) == [2, 1]
    assert [tree.depth(code) for code in tree.order] == [0, 1, 0, 1, 2]


def test_a_color_is_that_of_the_nearest_above(tree):
    assert [tree.color(code) for code in (1, 4, 5, 3)] == ["#111111", "#111111", "#222222", None]


def test_the_file_keeps_its_order_and_names_parents_by_path(tree):
    assert [(code.name, code.parent) for code in load_codebook(tree).codes] == [
        ("Waiting", "Barriers"),
        ("Barriers", None),
        ("Waiting", "Reach"),
        ("Forms/paper", "Reach/Waiting"),
        ("Reach", None),
    ]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("Reach", 1),
        ("Reach/Waiting", 4),
        (" barriers ", 2),
        ("BARRIERS/waiting", 3),
        ("Forms/paper", 5),
        (r"Reach/Waiting/Forms\/paper", 5),
    ],
)
def test_a_code_is_found_by_path_else_by_name_else_whatever_the_case(tree, reference, code):
    assert find_code(tree, reference) == code


@pytest.mark.parametrize(
    ("reference", "fault"),
    [
        (
            "Waiting",
            f"more than one code is named “Waiting”; write its path: {BOTH}",
        ),
        ("Reech", "unknown code “Reech”; did you mean “Reach”?"),
        ("Barriers/Forms", "unknown code “Barriers/Forms”; did you mean “Forms/paper”?"),
    ],
)
def test_what_means_no_code_or_several_is_refused(tree, reference, fault):
    with pytest.raises(BadInputError) as caught:
        find_code(tree, reference, file="codings.csv", place="line 3")
    assert str(caught.value) == f"codings.csv:line 3: {fault}"


def test_an_empty_codebook():
    store = memory_store()
    assert codebook_version(store) == 0
    with pytest.raises(BadInputError, match="unknown code “A”; the codebook is empty"):
        find_code(code_tree(store), "A")
