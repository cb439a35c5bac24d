"""What an import recognises, and what it refuses; a test's docstring is its folder."""

import inspect
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump, memory_store

from lmm_qual.model.problem import BadInputError
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.transcripts import AddTranscripts
from lmm_qual.project.importing.plan import plan_import
from lmm_qual.project.importing.request import ImportRequest
from lmm_qual.project.project import Project
from project.studies import DESIGN

TALK = "INT: How is it?\n\nP07: Well, we wait.\n\nINT: And then?\n\nP07: Nothing.\n"
OTHER = "INT: So?\n\nP08: Fine, thanks.\n\nINT: And?\n\nP08: No more than that.\n"


@pytest.fixture(autouse=True)
def folder(request, tmp_path, monkeypatch):
    """Write the files of the docstring, `== NAME` above each; an empty one is talk."""
    blocks = re.split(r"^== ", inspect.getdoc(request.function) or "", flags=re.MULTILINE)[1:]
    for block in blocks:
        name, _, content = block.partition("\n")
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.strip("\n") + "\n" if content.strip() else TALK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project():
    project = Project(memory_store())
    project.make(ImportStudy(Study.model_validate(DESIGN)))
    services = [{"id": "hv"}, {"id": "midwifery"}]
    project.make(ImportSystemMap(SystemMap.model_validate({"services": services})))
    return project


def planned(project, *paths, **options):
    """Plan an import; gives the transcripts by id."""
    request = ImportRequest(paths=[Path(path) for path in paths], **options)
    return {new.key: new for new in plan_import(project.store, request).transcripts}


def said(project, *paths, **options):
    """Plan an import that is refused; gives what is told."""
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError) as caught:
        planned(project, *paths, **options)
    assert dump(project.store, log=True) == before
    return [str(problem) for problem in caught.value.problems]


OUTSIDE = "leads out of the list's folder; keep transcripts beside the list"


def listed(name="list.yaml", **options):
    return {"list_file": Path(name), **options}


class TestFiles:
    def test_a_file_is_named_by_its_stem(self, project):
        """
        == a b.txt
        """
        new = planned(project, "a b.txt")["a b"]
        assert new.file_name == "a b.txt"
        assert new.content == TALK.encode()
        assert new.speakers["INT"].interviewer
        assert new.speakers["P07"].participant == "P07"

    def test_options_stand_where_nothing_else_is_known(self, project):
        """
        == a.txt
        """
        new = planned(project, "a.txt", time="T1", group="G3", method="dyad")["a"]
        assert (new.time, new.group, new.method) == ("T1", "G3", "dyad")

    @pytest.mark.parametrize(
        ("options", "fault"),
        [
            ({"time": "T3"}, "unknown time point “T3”; known: T1, T2"),
            ({"group": "g3"}, "unknown group “g3”; did you mean “G3”?"),
            ({"method": "focusgroup"}, "unknown method “focusgroup”; did you mean “focus group”?"),
            ({"time": " "}, "time: is empty; give it a value"),
        ],
    )
    def test_what_is_not_defined_is_refused(self, project, options, fault):
        """
        == a.txt
        """
        told = said(project, "a.txt", **options)
        assert [line.removeprefix("a.txt:").removeprefix("a: ") for line in told] == [fault]

    def test_a_project_without_design_takes_any(self):
        """
        == a.txt
        """
        new = planned(Project(memory_store()), "a.txt", time="1", group="x", method="dyad")["a"]
        assert (new.time, new.group) == ("1", "x")

    def test_an_id_that_is_taken_is_refused_with_a_proposal(self, project):
        """
        == a.txt
        """
        project.make(AddTranscripts(list(planned(project, "a.txt").values())))
        assert said(project, "a.txt") == [
            "a.txt: a transcript “a” is there already; give it another id, such as “a-2”"
        ]

    def test_two_files_of_one_name_are_refused(self, project):
        """
        == one/a.txt
        == two/a.txt
        """
        assert said(project, "one", "two") == [
            "two/a.txt: id “a” is that of one/a.txt too; rename one, or set ids in a list"
        ]

    def test_all_faults_are_told(self, project):
        """
        == a.txt
        == b.rtf
        """
        told = said(project, "a.txt", "b.rtf", "none.txt", time="T3")
        assert [line.partition(":")[0] for line in told] == ["a.txt", "b.rtf", "none.txt"]

    def test_letters_are_composed(self, folder, project):
        (folder / "Zoe\u0308.txt").write_text(TALK, encoding="utf-8")
        assert list(planned(project, "Zoe\u0308.txt")) == ["Zo\u00eb"]

    @pytest.mark.skipif(sys.platform != "linux", reason="takes names of any bytes")
    @pytest.mark.parametrize("name", [b"a\nb.txt", b"a\xff.txt", b" .txt"])
    def test_names_that_no_id_can_be_made_of_are_refused(self, folder, project, name):
        path = os.fsdecode(name)
        (folder / path).write_text(TALK, encoding="utf-8")
        (told,) = said(project, path)
        assert told.isprintable()

    def test_nothing_at_all_is_refused(self, project):
        assert said(project) == ["nothing to import; name files, a folder or --list FILE"]

    def test_a_pattern_that_no_shell_spelled_out(self, project):
        """
        == a.txt
        == b [1].txt
        == c.md
        """
        assert list(planned(project, "*.txt")) == ["a", "b [1]"]
        assert list(planned(project, "b [1].txt")) == ["b [1]"]
        assert said(project, "*.odt") == ["*.odt: there is no such file; check the path"]


