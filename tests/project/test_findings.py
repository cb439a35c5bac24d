"""Findings: what they name must be there, all of it can be undone, and it goes out and in whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.definitions.reading import read_findings
from lmm_qual.definitions.writing import write_definition
from lmm_qual.model.finding import BasisEntry, Findings, PassageEntry, Typology
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.finding_bases import AddBases, DropBasis, SetBasis
from lmm_qual.project.changes.findings import (
    AddFinding,
    AddPassage,
    DeleteFinding,
    DropPassage,
    EditFinding,
    SetEvidence,
)
from lmm_qual.project.changes.findings_import import ImportFindings
from lmm_qual.project.changes.memos import DeleteMemo, WriteMemo
from lmm_qual.project.changes.passages import places_of
from lmm_qual.project.changes.recommendations import (
    AddRecommendation,
    DeleteRecommendation,
    EditRecommendation,
)
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.changes.typologies import (
    AddType,
    AddTypology,
    DeleteType,
    DeleteTypology,
    EditType,
    EditTypology,
    PutInType,
    SetTypology,
    TakeFromTypes,
)
from lmm_qual.project.checking import check_project
from lmm_qual.store.queries.findings_file import load_findings
from lmm_qual.store.queries.talk import transcript_text, transcripts
from project.studies import DESIGN, small_project

QUESTIONS = [{"id": "Q1", "text": "What hinders?"}, {"id": "Q2", "text": "What changed?"}]
STUDY = {**DESIGN, "questions": QUESTIONS}
WAIT = PassageEntry(transcript="A", quote="Well, we wait.")
STILL = PassageEntry(transcript="B", quote="Still waiting.", note="a year on")


@pytest.fixture
def project():
    with small_project(design=STUDY) as made:
        yield made


def faults(project, change):
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError) as caught:
        project.make(change)
    assert dump(project.store, log=True) == before
    return str(caught.value)


class TestWritingAFinding:
    def test_it_holds_claim_question_search_passages_and_what_it_rests_on(self, project):
        project.make(WriteMemo("study", None, "They all wait, it seems to me."))
        bases = [
            BasisEntry(memo="all wait"),
            BasisEntry(participant="P07"),
            BasisEntry(service="hv", code="Barriers/Waiting", time="T1"),
            BasisEntry(transcript="A", code="Barriers", change=True),
        ]
        change = AddFinding("People wait.", "Q1", "Read all of T2.", [WAIT], [STILL], bases)
        entry = project.make(change)
        assert (change.made, entry.label) == ("F1", "finding F1")
        (found,) = load_findings(project.store).findings
        assert (found.claim, found.question, found.search) == (
            "People wait.",
            "Q1",
            "Read all of T2.",
        )
        assert [one.quote for one in found.for_] == ["Well, we wait."]
        assert [(one.quote, one.note) for one in found.against] == [("Still waiting.", "a year on")]
        named = [entry.model_dump(exclude_defaults=True) for entry in found.rests_on]
        assert named == [
            {"memo": "They all wait, it seems to me."},
            {"participant": "P07"},
            {"service": "hv", "code": "Barriers/Waiting", "time": "T1"},
            {"transcript": "A", "code": "Barriers", "change": True},
        ]

    def test_a_question_the_study_does_not_have_is_refused_with_near_ones(self, project):
        said = faults(project, AddFinding("x", "Q3"))
        assert "the study has no question “Q3”; known: Q1, Q2" in said
        project.make(AddFinding("x", "Q1"))
        assert "no question “Q9”" in faults(project, EditFinding("F1", question="Q9"))

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (AddFinding("  "), "a claim needs words"),
            (AddFinding("x", search="a\x00"), "a search holds characters that are not text"),
            (AddFinding("x", key="a\nb"), "can be no id"),
            (AddFinding("x", for_=[PassageEntry(transcript="C", quote="x")]), "no transcript “C”"),
            (
                AddFinding("x", for_=[PassageEntry(transcript="A", quote="gone")]),
                "“gone” stands nowhere in A",
            ),
            (
                AddFinding("x", for_=[PassageEntry(transcript="A", quote="e")]),
                "“e” stands 5 times in A",
            ),
            (
                AddFinding("x", for_=[PassageEntry(transcript="A", start=0, end=3, quote="Hm")]),
                "the words at 0–3 of A are not those quoted; there stands “INT”",
            ),
            (AddFinding("x", rests_on=[BasisEntry(participant="P7")]), "did you mean “P07”?"),
            (AddFinding("x", rests_on=[BasisEntry(memo="3")]), "no memo “3”; see `memos list`"),
            (
                AddFinding("x", rests_on=[BasisEntry(service="hv", code="Wating")]),
                "unknown code “Wating”",
            ),
            (
                AddFinding("x", rests_on=[BasisEntry(service="hv", code="Reach", time="T9")]),
                "unknown time point “T9”",
            ),
            (AddFinding("x", rests_on=[BasisEntry(service="hv", time="T1")]), "needs its code"),
            (AddFinding("x", rests_on=[BasisEntry()]), "names nothing to rest on"),
            (EditFinding("F7", claim="y"), "no finding “F7”"),
            (AddRecommendation("Do.", "All", ["F7"]), "no finding “F7”"),
            (AddRecommendation(" ", "All", []), "a recommendation needs words"),
            (DeleteRecommendation("R1"), "no recommendation “R1”"),
            (DeleteTypology("waits"), "no typology “waits”"),
        ],
    )
    def test_what_is_not_there_is_refused(self, project, change, said):
        assert said in faults(project, change)

    def test_ids_are_free_ones_or_as_told(self, project):
        project.make(AddFinding("x", key="F2"))
        change = AddFinding("y")
        project.make(change)
        assert change.made == "F3"
        assert "a finding “F2” is there already" in faults(project, AddFinding("z", key="F2"))

    def test_what_is_as_it_was_is_no_change(self, project):
        project.make(AddFinding("x", "Q1", "s", [WAIT], [], [BasisEntry(participant="P07")]))
        assert project.make(EditFinding("F1", "x", "Q1", "s")) is None
        assert project.make(SetEvidence("F1", [WAIT], [])) is None
        assert project.make(SetBasis("F1", [BasisEntry(participant="P07")])) is None
        project.make(AddRecommendation("Do.", "All", ["F1"]))
        assert project.make(EditRecommendation("R1", "Do.", "All", ["F1"])) is None


class TestPassages:
    def test_one_is_added_moved_to_the_other_side_and_taken_away(self, project):
        project.make(AddFinding("x"))
        project.make(AddPassage("F1", WAIT, "for"))
        (stored,) = load_findings(project.store).findings[0].for_
        entry = project.make(AddPassage("F1", stored, "against"))
        assert entry.label == "passage against finding F1"
        (found,) = load_findings(project.store).findings
        assert (found.for_, found.against) == ([], [stored])
        project.make(DropPassage("F1", stored, "against"))
        assert load_findings(project.store).findings[0].against == []
        assert "no such passage" in faults(project, DropPassage("F1", stored, "for"))

    @given(st.text("ab ", max_size=12), st.text("ab", min_size=1, max_size=3))
    def test_all_places_of_words_are_found(self, text, quote):
        size = len(quote)
        slow = [(at, at + size) for at in range(len(text)) if text[at : at + size] == quote]
        assert places_of(text, quote) == slow

    def test_white_space_in_a_quotation_may_be_any(self):
        assert places_of("we\n  wait", "we wait") == [(0, 9)]


class TestGroupingRows:
    def test_a_row_is_of_one_type_and_keeps_its_reason_there(self, project):
        project.make(AddTypology("Waits", "participant"))
        for name in ("a", "b"):
            project.make(AddType("Y1", name))
        project.make(PutInType("Y1", "a", ["P07", "P08"], "so"))
        project.make(PutInType("Y1", "a", ["P08"]))
        project.make(EditType("Y1", "a", "c"))
        project.make(PutInType("Y1", "b", ["P07"]))
        (found,) = load_findings(project.store).typologies
        members = {one.name: [(m.row, m.reason) for m in one.members] for one in found.types}
        assert members == {"c": [("P08", "so")], "b": [("P07", None)]}
        project.make(PutInType("Y1", "c", ["P08"], ""))
        assert project.make(PutInType("Y1", "c", ["P08"])) is None
        assert project.make(EditTypology("Y1", "Waits", None)) is None


class TestRestingOnMore:
    def test_cells_are_added_once_and_taken_away_one_by_one(self, project):
        project.make(AddFinding("x", rests_on=[BasisEntry(participant="P07")]))
        cell = BasisEntry(service="hv", code="Barriers", time="T1")
        project.make(AddBases("F1", [cell, BasisEntry(participant="P07")]))
        assert project.make(AddBases("F1", [cell])) is None
        (found,) = load_findings(project.store).findings
        assert found.rests_on == [BasisEntry(participant="P07"), cell]
        first = project.store.value("SELECT min(id) FROM finding_basis")
        project.make(DropBasis("F1", first))
        assert load_findings(project.store).findings[0].rests_on == [cell]
        assert "finding F1 does not rest on that" in faults(project, DropBasis("F1", first))
        assert "unknown code “Gone”" in faults(
            project, AddBases("F1", [BasisEntry(participant="P07", code="Gone")])
        )


class TestWhatHangsTogether:
    def test_a_memo_or_a_transcript_that_goes_is_no_longer_rested_on(self, project):
        memo = WriteMemo("study", None, "Hm, this.")
        project.make(memo)
        bases = [BasisEntry(memo="Hm, this."), BasisEntry(transcript="A")]
        project.make(AddFinding("x", for_=[WAIT, STILL], rests_on=bases))
        kinds = Typology(
            id="w",
            name="Waits",
            rows="transcript",
            types=[{"name": "a", "members": [{"row": "A"}]}],
        )
        project.make(SetTypology(kinds))
        before = dump(project.store)
        project.make(DeleteMemo(memo.made))
        project.make(DeleteTranscript("A"))
        (found,) = load_findings(project.store).findings
        assert [one.transcript for one in found.for_] == ["B"]
        assert found.rests_on == []
        assert load_findings(project.store).typologies[0].types[0].members == []
        assert check_project(project.store).faults == []
        project.undo()
        project.undo()
        assert dump(project.store) == before

    def test_a_finding_that_goes_leaves_its_recommendations(self, project):
        project.make(AddFinding("x", for_=[WAIT]))
        project.make(AddRecommendation("Do.", "All", ["F1"]))
        project.make(DeleteFinding("F1"))
        found = load_findings(project.store)
        assert [one.findings for one in found.recommendations] == [[]]
        assert not list(project.store.rows("SELECT id FROM passage"))

    def test_questions_that_findings_answer_cannot_go(self, project):
        from lmm_qual.model.study import Study

        project.make(AddFinding("x", "Q2"))
        without = Study.model_validate({**STUDY, "questions": QUESTIONS[:1]})
        assert "questions that findings answer are missing: Q2" in faults(
            project, ImportStudy(without)
        )

    def test_time_points_that_findings_or_summaries_are_of_cannot_go(self, project):
        from lmm_qual.model.study import Study
        from lmm_qual.project.changes.framework import WriteSummary
        from lmm_qual.project.chart_cells import CellFinder

        cell = CellFinder(project.store).cell("participant", "P07", "Barriers", "T2")
        project.make(WriteSummary(cell, "They wait."))
        project.make(
            AddFinding("x", rests_on=[BasisEntry(service="hv", code="Barriers", time="T1")])
        )
        without = Study.model_validate({**STUDY, "time_points": []})
        of = "chart summaries, findings, change tags or judgements"
        said = f"time points of {of} are missing: T1, T2"
        assert said in faults(project, ImportStudy(without))


FILE = """\
findings:
  - id: F1
    question: Q1
    claim: People wait.
    search: Read every transcript of T2 for people who did not wait.
    for:
      - {transcript: A, quote: "Well, we wait.", note: all of them}
      - {transcript: B, start: 5, end: 10, quote: Still}
    against: [{transcript: A, quote: Agreed.}]
    rests_on: [{participant: P07}, {service: hv, code: Barriers/Waiting, time: T1}]
  - {id: F2, claim: Nothing changed.}
