"""Whose turns are whose: what a session says of a person goes before what is known of them."""

import pytest
from helpers.projects import read_talk

from lmm_qual.model.problem import BadInputError
from lmm_qual.model.study import Study
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.transcripts import AddTranscripts
from lmm_qual.project.project import Project
from lmm_qual.store.queries.talk import (
    find_transcript,
    speakers,
    transcript_details,
    transcripts,
    turns,
)
from store.databases import memory_store

TALK = """
== B time=T2 group=G1 service=hv
INT: How is it?
@ Anna participant=P1
Anna: Fine. So it goes.
@ Ben participant=P2 group=G3 service=sead role=lead
Ben: mm
Somebody: And I?
- Nobody speaks.
Anna: That is all.

== A time=T1 group=G1
P1: Well.

== C
P3: No time.
"""


@pytest.fixture
def store():
    project = Project(memory_store())
    design = {
        "time_points": [{"id": "T1"}, {"id": "T2"}],
        "groups": [{"id": "G3"}, {"id": "G1"}],
        "participants": [{"id": "P1", "group": "G3"}],
    }
    project.make(ImportStudy(Study.model_validate(design)))
    project.make(AddTranscripts([one.new_transcript() for one in read_talk(TALK)]))
    return project.store


def test_transcripts_come_by_time_and_those_without_last(store):
    assert [row.key for row in transcripts(store)] == ["A", "B", "C"]


def test_a_turn_has_group_service_and_role_of_its_session(store):
    rows = turns(store, find_transcript(store, "B").id)
    assert [(row.speaker, row.participant, row.group, row.service, row.role) for row in rows] == [
        ("INT", None, None, None, None),
        ("Anna", "P1", "G3", "hv", None),
        ("Ben", "P2", "G3", "sead", "lead"),
        ("Somebody", None, None, None, None),
        (None, None, None, None, None),
        ("Anna", "P1", "G3", "hv", None),
    ]
    assert [row.interviewer for row in rows] == [True, False, False, False, False, False]
    assert [row.n for row in rows] == [1, 2, 3, 4, 5, 6]


def test_speakers_have_their_turns_and_words(store):
    rows = speakers(store, find_transcript(store, "B").id)
    assert [(row.label, row.participant, row.group, row.turns, row.words) for row in rows] == [
        ("INT", None, None, 1, 3),
        ("Anna", "P1", "G3", 2, 7),
        ("Ben", "P2", "G3", 1, 1),
        ("Somebody", None, None, 1, 2),
    ]
    assert [row.transcript for row in speakers(store)] == ["A", *["B"] * 4, "C"]


def test_a_transcript_that_is_not_there_is_told_of_with_a_proposal(store):
    with pytest.raises(BadInputError, match="no transcript “D”; known: A, B, C"):
        find_transcript(store, "D")


def test_what_was_recorded_at_import(store):
    details = transcript_details(store, find_transcript(store, "A").id)
    assert (details["format"], details["encoding"], details["metadata"]) == ("txt", "utf-8", {})
