import pytest
from helpers.projects import read_talk
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.model.codebook import Code
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.bin_content import unpacked
from lmm_qual.project.changes.code_delete import DeleteCodes
from lmm_qual.project.changes.code_merge import MergeCodes
from lmm_qual.project.changes.code_restore import RestoreCodes
from lmm_qual.project.changes.codebook import AddCode
from lmm_qual.project.changes.codebook_edit import EditCode
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.findings import DeleteFinding
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.checking import check_project
from lmm_qual.project.correcting.correction import UpdateTranscript
from lmm_qual.project.correcting.seats import CorrectedFile
from lmm_qual.store.queries.bin import bin_content, bin_entries
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.queries.memos import all_memos
from project.coded import OTHER, WAITING, add, code_of, coded_project, segments
from project.studies import small_project


def held(project):
    """Give all that is stored but log, versions of the codebook and bin."""
    apart = ('INSERT INTO "codebook_version"', 'INSERT INTO "bin_entry"')
    return [line for line in dump(project.store) if not line.startswith(apart)]


def outline(project):
    tree = code_tree(project.store)
    return [tree.path(code) for code in tree.order]


def delete(project, *paths, **more):
    project.make(DeleteCodes([code_of(project, path) for path in paths], **more))
    return bin_entries(project.store)[0].id


def restore(project, entry, name=None):
    change = RestoreCodes(entry, name)
    project.make(change)
    assert check_project(project.store).faults == []
    return change


@pytest.mark.parametrize("paths", [["Barriers"], ["Reach/Waiting", WAITING], ["Reach", r"0\/19"]])
def test_deleted_and_restored_all_is_as_it_was(paths):
    project = coded_project()
    before, version = held(project), codebook_version(project.store)
    entry = delete(project, *paths)
    after = dump(project.store)
    assert not {path for path in outline(project) if path.startswith(tuple(paths))}
    assert not {one for one in segments(project) if one[-1].startswith(tuple(paths))}
    assert check_project(project.store).faults == []
    project.undo()
    assert held(project) == before
    project.redo()
    assert dump(project.store) == after
    assert restore(project, entry).left == []
    assert held(project) == before
    assert codebook_version(project.store) == version + 2
    assert bin_entries(project.store) == []
    project.undo()
    assert dump(project.store) == after


def test_an_entry_says_what_and_who():
    project = coded_project()
    delete(project, "Reach")
    (row,) = bin_entries(project.store)
    assert (row.kind, row.label, row.coder) == ("codes", "code “Reach”", "SA")


def test_codes_under_it_may_stay():
    project = coded_project()
    entry = delete(project, "Barriers", keep_below=True)
    assert outline(project) == ["Waiting", "Reach", "Reach/Waiting", r"0\/19"]
    assert ("A", 0, 15, "JR", "Waiting") in segments(project)
    restore(project, entry)
    assert outline(project) == ["Barriers", "Waiting", "Reach", "Reach/Waiting", r"0\/19"]


def test_what_lost_its_transcript_or_finding_stays_in_the_bin_and_is_said():
    project = coded_project()
    add(project, 6, 14, WAITING, key="B", memo="of B")
    entry = delete(project, WAITING)
    project.make(DeleteTranscript("B"))
    project.make(DeleteFinding("F1"))
    change = restore(project, entry)
    assert sorted(change.left) == [
        "1 coding left in the bin: transcript B is not there",
        "1 ground of a finding left in the bin: finding F1 is not there",
        "1 memo left in the bin: coding is not there",
    ]
    assert {one[:3] for one in segments(project) if one[-1] == WAITING} == {
        ("A", 16, 30),
        ("A", 0, 15),
    }
    assert [row.label for row in bin_entries(project.store)] == ["rest of code “Waiting”"]
    assert project.make(RestoreCodes(entry)) is None
    for _ in range(3):
        project.undo()
    restore(project, entry)
    assert "of B" in {memo.text for memo in all_memos(project.store)}


def test_the_rest_comes_back_when_its_transcript_does():
    project = coded_project()
    add(project, 6, 14, WAITING, key="B", memo="of B")
    entry = delete(project, WAITING)
    sql = "UPDATE transcript SET key = ?, sha256 = ? WHERE id = 2"
    with project.store.transaction() as connection:
        connection.execute(sql, ("other", "0"))
    change = RestoreCodes(entry)
    project.make(change)
    assert change.left[0] == "1 coding left in the bin: transcript B is not there"
    with project.store.transaction() as connection:
        connection.execute(sql, ("B", "0"))
    again = RestoreCodes(entry)
    project.make(again)
    assert again.left == []
    assert bin_entries(project.store) == []
    assert ("B", 6, 14, "SA", WAITING) in segments(project)


