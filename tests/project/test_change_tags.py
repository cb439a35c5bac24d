"""What a researcher says became of a code: said anew, taken back, resting on passages."""

import pytest
from store.databases import dump

from lmm_qual.analysis.change import change_table
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.change_tags import RemoveChangeTag, SetChangeTag
from lmm_qual.project.changes.passages import Evidence, read_evidence
from lmm_qual.project.checking import check_project
from lmm_qual.store.queries.change_tags import change_tags
from lmm_qual.store.queries.passages import passage_links
from project.studies import small_project

PLACE = Evidence("A", 5, 20)


@pytest.fixture
def project():
    with small_project() as made:
        yield made


def tag(project, what="increase", design="people", unit="P07", **more):
    return project.make(SetChangeTag(design, unit, "Barriers/Waiting", "T1", "T2", what, **more))


def test_a_tag_stands_in_the_comparison_with_its_note_and_passages(project):
    tag(project, "surge", note="After the letter.", evidence=[PLACE])
    (row,) = change_tags(project.store)
    assert (row.unit, row.tag, row.note, row.coder) == ("P07", "surge", "After the letter.", "SA")
    assert [link.start for link in passage_links(project.store, "tag", row.id)] == [5]
    table = change_table(project.store, design="people")
    (tagged,) = [one for one in table.rows if one.tag]
    assert (tagged.code, tagged.unit, tagged.tag.tag) == ("Barriers/Waiting", "P07", "surge")
    assert not check_project(project.store).faults


def test_it_is_said_anew_and_keeps_its_passages_unless_others_are_given(project):
    tag(project, evidence=[PLACE])
    assert tag(project) is None
    tag(project, "decrease")
    (row,) = change_tags(project.store)
    assert row.tag == "decrease"
    assert len(passage_links(project.store, "tag", row.id)) == 1
    tag(project, "decrease", evidence=[Evidence("B", 5, 12)])
    assert [link.transcript for link in passage_links(project.store, "tag", row.id)] == ["B"]
    assert len(list(project.store.rows("SELECT id FROM passage"))) == 1


def test_taking_it_back_takes_its_passages_along_and_all_can_be_undone(project):
    tag(project, unit="P08")  # makes the coder
    before = dump(project.store)
    tag(project, evidence=[PLACE])
    tagged = dump(project.store)
    project.make(RemoveChangeTag("people", "P07", "Barriers/Waiting", "T1", "T2"))
    assert dump(project.store) == before
    project.undo()
    assert dump(project.store) == tagged
    project.undo()
    assert dump(project.store) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": "more"}, "no change tag “more”; use one of increase, cumulative"),
        ({"unit": "P70"}, "no participant “P70”; did you mean “P07”"),
        ({"design": "group", "unit": "G9"}, "unknown group “G9”"),
        ({"evidence": [Evidence("A", 5, 5)]}, "span 5–5 is empty"),
    ],
)
def test_what_is_not_known_is_refused(project, given, said):
    before = dump(project.store)
    with pytest.raises(BadInputError) as caught:
        tag(project, **given)
    assert said in str(caught.value)
    assert dump(project.store) == before


def test_a_passage_is_read_as_it_is_written_on_the_command_line():
    assert read_evidence("T1:x:3-9") == Evidence("T1:x", 3, 9)
    for wrong in ("", "A", "A:1", "A:-1-3", "A:1-3x", "A:1–3"):
        with pytest.raises(BadInputError, match="names no passage"):
            read_evidence(wrong)
