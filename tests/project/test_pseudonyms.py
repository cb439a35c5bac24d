"""Names replaced everywhere in a project, codings carried, and all of it taken back."""

import pytest
from helpers.projects import CODER, codebook_of, read_talk
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump, memory_store

from lmm_qual.analysis.snapshot import differences, packed, state_of, unpacked
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.pseudonyms import PseudonymRule
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.memos import WriteMemo
from lmm_qual.project.changes.snapshots import TakeSnapshot
from lmm_qual.project.changes.transcripts import AddTranscripts, SetTranscript
from lmm_qual.project.checking import check_project
from lmm_qual.project.project import Project
from lmm_qual.project.pseudonyms.change import Pseudonymise
from lmm_qual.project.pseudonyms.left import names_left, told
from lmm_qual.project.pseudonyms.plan import Rules, make_plan
from lmm_qual.store.deltas import Insert, Update, pack

TALK = """
== A time=T1 group=G3 title="Talk with Sarah"
INT: How is [Sarah Jones now](Waiting)?
P07: [Sarah’s mum waits](Contact) for us. [It was hard for Sarah](Waiting).
Sarah: Me? [Yes](Waiting).
== B time=T1 group=G3
P08: Mr Jones knows. Sarahs do not.
"""
MOTHER = PseudonymRule(find="Sarah Jones", replace="[mother]")
SARAH = PseudonymRule(find="Sarah", replace="[M]")
JONES = PseudonymRule(find="Jones", replace="[name]")


def project_of(marked=TALK):
    project = Project(memory_store(), CODER)
    found = read_talk(marked)
    made = [coding for one in found for coding in one.codings]
    project.make(ImportCodebook(codebook_of([*dict.fromkeys(one.code for one in made), "Other"])))
    project.make(AddTranscripts([one.new_transcript() for one in found]))
    if made:
        project.make(AddCodings([("", coding) for coding in made]))
    return project


def pseudonymised(project, *rules, skips=()):
    plan = make_plan(project.store, Rules(rules)).without(skips)
    change = Pseudonymise(plan)
    project.make(change)
    return change


def text(project, key="A"):
    return project.store.value("SELECT text FROM transcript WHERE key = ?", (key,))


def quotes(project):
    return [row["quote"] for row in project.store.mappings("coding")]


class TestTranscripts:
    def test_codings_cover_what_they_covered(self):
        project = project_of()
        change = pseudonymised(project, MOTHER, SARAH)
        assert text(project) == (
            "INT: How is [mother] now?\n"
            "P07: [M]’s mum waits for us. It was hard for [M].\n"
            "[M]: Me? Yes."
        )
        assert sorted(quotes(project)) == sorted(
            ["[mother] now", "[M]’s mum waits", "It was hard for [M]", "Yes"]
        )
        assert (change.counts.exact, change.counts.review) == (4, 0)
        assert check_project(project.store).faults == []
        labels = [row["label"] for row in project.store.mappings("speaker")]
        assert labels == ["INT", "P07", "[M]", "P08"]

    def test_only_where_a_rule_holds(self):
        project = project_of()
        pseudonymised(project, PseudonymRule(find="Jones", replace="[x]", only=["B"]))
        assert "Jones" in text(project)
        assert text(project, "B") == "P08: Mr [x] knows. Sarahs do not."

    def test_places_left_out_stay(self):
        project = project_of()
        at = text(project).index("Sarah’s")
        pseudonymised(project, MOTHER, SARAH, skips={("A", at)})
        assert "Sarah’s mum waits for us. It was hard for [M]." in text(project)

    def test_a_place_that_is_none_is_refused(self):
        with pytest.raises(BadInputError, match="no place A:3 would be changed"):
            pseudonymised(project_of(), SARAH, skips={("A", 3)})

    def test_two_speakers_are_not_made_one(self):
        project = project_of("== A\nAnn: Hello.\nBea: Hello.")
        rules = [PseudonymRule(find=name, replace="[x]") for name in ("Ann", "Bea")]
        before = dump(project.store, log=True)
        with pytest.raises(BadInputError, match="two speakers of A would be called"):
            pseudonymised(project, *rules)
        assert dump(project.store, log=True) == before

    def test_a_coding_whose_border_is_in_a_name_is_to_be_looked_at_without_the_name(self):
        project = project_of("== A\nP07: So Sarah [Jones came](Waiting) late.")
        pseudonymised(project, MOTHER)
        (review,) = project.store.mappings("review")
        assert review["words"] == "[mother] came"
        assert names_left(project.store, Rules([MOTHER, JONES, SARAH])) == []

    def test_codings_that_become_equal_lie_in_the_bin_without_the_name(self):
        project = project_of("== A\nP07: [[Sarah](Waiting) Jones](Waiting) came.")
        pseudonymised(project, MOTHER)
        assert quotes(project) == ["[mother]"]
        assert [row["label"] for row in project.store.mappings("bin_entry")] == ["[mother]"]
        assert names_left(project.store, Rules([MOTHER, JONES, SARAH])) == []