def test_codings_follow_their_words_where_these_stand_once():
    project = coded_project()
    entry = delete(project, "Reach")
    text = project.store.value("SELECT text FROM transcript WHERE id = 2")
    with project.store.transaction() as connection:
        connection.execute("UPDATE transcript SET text = ? WHERE id = 2", ("Oh: " + text,))
    change = RestoreCodes(entry)
    project.make(change)
    assert ("B", 9, 23, "SA", "Reach") in segments(project)
    with project.store.transaction() as connection:
        connection.execute("UPDATE transcript SET text = 'Other words than those.' WHERE id = 2")
    entry = delete(project, "Reach")
    change = RestoreCodes(entry)
    project.make(change)
    said = "its words do not stand in the transcript, or more than once"
    assert f"1 coding left in the bin: {said}" in change.left


def test_a_name_that_is_taken_needs_another():
    project = coded_project()
    entry = delete(project, "Reach")
    project.make(AddCode(Code(name="Reach", definition="other")))
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError, match="a code named “Reach” stands at the top already"):
        project.make(RestoreCodes(entry))
    assert dump(project.store, log=True) == before
    restore(project, entry, "Reach before")
    assert "Reach before/Waiting" in outline(project)
    assert ("B", 5, 19, "SA", "Reach before") in segments(project)


def test_without_the_code_above_they_come_to_the_top_and_lose_a_taken_shortcut():
    project = coded_project()
    project.make(EditCode(code_of(project, OTHER), {"shortcut": "w"}))
    first = delete(project, OTHER)
    delete(project, "Reach")
    project.make(EditCode(code_of(project, "Barriers"), {"shortcut": "w"}))
    change = restore(project, first)
    assert "Waiting" in outline(project)
    assert change.left[0] == "the shortcut “w” belongs to “Barriers” now"


def test_ids_that_were_given_to_others_meanwhile_are_left_to_them():
    project = coded_project()
    before = segments(project)
    entry = delete(project, r"0\/19", WAITING)
    project.make(AddCode(Code(name="New")))
    add(project, 3, 8, "New")
    add(project, 4, 8, "New", memo="new")
    restore(project, entry)
    new = {one for one in segments(project) if one[-1] == "New"}
    assert len(new) == 2
    assert segments(project) - new == before


def test_there_must_be_such_an_entry():
    with pytest.raises(BadInputError, match="the bin has no entry 9 of codes"):
        coded_project().make(RestoreCodes(9))


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_any_codes_deleted_and_restored(data):
    project = coded_project()
    before = held(project)
    entries = []
    for _ in range(data.draw(st.integers(1, 2))):
        left = outline(project)
        chosen = data.draw(st.lists(st.sampled_from(left), min_size=1, max_size=2, unique=True))
        entries.append(delete(project, *chosen))
    for entry in reversed(entries):
        assert restore(project, entry).left == []
    assert held(project) == before


TALK = """
== A time=T1 group=G3
P07: [We wait for months](Waiting) and nobody [calls us back](Contact).
"""


def corrected(project, marked):
    """Take a corrected text of the transcript."""
    new = read_talk(marked)[0].new_transcript()
    project.make(
        UpdateTranscript("A", CorrectedFile("a.txt", new.content, new.parsed, new.speakers))
    )


def coded_talk():
    project = small_project(TALK, ["Waiting", "Contact", "Other"])
    codings = [coding for one in read_talk(TALK) for coding in one.codings]
    project.make(AddCodings([("", coding) for coding in codings]))
    return project


def test_spans_in_the_bin_follow_a_corrected_text():
    project = coded_talk()
    entry = delete(project, "Contact")
    corrected(project, TALK.replace("P07: [We", "P07: Well, [we").replace(" nobody", " no one"))
    assert restore(project, entry).left == []
    quotes = {quote for (quote,) in project.store.rows("SELECT quote FROM coding")}
    assert quotes == {"we wait for months", "calls us back"}


def test_a_coding_in_the_bin_follows_a_merge_of_its_code():
    project = coded_talk()
    before = code_of(project, "Contact")
    corrected(project, "== A time=T1 group=G3\nP07: We wait for months and months.")
    (entry,) = bin_entries(project.store)
    project.make(MergeCodes([before], code_of(project, "Other")))
    rows = unpacked(bin_content(project.store, entry.id))
    codes = [row["at"] for row in rows["known"] if row["table"] == "code"]
    assert codes == [code_of(project, "Other")]
