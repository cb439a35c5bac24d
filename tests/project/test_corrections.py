import inspect

import pytest
from helpers.projects import CODER, codebook_of, read_talk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.databases import dump, memory_store

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.code_delete import DeleteCodes
from lmm_qual.project.changes.code_merge import MergeCodes
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.memos import WriteMemo, WritePassageMemo
from lmm_qual.project.changes.transcripts import AddTranscripts, DeleteTranscript
from lmm_qual.project.checking import check_project
from lmm_qual.project.correcting.correction import CorrectWords, UpdateTranscript
from lmm_qual.project.correcting.seats import CorrectedFile
from lmm_qual.project.correcting.settling import SettleReview
from lmm_qual.project.project import Project
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.reviews import waiting_reviews
from lmm_qual.text.following import Edit

BEFORE = """
== A time=T1 group=G3
INT: How is it?
P07: [we wait for months](Waiting) and nobody [calls us back](Contact). [It was hard](Waiting).
P08: Agreed, [that is how it is](Waiting) here.
"""


def project_of(marked):
    project = Project(memory_store(), CODER)
    found = read_talk(marked)
    made = [coding for one in found for coding in one.codings]
    project.make(ImportCodebook(codebook_of([*dict.fromkeys(one.code for one in made), "Other"])))
    project.make(AddTranscripts([one.new_transcript() for one in found]))
    if made:
        project.make(AddCodings([("", coding) for coding in made]))
    return project


def corrected(marked):
    new = read_talk(marked)[0].new_transcript()
    return CorrectedFile("a2.txt", new.content, new.parsed, new.speakers)


def update(project, corrected_talk):
    """Take what a test's docstring, or a text, has instead."""
    written_down = corrected_talk if isinstance(corrected_talk, str) else corrected_talk.__doc__
    change = UpdateTranscript("A", corrected(f"== A\n{inspect.cleandoc(written_down)}"))
    project.make(change)
    return change


def quotes(project):
    tree = {row["id"]: row["name"] for row in project.store.mappings("code")}
    return [(tree[row.code_id], row.quote) for row in codings(project.store)]


def reviews(project):
    rows = project.store.mappings("review")
    return [(row["target"], row["reason"], row["words"]) for row in rows]


class TestCodingsStayOnTheirWords:
    def test_words_put_before_and_between_move_them(self):
        """INT: So how is it?
        P07: Well, to be honest, we wait for months and nobody ever calls us back. It was hard.
        P08: Agreed, that is how it is here."""
        project = project_of(BEFORE)
        change = update(project, self.test_words_put_before_and_between_move_them)
        assert quotes(project) == [
            ("Waiting", "we wait for months"),
            ("Contact", "calls us back"),
            ("Waiting", "It was hard"),
            ("Waiting", "that is how it is"),
        ]
        assert reviews(project) == []
        assert change.counts.exact == 4

    def test_words_that_changed_are_to_be_looked_at(self):
        """INT: How is it?
        P07: Well, we waited for months and nobody calls us back. It was hard.
        P08: Agreed, that is how it is here."""
        project = project_of(BEFORE)
        update(project, self.test_words_that_changed_are_to_be_looked_at)
        assert quotes(project)[0] == ("Waiting", "we waited for months")
        assert reviews(project) == [("coding", "changed", "we wait for months")]

    def test_those_whose_words_are_gone_lie_in_the_bin(self):
        """INT: How is it?
        P07: Well, we wait for months. It was hard.
        P08: Agreed, that is how it is here."""
        project = project_of(BEFORE)
        kept = codings(project.store)[1]
        project.make(WriteMemo("coding", kept.id, "worth a look"))
        update(project, self.test_those_whose_words_are_gone_lie_in_the_bin)
        assert [quote for _, quote in quotes(project)] == [
            "we wait for months",
            "It was hard",
            "that is how it is",
        ]
        assert reviews(project) == [("bin", "lost", "calls us back")]
        assert [row["label"] for row in project.store.mappings("bin_entry")] == ["calls us back"]
        assert project.store.mappings("memo") == []
        assert check_project(project.store).faults == []