class TestWhatPeopleWrote:
    def full(self):
        """Give a project that holds the name in every column that people write into."""
        project = project_of()
        store = project.store
        project.make(WriteMemo("coding", 1, "Sarah is Mrs Jones"))
        project.make(WriteMemo("study", None, "Of Sarah Jones"))
        project.make(SetTranscript("A", {"title": "Talk with Sarah"}))
        project.make(TakeSnapshot("first", note="Sarah was there"))
        signed = {"created": "2022", "updated": "2022", "coder_id": None}
        said = {
            "text": "Of Sarah Jones",
            "description": "Sarah",
            "reason": "Sarah",
            "note": "Sarah",
        }
        rows = {
            "finding": {"position": 0, "key": "f", "claim": "Sarah", "search_note": "Jones"},
            "recommendation": {
                "position": 0,
                "key": "r",
                "text": "Ask Sarah",
                "addressee": "Jones",
            },
            "chart_summary": {
                "row_kind": "transcript",
                "transcript_id": 1,
                "code_id": 1,
                "part": "round",
            },
            "typology": {"position": 0, "key": "t", "name": "T", "row_kind": "transcript"},
            "typology_type": {"typology_id": 1, "position": 0, "name": "T"},
            "typology_member": {"type_id": 1, "position": 0, "transcript_id": 1},
            "change_tag": {"design": "group", "code_id": 1, "from_time": "a", "to_time": "b"},
            "research_question": {"position": 0, "key": "q", "source": None},
            "topic_guide": {"position": 0, "time_key": "T1", "group_key": "G3"},
            "correction": {"transcript_id": 1, "kind": "words", "at": "2022"},
            "event": {"position": 0, "date": "2022", "label": "Sarah came"},
        }
        rows["change_tag"]["tag"] = "more"
        rows["chart_summary"]["based_on"] = "[]"
        rows["topic_guide"]["questions"] = '[{"text": "What of Sarah Jon\\u0065s?"}]'
        made = []
        for table, row in rows.items():
            columns = {name for _, name, *_ in store.rows(f"PRAGMA table_info({table})")}
            more = {n: v for n, v in (signed | said).items() if n in columns and n not in row}
            made.append(Insert(table, [{"id": 1, **row, **more}]))
        review = {"correction_id": 1, "target": "coding", "target_id": 1, "reason": "changed"}
        review |= {"words": "Jones now", "before": "How is Sarah ", "after": " and Sarah"}
        made.append(Insert("review", [{"id": 1, **review}]))
        kept = [{"id": 9, "target": "study", "target_id": None, "coder_id": 1, "text": "of Sarah"}]
        kept[0]["created"] = "2022"
        entry = {"kind": "memo", "label": "Sarah", "at": "2022"}
        entry["content"] = pack([Insert("memo", kept)])
        made.append(Insert("bin_entry", [{"id": 1, **entry}]))
        made.append(
            Update("code", [{"id": 1, "definition": "What Sarah says", "example": "Jones"}])
        )
        book = '{"codes": [{"name": "Waiting", "definition": "What Sarah says"}]}'
        made.append(Update("codebook_version", [{"id": 1, "note": "Sarah", "content": book}]))
        meta = {"metadata_": '{"author": "Sarah J\\u006fnes"}', "interviewer_note": "Sarah"}
        made.append(Update("transcript", [{"id": 1, "file_name": "Sarah_Jones.txt", **meta}]))
        project.make(_Rows(made))
        return project

    def test_nothing_holds_a_name_but_the_history(self):
        project = self.full()
        rules = Rules([MOTHER, SARAH, JONES])
        before = {left.column for left in names_left(project.store, rules)}
        assert len(before) > 25
        pseudonymised(project, MOTHER, SARAH, JONES)
        assert names_left(project.store, rules) == []
        assert check_project(project.store).faults == []
        (row, *_) = project.store.mappings("transcript")
        assert row["file_name"] == "[M]_[name].txt"
        (review,) = project.store.mappings("review")
        assert (review["before"], review["words"]) == ("How is ", "[mother] now")
        said = " ".join(told(project.store, rules))
        assert "once a name is part of a longer word" in said
        assert "`forget` makes it forget" in said

    def test_it_can_be_undone_and_made_again(self):
        project = self.full()
        before = dump(project.store)
        pseudonymised(project, MOTHER, SARAH, JONES)
        after = dump(project.store)
        project.undo()
        assert dump(project.store) == before
        project.redo()
        assert dump(project.store) == after

    def test_a_second_time_finds_nothing(self):
        project = self.full()
        pseudonymised(project, MOTHER, SARAH, JONES)
        assert make_plan(project.store, Rules([MOTHER, SARAH, JONES])).places == []

    def test_names_of_codes_are_told_not_changed(self):
        project = project_of("== A\nP07: [yes](Sarah's plan).")
        pseudonymised(project, SARAH)
        assert [left.column for left in names_left(project.store, Rules([SARAH]))] == [
            "code/name",
            "codebook_version/content",
        ]

    def test_original_bytes_that_hold_more_than_the_text_give_way(self):
        project = project_of()
        project.make(_Rows([Update("source_file", [{"id": 2, "content": b"Beatrix was here"}])]))
        change = pseudonymised(project, PseudonymRule(find="Beatrix", replace="B"), SARAH)
        assert change.sources == ["A", "B"]
        contents = [row["content"] for row in project.store.mappings("source_file")]
        assert contents == [text(project).encode(), text(project, "B").encode()]


