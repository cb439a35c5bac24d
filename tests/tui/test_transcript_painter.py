import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.style import Style
from transcripts import DYAD, document_of, mark

from lmm_qual.text.cells import cells
from lmm_qual.text.span import Span
from lmm_qual.tui.transcript.codings import Codings
from lmm_qual.tui.transcript.document import Document
from lmm_qual.tui.transcript.layout import Layout
from lmm_qual.tui.transcript.marks import CodingMark
from lmm_qual.tui.transcript.painter import (
    Look,
    Overlay,
    columns_for,
    fitted,
    paint,
    stripe_style,
    stripes_under,
)

LOOK = Look(
    noted=Style(color="magenta"),
    text=Style(color="white", bgcolor="black"),
    aside=Style(color="white", bgcolor="black", italic=True),
    question=Style(color="cyan", bgcolor="black"),
    number=Style(dim=True),
    speaker=Style(bold=True),
    interviewer=Style(dim=True),
    time=Style(dim=True),
    coded=Style(underline=True),
    others=Style(underline=True, italic=True),
    active=Style(bgcolor="blue"),
    found=Style(bgcolor="yellow"),
    selected=Style(bgcolor="green"),
    cursor=Style(reverse=True),
    stripe=Style(bold=True),
)


def strip_of(text, row, marks=(), overlay=None, width=60):
    document = document_of(text) if isinstance(text, str) else text
    columns = columns_for(document, width)
    codings = Codings(Layout(document, columns.text), list(marks))
    return paint(codings, row, columns, LOOK, overlay or Overlay())


def where(strip, has):
    return "".join(segment.text for segment in strip if segment.style and has(segment.style))


DOCUMENT = document_of(DYAD)


def test_a_row_has_number_speaker_time_words_and_stripes():
    strip = strip_of(DYAD, 2, [mark(DOCUMENT, "It was", color="#ff8800")], width=70)
    assert strip.text.startswith("2 P07 00:04:16  It was at team")
    assert strip.text.rstrip().endswith("A")
    assert strip.cell_length == 70
    assert where(strip, lambda style: style.underline) == "It was"


def test_rows_that_follow_have_an_empty_gutter():
    assert strip_of(DYAD, 3, width=70).text.startswith(" " * 16)
    assert strip_of(DYAD, 0).text.lstrip().startswith("# Dyad")
    assert where(strip_of(DYAD, 0), lambda style: style.italic) == "# Dyad, health visiting"


def test_codings_of_others_look_different():
    strip = strip_of(DYAD, 2, [mark(DOCUMENT, "team", mine=False)], width=70)
    assert where(strip, lambda style: style.underline and style.italic) == "team"


def test_selection_cursor_and_matches():
    start = DYAD.index("It was")
    overlay = Overlay((start, start + 2), start + 2, ((start + 3, start + 6),))
    strip = strip_of(DYAD, 2, overlay=overlay, width=70)
    assert where(strip, lambda style: style.bgcolor and style.bgcolor.name == "green") == "It"
    assert where(strip, lambda style: style.reverse) == " "
    assert where(strip, lambda style: style.bgcolor and style.bgcolor.name == "yellow") == "was"


def test_the_cursor_is_seen_behind_the_last_word():
    text = "P01: no"
    strip = strip_of(text, 0, overlay=Overlay(cursor=len(text)))
    assert where(strip, lambda style: style.reverse) == " "
    assert strip.cell_length == 60


def test_the_coding_picked_stands_out_in_text_and_margin():
    strip = strip_of(DYAD, 2, [mark(DOCUMENT, "team")], Overlay(active=1), width=70)
    assert where(strip, lambda style: style.bgcolor and style.bgcolor.name == "blue") == "teamA"


def test_a_memo_is_marked_before_the_stripes():
    width = columns_for(DOCUMENT, 70).stripes_from
    plain = strip_of(DYAD, 2, [mark(DOCUMENT, "team")], width=70)
    strip = strip_of(DYAD, 2, [mark(DOCUMENT, "team")], Overlay(noted="✎"), width=70)
    assert strip.text[width - 1 : width + 1] == "✎A"
    assert strip.text.replace("✎", " ") == plain.text
    assert where(strip, lambda style: style.color == Style(color="magenta").color) == "✎"


def test_more_stripes_than_room_end_in_a_plus():
    document = Document("words")
    marks = [CodingMark(n, 0, 5, "code") for n in range(9)]
    strip = strip_of(document, 0, marks)
    assert strip.text.endswith("ABC+")
    codings = Codings(Layout(document, 20), marks)
    assert [stripe.mark.id for stripe in stripes_under(codings.stripes(0), 1, 4)] == [1]
    assert len(stripes_under(codings.stripes(0), 3, 4)) == 6
    assert stripes_under(codings.stripes(0), 3, 12)[0].mark.id == 3


@pytest.mark.parametrize(
    ("hostile", "seen"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31mred", "␦31mred"),
        ("abc\u202edef", "abc⇠def"),
        ("[/x] [laughs] [b]", "[/x] [laughs] [b]"),
        ("a\tb", "a b"),
    ],
)
def test_hostile_words_are_shown_as_stand_ins(hostile, seen):
    strip = strip_of(f"P01: {hostile}", 0, width=80)
    assert seen in strip.text
    assert not any(letter < " " for letter in strip.text)


def test_a_hostile_speaker_is_shown_as_stand_ins():
    assert fitted("P\x1b[1m", 8) == "P␛[1m   "
    assert fitted("a long name", 6) == "a lon…"
    assert fitted("漢字漢字", 6) == "漢字… "


def test_an_unknown_colour_is_none():
    assert stripe_style("no colour") == Style()
    assert stripe_style(None) == Style()
    assert stripe_style("#ff0000").color is not None


letters = "ab \n漢e\u0301👩‍👩‍👧\x1b\u202e[]"
points = st.integers(0, 50)


@example("👧\u200d👧", [Span(0, 1)], 0, 12)
@given(
    st.text(letters, min_size=1, max_size=50),
    st.lists(st.builds(Span.between, points, points), max_size=6),
    points,
    st.integers(12, 60),
)
def test_strips_hold_the_row_and_every_segment_a_style(text, spans, cursor, width):
    document = Document(text)
    columns = columns_for(document, width)
    marks = [CodingMark(n, span.start, span.end, "code") for n, span in enumerate(spans)]
    codings = Codings(Layout(document, columns.text), marks)
    place = document.snapped(cursor)
    for row in range(len(codings.layout)):
        start, end = codings.layout.row(row)
        here = place if codings.layout.row_at(place) == row else None
        noted = "✎" if cursor % 2 else ""
        strip = paint(codings, row, columns, LOOK, Overlay(cursor=here, noted=noted))
        assert all(segment.style is not None and segment.text for segment in strip)
        words = [
            (segment.style.meta["offset"][0], segment.text)
            for segment in strip
            if "offset" in segment.style.meta
        ]
        assert "".join(text for at, text in words if at < end) == document.shown[start:end]
        for at, piece in words:
            assert at == end or document.shown.startswith(piece, at)
        assert cells(strip.text) == strip.cell_length
        if cells(document.shown[start:end]) <= columns.text:
            assert strip.cell_length == columns.width


@pytest.mark.parametrize(("width", "seen"), [(120, True), (60, True), (40, False)])
def test_the_time_goes_where_room_is_scarce(width, seen):
    columns = columns_for(DOCUMENT, width)
    assert bool(columns.time) is seen
    assert columns.width == width
