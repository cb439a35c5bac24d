"""What an import proposes, whom the study knows to speak, and which labels are joined."""

from pathlib import Path

import pytest
from store.databases import memory_store

from lmm_qual.model.problem import BadInputError
from lmm_qual.model.study import Study
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.transcripts import AddTranscripts
from lmm_qual.project.importing.decisions import rename_speaker, take_as_speaker
from lmm_qual.project.importing.plan import plan_import, read_plan
from lmm_qual.project.importing.proposals import proposals_of
from lmm_qual.project.importing.request import ImportRequest
from lmm_qual.project.project import Project
from project.studies import DESIGN

TALK = """\
INT: How did it begin?
BREADEN: With a call.
INT: And?
Ann Stone: It grew.
BREADEN: It did, for a year.
INT: So?
BREADEN: Yes.
BREADON: Then it went.
BREADEN: Twice.
INT: Why?
BREADEN: And then.
"""
SPARSE = """\
Rosa: the boat was late.

We went by the sea for two days.

It was fine.

Nobody knew of the storm that was on its way.

Rosa: then it rained.

So it went on.

And on, for days.

And then it ended.
"""


@pytest.fixture
def project():
    project = Project(memory_store())
    project.make(ImportStudy(Study.model_validate(DESIGN)))
    return project


@pytest.fixture
def write(tmp_path):
    def written(text, name="a.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def new(project, *paths, **options):
    (transcript,) = plan_import(project.store, ImportRequest(paths=paths, **options)).transcripts
    return transcript


def listed(folder, speakers):
    path = folder / "list.yaml"
    path.write_text(f"documents:\n  - path: a.txt\n    speakers: {speakers}\n", encoding="utf-8")
    return ImportRequest(list_file=path)


def test_labels_to_join_are_proposed_never_joined(project, write):
    read = new(project, write(TALK))
    assert read.parsed.speakers["BREADON"] == 1
    assert proposals_of(read).reason("BREADON") == "perhaps BREADEN (perhaps mistyped)"
    assert proposals_of(rename_speaker(read, "BREADON", "BREADEN")).joins == {}


def test_labels_not_taken_can_be_taken(project, write):
    read = new(project, write(TALK))
    assert proposals_of(read).left == {"Ann Stone": 1}
    taken = take_as_speaker(read, "Ann Stone")
    assert proposals_of(taken).left == {}
    assert taken.parsed.speakers["Ann Stone"] == 1


def test_a_label_not_taken_is_taken_in_any_convention(project, write):
    talk = "\n".join(f"Ann (0:0{n}) {words}" for n, words in enumerate(["So", "and so on", "no"]))
    read = new(project, write(f"We met at noon.\n{talk}\nIt was late by then, and dark.\n"))
    assert read.parsed.speakers == {}
    taken = take_as_speaker(read, "Ann")
    assert taken.parsed.speakers == {"Ann": 3}
    assert list(taken.speakers) == ["Ann"]


def test_who_asks_is_a_hint_where_nobody_is_the_interviewer(project, write):
    read = new(project, write("Dan: Where was it?\nEve: In a field.\n" * 4))
    assert not read.speakers["Dan"].interviewer
    assert list(proposals_of(read).interviewers) == ["Dan"]
    assert proposals_of(new(project, write(TALK))).interviewers == {}


def test_an_interviewer_whom_the_header_names_asks(project, write):
    head = "Date: 4 July\nInterviewer: Jane Smith\n\n"
    talk = "Jane Smith: Who was there?\nBob: My mother.\nJane Smith: Go on.\nBob: She left.\n"
    read = new(project, write(head + talk))
    assert {label: entry.interviewer for label, entry in read.speakers.items()} == {
        "Jane Smith": True, "Bob": False,
    }  # fmt: skip


def test_whom_the_list_names_speaks(project, write):
    write(TALK)
    assert new(project, Path(write(TALK))).parsed.speakers.keys() == {"INT", "BREADEN", "BREADON"}
    (read,) = plan_import(
        project.store, listed(write(TALK).parent, "{Ann Stone: {participant: P07}}")
    ).transcripts
    assert list(read.parsed.speakers) == ["INT", "BREADEN", "Ann Stone", "BREADON"]
    assert read.speakers["Ann Stone"].participant == "P07"
    assert "Taken as speakers, as the list or the study names them: Ann Stone." in read.parsed.notes


def test_who_spoke_in_another_transcript_speaks_again_where_it_recurs(project, write):
    assert new(project, write(SPARSE)).parsed.speakers == {}
    before = write("INT: Well?\nRosa: Well.\nINT: Good?\nRosa: Good.\n", "b.txt")
    project.make(AddTranscripts([new(project, before)]))
    assert new(project, write(SPARSE)).parsed.speakers == {"Rosa": 2}
    once = new(project, write(SPARSE.replace("Rosa: then", "Then")))
    assert once.parsed.speakers == {}


@pytest.mark.parametrize("turns", [None, "merge"])
def test_labels_are_joined_on_request(project, write, turns):
    joins = [("BREADON", "BREADEN"), ("BREADEN", "P07")]
    for asked in (joins, joins[::-1]):
        read = new(project, write(TALK), joins=asked, turns=turns)
        assert read.parsed.speakers == {"INT": 4, "P07": 4 if turns else 6}
        assert read.speakers["P07"].participant == "P07"
        assert read.parsed.text == TALK


@pytest.mark.parametrize(
    ("joins", "said"),
    [
        ([("A", "B"), ("A", "C")], "speaker “A” is joined to “B” and to “C”; keep one of them"),
        ([("X", "A"), ("A", "B"), ("B", "A")], "the joins go round: “X”, “A”, “B”; leave one"),
    ],
)
def test_joins_that_cannot_be_are_refused(project, write, joins, said):
    with pytest.raises(BadInputError) as caught:
        plan_import(project.store, ImportRequest(paths=[write(TALK)], joins=joins))
    assert str(caught.value).startswith(f"--join: {said}")


def test_a_label_to_join_that_no_file_has_is_refused(project, write):
    request = ImportRequest(paths=[write(TALK)], joins=[("BRAEDEN", "P07")])
    with pytest.raises(BadInputError) as caught:
        plan_import(project.store, request)
    assert str(caught.value) == (
        "--join: no turn of speaker “BRAEDEN” to join to “P07”; did you mean “BREADEN”?"
    )
    assert read_plan(project.store, request).files[0].faults == []