class TestFolders:
    def test_every_transcript_in_it_is_taken(self, project):
        """
        == talk/a.txt
        == talk/deep/b.md
        == talk/.hidden.txt
        == talk/~$c.txt
        == talk/notes.pptx
        """
        request = ImportRequest(paths=[Path("talk")])
        plan = plan_import(project.store, request)
        assert [new.key for new in plan.transcripts] == ["a", "b"]
        assert plan.notes == ["talk: left out, not a transcript format: notes.pptx"]

    def test_a_table_of_something_else_is_left_out(self, project):
        """
        == talk/a.csv
        Speaker,Text
        INT,Hello.
        == talk/participants.csv
        id,age
        P07,31
        """
        plan = plan_import(project.store, ImportRequest(paths=[Path("talk")]))
        assert [new.key for new in plan.transcripts] == ["a"]
        assert plan.notes[0] == "talk: left out, not a transcript format: participants.csv"

    def test_one_that_is_named_itself_is_a_fault(self, project):
        """
        == talk/a.txt
        == talk/participants.csv
        id,age
        P07,31
        """
        (told,) = said(project, "talk", "talk/participants.csv")
        assert "has no one column headed Speaker" in told

    def test_each_file_is_read_once(self, project, monkeypatch):
        """
        == talk/a.csv
        Speaker,Text
        INT,Hello.
        == talk/b.txt
        == talk/participants.csv
        id,age
        P07,31
        """
        read = []
        whole = Path.read_bytes
        monkeypatch.setattr(Path, "read_bytes", lambda it: read.append(it.name) or whole(it))
        plan_import(project.store, ImportRequest(paths=[Path("talk")]))
        assert read == ["a.csv", "b.txt", "participants.csv"]

    def test_the_encoding_named_holds_for_tables_of_something_else(self, folder, project):
        """
        == talk/a.txt
        """
        (folder / "talk" / "people.csv").write_bytes("id;âge\nP07;31\n".encode("cp1252"))
        plan = plan_import(project.store, ImportRequest(paths=[Path("talk")], encoding="cp1252"))
        assert plan.notes[0] == "talk: left out, not a transcript format: people.csv"

    def test_one_of_other_tables_only_is_a_fault(self, project):
        """
        == talk/participants.csv
        id,age
        P07,31
        """
        (told,) = said(project, "talk")
        assert told.startswith("talk: holds no transcript; transcripts end in .txt")

    def test_an_empty_one_is_a_fault(self, project):
        """
        == talk/notes.pptx
        """
        (told,) = said(project, "talk")
        assert told.startswith("talk: holds no transcript; transcripts end in .txt")


class TestNamePattern:
    PATTERN = "{time}_{group}_{participant}_{date}"

    def test_it_fills_what_is_missing(self, project):
        """
        == T1_G3_P99_2022-07-04.txt
        INT: So?

        Anna: We wait.

        INT: And?

        Anna: That is all.
        """
        (new,) = planned(project, "T1_G3_P99_2022-07-04.txt", name_pattern=self.PATTERN).values()
        assert (new.key, new.time, new.group) == ("T1_G3_P99_2022-07-04", "T1", "G3")
        assert new.date == "2022-07-04"
        assert new.speakers["Anna"].participant == "P99"
        assert new.speakers["INT"].interviewer

    @pytest.mark.parametrize(
        ("written", "date"),
        [("2022", "2022"), ("2022-07", "2022-07"), ("20220704", "2022-07-04")],
    )
    def test_a_date_is_stored_in_one_form(self, folder, project, written, date):
        (folder / f"T1-{written}.txt").write_text(TALK, encoding="utf-8")
        (new,) = planned(project, f"T1-{written}.txt", name_pattern="{time}-{date}").values()
        assert new.date == date

    def test_a_date_that_can_be_read_in_two_ways_is_refused(self, project):
        """
        == T1_04-07-2022.txt
        """
        assert said(project, "T1_04-07-2022.txt", name_pattern="{time}_{date}") == [
            (
                "T1_04-07-2022.txt:date: “04-07-2022” is not of the form wanted; "
                "write a date as 2022, 2022-06 or 2022-06-30"
            )
        ]

    def test_that_of_the_study_is_taken_where_none_is_asked_for(self):
        """
        == T2_G1_x.txt
        == other.txt
        """
        project = Project(memory_store())
        settings = {"name_pattern": "{time}_{group}_{id}"}
        project.make(ImportStudy(Study.model_validate({**DESIGN, "settings": settings})))
        new = planned(project, "T2_G1_x.txt", "other.txt")
        assert (new["x"].time, new["x"].group) == ("T2", "G1")
        assert new["other"].time is None

    def test_names_that_are_not_defined_are_refused(self, project):
        """
        == T1_G9_P07_2022.txt
        """
        assert said(project, "T1_G9_P07_2022.txt", name_pattern=self.PATTERN) == [
            "T1_G9_P07_2022.txt:T1_G9_P07_2022: unknown group “G9”; known: G1, G3"
        ]


