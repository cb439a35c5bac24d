import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.cells import cells
from lmm_qual.text.segmentation import graphemes
from lmm_qual.text.standins import shown_block
from lmm_qual.text.wrapping import _pattern, _wrap_measured, _wrap_simple, wrap, wrap_all

MIXED = "ab  \n-’é漢字한e\u0301👩‍👩‍👧🇬🇧\u0600\u200b\u0301नि"
mixed = st.text(alphabet=MIXED, max_size=60).map(shown_block)


def rows_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("one   ", 3, ["one"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢", 1, ["漢"]),
        ("so 漢字 then", 6, ["so 漢", "字", "then"]),
        ("👩‍👩‍👧👩‍👩‍👧", 3, ["👩‍👩‍👧", "👩‍👩‍👧"]),
    ],
)
def test_rows(text, width, rows):
    assert rows_of(text, width) == rows


@given(mixed, st.integers(1, 12))
def test_no_code_point_is_lost(text, width):
    rows = wrap(text, 0, len(text), width)
    reached = 0
    for start, end in rows:
        assert text[reached:start].strip(" \n") == ""
        assert reached <= start <= end
        reached = end
    assert text[reached:].strip(" \n") == ""


@given(mixed, st.integers(1, 12))
def test_no_row_is_too_wide(text, width):
    for row in rows_of(text, width):
        assert cells(row) <= width or len(list(graphemes(row))) == 1


@given(mixed, st.integers(1, 12))
def test_rows_end_between_graphemes(text, width):
    borders = {0, len(text)}
    for start, end in wrap(text, 0, len(text), 2 * len(text) + 1):
        borders |= {start, end} | {span.end for span in graphemes(text, start, end)}
    assert all({start, end} <= borders for start, end in wrap(text, 0, len(text), width))


@given(st.text(alphabet="ab -,", max_size=60), st.integers(1, 12))
def test_both_wrappers_agree_on_ascii(text, width):
    simple, measured = [], []
    _wrap_simple(text, 0, len(text), _pattern(width), width, simple)
    _wrap_measured(text, 0, len(text), width, measured)
    assert simple == measured


@given(mixed, mixed, st.integers(1, 12))
def test_blocks_are_wrapped_one_by_one(first, second, width):
    text = f"{first}\n{second}"
    cut = len(first)
    blocks = [(0, cut), (cut + 1, len(text))]
    borders, reached = wrap_all(text, blocks, width)
    apart = [wrap(text, *block, width) for block in blocks]
    assert list(zip(borders[::2], borders[1::2], strict=True)) == [*apart[0], *apart[1]]
    assert reached == [len(apart[0]), len(apart[0]) + len(apart[1])]


def test_a_width_of_nothing_is_refused():
    with pytest.raises(ValueError, match="0 cells"):
        wrap("words", 0, 5, 0)
