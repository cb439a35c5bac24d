import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.analysis.attribution import attribute_all, load_sessions
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.coding_details import (
    AdjustEnds,
    SetRefersTo,
    SetValence,
    SetVoice,
)
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.checking import check_project
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codings import codings, voices
from lmm_qual.store.queries.log import last_done
from project.studies import small_project

TALK = """
== A time=T1 group=G3
INT: How is it?
P07: Well, we wait. “Too long”, they say 🙂.
P08: Agreed.
P09: Mm.
Somebody: I was there too.

== B time=T2 group=G3
P10: Still waiting.
"""


UNITS = "positions are code points of the stored text"


@pytest.fixture
def project():
    return made()


def made():
    return small_project(TALK)


def text_of(project, key="A"):
    return project.store.value("SELECT text FROM transcript WHERE key = ?", (key,))


def add(project, words="we wait", code="Barriers", coder="SA", key="A", **more):
    """Code words, or all from the first to the second of two; gives the coding's id."""
    first, last = (words, words) if isinstance(words, str) else words
    text = text_of(project, key)
    place = {"start": text.index(first), "end": text.index(last) + len(last)}
    change = AddCodings(
        [("", CodingRecord(transcript=key, code=code, coder=coder, **place, **more))]
    )
    project.make(change)
    return change.made[0]


def refused(project, change):
    """Make a change that cannot be made; gives what is said, and sees that nothing is written."""
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError) as caught:
        project.make(change)
    assert dump(project.store, log=True) == before
    (problem,) = caught.value.problems
    return str(problem).removeprefix("memory.lmmq: ")


def unmade(project, change):
    """See that undo takes a change back and redo makes it again; gives its label."""
    before = dump(project.store)
    assert project.make(change) is not None
    after = dump(project.store)
    label = last_done(project.store).label
    project.undo()
    assert dump(project.store) == before
    project.redo()
    assert dump(project.store) == after
    assert check_project(project.store).faults == []
    return label


def voiced(project):
    """Give whose voice each coding is, as every table has it."""
    sessions = load_sessions(project.store)
    return [
        {seat.participant or f"({seat.group})": voice for seat, voice in found.seats}
        for found in attribute_all(project.store, sessions)
    ]


class TestAdjustEnds:
    def test_the_words_are_those_now_covered(self, project):
        coding = add(project, memo="m", valence="mixed", voices={"P08": "agreed"})
        (old,) = codings(project.store)
        start = text_of(project).index("“Too")
        end = text_of(project).index("🙂") + 1
        label = unmade(project, AdjustEnds(coding, start, end, "“Barriers” in A"))
        assert label == "ends of “Barriers” in A"
        (row,) = codings(project.store)
        assert row == old._replace(start=start, end=end, quote="“Too long”, they say 🙂")
        assert [voice.participant for voice in voices(project.store)] == ["P08"]

    @pytest.mark.parametrize(
        ("ends", "said"),
        [
            ((9, 4), "span 9–4 is empty or reversed"),
            ((4, 4), "span 4–4 is empty or reversed"),
            ((-1, 4), "span -1–4 begins before A"),
            ((0, 999), f"span 0–999 goes past the end of A (108); {UNITS}"),
            ((15, 16), "span 15–16 holds no words"),
        ],
    )
    def test_ends_that_hold_no_words_are_refused(self, project, ends, said):
        coding = add(project)
        assert (len(text_of(project)), text_of(project)[15:16]) == (108, "\n")
        assert refused(project, AdjustEnds(coding, *ends)) == said

    def test_the_same_coding_is_not_made_twice(self, project):
        one = add(project, "we wait")
        other = codings(project.store)[0]
        two = add(project, "Too long")
        assert refused(project, AdjustEnds(two, other.start, other.end)) == (
            "a coding with this code is on exactly these words already; "
            "remove one of the two instead"
        )
        assert project.make(AdjustEnds(one, other.start, other.end)) is None

    @pytest.mark.parametrize("more", [{"code": "Reach"}, {"coder": "JR"}])
    def test_another_code_or_coder_may_be_on_the_same_words(self, project, more):
        add(project, "we wait", **more)
        other = codings(project.store)[0]
        unmade(project, AdjustEnds(add(project, "Too long"), other.start, other.end))
        assert {row.quote for row in codings(project.store)} == {"we wait"}

    def test_what_is_not_there_or_not_ones_own_is_refused(self, project):
        theirs = add(project, coder="JR")
        said = "this is JR's coding; only who made it says this of it"
        assert refused(project, AdjustEnds(theirs, 0, 3)) == said
        assert refused(project, AdjustEnds(7, 0, 3)) == "no coding 7; see `codings list`"
        nobody = Project(project.store, None)
        nobody.make(AdjustEnds(theirs, 0, 3))
        assert codings(project.store)[0].quote == "INT"

    @given(st.integers(-3, 110), st.integers(-3, 110), st.integers(0, 100), st.integers(1, 7))
    def test_any_ends(self, start, end, other, length):
        project = made()
        text = text_of(project)
        places = [(other, other + length), (0, 3)]
        records = [
            CodingRecord(transcript="A", start=first, end=last, code="Reach", coder="SA")
            for first, last in dict.fromkeys(places)
            if text[first:last].strip()
        ]
        change = AddCodings([("", record) for record in records])
        project.make(change)
        coding = change.made[-1]
        others = {(row.start, row.end) for row in codings(project.store) if row.id != coding}
        inside = 0 <= start < end <= len(text)
        sound = inside and text[start:end].strip() and (start, end) not in others
        if not sound:
            refused(project, AdjustEnds(coding, start, end))
            return
        project.make(AdjustEnds(coding, start, end))
        (row,) = [row for row in codings(project.store) if row.id == coding]
        assert (row.start, row.end, row.quote) == (start, end, text[start:end])


