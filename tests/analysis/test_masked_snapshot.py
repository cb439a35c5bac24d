"""What is other than at a snapshot, for sharing: no move of few can be read off then and now."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.masked_snapshot import shared_differences
from lmm_qual.analysis.snapshot import differences

PATHS = ["A", "A/B", "A/B/C", "A/D", "E"]
PARENTS = {1: [0], 2: [1, 0], 3: [0], 4: [], 0: []}
COLUMNS = ["T1 G1", "T2 G1"]


def state(cells, *, codings=(), transcripts=()):
    """Make a state of numbers by code and column, as a snapshot holds it."""
    return {
        "codes": {
            str(at): {"path": path, "definition": "", "include": "", "exclude": "", "example": ""}
            for at, path in enumerate(PATHS)
        },
        "transcripts": {
            str(at): {"id": key, "text": key, "time": None, "group": None, "service": None}
            | {"method": None, "title": None, "date": None}
            for at, key in enumerate(transcripts)
        },
        "codings": {str(at): list(one) for at, one in enumerate(codings)},
        "passes": [[key, "KM", "finished", 1] for key in transcripts],
        "summaries": {},
        "matrix": [
            [code, column, cells[code][at], "number" if cells[code][at] else "not mentioned"]
            for code in range(len(PATHS))
            for at, column in enumerate(COLUMNS)
        ],
    }


def told(then, now, threshold):
    return shared_differences(differences(then, now), then, now, threshold)


NUMBERS = st.lists(
    st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=len(PATHS), max_size=len(PATHS)
)


@given(NUMBERS, NUMBERS, st.sampled_from([3, 4]))
@settings(max_examples=12)
def test_neither_small_numbers_nor_small_moves_are_told(before, after, threshold):
    for one in told(state(before), state(after), threshold).cells:
        for number in (one["then"], one["now"]):
            assert number is None or not 0 < number < threshold
        if one["then"] is not None and one["now"] is not None:
            assert abs(one["now"] - one["then"]) >= threshold


@given(NUMBERS, NUMBERS)
@settings(max_examples=12)
def test_above_what_is_masked_nothing_is_told(before, after):
    cells = {
        (PATHS.index(one["code"]), one["column"]): one
        for one in told(state(before), state(after), 3).cells
    }
    for (code, column), one in cells.items():
        for when in ("then", "now"):
            if one[when] is None:
                above = [cells.get((parent, column)) for parent in PARENTS[code]]
                assert all(cell is None or not cell[when] for cell in above)


def test_a_code_is_masked_with_those_above_it_where_few_came():
    before = [[20, 0], [20, 0], [9, 0], [8, 0], [7, 0]]
    after = [[24, 0], [24, 0], [10, 0], [8, 0], [0, 4]]
    found = told(state(before), state(after), 3)
    cells = {(one["code"], one["column"]): (one["then"], one["now"]) for one in found.cells}
    assert cells == {
        ("A", "T1 G1"): (20, None),
        ("A/B", "T1 G1"): (20, None),
        ("A/B/C", "T1 G1"): (9, None),
        ("E", "T1 G1"): (7, 0),
        ("E", "T2 G1"): (0, 4),
    }


def test_kinds_are_told_without_ids_and_codings_without_numbers():
    flat = [[0, 0]] * len(PATHS)
    then, now = state(flat), state(flat, codings=[(1, 1, "words", None, None)], transcripts=["S1"])
    kinds = told(then, now, 3).kinds
    assert kinds == [
        "transcripts that are other: fewer than 3",
        "coding passes that are other: fewer than 3",
        "codings: new",
    ]
    assert told(then, now, None).kinds[0] == "transcripts that are other: 1"
