import pytest
from helpers.projects import CODER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.databases import dump, memory_store

from lmm_qual.importers.reading import read_bytes
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.memos import WritePassageMemo
from lmm_qual.project.changes.transcripts import AddTranscripts, NewTranscript
from lmm_qual.project.checking import check_project
from lmm_qual.project.correcting.correction import CorrectWords
from lmm_qual.project.correcting.turns import GiveTurn, JoinTurn, PartTurn
from lmm_qual.project.project import Project
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.reviews import waiting_reviews
from lmm_qual.text.following import Edit
from project.test_corrections import LINES, project_of, written

TALK = """
== A
INT: How is it?
P07: [We wait](Waiting). [They call. How so? It was](Contact) hard.
P08: Agreed.
"""


def text(project):
    return talk.transcript_text(project.store, 1)


def turns(project):
    return [
        (row.n, row.speaker, text(project)[row.start : row.end])
        for row in talk.turns(project.store, 1)
    ]


def quotes(project):
    return [row.quote for row in codings(project.store)]


def made(project, change):
    """Make a change of turns, and see that all is whole and that undo brings all back."""
    before = dump(project.store)
    project.make(change)
    after = dump(project.store)
    assert check_project(project.store).faults == []
    project.undo()
    assert dump(project.store) == before
    project.redo()
    assert dump(project.store) == after
    return change


def project_with(said, merge=None):
    """Make a project of a file as it is read, `merge` for turns that hold labels."""
    project = Project(memory_store(), CODER)
    parsed = read_bytes("A.txt", said.encode(), turns=merge)
    speakers = {label: SpeakerEntry(participant=label) for label in parsed.speakers}
    project.make(AddTranscripts([NewTranscript("A", "A.txt", said.encode(), parsed, speakers)]))
    return project


class TestWhoSpoke:
    def test_the_label_in_the_text_follows(self):
        project = project_of(TALK)
        made(project, GiveTurn("A", n=3, speaker="P07"))
        assert "P07: Agreed." in text(project)
        assert turns(project)[2] == (3, "P07", "Agreed.")
        assert [row.label for row in talk.speakers(project.store)] == ["INT", "P07"]
        assert quotes(project) == ["We wait", "They call. How so? It was"]
        assert waiting_reviews(project.store) == []

    def test_somebody_new_is_a_participant_where_the_label_is_like_one(self):
        project = project_of(TALK)
        made(project, GiveTurn("A", n=2, speaker="P11"))
        assert turns(project)[1][1] == "P11"
        assert [row.participant for row in talk.speakers(project.store)] == [None, "P08", "P11"]

    def test_labels_within_a_merged_turn_follow_too(self):
        project = project_with("P07: One.\nP07: Two.\nP08: Three.\nP07: Four.\n", "merge")
        made(project, GiveTurn("A", n=1, speaker="P08"))
        assert text(project).startswith("P08: One.\nP08: Two.\nP08: Three.")

    def test_a_time_beside_the_label_stays(self):
        said = "[00:01] Anna: One here.\n[00:09] Ben: Two here.\n[00:20] Anna: Three.\n"
        project = project_with(said)
        made(project, GiveTurn("A", n=2, speaker="Anna"))
        assert "[00:09] Anna: Two here." in text(project)
        assert talk.turns(project.store, 1)[1].timestamp == "00:00:09"

    @pytest.mark.parametrize("label", ["", "a: b", "x" * 61])
    def test_what_can_be_no_label_is_refused(self, label):
        project = project_of(TALK)
        with pytest.raises(BadInputError):
            project.make(GiveTurn("A", n=1, speaker=label))
        with pytest.raises(BadInputError, match="no turn 9; its turns are 1 to 3"):
            project.make(GiveTurn("A", n=9, speaker="P07"))