class _Rows:
    kind = label = "rows"

    def __init__(self, delta):
        self.delta = delta

    def operations(self, *_):
        return self.delta


WORDS = st.sampled_from(["Sarah", "Jones", "Ann", "mum", "so", "Sarah's", "Ann-Marie"])


@settings(max_examples=10)
@given(st.data())
def test_every_coding_has_the_words_it_covers_and_undo_is_exact(data):
    words = data.draw(st.lists(WORDS, min_size=2, max_size=12))
    talk = " ".join(words)
    borders = [0]
    for word in words:
        borders.append(borders[-1] + len(word) + 1)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = borders[first], borders[last + 1] - 1
    marked = f"{talk[:start]}[{talk[start:end]}](Waiting){talk[end:]}"
    project = project_of(f"== A\nP07: {marked}")
    before = dump(project.store)
    rules = [MOTHER, SARAH, PseudonymRule(find="Ann", replace="[A]")]
    pseudonymised(project, *data.draw(st.permutations(rules)))
    assert check_project(project.store).faults == []
    assert names_left(project.store, Rules([MOTHER, SARAH])) == []
    if project.store.value("SELECT kind FROM change_log ORDER BY id DESC") == "pseudonymise":
        project.undo()
    assert dump(project.store) == before


def test_a_snapshot_is_as_before_beside_what_it_was_taken_of():
    project = project_of()
    project.make(TakeSnapshot("first"))
    pseudonymised(project, MOTHER, SARAH, JONES)
    then = unpacked(project.store.mappings("snapshot")[0]["content"])
    assert not differences(then, unpacked(packed(state_of(project.store))))