recommendations:
  - {id: R1, text: Tell people how long., to: The team, findings: [F1, F2]}
typologies:
  - id: waits
    name: Ways of waiting
    rows: participant
    types:
      - {name: patient, members: [{row: P07, reason: laughs about it}]}
      - {name: none, description: never met}
"""


class TestTheFile:
    def test_import_export_import_is_equal(self, project, tmp_path):
        file = tmp_path / "findings.yaml"
        file.write_text(FILE, encoding="utf-8")
        project.make(ImportFindings(*_read(file)))
        stored = dump(project.store)
        for form in ("yaml", "json", "csv"):
            again = file.with_suffix(f".{form}")
            text = write_definition(load_findings(project.store), form, "findings.schema.json")
            again.write_text(text, encoding="utf-8", newline="")
            assert project.make(ImportFindings(*_read(again))) is None
        project.make(ImportFindings(Findings()))
        project.make(ImportFindings(*_read(again)))
        found = load_findings(project.store)
        assert write_definition(found, "csv") == text
        assert found.findings[0].for_[0].start == stored_place(project, "A", "Well, we wait.")
        project.undo()
        project.undo()
        assert dump(project.store) == stored

    def test_what_keeps_its_id_stays_by_whom_it_was_written(self, project):
        project.make(AddFinding("x", key="F1"))
        made = "SELECT coder.name, created FROM finding JOIN coder ON coder.id = coder_id"
        before = list(project.store.rows(made))
        project.coder = "JR"
        project.make(ImportFindings(Findings(findings=[{"id": "F1", "claim": "y"}])))
        assert list(project.store.rows(made)) == before

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("question: Q1", "question: Q7", "line 3, findings[1].question: the study has no"),
            ("quote: Still", "quote: Stills", "for[2].quote: the words at 5–10 of B are not"),
            ("Agreed.", "e", "line 9, findings[1].against[1].quote: “e” stands 5 times in A"),
            ("claim: People", "clam: People", "line 4, findings[1].clam: unknown key “clam”"),
            ("end: 10, ", "", "has `start` without `end`"),
            ("row: P07", "row: P9", "members[1].row: no participant “P9”"),
            ("[F1, F2]", "[F1, F3]", "unknown finding “F3”"),
            ("id: F2", "id: F1", "id “F1” stands twice"),
            ("participant: P07}, {", "memo: x, code: Reach}, {", "a memo has no code"),
            ("time: T1}", "time: T1, change: true}", "a cell is of a time point or of change"),
            ("name: none,", "name: patient,", "type “patient” stands twice"),
        ],
    )
    def test_a_fault_names_line_and_key_and_nothing_is_taken(
        self, project, tmp_path, old, new, said
    ):
        assert old in FILE
        file = tmp_path / "findings.yaml"
        file.write_text(FILE.replace(old, new, 1), encoding="utf-8")
        before = dump(project.store)
        with pytest.raises(BadInputError) as caught:
            project.make(ImportFindings(*_read(file)))
        assert said in str(caught.value)
        assert str(caught.value).startswith(f"{file}:line ")
        assert dump(project.store) == before


def _read(file):
    found, place = read_findings(file)
    return found, str(file), place


def stored_place(project, key, words):
    row = next(row for row in transcripts(project.store) if row.key == key)
    return transcript_text(project.store, row.id).index(words)


keys = st.sampled_from(["F1", "F2", "F3"])
wanted_keys = st.sampled_from(["R1", "R2"])
spots = st.builds(
    lambda transcript, at, note: PassageEntry(
        transcript=transcript, start=at, end=at + 4, quote="?", note=note
    ),
    st.sampled_from(["A", "B"]),
    st.integers(0, 2),
    st.sampled_from([None, "n"]),
)
sides = st.sampled_from(["for", "against"])
based = st.lists(
    st.sampled_from(
        [
            BasisEntry(participant="P07"),
            BasisEntry(service="hv", code="Barriers", time="T2"),
            BasisEntry(transcript="B", code="Reach", change=True),
        ]
    ),
    max_size=2,
)
kinds = st.builds(
    lambda key, rows: Typology(
        id=key,
        name=key,
        rows="participant",
        types=[{"name": f"t{at}", "members": [{"row": row}]} for at, row in enumerate(rows)],
    ),
    st.sampled_from(["x", "y"]),
    st.lists(st.sampled_from(["P07", "P08"]), unique=True, max_size=2),
)
typed = st.sampled_from(["x", "y"])
type_names = st.sampled_from(["t0", "t1", "t2"])
grouped = st.lists(st.sampled_from(["P07", "P08"]), unique=True, min_size=1)
steps = st.one_of(
    st.builds(AddFinding, st.just("x"), st.sampled_from([None, "Q1"]), rests_on=based, key=keys),
    st.builds(EditFinding, keys, st.sampled_from(["x", "y"]), search=st.sampled_from([None, "s"])),
    st.builds(DeleteFinding, keys),
    st.builds(SetEvidence, keys, st.lists(spots, max_size=2), st.lists(spots, max_size=2)),
    st.builds(AddPassage, keys, spots, sides),
    st.builds(SetBasis, keys, based),
    st.builds(
        AddRecommendation,
        st.just("do"),
        st.just("all"),
        st.lists(keys, max_size=2),
        key=wanted_keys,
    ),
    st.builds(EditRecommendation, wanted_keys, st.just("did"), findings=st.lists(keys, max_size=3)),
    st.builds(DeleteRecommendation, wanted_keys),
    st.builds(SetTypology, kinds),
    st.builds(DeleteTypology, typed),
    st.builds(AddType, typed, type_names),
    st.builds(EditType, typed, type_names, type_names, st.sampled_from([None, "d"])),
    st.builds(DeleteType, typed, type_names),
    st.builds(PutInType, typed, type_names, grouped, st.sampled_from([None, "", "so"])),
    st.builds(TakeFromTypes, typed, grouped),
    st.builds(AddBases, keys, based),
    st.builds(DropBasis, keys, st.integers(1, 4)),
    st.just("import"),
)


@given(st.lists(steps, max_size=12), st.lists(steps, max_size=4))
@settings(max_examples=8, deadline=None)
def test_any_changes_undone_never_were_and_what_goes_out_comes_in_equal(first, then):
    with small_project(design=STUDY) as project:
        texts = {
            row.key: transcript_text(project.store, row.id) for row in transcripts(project.store)
        }
        states = [dump(project.store)]
        for step in first:
            _step(project, step, Findings(), texts, states)
        kept = load_findings(project.store)
        for step in then:
            _step(project, step, kept, texts, states)
        if project.make(ImportFindings(kept)) is not None:
            states.append(dump(project.store))
        assert load_findings(project.store) == kept
        assert check_project(project.store).faults == []
        while len(states) > 1:
            project.undo()
            states.pop()
            assert dump(project.store) == states[-1]


def _step(project, step, kept, texts, states):
    change = ImportFindings(kept) if step == "import" else step
    for name in ("for_", "against"):
        if entries := getattr(change, name, None):
            setattr(change, name, [_quoted(one, texts) for one in entries])
    if isinstance(change, AddPassage):
        change.entry = _quoted(change.entry, texts)
    try:
        entry = project.make(change)
    except BadInputError:
        return
    if entry is not None:
        states.append(dump(project.store))


def _quoted(entry, texts):
    words = texts[entry.transcript][entry.start : entry.end]
    return entry.model_copy(update={"quote": words})