class TestLists:
    def test_what_is_listed_is_known(self, project):
        """
        == talk/one.txt
        == list.yaml
        documents:
          - id: A
            path: talk/one.txt
            title: First
            time: T1
            group: G3
            method: dyad
            date: 2022-07-04
            basis: inferred
            interviewer_note: Cold.
            speakers:
              INT: {interviewer: true}
              P07: {participant: P99, service: hv, role: lead, group: G1}
        """
        new = planned(project, **listed())["A"]
        assert (new.title, new.time, new.group, new.method) == ("First", "T1", "G3", "dyad")
        assert (new.date, new.basis, new.interviewer_note) == ("2022-07-04", "inferred", "Cold.")
        assert new.speakers["P07"].model_dump() == {
            "interviewer": False,
            "participant": "P99",
            "group": "G1",
            "service": "hv",
            "role": "lead",
        }

    def test_speakers_may_stand_in_a_second_file(self, project):
        """
        == one.txt
        == list.csv
        path,time
        one.txt,T1
        == speakers.csv
        transcript,speaker,interviewer,participant,service
        one,INT,true,,
        one,P07,,P99,hv
        """
        new = planned(project, **listed("list.csv", speakers_file=Path("speakers.csv")))["one"]
        assert new.speakers["P07"].participant == "P99"
        assert new.speakers["INT"].interviewer

    def test_a_list_may_have_been_written_for_windows(self, project):
        r"""
        == list.csv
        path
        round 1\one.txt
        == speakers.csv
        transcript,speaker,participant
        one,P07,P99
        == round 1/one.txt
        """
        new = planned(project, **listed("list.csv", speakers_file=Path("speakers.csv")))["one"]
        assert new.speakers["P07"].participant == "P99"

    def test_letters_are_found_however_they_are_composed(self, folder, project):
        """
        == list.yaml
        documents:
          - path: Zo\u00eb.txt
            speakers: {Zo\u00eb: {participant: P07}}
        """
        talk = TALK.replace("P07", "Zoe\u0308")
        (folder / "Zoe\u0308.txt").write_text(talk, encoding="utf-8")
        (new,) = planned(project, **listed()).values()
        assert new.key == "Zo\u00eb"
        assert [entry.participant for entry in new.speakers.values()] == [None, "P07"]

    def test_all_that_is_wrong_is_told_at_once(self, project):
        """
        == a.txt
        == list.yaml
        documents:
          - {id: A, path: a.txt, time: T3, speakers: {P07: {service: hw, group: G2}}}
          - {id: B, path: ../b.txt}
          - {id: C, path: none.txt}
          - {id: D, path: /c.txt}
        """
        assert said(project, **listed()) == [
            "list.yaml:A: unknown time point “T3”; known: T1, T2",
            "list.yaml:A: unknown group “G2”; known: G1, G3",
            "list.yaml:A: unknown service “hw”; known: hv, midwifery",
            f"list.yaml:B: path “../b.txt” {OUTSIDE}",
            "none.txt: there is no such file; check the path",
            f"list.yaml:D: path “/c.txt” {OUTSIDE}",
        ]

    def test_a_label_that_nobody_speaks_under_is_refused(self, project):
        """
        == a.txt
        == list.yaml
        documents:
          - {id: A, path: a.txt, speakers: {P70: {participant: P70}, Anna: {participant: P08}}}
        """
        assert said(project, **listed()) == [
            "list.yaml:A: no turn of speaker “P70” in a.txt; did you mean “P07”?",
            "list.yaml:A: no turn of speaker “Anna” in a.txt; known: INT, P07",
        ]

    def test_a_link_that_leads_out_is_refused(self, folder, project, tmp_path_factory):
        """
        == list.yaml
        documents:
          - {id: A, path: a.txt}
        """
        outside = tmp_path_factory.mktemp("outside") / "secret.txt"
        outside.write_text(TALK, encoding="utf-8")
        (folder / "a.txt").symlink_to(outside)
        (told,) = said(project, **listed())
        assert told.startswith("list.yaml:A: path “a.txt” leads out of the list's folder")

    def test_an_empty_list_is_a_fault(self, project):
        """
        == list.yaml
        documents: []
        """
        assert said(project, **listed()) == [
            "list.yaml: lists no documents; add entries under `documents`"
        ]

    def test_ids_that_stand_twice_are_refused_by_line(self, project):
        """
        == a.txt
        == b.txt
        == list.yaml
        documents:
          - {id: A, path: a.txt}
          - {id: A, path: b.txt}
        """
        assert said(project, **listed()) == [
            "list.yaml:line 3, documents[2].id: id “A” stands twice; keep one"
        ]

    def test_ids_that_become_the_same_are_refused(self, project):
        """
        == one/a.txt
        == two/a.txt
        == list.csv
        path
        one/a.txt
        two/a.txt
        """
        assert said(project, **listed("list.csv")) == [
            "two/a.txt: id “a” is that of one/a.txt too; rename one, or set ids in a list"
        ]

    def test_a_list_that_is_not_there_is_told_of(self, project):
        assert said(project, **listed("none.yaml")) == ["none.yaml: is not there; check the path"]


