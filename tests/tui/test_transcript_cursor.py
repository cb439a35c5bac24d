import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcripts import DYAD, document_of

from lmm_qual.text.segmentation import graphemes
from lmm_qual.text.span import Span
from lmm_qual.tui.transcript import cursor as moving
from lmm_qual.tui.transcript.cursor import Cursor, Unit
from lmm_qual.tui.transcript.layout import Layout

lines = st.sampled_from(
    [
        "INT: Why? Well... so.",
        "P01: It was. So 漢字 it was",
        "and on.",
        "# aside",
        "",
        "P02: 👩‍👩‍👧 e\u0301 mm!",
        "P03: ...",
    ]
)
documents = st.lists(lines, max_size=8).map("\n".join).map(document_of)
units = st.sampled_from(Unit)
moves = st.sampled_from(
    [
        *[("forward", unit) for unit in Unit],
        *[("backward", unit) for unit in Unit],
        *[("select", unit) for unit in Unit if unit],
        *[("rows", rows) for rows in (-7, -1, 1, 2)],
        *[("row_edge", end) for end in (True, False)],
        *[("edge", end) for end in (True, False)],
        ("grow", None),
        ("shrink", None),
        ("collapse", None),
    ]
)


def moved(layout, cursor, move, extend):  # noqa: PLR0911
    document = layout.document
    match move:
        case ("forward", unit):
            return moving.forward(document, cursor, unit, extend=extend)
        case ("backward", unit):
            return moving.backward(document, cursor, unit, extend=extend)
        case ("select", unit):
            return moving.select(document, cursor, unit)
        case ("rows", rows):
            return moving.by_rows(layout, cursor, rows, extend=extend)
        case ("row_edge", end):
            return moving.to_row_edge(layout, cursor, end=end, extend=extend)
        case ("edge", end):
            return moving.to_edge(document, cursor, end=end, extend=extend)
        case ("grow", _):
            return moving.grow(document, cursor)
        case ("shrink", _):
            return moving.shrink(document, cursor)
        case _:
            return moving.collapse(cursor)


def places(document):
    found = set()
    for block in document.blocks:
        found.add(block.start)
        found.update(s.end for s in graphemes(document.shown, block.start, block.end))
    return sorted(found)


@given(documents, st.lists(st.tuples(moves, st.booleans()), max_size=25), st.integers(4, 30))
def test_always_on_a_border_of_what_is_shown(document, steps, width):
    layout = Layout(document, width)
    allowed = set(places(document))
    cursor = moving.place(document, 0)
    for move, extend in steps:
        cursor = moved(layout, cursor, move, extend)
        assert {cursor.anchor, cursor.head} <= allowed
        if move[0] in {"forward", "backward", "rows", "edge", "row_edge"} and not extend:
            assert cursor.selection is None


@given(documents)
def test_right_and_left_pass_every_place_and_undo_each_other(document):
    seen = [document.start]
    cursor = moving.place(document, 0)
    while (following := moving.forward(document, cursor, Unit.GRAPHEME, extend=False)) != cursor:
        assert moving.backward(document, following, Unit.GRAPHEME, extend=False) == cursor
        cursor = following
        seen.append(cursor.head)
    assert seen == places(document)


@given(documents, units.filter(bool))
def test_backward_undoes_forward_between_starts(document, unit):
    cursor = moving.forward(document, moving.place(document, 0), unit, extend=False)
    while cursor.head < document.end:
        following = moving.forward(document, cursor, unit, extend=False)
        assert following.head > cursor.head
        if following.head < document.end:
            assert moving.backward(document, following, unit, extend=False).head == cursor.head
        cursor = following


@given(documents, st.integers(4, 30), st.integers(0, 200))
def test_up_undoes_down(document, width, position):
    layout = Layout(document, width)
    cursor = moving.place(document, position)
    below = moving.by_rows(layout, cursor, 1, extend=False)
    if layout.row_at(cursor.head) + 1 < len(layout):
        assert layout.row_at(below.head) == layout.row_at(cursor.head) + 1
        start, end = layout.row(layout.row_at(cursor.head))
        if cursor.head < end or end == start:
            assert moving.by_rows(layout, below, -1, extend=False).head == cursor.head
    else:
        assert below.head == document.end


