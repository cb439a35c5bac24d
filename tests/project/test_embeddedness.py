"""How embedded services are judged to be: undoable, resting on what is there, file and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.definitions.reading import read_embeddedness
from lmm_qual.definitions.writing import write_definition
from lmm_qual.model.embeddedness import Embeddedness
from lmm_qual.model.finding import PassageEntry
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.pseudonyms import PseudonymRule
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.embeddedness import JudgeService, RemoveJudgement
from lmm_qual.project.changes.embeddedness_aspects import AddAspect, EditAspect, RemoveAspect
from lmm_qual.project.changes.embeddedness_import import ImportEmbeddedness
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.checking import check_project
from lmm_qual.project.pseudonyms.change import Pseudonymise
from lmm_qual.project.pseudonyms.plan import Rules, make_plan
from lmm_qual.store.queries.embeddedness import judgements, load_embeddedness
from project.studies import DESIGN, small_project

MAP = SystemMap.model_validate({"services": [{"id": "hv"}, {"id": "csc"}]})
WAIT = PassageEntry(transcript="A", start=21, end=35, quote="Well, we wait.")
STILL = PassageEntry(transcript="B", quote="Still waiting.", note="a year on")
FILE = """\
aspects:
  - id: aware
    label: Awareness
    definition: Staff know what the service is for.
    levels: [known to few, known to most]
  - id: access
judgements:
  - service: hv
    time: T1
    aspect: aware
    level: known to few
    note: Said by one team.
    for: [{transcript: A, quote: "Well, we wait."}]
    against: [{transcript: B, quote: Still waiting., note: a year on}]
  - {service: csc, time: T2, aspect: access, note: Rings nobody.}