class TestValenceAndTime:
    @pytest.mark.parametrize("valence", ["barrier", "facilitator", "mixed", "none", None])
    def test_valence(self, project, valence):
        coding = add(project, valence=None if valence == "none" else "none")
        label = unmade(project, SetValence([coding], valence))
        assert label == f"valence of coding 1: {valence or 'not set'}"
        assert codings(project.store)[0].valence == valence

    @pytest.mark.parametrize("refers_to", ["before", "now", "hoped for", None])
    def test_what_it_refers_to(self, project, refers_to):
        coding = add(project, refers_to=None if refers_to == "now" else "now")
        label = unmade(project, SetRefersTo([coding], refers_to))
        assert label == f"what coding 1 refers to: {refers_to or 'not set'}"
        assert codings(project.store)[0].refers_to == refers_to

    def test_several_at_once(self, project):
        made = [add(project), add(project, code="Reach", valence="mixed"), add(project, "Agreed")]
        assert unmade(project, SetValence(made[:2], "mixed")) == "valence of 2 codings: mixed"
        assert [row.valence for row in codings(project.store)] == ["mixed", "mixed", None]
        assert project.make(SetValence(made[:2], "mixed")) is None

    def test_what_cannot_be_said(self, project):
        mine, theirs = add(project), add(project, coder="JR")
        assert refused(project, SetValence([mine], "barier")) == (
            "no valence “barier”; did you mean “barrier”?"
        )
        assert refused(project, SetRefersTo([mine], "now or never")).startswith(
            "no time that is referred to “now or never”; "
        )
        assert refused(project, SetValence([mine, theirs], "mixed")).startswith("this is JR's")
        assert refused(project, SetRefersTo([mine, 9], "now")).startswith("no coding 9")


class TestVoices:
    def test_one_said_leaves_the_others_as_they_were(self, project):
        coding = add(project, ("we wait", "Agreed"))
        assert voiced(project) == [{"P07": "voiced", "P08": "voiced"}]
        label = unmade(project, SetVoice([coding], "P08", "agreed", "“Barriers” in A"))
        assert label == "voice of P08 in “Barriers” in A: agreed"
        assert voiced(project) == [{"P07": "voiced", "P08": "agreed"}]

    def test_whoever_speaks_elsewhere_in_the_session_can_be_said_to_share_it(self, project):
        coding = add(project, "we wait")
        unmade(project, SetVoice([coding], "P09", "disagreed"))
        assert voiced(project) == [{"P07": "voiced", "P09": "disagreed"}]

    def test_it_can_be_said_otherwise_and_taken_back(self, project):
        coding = add(project, ("we wait", "Agreed"))
        for voice in ("agreed", "disagreed", "present", "voiced"):
            unmade(project, SetVoice([coding], "P08", voice))
            assert voiced(project) == [{"P07": "voiced", "P08": voice}]
            assert project.make(SetVoice([coding], "P08", voice)) is None
        unmade(project, SetVoice([coding], "P08", None))
        assert voiced(project) == [{"P07": "voiced", "P08": "voiced"}]
        assert not voices(project.store)
        assert project.make(SetVoice([coding], "P08", None)) is None

    def test_several_at_once(self, project):
        made = [add(project), add(project, "Agreed"), add(project, "Mm")]
        project.make(SetVoice(made[1:2], "P08", "present"))
        unmade(project, SetVoice(made, "P08", "agreed"))
        assert [voice.voice for voice in voices(project.store)] == ["agreed"] * 3
        project.make(SetVoice(made[:1], "P08", "present"))
        unmade(project, SetVoice(made[:2], "P08", None))
        assert [voice.coding_id for voice in voices(project.store)] == [made[2]]

    def test_a_said_voice_among_speakers_who_are_nobody_known(self, project):
        coding = add(project, "I was there")
        assert voiced(project) == [{"(G3)": "voiced"}]
        project.make(SetVoice([coding], "P07", "voiced"))
        assert voiced(project) == [{"P07": "voiced"}]
        project.make(SetVoice([coding], "P07", "agreed"))
        assert voiced(project) == [{"P07": "agreed", "(G3)": "voiced"}]

    @pytest.mark.parametrize(
        ("who", "said"),
        [
            ("P10", "no participant “P10” speaks in A; did you mean “P07”?"),
            ("P99", "no participant “P99” speaks in A; did you mean “P09”?"),
            ("INT", "no participant “INT” speaks in A; known: P07, P08, P09"),
            ("Somebody", "no participant “Somebody” speaks in A; known: P07, P08, P09"),
        ],
    )
    def test_only_participants_of_the_session_have_one(self, project, who, said):
        coding = add(project)
        assert refused(project, SetVoice([coding], who, "agreed")) == said

    def test_codings_of_two_sessions_share_no_participant(self, project):
        made = [add(project), add(project, "Still", key="B")]
        assert refused(project, SetVoice(made, "P07", "agreed")) == (
            "no participant “P07” speaks in B; did you mean “P10”?"
        )

    def test_what_cannot_be_said(self, project):
        mine, theirs = add(project), add(project, coder="JR")
        assert refused(project, SetVoice([mine], "P07", "aggreed")) == (
            "no voice “aggreed”; did you mean “agreed”?"
        )
        assert refused(project, SetVoice([theirs], "P07", "agreed")).startswith("this is JR's")
