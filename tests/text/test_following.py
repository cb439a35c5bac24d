import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.anchoring import Fate
from lmm_qual.text.following import Edit, Edits
from lmm_qual.text.span import Span


@st.composite
def edited(draw):
    text = draw(st.text("abc ", max_size=14))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    places = dict.fromkeys(zip(cuts[::2], cuts[1::2], strict=False))
    first = dict(reversed(places))
    edits = [Edit(start, end, draw(st.text("xy ", max_size=3))) for start, end in first.items()]
    start = draw(st.integers(0, len(text)))
    return text, edits, (start, draw(st.integers(start, len(text))))


@given(edited())
def test_a_span_holds_what_is_left_of_its_words_and_no_other_words(made):
    text, edits, (start, end) = made
    after, reached = [], 0
    for edit in sorted(edits):
        after += [*range(reached, edit.start), *(None for _ in edit.words)]
        reached = edit.end
    after += range(reached, len(text))
    carried = Edits(text, edits)
    assert len(carried.text) == len(after)
    if start < end:
        now = range(carried.start(start), carried.end(end))
        for place, was in enumerate(after):
            assert was is None or (place in now) == (start <= was < end)


@pytest.mark.parametrize(
    ("edit", "span", "words", "fate"),
    [
        (Edit(2, 7, "Anna"), (0, 11), "I Anna now", Fate.EXACT),
        (Edit(2, 7, "Anna"), (2, 7), "Anna", Fate.EXACT),
        (Edit(2, 2, "really "), (2, 11), "hope so n", Fate.EXACT),
        (Edit(2, 7, "Anna"), (4, 11), "Anna now", Fate.CHANGED),
        (Edit(2, 8, ""), (2, 8), "", Fate.LOST),
    ],
)
def test_what_becomes_of_a_span(edit, span, words, fate):
    text = "I hope so now" if edit.words == "really " else "I Sarah now"
    (carried,) = Edits(text, [edit]).carry([Span(*span)])
    after = Edits(text, [edit]).text
    assert carried.span.slice(after) == words
    assert carried.fate is fate


@pytest.mark.parametrize("edits", [[Edit(0, 3, ""), Edit(2, 4, "")], [Edit(3, 2, "")]])
def test_edits_that_do_not_fit_are_refused(edits):
    with pytest.raises(ValueError, match=r"overlap|reversed"):
        Edits("some text", edits)
