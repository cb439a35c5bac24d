"""Whose voice a coded segment is. Each test's docstring is its transcript."""

from collections.abc import Sequence
from typing import Any

import pytest
from helpers.fixtures import Make

from lmm_qual.analysis.attribution import Attributed, attribute_all, load_sessions
from lmm_qual.analysis.theme_matrix import ThemeMatrix, theme_matrix
from lmm_qual.project.project import Project
from lmm_qual.store.queries.talk import transcripts, turn_places, turns


def attributed(made: Make, **options: Any) -> list[Attributed]:
    with Project.open(made(**options)) as project:
        return attribute_all(project.store, load_sessions(project.store))


def voices(item: Attributed) -> dict[str | None, str]:
    return {seat.participant: voice for seat, voice in item.seats}


def matrix(made: Make, **options: Any) -> ThemeMatrix:
    asked = {name: options.pop(name) for name in ("measure", "dimensions") if name in options}
    with Project.open(made(**options)) as project:
        return theme_matrix(project.store, **asked)


def cells(counted: ThemeMatrix, code: str = "X") -> dict[Sequence[str | None], int | None]:
    names = [tuple(column.values()) for column in counted.columns]
    return dict(zip(names, counted.cells[list(counted.rows).index(code)], strict=True))


def test_a_segment_is_voiced_by_whoever_speaks_in_it(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    INT: How was it?
    P07: [Hard to
    INT: Go on.
    P08: and slow](X) for us.
    P09: Mm.
    """
    (item,) = attributed(made)
    assert voices(item) == {"P07": "voiced", "P08": "voiced"}


def test_one_shared_character_is_an_overlap_and_a_shared_border_is_none(made: Make) -> None:
    """
    == S1
    P07: on[e
    P08: t](X)wo
    P09: three[
    P10: four](X)
    """
    first, second = attributed(made)
    assert voices(first) == {"P07": "voiced", "P08": "voiced"}
    assert voices(second) == {"P10": "voiced"}


def test_a_label_is_nobodys_voice(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    [P07](X): one
    P08: two
    """
    (item,) = attributed(made)
    assert item.seats == ()
    assert item.unattributed


def test_an_interviewers_words_enter_no_cell_and_are_shown_as_unattributed(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    INT: [Was it hard?](X)
    P07: Yes.
    """
    counted = matrix(made)
    assert cells(counted) == {("T1", "G3"): 0}
    assert counted.unattributed == [1]
    assert counted.row_total == [0]
    assert counted.states == [["not mentioned"]]


def test_a_segment_that_begins_in_the_question_belongs_to_the_answer(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    INT: Was it [hard?
    P07: Yes](X).
    """
    counted = matrix(made)
    assert (counted.cells, counted.unattributed) == ([[1]], [0])


def test_speech_of_nobody_named_falls_to_the_sessions_group_and_service(made: Make) -> None:
    """
    == S1 time=T1 group=G3 service=hv
    Anna: [It was hard](X).
    - [So it was](X).
    """
    first, second = attributed(made)
    for item in (first, second):
        ((seat, voice),) = item.seats
        assert (seat.participant, seat.group, seat.service, voice) == (None, "G3", "hv", "voiced")


def test_a_transcript_without_turns_falls_to_its_group(made: Make) -> None:
    """
    == S1 time=T1 group=G2
    | [Nobody is named in these notes](X)
    """
    counted = matrix(made, measure="segments")
    assert cells(counted) == {("T1", "G2"): 1}
    assert counted.unattributed == [0]


def test_one_named_turn_keeps_the_whole_segment_from_the_sessions_group(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 group=G1
    Anna: [It was hard
    P07: it was](X)
    """
    counted = matrix(made, measure="segments")
    assert cells(counted) == {("T1", "G1"): 1, ("T1", "G3"): 0}


@pytest.mark.parametrize("measure", ["participants", "transcripts", "segments", "words"])
def test_a_focus_groups_segment_counts_for_its_speaker_and_never_for_each_member(
    made: Make, measure: str
) -> None:
    """
    == F1 time=T1 group=G2 method="focus group"
    @ P05 participant=P05 service=lmm role=lead
    @ P06 participant=P06 service=hv role=nurse
    @ P07 participant=P07 service=gp role=doctor
    INT: How do families reach you?
    P05: [They cannot](X).
    P06: No, they cannot.
    P07: Not really.
    """
    counted = matrix(made, measure=measure, dimensions=["service"])
    number = {"words": 2}.get(measure, 1)
    assert cells(counted) == {("lmm",): number, ("hv",): 0, ("gp",): 0}
    assert counted.row_total == [number]


def test_one_of_seven_members_is_one_participant_of_seven(made: Make) -> None:
    """
    == F1 time=T1 group=G2 method="focus group"
    P01: [a](X)
    P02: b
    P03: c
    P04: d
    P05: [e](X) and [f](X)
    P06: g
    P07: h
    """
    counted = matrix(made)
    assert (counted.cells, counted.of, counted.row_total) == ([[2]], [7], [2])


def test_group_service_and_role_are_those_of_the_session(made: Make) -> None:
    """
    == S1 time=T1
    @ P07 participant=P07 group=G3 service=hv role=visitor
    P07: [a](X)
    == S2 time=T2
    @ P07 participant=P07 group=G2 service=lmm role=therapist
    P07: [b](X)
    """
    counted = matrix(made, dimensions=["time", "group", "service", "role"])
    assert cells(counted) == {
        ("T1", "G3", "hv", "visitor"): 1,
        ("T2", "G2", "lmm", "therapist"): 1,
    }
    assert counted.row_total == [1]


def test_agreement_counts_and_disagreement_and_presence_do_not(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 group=G1
    @ P08 participant=P08 group=G2
    @ P09 participant=P09 group=G3
    P07: [It was hard
    P08: mm
    P09: no, easy](X; P07=agreed; P08=present; P09=disagreed)
    """
    assert cells(matrix(made)) == {("T1", "G1"): 1, ("T1", "G2"): 0, ("T1", "G3"): 0}


def test_a_coder_may_add_who_agreed_without_a_word(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P08 participant=P08 group=G1
    P07: [It was hard](X; P08=agreed)
    P08: Yes.
    """
    assert cells(matrix(made)) == {("T1", "G1"): 1, ("T1", "G3"): 1}


def test_who_is_said_to_speak_takes_the_place_of_nobody_named(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P08 participant=P08 group=G1
    Anna: [It was hard](X; P08=voiced)
    P08: Yes.
    """
    assert cells(matrix(made, measure="segments")) == {("T1", "G1"): 1, ("T1", "G3"): 0}


@pytest.mark.parametrize(("voice", "other"), [("present", 0), ("disagreed", 0), ("agreed", 1)])
def test_presence_of_another_does_not_take_words_from_nobody_named(
    made: Make,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    voice: str,
    other: int,
) -> None:
    """
    == S1 time=T1 group=G3
    @ P08 participant=P08 group=G1
    Anna: [It was hard](X; P08=VOICE)
    P08: Mm.
    """
    marked = (request.function.__doc__ or "").replace("VOICE", voice)
    monkeypatch.setattr(request.function, "__doc__", marked)
    counted = matrix(made, measure="segments")
    assert cells(counted) == {("T1", "G1"): other, ("T1", "G3"): 1}


def test_presence_at_an_interviewers_words_leaves_them_unattributed(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    INT: [Was it hard?](X; P08=present)
    INT: [Was it really?](X; P08=agreed)
    P08: Mm.
    """
    counted = matrix(made, measure="segments")
    assert (counted.cells, counted.unattributed) == ([[1]], [1])


def test_a_person_under_two_labels_is_one_participant(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ Anna participant=P07
    P07: [a](X)
    Anna: [b](X)
    """
    counted = matrix(made)
    assert (counted.cells, counted.of) == ([[1]], [1])


def test_a_decision_is_about_the_voice_that_is_heard_there(made: Make) -> None:
    """
    == S1 time=T1
    @ P07 participant=P07 group=G3
    @ Anna participant=P07 group=G1
    P07: [a](X; P07=agreed)
    Anna: b
    """
    assert cells(matrix(made)) == {("T1", "G3"): 1, ("T1", "G1"): 0}


def test_turns_are_read_in_order_however_they_are_stored(made: Make) -> None:
    """
    == S1
    P07: [a](X)
    P08: b
    INT: c
    == S2
    P08: d
    """
    with Project.open(made(), write=True, coder="A") as project:
        store = project.store
        with store.transaction() as connection:
            connection.execute("UPDATE turn SET id = -id")
        starts = {
            row.id: [turn.start for turn in turns(store, row.id)] for row in transcripts(store)
        }
        assert {id_: places[0] for id_, places in turn_places(store).items()} == starts
        (item,) = attribute_all(store, load_sessions(store))
        assert voices(item) == {"P07": "voiced"}
