"""Saturation for sharing: whoever said a thing first, the same is told."""

from itertools import accumulate, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.masked_saturation import shared_curves
from lmm_qual.analysis.saturation import Curve, Saturation, bands, first_met, runs


def curve(found, *, base=4, run=2, people=9):
    new = [len(codes) for codes in first_met(found)]
    keys = [f"P{at}" for at in range(len(found))]
    return Curve(
        "T1",
        "G1",
        "date",
        keys,
        [[f"code {code}" for code in codes] for codes in first_met(found)],
        new,
        list(accumulate(new)),
        base,
        run,
        sum(new[:base]) if len(new) >= base else None,
        runs(new, base, run),
        bands(found, 30, 1),
        ["P0"],
        people,
    )


def shared(one, threshold):
    return shared_curves(Saturation("all", 9, 30, 1, [one]), threshold)[0]


SETS = st.lists(st.frozensets(st.integers(0, 4), max_size=3), min_size=1, max_size=5)


@given(SETS, st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_nothing_told_of_few_transcripts_depends_on_their_order(found, random):
    """Whoever came first, the same is shared but for what a base and whole runs say."""
    told = shared(curve(found), 3)
    for order in random.sample(list(permutations(found)), k=min(6, len(found))):
        other = shared(curve(list(order)), 3)
        assert (other.means, other.bands, other.transcripts) == (
            told.means,
            told.bands,
            told.transcripts,
        )
        assert len(found) == 4 or other.base_codes is None


def test_no_name_no_order_and_no_code_is_told():
    said = repr(shared(curve([frozenset({at}) for at in range(9)]), 3))
    assert not [one for one in ("P0", "P1", "code", "date") if f"'{one}" in said]
    assert "unfinished=True" in said


def test_bands_of_single_sessions_and_their_complements_are_left_out():
    told = shared(curve([frozenset({at}) for at in range(9)]), 3)
    assert [band is not None for band in told.bands] == [False] * 2 + [True] * 4 + [
        False,
        False,
        True,
    ]
    assert told.means == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_the_base_is_told_where_enough_are_in_it_and_behind_it():
    found = [frozenset({at}) for at in range(9)]
    assert shared(curve(found), 4).base_codes == 4
    assert shared(curve(found, base=9), 5).base_codes == 9
    assert shared(curve(found), 5).base_codes is None
    assert shared(curve(found, base=7), 3).base_codes is None


def test_runs_say_only_whether_so_little_was_new():
    first = [frozenset({0, 1})] * 4
    assert shared(curve([*first, frozenset({1}), frozenset({0})]), 3).reached == (5, 6)
    never = shared(curve([*first, frozenset({2}), frozenset({3})]), 3)
    assert (never.reached, never.runs) == (None, True)
    assert not shared(curve(first), 3).runs


def test_few_transcripts_or_people_tell_nothing():
    found = [frozenset({at}) for at in range(9)]
    for told in (shared(curve(found[:2]), 3), shared(curve(found, people=2), 3)):
        assert (told.transcripts, told.means, told.reached) == (None, (), None)
    assert shared(curve(found[:1], people=0), None).transcripts is None
    assert shared(curve(found[:1], people=1), None).transcripts == 1