@given(documents, st.integers(0, 200))
def test_shrinking_undoes_growing(document, position):
    cursor = moving.place(document, position)
    grown = [cursor]
    while (larger := moving.grow(document, grown[-1])).span != grown[-1].span:
        assert larger.span.covers(grown[-1].span) or not grown[-1].span
        grown.append(larger)
    while len(grown) > 1:
        smaller = moving.shrink(document, grown.pop())
        assert smaller.span == grown[-1].span


@given(documents, st.integers(0, 200), units.filter(bool))
def test_selecting_twice_is_selecting_once(document, position, unit):
    once = moving.select(document, moving.place(document, position), unit)
    assert moving.select(document, once, unit).span == once.span


DOCUMENT = document_of(DYAD)


def at(words: str) -> Cursor:
    return moving.place(DOCUMENT, DOCUMENT.text.index(words))


def words_of(cursor: Cursor) -> str:
    return cursor.span.slice(DOCUMENT.text)


@pytest.mark.parametrize(
    ("start", "unit", "times", "selected"),
    [
        ("team", Unit.WORD, 2, "team meeting"),
        ("eeting", Unit.WORD, 1, "eeting"),
        ("It was", Unit.SENTENCE, 1, "It was at team meeting, I think."),
        (
            "Someone had",
            Unit.SENTENCE,
            2,
            "Someone had been on the training.\nAnd came back. [laughs]",
        ),
        ("It was", Unit.TURN, 1, DYAD[DYAD.index("It was") : DYAD.index("\nP08")]),
    ],
)
def test_extending_forward_ends_where_units_end(start, unit, times, selected):
    cursor = at(start)
    for _ in range(times):
        cursor = moving.forward(DOCUMENT, cursor, unit, extend=True)
    assert words_of(cursor) == selected


def test_extending_back_and_forth_keeps_the_anchor():
    cursor = at("meeting")
    back = moving.backward(DOCUMENT, cursor, Unit.WORD, extend=True)
    assert words_of(back) == "team "
    assert moving.forward(DOCUMENT, back, Unit.WORD, extend=True) == Cursor(
        cursor.head, cursor.head
    )
    ahead = moving.forward(DOCUMENT, cursor, Unit.WORD, extend=True)
    more = moving.forward(DOCUMENT, ahead, Unit.WORD, extend=True)
    assert words_of(more) == "meeting, I"
    assert moving.backward(DOCUMENT, more, Unit.WORD, extend=True).span == ahead.span


def test_grow_and_shrink():
    cursor = at("eeting")
    seen = []
    for _ in range(4):
        cursor = moving.grow(DOCUMENT, cursor)
        seen.append((cursor.unit, words_of(cursor)))
    turn = DOCUMENT.turn(2)
    assert seen[:2] == [
        (Unit.WORD, "meeting"),
        (Unit.SENTENCE, "It was at team meeting, I think."),
    ]
    assert seen[2] == seen[3] == (Unit.TURN, DOCUMENT.text[turn.start : turn.end])
    assert words_of(moving.shrink(DOCUMENT, cursor)) == "It was at team meeting, I think."


def test_selecting_takes_in_all_that_is_touched():
    cursor = Cursor(DOCUMENT.text.index("think"), DOCUMENT.text.index("had") + 1)
    assert words_of(moving.select(DOCUMENT, cursor, Unit.SENTENCE)) == (
        "It was at team meeting, I think. Someone had been on the training."
    )


def test_a_span_is_selected_as_it_is_shown():
    label = DOCUMENT.text.index("P08")
    span = moving.select_span(DOCUMENT, Span(label, label + 22)).span
    assert span.slice(DOCUMENT.text).startswith("Mm.")
    family = document_of("P01: so 👩‍👩‍👧 it is")
    inside = family.text.index("👩") + 1
    assert moving.select_span(family, Span(inside, inside + 1)).span.slice(family.text) == "👩‍👩‍👧"


def test_left_and_right_leave_a_selection_at_its_ends():
    cursor = moving.select(DOCUMENT, at("meeting"), Unit.WORD)
    assert moving.backward(DOCUMENT, cursor, Unit.GRAPHEME, extend=False) == at("meeting")
    assert moving.forward(DOCUMENT, cursor, Unit.GRAPHEME, extend=False) == at(", I think")


def test_the_column_is_kept_over_short_rows():
    document = document_of("P01: a long row of words\nP02: no\nP03: another long row")
    layout = Layout(document, 40)
    cursor = moving.place(document, document.text.index("words"))
    for _ in range(2):
        cursor = moving.by_rows(layout, cursor, 1, extend=False)
    assert layout.cell_at(cursor.head) == len("a long row of ")
