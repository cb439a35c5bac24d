import pytest
from store.databases import dump

from lmm_qual.model.problem import BadInputError
from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.map_decisions import ConfirmMention, DecideMentions, DismissMention
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.passages import read_evidence
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from project.studies import DESIGN, small_project

TALK = """
== A time=T1 group=G3
P07: We ring Little Minds. They never ring us. Midwives do.

== B time=T2 group=G3
P08: We ring Little Minds now.
"""
MAP = {
    "services": [{"id": "lmm"}, {"id": "hv"}, {"id": "maternity"}],
    "relation_types": [{"id": "refers_to"}, {"id": "works_with", "directed": False}],
    "relations": [{"source": "hv", "target": "maternity", "type": "works_with"}],
}


@pytest.fixture
def project():
    made = small_project(TALK, design={**DESIGN, "participants": [{"id": "P07"}, {"id": "P08"}]})
    made.make(ImportSystemMap(SystemMap.model_validate(MAP)))
    return made


def words(project, transcript, quote):
    text = transcript_text(project.store, find_transcript(project.store, transcript).id)
    start = text.index(quote)
    return read_evidence(f"{transcript}:{start}-{start + len(quote)}")


def relations(project):
    return load_system_map(project.store).relations


def quotes(relation):
    return [passage.quote for passage in relation.passages]


def test_a_confirmation_makes_a_relation_that_rests_on_the_words(project):
    ring = words(project, "A", "We ring Little Minds.")
    before = dump(project.store)
    project.make(ConfirmMention([ring], "hv", "lmm", "refers_to", times=["T1"], account=["G3"]))
    made = relations(project)[-1]
    assert (made.source, made.target, made.type) == ("hv", "lmm", "refers_to")
    assert (made.stance, made.times, made.account, made.basis) == (
        "affirmed",
        ["T1"],
        ["G3"],
        "stated",
    )
    assert quotes(made) == ["We ring Little Minds."]
    (decision,) = project.store.mappings("mention_decision")
    assert (decision["outcome"], decision["coder"]) == ("confirmed", "SA")
    after = dump(project.store)
    project.undo()
    assert dump(project.store) == before
    project.redo()
    assert dump(project.store) == after


def test_an_equal_relation_takes_the_words_and_another_stance_is_another(project):
    first, second = (words(project, "A", "We ring Little Minds."), words(project, "B", "We ring"))
    project.make(ConfirmMention([first], "hv", "lmm", "refers_to", account=["G3", "P07"]))
    project.make(ConfirmMention([second], "hv", "lmm", "refers_to", account=["P07", "G3"]))
    assert quotes(relations(project)[-1]) == ["We ring Little Minds.", "We ring"]
    never = words(project, "A", "They never ring us.")
    project.make(ConfirmMention([never], "lmm", "hv", "refers_to", "denied"))
    assert [one.stance for one in relations(project)] == ["affirmed", "affirmed", "denied"]


def test_ends_without_direction_may_stand_either_way(project):
    midwives = words(project, "A", "Midwives do.")
    project.make(ConfirmMention([midwives], "maternity", "hv", "works_with"))
    (relation,) = relations(project)
    assert quotes(relation) == ["Midwives do."]


def test_a_dismissal_leaves_the_map_and_may_be_taken_back_by_confirming(project):
    ring = words(project, "A", "We ring Little Minds.")
    before = relations(project)
    project.make(DismissMention([ring], "hv", "lmm"))
    assert relations(project) == before
    assert project.make(DismissMention([ring], "hv", "lmm")) is None
    project.make(ConfirmMention([ring], "hv", "lmm", "refers_to"))
    (decision,) = project.store.mappings("mention_decision")
    assert decision["outcome"] == "confirmed"
    assert decision["relation_id"] is not None
    with pytest.raises(BadInputError, match="stand for a relation already"):
        project.make(DismissMention([ring], "hv", "lmm"))


def test_several_decisions_are_one_change(project):
    ring = words(project, "A", "We ring Little Minds.")
    never = words(project, "A", "They never ring us.")
    again = words(project, "B", "We ring")
    before = dump(project.store)
    project.make(
        DecideMentions(
            [
                ConfirmMention([ring], "hv", "lmm", "refers_to"),
                ConfirmMention([again], "hv", "lmm", "refers_to"),
                DismissMention([never], "hv", "lmm"),
            ]
        )
    )
    assert quotes(relations(project)[-1]) == ["We ring Little Minds.", "We ring"]
    assert len(project.store.mappings("mention_decision")) == 3
    project.undo()
    assert dump(project.store) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": "hb"}, "unknown service “hb”"),
        ({"target": "hv"}, "with itself"),
        ({"type": "refers_too"}, "refers_to"),
        ({"times": ["T9"]}, "unknown time point “T9”"),
        ({"account": ["G9"]}, "unknown participant, group or service “G9”"),
        ({"passages": [read_evidence("A:0-9999")]}, "A"),
    ],
)
def test_what_is_not_known_is_refused(project, change, said):
    given = {"passages": [words(project, "A", "We ring")], "source": "hv", "target": "lmm"}
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError, match=said):
        project.make(ConfirmMention(**{**given, "type": "refers_to", **change}))
    assert dump(project.store, log=True) == before


def test_one_thing_is_not_decided_two_ways(project):
    ring = words(project, "A", "We ring Little Minds.")
    decisions = [
        ConfirmMention([ring], "hv", "lmm", "refers_to"),
        DismissMention([ring], "hv", "lmm"),
    ]
    with pytest.raises(BadInputError, match="at once"):
        project.make(DecideMentions(decisions))


def test_a_transcript_takes_its_decisions_along_and_undo_brings_them_back(project):
    ring = words(project, "A", "We ring Little Minds.")
    again = words(project, "B", "We ring")
    never = words(project, "A", "They never ring us.")
    project.make(ConfirmMention([ring, again], "hv", "lmm", "refers_to"))
    project.make(DismissMention([never], "hv", "lmm"))
    before = dump(project.store)
    project.make(DeleteTranscript("A"))
    assert quotes(relations(project)[-1]) == ["We ring"]
    assert len(project.store.mappings("mention_decision")) == 1
    project.undo()
    assert dump(project.store) == before


def test_a_relation_that_goes_frees_its_words(project):
    ring = words(project, "A", "We ring Little Minds.")
    project.make(ConfirmMention([ring], "hv", "lmm", "refers_to"))
    project.make(ImportSystemMap(SystemMap.model_validate(MAP)))
    assert project.store.mappings("mention_decision") == []
    assert project.store.mappings("passage") == []


def test_a_service_that_a_file_leaves_out_takes_dismissals_along(project):
    project.make(DismissMention([words(project, "A", "Midwives do.")], "maternity", "hv"))
    project.make(DismissMention([words(project, "A", "We ring Little Minds.")], "hv", "lmm"))
    before = dump(project.store)
    without = [service for service in MAP["services"] if service["id"] != "maternity"]
    project.make(ImportSystemMap(SystemMap.model_validate({"services": without})))
    (left,) = project.store.mappings("mention_decision")
    assert (left["source"], left["target"]) == ("hv", "lmm")
    assert len(project.store.mappings("passage")) == 1
    project.undo()
    assert dump(project.store) == before
