import hashlib

import pytest
from helpers.projects import read_talk
from store.databases import dump

from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codings import AddCodings, RecordPasses
from lmm_qual.project.changes.transcripts import (
    AddTranscripts,
    DeleteTranscript,
    RenameTranscript,
    SetTranscript,
)
from lmm_qual.store.queries.design import load_participants
from lmm_qual.store.queries.talk import (
    find_transcript,
    original_bytes,
    speakers,
    transcript_text,
    transcripts,
    turns,
)
from project.studies import small_project


@pytest.fixture
def project():
    return small_project()


def said(change, project):
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError) as caught:
        project.make(change)
    assert dump(project.store, log=True) == before
    return [str(problem) for problem in caught.value.problems]


class TestAdd:
    def test_text_bytes_turns_and_speakers_are_stored(self, project):
        row = find_transcript(project.store, "A")
        text = transcript_text(project.store, row.id)
        assert (row.time, row.group, row.turns, row.length) == ("T1", "G3", 3, len(text))
        assert original_bytes(project.store, row.id).decode() == text
        assert row.sha256 == hashlib.sha256(text.encode()).hexdigest()
        assert [
            (turn.speaker, turn.participant, turn.interviewer, text[turn.start : turn.end])
            for turn in turns(project.store, row.id)
        ] == [
            ("INT", None, True, "How is it?"),
            ("P07", "P07", False, "Well, we wait. “Too long”, they say 🙂."),
            ("P08", "P08", False, "Agreed."),
        ]

    def test_new_participants_have_the_groups_of_their_sessions_only(self, project):
        new = read_talk(
            "== C time=T1 group=G1\nP50: Yes.\n@ P51 participant=P51 group=G3\nP51: No."
        )
        change = AddTranscripts([one.new_transcript() for one in new])
        project.make(change)
        assert change.new_participants == ["P50", "P51"]
        groups = {one.id: one.group for one in load_participants(project.store)}
        assert (groups["P50"], groups["P51"], groups["P07"]) == (None, None, "G3")
        met = {one.participant: one.group for one in speakers(project.store) if one.turns}
        assert (met["P50"], met["P51"]) == ("G1", "G3")

    def test_an_id_that_is_taken_is_refused_with_a_proposal(self, project):
        new = [
            one.new_transcript() for one in read_talk("== A\nP1: x\n\n== D\nP1: y\n\n== D\nP1: z")
        ]
        assert said(AddTranscripts(new), project) == [
            "A.txt: a transcript “A” is there already; give it another id, such as “A-2”",
            "D.txt: a transcript “D” is there already; give it another id, such as “D-2”",
        ]


class TestSet:
    def test_values_are_set_and_cleared(self, project):
        project.make(SetTranscript("A", {"title": "One", "time": "T2", "group": None}))
        row = find_transcript(project.store, "A")
        assert (row.title, row.time, row.group) == ("One", "T2", None)

    @pytest.mark.parametrize(
        ("values", "fault"),
        [
            ({"time": "T9"}, "unknown time point “T9”; known: T1, T2"),
            ({"group": "g1"}, "unknown group “g1”; did you mean “G1”?"),
            ({"method": "interveiw"}, "unknown method “interveiw”; did you mean “interview”?"),
        ],
    )
    def test_what_is_not_defined_is_refused(self, project, values, fault):
        assert said(SetTranscript("A", values), project) == [f"memory.lmmq: {fault}"]

    def test_a_date_is_a_date(self, project):
        (fault,) = said(SetTranscript("A", {"date": "yesterday"}), project)
        assert fault == (
            "memory.lmmq:date: “yesterday” is not of the form wanted; "
            "write a date as 2022, 2022-06 or 2022-06-30"
        )


class TestRename:
    def test_a_new_id_is_composed(self, project):
        project.make(RenameTranscript("A", " Zoe\u0308 "))
        assert [row.key for row in transcripts(project.store)] == ["Zo\u00eb", "B"]

    @pytest.mark.parametrize("new", ["B", "", "  ", "a\nb", "x" * 501])
    def test_what_is_taken_or_no_name_is_refused(self, project, new):
        assert said(RenameTranscript("A", new), project)


class TestDelete:
    def test_all_that_hangs_on_it_goes_and_comes_back(self, project):
        record = {"transcript": "A", "start": 0, "end": 3, "code": "Reach", "coder": "SA"}
        coding = CodingRecord.model_validate({**record, "memo": "m", "voices": {"P07": "voiced"}})
        project.make(AddCodings([("", coding)]))
        project.make(RecordPasses([("", PassRecord(transcript="A", coder="SA"))]))
        before = dump(project.store)
        project.make(DeleteTranscript("A"))
        assert [row.key for row in transcripts(project.store)] == ["B"]
        assert {row.transcript for row in speakers(project.store)} == {"B"}
        tables = ("coding", "coding_voice", "coding_pass", "memo", "source_file", "turn")
        counts = {name: project.store.value(f"SELECT count(*) FROM {name}") for name in tables}
        assert counts == {**dict.fromkeys(tables, 0), "source_file": 1, "turn": 1}
        project.undo()
        assert dump(project.store) == before