class TestSpeakersFile:
    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            ("B,P07,P99", "line 3: “B” is not in the list; known: A"),
            ("A,INT,P99", "line 3: speaker “INT” of “A” stands twice; keep one"),
            ("A,,P99", "line 3, speaker: key “speaker” is missing or empty; give it a value"),
        ],
    )
    def test_what_does_not_fit_the_list_is_refused_by_line(self, folder, project, row, fault):
        """
        == a.txt
        == list.yaml
        documents:
          - {id: A, path: a.txt}
        """
        rows = f"transcript,speaker,participant\nA,INT,\n{row}\n"
        (folder / "speakers.csv").write_text(rows, encoding="utf-8")
        told = said(project, **listed(speakers_file=Path("speakers.csv")))
        assert told == [f"speakers.csv:{fault}"]

    def test_it_goes_with_a_list(self, project):
        """
        == a.txt
        """
        assert said(project, "a.txt", speakers_file=Path("speakers.csv")) == [
            "a speakers file goes with a list; add --list FILE"
        ]


def test_speakers_that_stand_for_nobody_are_noted(tmp_path, project):
    path = tmp_path / "a.txt"
    path.write_text(TALK.replace("P07", "Anna"), encoding="utf-8")
    plan = plan_import(project.store, ImportRequest(paths=[path]))
    first, how = plan.notes
    assert first == "a.txt: speakers linked to no participant: Anna"
    assert "--join LABEL=ID" in how


def test_what_a_name_does_not_say_is_noted(tmp_path, project):
    for name in ("T1_P07.txt", "T1_P09.txt", "survey.txt"):
        (tmp_path / name).write_text(TALK, encoding="utf-8")
    request = ImportRequest(paths=[tmp_path], name_pattern="{time}_{participant}")
    assert plan_import(project.store, request).notes == [
        "T1_P09.txt: named after P09, who is linked to no speaker in it",
        "survey.txt: the name does not fit {time}_{participant}",
    ]
    with pytest.raises(BadInputError) as caught:
        plan_import(project.store, ImportRequest(paths=[tmp_path], group="G9"))
    (fault,) = caught.value.problems
    assert "unknown group “G9”, here and in 2 other files" in str(fault)


def test_progress_is_told(tmp_path, project):
    for name, talk in (("a.txt", TALK), ("b.txt", OTHER)):
        (tmp_path / name).write_text(talk, encoding="utf-8")
    steps = []
    plan_import(
        project.store, ImportRequest(paths=[tmp_path]), lambda at, of: steps.append((at, of))
    )
    assert steps == [(1, 2), (2, 2)]


@settings(max_examples=8)
@given(st.lists(st.sampled_from("abcd"), min_size=1))
def test_all_or_nothing(tmp_path_factory, names):
    """However many are sound, one that is not keeps all out."""
    folder = tmp_path_factory.mktemp("talk")
    for name in {*names}:
        (folder / f"{name}.txt").write_text(TALK, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00")
    project = Project(memory_store())
    before = dump(project.store)
    with pytest.raises(BadInputError):
        project.make(AddTranscripts(list(planned(project, folder).values())))
    assert dump(project.store) == before
    (folder / "bad.txt").unlink()
    project.make(AddTranscripts(list(planned(project, folder).values())))
    assert project.store.value("SELECT count(*) FROM transcript") == len({*names})