class TestParting:
    def test_what_comes_behind_is_a_turn_of_its_own(self):
        project = project_of(TALK)
        made(project, PartTurn("A", position=text(project).index("so?"), speaker="INT"))
        assert turns(project)[1:4] == [
            (2, "P07", "We wait. They call. How"),
            (3, "INT", "so? It was hard."),
            (4, "P08", "Agreed."),
        ]
        assert "They call. How \nINT: so? It was hard.\nP08" in text(project)
        assert quotes(project) == ["We wait", "They call. How \nINT: so? It was"]
        assert waiting_reviews(project.store) == []

    def test_a_label_within_a_merged_turn_becomes_its_own(self):
        said = "P07: One.\nP07: Two.\nP08: Three.\nP07: Four.\n"
        project = project_with(said, "merge")
        made(project, PartTurn("A", position=text(project).index("Two")))
        assert text(project) == said.rstrip("\n") or text(project) == said
        assert [row[2] for row in turns(project)] == ["One.", "Two.", "Three.", "Four."]

    def test_a_turn_of_nobody_is_parted_without_a_label(self):
        project = project_of("== A\n- We wait. They call.")
        made(project, PartTurn("A", position=text(project).index("They")))
        assert turns(project) == [(1, None, "We wait."), (2, None, "They call.")]

    @pytest.mark.parametrize("words", ["We", "INT:"])
    def test_there_must_be_words_on_both_sides(self, words):
        project = project_of(TALK)
        with pytest.raises(BadInputError):
            project.make(PartTurn("A", position=text(project).index(words)))


class TestJoining:
    def test_a_turn_goes_to_the_one_before(self):
        project = project_of(TALK)
        made(project, JoinTurn("A", n=3))
        assert turns(project)[1:] == [
            (2, "P07", "We wait. They call. How so? It was hard. Agreed.")
        ]
        assert quotes(project) == ["We wait", "They call. How so? It was"]

    def test_what_was_parted_is_joined_as_it_was(self):
        project = project_of(TALK)
        was = text(project)
        project.make(PartTurn("A", position=was.index("How so"), speaker="INT"))
        project.make(JoinTurn("A", n=3))
        assert text(project) == was

    def test_nothing_is_joined_over_what_nobody_said(self):
        project = project_of("== A\nP07: One.\n| [They all stand up]\nP08: Two.")
        with pytest.raises(BadInputError, match="They all stand up"):
            project.make(JoinTurn("A", n=2))
        with pytest.raises(BadInputError, match="none to join it to"):
            project.make(JoinTurn("A", n=1))


class TestWordsOfTurns:
    def test_words_put_at_an_end_of_a_turn_are_said_in_it(self):
        project = project_of(TALK)
        row = talk.turns(project.store, 1)[1]
        made(project, CorrectWords("A", [Edit(row.start, row.start, "Well, ")]))
        made(project, CorrectWords("A", [Edit(row.end + 6, row.end + 6, " Yes.")]))
        assert turns(project)[1][2].startswith("Well, We wait")
        assert turns(project)[1][2].endswith("hard. Yes.")

    def test_words_that_run_over_two_turns_are_refused(self):
        project = project_of(TALK)
        at = text(project).index("is it?")
        with pytest.raises(BadInputError, match="run over two turns"):
            project.make(CorrectWords("A", [Edit(at, at + 12, "was it? P")]))


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.data())
def test_no_word_is_moved_and_all_can_be_undone(lines, data):
    project = project_of(f"== A\n{written(lines)}")
    at = st.integers(0, len(text(project)))
    for start, end in sorted(
        {(min(p), max(p)) for p in data.draw(st.sets(st.tuples(at, at), max_size=4))}
    ):
        if text(project)[start:end].strip():
            project.make(WritePassageMemo("A", start, end, f"of {start}"))
    for _ in range(3):
        words = [word for *_, said in turns(project) for word in said.split()]
        n = data.draw(st.integers(1, len(turns(project))))
        label = data.draw(st.sampled_from(["INT", "P07", "P08", "P09", "Anna B"]))
        position = data.draw(st.integers(0, len(text(project)) - 1))
        change = data.draw(
            st.sampled_from(
                [
                    GiveTurn("A", n=n, speaker=label),
                    PartTurn("A", position=position, speaker=label),
                    PartTurn("A", position=position),
                    JoinTurn("A", n=n),
                ]
            )
        )
        try:
            made_or_not(project, change)
        except BadInputError:
            continue
        assert [word for *_, said in turns(project) for word in said.split()] == words
        read = read_bytes(
            "A.txt", text(project).encode(), known=["INT", "P07", "P08", "P09", "Anna B"]
        )
        assert [turn.speaker for turn in read.turns] == [who for _, who, _ in turns(project)]


def made_or_not(project, change):
    before = dump(project.store)
    entry = project.make(change)
    assert check_project(project.store).faults == []
    if entry is None:
        return
    after = dump(project.store)
    project.undo()
    assert dump(project.store) == before
    project.redo()
    assert dump(project.store) == after
