from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.differences import difference_said, pieces

WORDS = st.lists(st.sampled_from(["we", "wait", "months", "a"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_the_pieces_are_both_versions_and_differ_where_they_say_so(old, new):
    found = pieces(old, new)
    assert " ".join(piece.old for piece in found if piece.old) == old
    assert " ".join(piece.new for piece in found if piece.new) == new
    assert all(one.same != other.same for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "a b c the health visitors comes to us",
            "a b c the health practitioners comes to us",
            "… c the health [visitors → practitioners] comes to us",
        ),
        ("we wait", "", "[we wait →]"),
        ("we wait", "we really wait", "we [+ really] wait"),
        ("a b c d e f g h i", "a b c d e f g h i", "a b c d e f g …"),
        ("a b c d e f g h i j k", "", "[a b c … i j k →]"),
    ],
)
def test_what_differs_is_said_with_a_few_words_around(old, new, said):
    assert difference_said(old, new) == said
