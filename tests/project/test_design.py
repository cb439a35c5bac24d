import pytest
from definitions import strategies
from hypothesis import given, settings
from store.databases import memory_store

from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.study import Settings, Study
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.design import (
    ImportMonitoring,
    ImportStudy,
    SetParticipant,
)
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.project import Project
from lmm_qual.store.queries.design import load_monitoring, load_participants, load_study
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.queries.talk import speakers
from project.studies import DESIGN, small_project


def maps_without_passages():
    """Make maps that rest on no words, which would have to stand in a project."""
    return strategies.system_maps().map(
        lambda system: system.model_copy(
            update={
                section: [
                    entry.model_copy(update={"passages": []}) for entry in getattr(system, section)
                ]
                for section in ("services", "relations")
            }
        )
    )


KINDS = {
    "study": (strategies.studies, ImportStudy, load_study),
    "system map": (maps_without_passages, ImportSystemMap, load_system_map),
    "monitoring": (strategies.monitorings, ImportMonitoring, load_monitoring),
}


@pytest.fixture
def project():
    return small_project()


def said(change, project):
    with pytest.raises(BadInputError) as caught:
        project.make(change)
    return str(caught.value).removeprefix("memory.lmmq: ")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_imported_is_exported(kind):
    entries, change, load = KINDS[kind]

    @settings(max_examples=8)
    @given(entries(), entries())
    def check(first, second):
        project = Project(memory_store())
        for entry in (first, second, first):
            project.make(change(entry))
            assert load(project.store) == entry
            assert project.make(change(entry)) is None
        project.store.close()

    check()


class TestStudy:
    def test_a_threshold_of_none_is_kept(self):
        project = Project(memory_store())
        project.make(ImportStudy(Study(settings=Settings(masking_threshold=0))))
        assert load_study(project.store).settings.masking_threshold == 0

    def test_participants_keep_their_talk(self, project):
        changed = {**DESIGN, "participants": [{"id": "P08", "group": "G1"}, {"id": "P07"}]}
        project.make(ImportStudy(Study.model_validate(changed)))
        assert [(one.id, one.group) for one in load_participants(project.store)] == [
            ("P08", "G1"),
            ("P07", None),
        ]
        assert [row.participant for row in speakers(project.store)] == [None, "P07", "P08", "P07"]

    def test_who_speaks_cannot_be_left_out(self, project):
        changed = {**DESIGN, "participants": [{"id": "P08"}]}
        assert said(ImportStudy(Study.model_validate(changed)), project) == (
            "participants of transcripts, codings or findings are missing: P07; "
            "keep them under `participants`"
        )

    def test_who_has_a_voice_in_a_coding_cannot_be_left_out(self, project):
        record = {"transcript": "A", "start": 0, "end": 3, "code": "Reach", "coder": "SA"}
        coding = CodingRecord.model_validate({**record, "voices": {"P99": "present"}})
        project.make(AddCodings([("", coding)]))
        changed = {**DESIGN, "participants": [{"id": "P07"}, {"id": "P08"}]}
        assert said(ImportStudy(Study.model_validate(changed)), project).startswith(
            "participants of transcripts, codings or findings are missing: P99"
        )


class TestParticipants:
    def test_a_new_one_is_made(self, project):
        project.make(SetParticipant("P20", group="G1"))
        assert load_participants(project.store)[-1].model_dump(exclude={"consent"}) == {
            "id": "P20",
            "group": "G1",
        }

    def test_service_and_role_are_those_of_the_session(self, project):
        project.make(SetParticipant("P07", transcript="B", service="hv", role="lead", group="G1"))
        rows = {(row.transcript, row.label): row for row in speakers(project.store)}
        assert (rows["B", "P07"].service, rows["B", "P07"].role) == ("hv", "lead")
        assert (rows["A", "P07"].service, rows["A", "P07"].role) == (None, None)
        assert (rows["B", "P07"].group, rows["A", "P07"].group) == ("G1", "G3")

    def test_a_label_is_linked(self, project):
        project.make(SetParticipant("P21", transcript="A", speaker="P08"))
        rows = {row.label: row.participant for row in speakers(project.store, 1)}
        assert rows == {"INT": None, "P07": "P07", "P08": "P21"}

    def test_consent_is_a_grid(self, project):
        project.make(SetParticipant("P07", consent={"T1": {"quote": True}}))
        project.make(
            SetParticipant("P07", consent={"T1": {"archive": False}, "T2": {"quote": False}})
        )
        consent = load_participants(project.store)[0].consent
        assert (consent["T1"].quote, consent["T1"].archive) == (True, False)
        assert (consent["T2"].quote, consent["T2"].archive) == (False, None)

    @pytest.mark.parametrize(
        ("values", "fault"),
        [
            ({"participant": "P07", "group": "G9"}, "unknown group “G9”; known: G1, G3"),
            (
                {"participant": "P07", "consent": {"T9": {"quote": True}}},
                "unknown time point “T9”; known: T1, T2",
            ),
            (
                {"participant": "P07", "transcript": "A", "speaker": "P70"},
                "no speaker “P70” in A; did you mean “P07”?",
            ),
            ({"participant": "P07", "transcript": "C"}, "no transcript “C”; known: A, B"),
        ],
    )
    def test_what_is_not_defined_is_refused(self, project, values, fault):
        assert said(SetParticipant(**values), project) == fault

    @pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 501])
    def test_what_is_no_name_is_refused(self, project, name):
        said(SetParticipant(name, group="G1"), project)