class TestSpeakers:
    def test_a_label_written_otherwise_keeps_its_seat(self):
        """Interviewer: How is it?
        Anna: Well, we wait for months and nobody calls us back. It was hard.
        P08: Agreed, that is how it is here."""
        project = project_of(BEFORE)
        update(project, self.test_a_label_written_otherwise_keeps_its_seat)
        assert [
            (row.label, row.interviewer, row.participant) for row in talk.speakers(project.store)
        ] == [("Interviewer", True, None), ("Anna", False, "P07"), ("P08", False, "P08")]
        assert reviews(project) == []

    def test_a_turn_given_to_somebody_else_is_theirs(self):
        """INT: How is it?
        P08: Well, we wait for months and nobody calls us back. It was hard.
        P08: Agreed, that is how it is here."""
        project = project_of(BEFORE)
        update(project, self.test_a_turn_given_to_somebody_else_is_theirs)
        row = talk.find_transcript(project.store, "A")
        assert [turn.participant for turn in talk.turns(project.store, row.id)] == [
            None,
            "P08",
            "P08",
        ]
        assert len(quotes(project)) == 4

    def test_somebody_new_becomes_a_participant(self):
        """INT: How is it?
        P07: Well, we wait for months and nobody calls us back. It was hard.
        P08: Agreed, that is how it is here.
        P09: I am new."""
        project = project_of(BEFORE)
        update(project, self.test_somebody_new_becomes_a_participant)
        assert [row.participant for row in talk.speakers(project.store)][-1] == "P09"


class TestWords:
    def test_a_pseudonym_stays_within_its_coding(self):
        project = project_of("== A\nP07: I met [Sarah Jones at the clinic](Contact) on Monday.")
        text = talk.transcript_text(project.store, 1)
        at = text.index("Sarah")
        change = CorrectWords("A", [Edit(at, at + 11, "[mother]")], "pseudonyms")
        project.make(change)
        assert quotes(project) == [("Contact", "[mother] at the clinic")]
        assert reviews(project) == []
        row = talk.find_transcript(project.store, "A")
        turn = talk.turns(project.store, row.id)[0]
        assert (turn.words, row.words) == (8, 8)

    def test_a_pseudonym_that_cuts_a_coding_is_to_be_looked_at(self):
        project = project_of("== A\nP07: I met Sarah [Jones at the clinic](Contact) on Monday.")
        at = talk.transcript_text(project.store, 1).index("Sarah")
        project.make(CorrectWords("A", [Edit(at, at + 11, "[mother]")], "pseudonyms"))
        assert quotes(project) == [("Contact", "[mother] at the clinic")]
        assert reviews(project) == [("coding", "changed", "Jones at the clinic")]

    def test_labels_are_renamed_with_the_text(self):
        project = project_of("== A\nSarah: I wait.\nINT: Yes, Sarah?")
        text = talk.transcript_text(project.store, 1)
        places = [at for at in range(len(text)) if text.startswith("Sarah", at)]
        edits = [Edit(at, at + 5, "Mother") for at in places]
        project.make(CorrectWords("A", edits, "pseudonyms", labels={"Sarah": "Mother"}))
        assert [row.label for row in talk.speakers(project.store)] == ["Mother", "INT"]
        assert talk.transcript_text(project.store, 1) == "Mother: I wait.\nINT: Yes, Mother?"
        assert check_project(project.store).faults == []

    @pytest.mark.parametrize(
        ("edits", "labels", "said"),
        [
            ([Edit(0, 5, "x"), Edit(3, 8, "y")], {}, "edits overlap"),
            ([Edit(0, 500, "x")], {}, "past the text"),
            ([Edit(0, 24, "")], {}, "no words left"),
            ([], {"Sarah": "INT"}, "two speakers of A would be called “INT”"),
        ],
    )
    def test_what_cannot_be_done_changes_nothing(self, edits, labels, said):
        project = project_of("== A\nSarah: I wait.\nINT: Yes?")
        before = dump(project.store, log=True)
        with pytest.raises(BadInputError, match=said):
            project.make(CorrectWords("A", edits, "pseudonyms", labels=labels))
        assert dump(project.store, log=True) == before


SAID = "we wait for months and nobody calls yes mm hard here it was"
WORDS = st.sampled_from(SAID.split())
LINES = st.lists(
    st.tuples(st.sampled_from(["INT", "P07", "P08"]), st.lists(WORDS, min_size=1, max_size=9)),
    min_size=1,
    max_size=5,
)


def written(lines):
    return "\n".join(f"{who}: {' '.join(words)}" for who, words in lines)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, LINES, st.data())
