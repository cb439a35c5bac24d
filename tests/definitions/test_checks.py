"""Finding parents, and what no entry can see alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions import strategies
from lmm_qual.definitions.checks import check_codebook, nearest, resolve_paths
from lmm_qual.model.codebook import Code, Codebook, join_path, split_path


def book(lines):
    """Make a codebook of lines `name < parent`."""
    pairs = [line.strip().partition(" < ") for line in lines.strip().splitlines()]
    return Codebook(codes=[Code(name=name, parent=parent or None) for name, _, parent in pairs])


def paths(lines):
    found, faults = resolve_paths(book(lines))
    assert not faults
    return found


def faults(lines):
    return [what for _, what, _ in check_codebook(book(lines))]


def test_a_parent_is_named_by_name_or_path_wherever_it_stands():
    assert paths(
        """
        Forms < Barriers/Referral
        Paper < Forms
        Referral < Barriers
        Barriers
        """
    ) == [
        "Barriers/Referral/Forms",
        "Barriers/Referral/Forms/Paper",
        "Barriers/Referral",
        "Barriers",
    ]


def test_a_slash_in_a_name_is_escaped_in_paths():
    assert paths(
        r"""
        0/19
        Nurses < 0/19
        Visits < 0\/19/Nurses
        Back\slash < 0\/19
        """
    ) == [r"0\/19", r"0\/19/Nurses", r"0\/19/Nurses/Visits", r"0\/19/Back\\slash"]


def test_a_path_goes_before_a_name():
    assert paths(
        """
        Referral
        Barriers
        Referral < Barriers
        Forms < Referral
        Paper < Barriers/Referral
        """
    )[3:] == ["Referral/Forms", "Barriers/Referral/Paper"]


def test_a_name_that_several_have_is_not_guessed():
    assert faults(
        """
        A
        B
        X < A
        X < B
        Y < X
        Z < Y
        """
    ) == ["more than one code is named “X”"]


def test_a_code_may_have_the_name_of_its_parent():
    assert paths("Barriers\nBarriers < Barriers\nX < Barriers/Barriers")[2] == "Barriers/Barriers/X"


@pytest.mark.parametrize(
    "circle", ["A < A", "A < B\nB < A", "A < B\nB < C\nC < A\nD < A\nE", "A < A/B\nB < A"]
)
def test_circles_are_found(circle):
    assert faults(circle)


def test_a_code_below_a_circle_is_not_told_of():
    assert faults("A < B\nB < A\nC < A") == [
        "“A” is its own ancestor",
        "“B” is its own ancestor",
    ]


@given(st.lists(strategies.names))
def test_a_path_is_split_as_it_was_joined(names):
    assert not names or split_path(join_path(names)) == names


@given(strategies.codebooks())
def test_every_codebook_of_paths_is_resolved(codebook):
    found, wrong = resolve_paths(codebook)
    assert not wrong
    above = {join_path(split_path(path)[:-1]) or None for path in found}
    assert above == {code.parent for code in codebook.codes}
    assert [split_path(path)[-1] for path in found] == [code.name for code in codebook.codes]


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from([None, *"ABCD", "A/B", "B/A"]))))
def test_a_codebook_is_resolved_or_told_to_be_wrong(pairs):
    codebook = Codebook(codes=[Code(name=name, parent=parent) for name, parent in pairs])
    found, wrong = resolve_paths(codebook)
    if not wrong:
        assert len(set(found)) == len(pairs)
        for path, (name, parent) in zip(found, pairs, strict=True):
            *above, last = split_path(path)
            assert last == name
            assert (parent is None) == (not above)
            assert parent is None or join_path(above) == parent or above[-1] == parent
            assert not above or join_path(above) in found


def test_a_near_name_is_proposed():
    assert nearest("Bariers", ["Barriers", "Facilitators"]) == "did you mean “Barriers”?"
    assert nearest("T9", ["T1", "T2", "T1"]) == "known: T1, T2"
    assert nearest("x", []) == "none is defined"


def test_codes_nest_so_deep_and_no_deeper():
    lines = ["0", *(f"{n} < {n - 1}" for n in range(1, 300))]
    assert not faults("\n".join(lines[:20]))
    assert faults("\n".join(lines))[0] == "nested deeper than 20 levels"
