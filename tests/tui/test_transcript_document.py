import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcripts import DYAD, document_of

from lmm_qual.text.segmentation import graphemes
from lmm_qual.tui.transcript.document import Block, Document, TurnRow
from lmm_qual.tui.transcript.layout import Layout

lines = st.sampled_from(
    [
        "INT: Why?",
        "P01 [00:01:02]: It was. So 漢字 it was",
        "(aside)",
        "",
        "P02: 👩‍👩‍👧 e\u0301 mm",
        "  ",
    ]
)
texts = st.lists(lines, max_size=12).map("\n".join)


def shown_words(document: Document) -> list[str]:
    words = []
    for block in document.blocks:
        if block.turn:
            words += re.findall(r"\w+", f"{block.turn.speaker} {block.turn.timestamp or ''}")
        words += re.findall(r"\w+", document.shown[block.start : block.end])
    return words


@given(texts)
def test_no_word_is_hidden(text):
    assert shown_words(document_of(text)) == re.findall(r"\w+", text)


@given(texts)
def test_blocks_are_in_order_and_disjoint(text):
    document = document_of(text)
    reached = 0
    for block in document.blocks:
        assert reached <= block.start <= block.end <= len(text)
        reached = block.end


def test_headings_stand_apart_from_turns():
    document = document_of(DYAD)
    assert [block.aside for block in document.blocks] == [True, *[False] * 5, True]
    assert document.text[document.blocks[2].start :].startswith("It was at team")
    assert document.turn(3) is document.turn_at(document.text.index("the form"))
    assert document.turn(9) is None
    assert document.turn_at(0) is None


def test_a_transcript_without_turns_is_no_aside():
    document = Document("One.\n\n  Two.\n")
    assert document.blocks == (Block(0, 4), Block(8, 12))


def test_an_empty_transcript_has_a_place():
    for text in ("", " \n "):
        document = Document(text)
        assert (document.start, document.end) == (0, 0)
        assert document.snapped(5) == 0


def test_words_in_a_label_are_shown():
    text = "P01 (whispering): No."
    document = Document(text, [TurnRow(1, "P01", 18, 21, None, 0)])
    assert document.blocks[0].start == 0
    plain = Document(text[:3] + text[16:], [TurnRow(1, "P01", 5, 8, None, 0)])
    assert plain.blocks[0].start == 5


def test_a_time_behind_a_turn_is_shown_once():
    text = "P01: No. #00:10:03-9#\nP02: Yes. #break#"
    turns = [TurnRow(1, "P01", 5, 8, "00:10:03.9", 0), TurnRow(2, "P02", 27, 31, None, 22)]
    assert [text[b.start : b.end] for b in Document(text, turns).blocks] == [
        "No.",
        "Yes.",
        "#break#",
    ]


def test_turns_that_overlap_are_refused():
    with pytest.raises(ValueError, match="turn 2"):
        Document("0123456789", [TurnRow(1, "A", 0, 5), TurnRow(2, "B", 4, 8)])
    with pytest.raises(ValueError, match="turn 1"):
        Document("0123", [TurnRow(1, "A", 0, 5)])


@given(texts, st.integers(0, 300))
def test_snapped_is_on_a_border_of_what_is_shown(text, position):
    document = document_of(text)
    snapped = document.snapped(position)
    block = document.blocks[document.block_at(snapped)]
    borders = {block.start, *(s.end for s in graphemes(document.shown, block.start, block.end))}
    assert snapped in borders
    assert snapped <= max(position, document.start)
    assert document.snapped(snapped) == snapped


@given(texts, st.integers(3, 30))
def test_rows_and_cells_lead_back_to_the_position(text, width):
    layout = Layout(document_of(text), width)
    for row in range(len(layout)):
        start, end = layout.row(row)
        for span in graphemes(layout.document.shown, start, end):
            assert layout.row_at(span.start) == row
            cell = layout.cell_at(span.start)
            assert layout.position_at(row, cell) in {span.start, span.end}
        last = layout.position_at(row, width + 1)
        assert layout.row_at(last) == row
        assert last <= end


def test_rows_of_a_stretch():
    text = "P01: one two three four"
    layout = Layout(document_of(text), 8)
    assert [text[slice(*layout.row(row))] for row in range(len(layout))] == [
        "one two",
        "three",
        "four",
    ]
    assert layout.rows_of(5, 12) == (0, 1)
    assert layout.rows_of(5, 14) == (0, 2)
    assert layout.rows_of(12, 14) == (1, 2)
    assert layout.rows_of(0, 3) == (0, 1)
    assert layout.rows_of(len(text), len(text) + 4) == (2, 3)