def test_nothing_drifts_is_lost_or_cannot_be_undone(before, after, data):
    project = project_of(f"== A\n{written(before)}")
    text = talk.transcript_text(project.store, 1)
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6)
    )
    spans = {(min(span), max(span)) for span in spans if text[min(span) : max(span)].strip()}
    for start, end in sorted(spans):
        project.make(WritePassageMemo("A", start, end, f"of {start}"))
    was = dump(project.store)
    update(project, written(after))
    assert check_project(project.store).faults == []
    assert len(project.store.mappings("memo")) == len(spans)
    if text != talk.transcript_text(project.store, 1):
        project.undo()
    assert dump(project.store) == was


class TestReview:
    CORRECTED = """
        INT: How is it?
        P07: Well, we waited for months. It was hard.
        P08: Agreed, that is how it is here.
    """

    @pytest.fixture
    def project(self):
        project = project_of(BEFORE)
        update(project, self.CORRECTED)
        return project

    def test_a_corrected_transcript_can_be_deleted_and_comes_back(self, project):
        before = dump(project.store)
        project.make(DeleteTranscript("A"))
        assert reviews(project) == project.store.mappings("correction") == []
        project.undo()
        assert dump(project.store) == before

    def test_what_stays_is_off_the_list(self, project):
        first, second = waiting_reviews(project.store)
        assert {first.words, second.words} == {"we wait for months", "calls us back"}
        changed = next(row for row in (first, second) if row.target == "coding")
        project.make(SettleReview(changed.id, "stays"))
        assert [row.target for row in waiting_reviews(project.store)] == ["bin"]
        assert ("Waiting", "we waited for months") in quotes(project)

    def test_a_coding_can_be_given_other_words(self, project):
        changed = next(row for row in waiting_reviews(project.store) if row.target == "coding")
        project.make(SettleReview(changed.id, "moved", (changed.start, changed.start + 9)))
        assert ("Waiting", "we waited") in quotes(project)

    def test_what_lies_in_the_bin_can_come_back_elsewhere(self, project):
        binned = next(row for row in waiting_reviews(project.store) if row.target == "bin")
        at = talk.transcript_text(project.store, 1).index("It was hard")
        was = dump(project.store)
        project.make(SettleReview(binned.id, "moved", (at, at + 11)))
        assert ("Contact", "It was hard") in quotes(project)
        assert project.store.mappings("bin_entry") == []
        assert check_project(project.store).faults == []
        project.undo()
        assert dump(project.store) == was

    def test_a_coding_can_be_removed(self, project):
        changed = next(row for row in waiting_reviews(project.store) if row.target == "coding")
        project.make(SettleReview(changed.id, "removed"))
        assert [quote for _, quote in quotes(project)] == ["It was hard", "that is how it is"]
        assert [row.target for row in waiting_reviews(project.store)] == ["bin"]

    @pytest.mark.parametrize(
        ("decision", "place", "said"),
        [
            ("stays", None, "lies in the bin"),
            ("moved", (3, 3), "empty or reversed"),
            ("moved", (3, 9999), "past the end"),
        ],
    )
    def test_what_cannot_be_decided_changes_nothing(self, project, decision, place, said):
        binned = next(row for row in waiting_reviews(project.store) if row.target == "bin")
        before = dump(project.store, log=True)
        with pytest.raises(BadInputError, match=said):
            project.make(SettleReview(binned.id, decision, place))
        with pytest.raises(BadInputError, match="no entry 99"):
            project.make(SettleReview(99, "stays"))
        assert dump(project.store, log=True) == before

    def test_what_lies_in_the_bin_follows_its_code_into_another(self, project):
        codes = {row["name"]: row["id"] for row in project.store.mappings("code")}
        project.make(MergeCodes([codes["Contact"]], codes["Other"]))
        binned = next(row for row in waiting_reviews(project.store) if row.target == "bin")
        at = talk.transcript_text(project.store, 1).index("months")
        project.make(SettleReview(binned.id, "moved", (at, at + 6)))
        assert ("Other", "months") in quotes(project)
        assert check_project(project.store).faults == []

    def test_what_lies_in_the_bin_cannot_come_back_to_a_code_that_does_too(self, project):
        codes = {row["name"]: row["id"] for row in project.store.mappings("code")}
        project.make(DeleteCodes([codes["Contact"]]))
        binned = next(row for row in waiting_reviews(project.store) if row.target == "bin")
        before = dump(project.store, log=True)
        with pytest.raises(BadInputError, match="code Contact is not there"):
            project.make(SettleReview(binned.id, "moved", (5, 15)))
        assert dump(project.store, log=True) == before
