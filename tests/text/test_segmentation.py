import pytest
from hypothesis import given
from hypothesis import strategies as st
from regex import findall

from lmm_qual.text.segmentation import (
    grapheme_border,
    graphemes,
    line_at,
    lines,
    next_end,
    next_grapheme,
    next_start,
    paragraphs,
    previous_end,
    previous_grapheme,
    previous_start,
    trimmed,
    words,
)
from lmm_qual.text.span import Span

LETTERS = "ab c.'’-\n\r é漢e\u0301👩‍👩‍👧🇬🇧👍🏽\u0600\u200b\u200d नक्षि กำ\u1100\u1161"
texts = st.text(alphabet=LETTERS, max_size=40)


def spoken(text: str) -> list[str]:
    return [span.slice(text) for span in words(text)]


@given(texts | st.text(max_size=20))
def test_graphemes_are_those_of_unicode(text):
    assert [span.slice(text) for span in graphemes(text)] == findall(r"\X", text)


@given(texts)
def test_every_border_is_found_from_anywhere(text):
    borders = [0, *(span.end for span in graphemes(text))]
    for position in range(len(text) + 1):
        assert grapheme_border(text, position) == max(b for b in borders if b <= position)


@given(texts)
def test_next_and_previous_border_undo_each_other(text):
    for span in graphemes(text):
        assert next_grapheme(text, span.start) == span.end
        assert previous_grapheme(text, span.end) == span.start


@given(texts)
def test_words_stand_on_borders_in_order(text):
    borders = {0, *(span.end for span in graphemes(text))}
    reached = 0
    for span in words(text):
        assert reached <= span.start < span.end
        assert {span.start, span.end} <= borders
        reached = span.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't, you'd know.", ["I", "don't", "you'd", "know"]),
        ("the health-visitor’s form", ["the", "health-visitor’s", "form"]),
        ("at 10:30, 3.5 of 1,000", ["at", "10:30", "3.5", "of", "1,000"]),
        ("e.g. this", ["e.g", "this"]),
        ("[laughs] - well... no", ["laughs", "well", "no"]),
        ("e\u0301tude nai\u0308ve", ["e\u0301tude", "nai\u0308ve"]),
        ("私は学生", ["私", "は", "学", "生"]),
        ("👍🏽 ok", ["ok"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert spoken(text) == expected


def test_lines_and_paragraphs():
    text = "one\n\n  two \n"
    assert lines(text) == [Span(0, 3), Span(4, 4), Span(5, 11), Span(12, 12)]
    assert [span.slice(text) for span in paragraphs(text)] == ["one", "two"]
    assert line_at(text, 8) == Span(5, 11)
    assert line_at(text, 99) == Span(12, 12)
    assert line_at(text, 2, 1, 3) == Span(1, 3)


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_trimmed_has_no_white_space_at_its_ends(text, one, other):
    one, other = min(one, len(text)), min(other, len(text))
    inner = trimmed(text, Span.between(one, other))
    assert Span.between(one, other).covers(inner)
    assert inner.slice(text) == Span.between(one, other).slice(text).strip()


def test_borders_before_and_behind():
    spans = [Span(2, 4), Span(6, 9)]
    assert [next_start(spans, at) for at in (0, 2, 5, 6)] == [2, 6, 6, None]
    assert [previous_start(spans, at) for at in (2, 3, 6, 7)] == [None, 2, 2, 6]
    assert [next_end(spans, at) for at in (0, 4, 8, 9)] == [4, 9, 9, None]
    assert [previous_end(spans, at) for at in (4, 5, 9, 10)] == [None, 4, 4, 9]
