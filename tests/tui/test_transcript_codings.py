from hypothesis import given
from hypothesis import strategies as st
from transcripts import DYAD, document_of, mark

from lmm_qual.text.overlaps import lane_letter, lanes
from lmm_qual.text.span import Span
from lmm_qual.tui.transcript.codings import Codings
from lmm_qual.tui.transcript.finding import Matches
from lmm_qual.tui.transcript.layout import Layout
from lmm_qual.tui.transcript.marks import CodingMark

DOCUMENT = document_of(DYAD)
ends = st.integers(0, len(DYAD) + 5)
spans = st.lists(st.tuples(ends, ends).map(sorted), max_size=15)


def codings_of(many, width=24):
    marks = [CodingMark(n, start, end, f"code {n}") for n, (start, end) in enumerate(many)]
    return Codings(Layout(DOCUMENT, width), marks)


@given(spans, st.integers(8, 60))
def test_stripes_of_a_row_never_share_a_lane(many, width):
    codings = codings_of(many, width)
    for row in range(len(codings.layout)):
        lanes = [stripe.lane for stripe in codings.stripes(row)]
        assert len(lanes) == len(set(lanes))


@given(spans, st.integers(8, 60), st.randoms())
def test_lanes_are_those_of_all_codings_laid_out_at_once(many, width, chance):
    codings = codings_of(many, width)
    rows = [codings.layout.rows_of(mark.start, mark.end) for mark in codings.marks]
    wanted = [*zip(codings.marks, map(lane_letter, lanes(rows)), strict=True)]
    chance.shuffle(wanted)
    for one, letter in wanted:
        assert codings.letter(one.id) == letter


@given(spans)
def test_every_coded_row_has_its_stripe(many):
    codings = codings_of(many)
    for coding in codings.marks:
        for row in range(len(codings.layout)):
            start, end = codings.layout.row(row)
            if max(start, coding.start) < min(end, coding.end):
                assert coding.id in {stripe.mark.id for stripe in codings.stripes(row)}


@given(spans)
def test_runs_tell_which_codings_cover_a_place(many):
    codings = codings_of(many)
    for index, block in enumerate(DOCUMENT.blocks):
        covering = {
            place: set(run.ids)
            for run in codings.runs_in(index)
            for place in range(run.start, run.end)
        }
        for place in range(block.start, block.end):
            expected = {n for n, (start, end) in enumerate(many) if start <= place < end}
            assert covering.get(place, set()) == expected
            assert {coding.id for coding in codings.at(place)} == expected


def look_of(codings, row):
    """Give all that is seen of codings in a row."""
    start, end = codings.layout.row(row)
    runs = codings.runs_between(codings.layout.block_index(row), start, end)
    seen = [(max(run.start, start), min(run.end, end), run.ids) for run in runs]
    return codings.stripes(row), seen


places = st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))
states = st.lists(st.dictionaries(st.integers(0, 8), places), max_size=6)


@given(states, st.integers(8, 40))
def test_codings_replaced_one_state_after_another_look_as_laid_out_afresh(states, width):
    layout = Layout(DOCUMENT, width)
    codings, known = Codings(layout), {}
    for state in states:
        known = {
            n: known[n]
            if n in known and (known[n].start, known[n].end) == ends
            else CodingMark(n, *ends, "code")
            for n, ends in sorted(state.items())
        }
        before = [look_of(codings, row) for row in range(len(layout))]
        changed = codings.replace(known.values())
        fresh = Codings(layout, known.values())
        assert codings.marks == fresh.marks
        assert {n: codings.letter(n) for n in known} == {n: fresh.letter(n) for n in known}
        for row in range(len(layout)):
            assert look_of(codings, row) == look_of(fresh, row)
            assert row in changed or look_of(codings, row) == before[row]
        for block in DOCUMENT.blocks:
            assert codings.at(block.start) == fresh.at(block.start)


@given(spans)
def test_going_on_reaches_every_start_and_ends(many):
    codings = codings_of(many)
    for step in (1, -1):
        reached = set()
        position = -1 if step > 0 else len(DYAD) + 1
        while (coding := codings.beyond(position, step)) is not None:
            before, position = position, codings.seen_from(coding)
            assert (position - before) * step > 0
            reached.add(position)
        assert reached == {codings.seen_from(coding) for coding in codings.marks}


@given(spans)
def test_uncoded_passages_hold_no_coding(many):
    codings = codings_of(many)
    position, found = -1, []
    while (span := codings.uncoded(position, 1)) is not None:
        found.append(span)
        position = span.start
    for span in found:
        turn = DOCUMENT.turn_at(span.start)
        assert turn is not None
        assert not turn.interviewer
        assert not any(span.overlaps(Span(*ends)) for ends in many)
    back = []
    position = len(DYAD)
    while (span := codings.uncoded(position, -1)) is not None:
        back.append(span)
        position = span.start
    assert back[::-1] == found


def test_a_turn_half_coded_has_a_passage_left():
    codings = Codings(Layout(DOCUMENT, 40), [mark(DOCUMENT, "It was at team meeting, ")])
    first = codings.uncoded(0, 1)
    assert first is not None
    assert first.slice(DOCUMENT.text).startswith("I think. Someone")


def test_letters_are_those_of_lanes_unless_given():
    codings = Codings(
        Layout(DOCUMENT, 40),
        [
            mark(DOCUMENT, "It was at team meeting", 1),
            mark(DOCUMENT, "team meeting", 2),
            mark(DOCUMENT, "the form", 3, letter="r"),
        ],
    )
    assert [codings.letter(n) for n in (1, 2, 3, 9)] == ["A", "B", "r", ""]
    assert codings.mark(9) is None


def test_words_are_found_whatever_their_case_and_spacing():
    matches = Matches(DOCUMENT, "someone  HAD")
    assert len(matches) == 1
    start, end = matches.beyond(0, 1)
    assert DYAD[start:end] == "Someone had"
    assert matches.beyond(start, 1) == matches.beyond(start, -1) == (start, end)
    assert matches.number(start) == 1
    assert matches.between(start - 5, start) == ()
    assert matches.between(end - 1, end) == ((start, end),)


def test_labels_are_not_searched_and_patterns_are_words():
    assert len(Matches(DOCUMENT, "P07")) == 0
    assert len(Matches(DOCUMENT, "[laughs]")) == 1
    assert len(Matches(DOCUMENT, "  ")) == 0
    assert Matches().beyond(0, 1) is None