"""


@pytest.fixture
def project():
    with small_project() as made:
        made.make(ImportSystemMap(MAP))
        yield made


@pytest.fixture
def judged(project, tmp_path):
    project.make(imported(FILE, tmp_path))
    return project


def imported(text, tmp_path, ending="yaml"):
    file = tmp_path / f"embeddedness.{ending}"
    file.write_text(text, encoding="utf-8", newline="")
    found, place = read_embeddedness(file)
    return ImportEmbeddedness(found, str(file), place)


def faults(project, change):
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError) as caught:
        project.make(change)
    assert dump(project.store, log=True) == before
    return str(caught.value)


class TestTheFile:
    def test_it_comes_back_as_it_was_and_again_changes_nothing(self, judged):
        found = load_embeddedness(judged.store)
        assert [one.id for one in found.aspects] == ["aware", "access"]
        first = found.judgements[0]
        assert (first.level, first.note) == ("known to few", "Said by one team.")
        assert [one.quote for one in first.for_] == ["Well, we wait."]
        assert [(one.quote, one.note) for one in first.against] == [("Still waiting.", "a year on")]
        before = dump(judged.store)
        judged.make(ImportEmbeddedness(found))
        assert dump(judged.store) == before
        assert check_project(judged.store).faults == []

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("aspect: aware", "aspect: awre", "line 10, judgements[1].aspect: unknown aspect"),
            ("level: known to few", "level: known to fwe", "did you mean “known to few”?"),
            ("[known to few, known to most]", "[well, well]", "level “well” stands twice"),
            ("service: csc, time: T2, aspect: access", "service: hv, time: T1, aspect: aware",
             "aware of hv at T1 is judged twice (also as entry 1)"),
            (", note: Rings nobody.", "", "judges nothing"),
            ("- id: access", "- id: aware", "id “aware” stands twice"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_it_is_told_by_its_line(self, tmp_path, old, new, said):
        assert old in FILE
        with pytest.raises(BadInputError) as caught:
            imported(FILE.replace(old, new), tmp_path)
        assert said in str(caught.value)
        assert "embeddedness.yaml:line" in str(caught.value)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("service: csc", "service: cscc", "unknown service “cscc”; did you mean “csc”?"),
            ("time: T2", "time: T9", "line 15, judgements[2].time: unknown time point “T9”"),
            ("quote: Still waiting.", "quote: never said", "“never said” stands nowhere in B"),
        ],
    )
    def test_what_it_names_must_be_there(self, judged, tmp_path, old, new, said):
        assert said in faults(judged, imported(FILE.replace(old, new), tmp_path))

    def test_who_judged_stays_where_level_and_note_do(self, judged):
        found = load_embeddedness(judged.store)
        first, second = found.judgements
        judged.coder = "RP"
        other = second.model_copy(update={"note": "Rings now."})
        judged.make(ImportEmbeddedness(found.model_copy(update={"judgements": [first, other]})))
        assert [row.coder for row in judgements(judged.store)] == ["SA", "RP"]


words = st.text(st.sampled_from("aß;=\\|,:#\"'-{}[] é🙂"), min_size=1, max_size=8).filter(
    lambda text: text.strip() == text
)
levels = st.lists(words, max_size=3, unique=True)


@st.composite
def files(draw):
    aspects = draw(st.lists(st.tuples(words, levels), max_size=3, unique_by=lambda one: one[0]))
    places = [
        (service, time, aspect)
        for service in ("hv", "csc")
        for time in ("T1", "T2", None)
        for aspect in aspects
    ]
    chosen = draw(st.permutations(places))[:4] if places else []
    passages = st.lists(st.sampled_from([WAIT, STILL]), max_size=2, unique_by=str)
    return Embeddedness.model_validate(
        {
            "aspects": [{"id": key, "levels": known} for key, known in aspects],
            "judgements": [
                {
                    "service": service,
                    "time": time,
                    "aspect": key,
                    "level": draw(st.sampled_from([None, *known])),
                    "note": draw(words),
                    "for": draw(passages),
                    "against": draw(passages),
                }
                for service, time, (key, known) in chosen
            ],
        }
    )


@settings(max_examples=8, deadline=None)
@given(found=files(), ending=st.sampled_from(["yaml", "json", "csv"]))
def test_any_profile_goes_out_and_in_and_undo_is_exact(found, ending, tmp_path_factory):
    folder = tmp_path_factory.mktemp("profile")
    with small_project() as first, small_project() as second:
        for project in (first, second):
            project.make(ImportSystemMap(MAP))
        before = dump(first.store)
        first.make(ImportEmbeddedness(found))
        held = load_embeddedness(first.store)
        assert {(one.service, one.time, one.aspect) for one in held.judgements} == {
            (one.service, one.time, one.aspect) for one in found.judgements
        }
        written = write_definition(held, ending)
        if held != Embeddedness():
            second.make(imported(written, folder, ending))
        assert load_embeddedness(second.store) == held
        if found != Embeddedness():
            first.undo()
        assert dump(first.store) == before


class TestJudging:
    CHANGES = (
        AddAspect("pathway", "Referral pathway", levels=["none", "one"]),
        EditAspect("access", "Access", "Somebody can be rung.", ["none", "some"]),
        EditAspect("aware", levels=["known to few", "known to all"]),
        RemoveAspect("aware", judgements=True),
        JudgeService("hv", "aware", "T2", "known to most", "Told by two.", [WAIT]),
        JudgeService("hv", "aware", "T1", "known to most"),
        JudgeService("hv", "aware", "T1", note="", for_=[STILL], without=[WAIT]),
        JudgeService("hv", "aware", note="Of all time."),
        RemoveJudgement("hv", "aware", "T1"),
        DeleteTranscript("A"),
        ImportEmbeddedness(Embeddedness()),
    )

    @pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.kind)
    def test_each_change_is_undone_and_made_again(self, judged, change):
        before = dump(judged.store)
        judged.make(change)
        after = dump(judged.store)
        assert after != before
        assert check_project(judged.store).faults == []
        judged.undo()
        assert dump(judged.store) == before
        judged.redo()
        assert dump(judged.store) == after

    def test_passages_move_and_go(self, judged):
        placed = load_embeddedness(judged.store).judgements[0]
        change = JudgeService("hv", "aware", "T1", against=placed.for_, without=placed.against)
        judged.make(change)
        now = load_embeddedness(judged.store).judgements[0]
        assert (now.for_, now.against) == ([], placed.for_)

    def test_a_transcript_takes_its_passages_along_and_leaves_the_judgement(self, judged):
        judged.make(DeleteTranscript("A"))
        now = load_embeddedness(judged.store).judgements[0]
        assert (now.level, now.for_, len(now.against)) == ("known to few", [], 1)

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (AddAspect("aware"), "an aspect “aware” is there already"),
            (AddAspect("new", levels=["", "x"]), "a level needs words"),
            (EditAspect("awre"), "did you mean “aware”?"),
            (EditAspect("aware", levels=["other"]), "judgements hold levels that would be gone"),
            (RemoveAspect("aware"), "aspect “aware” has 1 judgement"),
            (JudgeService("hvv", "aware", level="known to few"), "unknown service “hvv”"),
            (JudgeService("hv", "aware", "T7", "known to few"), "unknown time point “T7”"),
            (JudgeService("hv", "aware", "T2", "well known"), "is no level of aspect “aware”"),
            (JudgeService("hv", "access", "T2", "some"), "give the aspect its `levels`"),
            (JudgeService("hv", "aware", "T2"), "would say nothing"),
            (JudgeService("csc", "access", "T2", note=""), "would say nothing"),
            (JudgeService("hv", "aware", "T1", without=[STILL]),
             "no such passage"),
            (RemoveJudgement("hv", "aware", "T2"), "aware of hv at T2 is not judged"),
            (ImportStudy(Study.model_validate({**DESIGN, "time_points": [{"id": "T1"}]})),
             "judgements are missing: T2"),
            (ImportSystemMap(SystemMap.model_validate({"services": [{"id": "hv"}]})),
             "judgements are missing: csc"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_and_changes_nothing(self, judged, change, said):
        assert said in faults(judged, change)


class TestBesideOtherChanges:
    def test_one_judgement_is_taken_back_and_made_again_without_the_next(self, judged):
        first = judged.make(JudgeService("csc", "aware", "T1", "known to few", for_=[WAIT]))
        judged.make(JudgeService("csc", "access", "T1", note="Rings nobody yet.", for_=[WAIT]))
        after = dump(judged.store)
        judged.undo_entry(first.id)
        assert [row.place for row in judgements(judged.store) if row.service == "csc"] == [
            ("csc", "T1", "access"),
            ("csc", "T2", "access"),
        ]
        assert check_project(judged.store).faults == []
        judged.redo_entry(first.id)
        assert dump(judged.store) == after

    def test_an_aspect_that_is_judged_by_is_not_taken_back_alone(self, judged):
        added = judged.make(AddAspect("pathway", levels=["none"]))
        judged.make(JudgeService("hv", "pathway", "T1", "none"))
        before = dump(judged.store)
        with pytest.raises(BadInputError):
            judged.undo_entry(added.id)
        assert dump(judged.store) == before

    def test_names_are_replaced_in_notes_and_quotations(self, judged):
        judged.make(JudgeService("csc", "access", "T1", note="P08 told Sam.", for_=[WAIT]))
        rules = Rules([PseudonymRule(find="Sam", replace="[manager]")])
        judged.make(Pseudonymise(make_plan(judged.store, rules)))
        (found,) = [row for row in judgements(judged.store) if row.place == ("csc", "T1", "access")]
        assert found.note == "P08 told [manager]."
