import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.folding import Folded, folded, folded_letter
from lmm_qual.text.segmentation import graphemes
from lmm_qual.tui.transcript.document import Document
from lmm_qual.tui.transcript.finding import Matches


def found(text, wanted):
    matches = Matches(Document(text), wanted)
    return [text[start:end] for start, end in matches.between(0, len(text))]


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("Someone HAD been", "someone had", ["Someone HAD"]),
        ("le café, le cafe\u0301, le CAFE", "café", ["café", "cafe\u0301", "CAFE"]),
        ("le café, le cafe\u0301", "cafe", ["café", "cafe\u0301"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Straße und STRASSE", "straße", ["Straße", "STRASSE"]),
        ("the ﬁrst oﬃce", "first", ["ﬁrst"]),
        ("the ﬁrst oﬃce", "office", ["oﬃce"]),
        ("ＡＢＣ abc", "abc", ["ＡＢＣ", "abc"]),
        ("don’t and don't", "don't", ["don’t", "don't"]),
        ("“well” she said", '"well"', ["“well”"]),
        ("follow–up follow-up", "follow-up", ["follow–up", "follow-up"]),
        ("hand\u00adbook", "handbook", ["hand\u00adbook"]),
        ("İstanbul ISTANBUL", "istanbul", ["İstanbul", "ISTANBUL"]),
        ("ΟΔΟΣ οδος", "οδός", ["ΟΔΟΣ", "οδος"]),
        ("Straße", "s", ["S", "ß"]),
        ("a  b a\u00a0b", "a b", ["a  b", "a\u00a0b"]),
        ("👩‍👩‍👧 and 👩", "👩", ["👩‍👩‍👧", "👩"]),
        ("[laughs] (.*)", ".*", [".*"]),
        ("anything", "\u0301", []),
    ],
)
def test_what_readers_expect(text, wanted, expected):
    assert found(text, wanted) == expected


letters = "aAbBßﬁé e\u0301\u00ad’'s\u0307İẞ漢가👩‍👧"
texts = st.text(letters, min_size=1, max_size=30)


@given(texts)
def test_every_folded_letter_knows_where_it_comes_from(text):
    origins = [at for at, letter in enumerate(text) for _ in folded_letter(letter)]
    searched = Folded(text)
    assert searched.text == folded(text) == "".join(map(folded_letter, text))
    assert [searched.origin(at) for at in range(len(searched.text))] == origins


def slowly(text, wanted):
    """Find at every place in turn, letter by letter."""
    origins = [at for at, letter in enumerate(text) for _ in folded_letter(letter)]
    plain = "".join(map(folded_letter, text))
    parts = [part for part in map(folded, wanted.split()) if part]
    borders = [0, *(span.end for span in graphemes(Document(text).shown))]
    spans, at, reached = [], 0, 0
    while parts and at < len(plain):
        end = ends_at(plain, at, parts)
        if end is None:
            at += 1
            continue
        start = max(border for border in borders if border <= origins[at])
        behind = min(border for border in borders if border > origins[end - 1])
        if start >= reached:
            spans.append(text[start:behind])
            reached = behind
        at = end
    return spans


def ends_at(plain, at, parts):
    for number, part in enumerate(parts):
        blanks = 0
        while number and plain[at : at + 1].isspace():
            at, blanks = at + 1, blanks + 1
        if (number and not blanks) or not plain.startswith(part, at):
            return None
        at += len(part)
    return at


@given(texts.map(lambda text: f"x{text}x"), st.text(letters, min_size=1, max_size=4))
def test_found_as_a_slow_search_finds(text, wanted):
    assert found(text, wanted) == slowly(text, wanted)
