"""Writing in the framework matrix: one summary a cell, what it rests on, what became of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.analysis.framework_matrix import FrameworkMatrix
from lmm_qual.definitions.reading import read_framework
from lmm_qual.definitions.writing import write_definition
from lmm_qual.exporters.framework import framework_file
from lmm_qual.exporters.framework_workbook import framework_workbook
from lmm_qual.importers.chart_workbook import read_chart, settled
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codings import AddCodings, RemoveCodings
from lmm_qual.project.changes.framework import WriteSummaries, WriteSummary, Written
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.chart_cells import CellFinder, summaries_of_file
from lmm_qual.project.chart_import import changed_cells, says_state
from lmm_qual.project.checking import check_project
from lmm_qual.store.queries.charts import summaries, summary_in
from lmm_qual.store.queries.passages import passage_links
from project.studies import small_project

WORDS = Evidence("A", 21, 35)


@pytest.fixture
def project():
    with small_project() as made:
        made.make(AddCodings([("", coding("A", 21, 35)), ("", coding("B", 5, 18))]))
        yield made


def coding(key, start, end, code="Barriers/Waiting", coder="SA"):
    return CodingRecord(transcript=key, start=start, end=end, code=code, coder=coder)


def cell(project, row="P07", code="Barriers", time="T1", *, kind="participant", change=False):
    finder = CellFinder(project.store)
    return finder.cell(kind, row, code, None if change else time, change=change)


def drifted(project, where):
    matrix = FrameworkMatrix(project.store, where.kind)
    (row,) = [row for row in matrix.rows if row.key == where.row]
    (column,) = [c for c in matrix.columns if (c.time, c.change) == (where.time, where.change)]
    return matrix.cell(row, where.code_id, column).drift.said()


class TestWriting:
    def test_a_cell_has_one_summary_written_anew(self, project):
        where = cell(project)
        project.make(WriteSummary(where, "They wait.", [WORDS]))
        entry = project.make(WriteSummary(where, "They waited.\n\nLong."))
        (row,) = summaries(project.store)
        assert (row.text, row.coder, row.cell) == ("They waited.\n\nLong.", "SA", where)
        assert [link.quote for link in passage_links(project.store, "summary")] == [
            "Well, we wait."
        ]
        assert entry.label == "summary of P07, Barriers, T1"
        assert project.make(WriteSummary(where, "They waited.\n\nLong.", [WORDS])) is None

    def test_no_words_take_it_away_with_its_passages(self, project):
        where = cell(project)
        project.make(WriteSummary(where, "They wait.", [WORDS]))
        entry = project.make(WriteSummary(where, " "))
        assert entry.label.endswith("taken away")
        assert not summaries(project.store)
        assert project.store.value("SELECT count(*) FROM passage") == 0
        assert project.make(WriteSummary(where, "")) is None

    def test_cells_of_all_rows_rounds_and_of_change_stand_apart(self, project):
        places = [
            cell(project),
            cell(project, time="T2"),
            cell(project, change=True),
            cell(project, "A", kind="transcript"),
            cell(project, code="Reach/Waiting"),
        ]
        for at, where in enumerate(places):
            project.make(WriteSummary(where, f"{at}"))
        assert [summary_in(project.store, where).text for where in places] == list("01234")

    @pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 16_001])
    def test_what_is_no_summary_is_refused(self, project, text):
        before = dump(project.store)
        with pytest.raises(BadInputError):
            project.make(WriteSummary(cell(project), text))
        assert dump(project.store) == before

    def test_a_transcript_takes_its_row_along_and_undo_brings_it_back(self, project):
        project.make(WriteSummary(cell(project, "A", kind="transcript"), "x", [WORDS]))
        project.make(WriteSummary(cell(project), "y", [WORDS]))
        before = dump(project.store)
        project.make(DeleteTranscript("A"))
        assert [row.row for row in summaries(project.store)] == ["P07"]
        assert not check_project(project.store).faults
        project.undo()
        assert dump(project.store) == before


class TestOutOfDate:
    def test_segments_that_come_and_go(self, project):
        where, change = cell(project), cell(project, change=True)
        project.make(WriteSummary(where, "x"))
        project.make(WriteSummary(change, "y"))
        assert drifted(project, where) == ""
        project.make(AddCodings([("", coding("A", 38, 47)), ("", coding("A", 0, 4))]))
        assert drifted(project, where) == "out of date: 1 new"
        project.make(RemoveCodings([1, 2]))
        assert drifted(project, where) == "out of date: 1 new, 1 gone"
        assert drifted(project, change) == "out of date: 1 new, 2 gone"
        project.undo()
        assert drifted(project, where) == "out of date: 1 new"

    def test_the_same_words_written_again_say_that_they_still_hold(self, project):
        where = cell(project)
        project.make(WriteSummary(where, "x"))
        project.make(AddCodings([("", coding("A", 38, 47))]))
        assert project.make(WriteSummaries([Written(where, "x", afresh=False)])) is None
        assert drifted(project, where) == "out of date: 1 new"
        assert project.make(WriteSummary(where, "x")) is not None
        assert drifted(project, where) == ""


class TestNaming:
    @pytest.mark.parametrize(
        ("named", "fault"),
        [
            ({"row": "P77"}, "no participant “P77”; did you mean “P07”?"),
            ({"code": "Barier"}, "unknown code “Barier”; did you mean “Barriers”?"),
            ({"code": "Waiting"}, "more than one code is named “Waiting”"),
            ({"time": "T3"}, "unknown time point “T3”"),
            (
                {"time": None},
                "says neither which round nor change; give --time, one of T1, T2, or --change",
            ),
            ({"kind": "transcript", "row": "A", "time": "T2"}, "A is not of T2; its time point"),
            ({"kind": "service", "row": "hv"}, "no service “hv”; none is defined"),
        ],
    )
    def test_what_is_not_there_is_told_with_what_is_near(self, project, named, fault):
        with pytest.raises(BadInputError) as caught:
            cell(project, **named)
        assert fault in str(caught.value)

    def test_a_study_of_one_round_needs_no_time(self):
        talk = "== A time=T1\nP07: x\n"
        with small_project(talk, design={"participants": [{"id": "P07"}]}) as project:
            assert cell(project, time=None).time == "T1"
            with pytest.raises(BadInputError, match="no change"):
                cell(project, change=True)


FILE = """
summaries:
  - participant: P07
    code: Barriers
    time: T1
    text: They wait.
    passages: [{transcript: A, quote: "Well, we wait."}, {transcript: B, start: 5, end: 18}]
    by: KM
  - {transcript: B, code: Barriers, text: Still.}
  - {participant: P07, code: Barriers, change: true, text: Nothing changed.}
"""


def take(project, tmp_path, text=FILE):
    path = tmp_path / "framework.yaml"
    path.write_text(text, encoding="utf-8")
    return project.make(summaries_of_file(project.store, *read_framework(path), str(path)))


class TestTheFile:
    def test_it_is_taken_whole_and_a_second_time_changes_nothing(self, project, tmp_path):
        assert take(project, tmp_path).label == "3 summaries"
        one, *_ = summaries(project.store)
        assert (one.coder, len(passage_links(project.store, "summary", one.id))) == ("KM", 2)
        assert take(project, tmp_path) is None
        project.make(RemoveCodings([1]))
        assert take(project, tmp_path) is None

    def test_it_is_exported_as_it_is_read(self, project, tmp_path):
        take(project, tmp_path)
        exported = framework_file(project.store)
        with small_project() as other:
            take(other, tmp_path, write_definition(exported, "yaml"))
            assert framework_file(other.store) == exported

    def test_every_fault_is_told_with_its_place_and_nothing_is_written(self, project, tmp_path):
        before = dump(project.store)
        faulty = FILE.replace("P07, code: Barriers", "P7, code: X")
        faulty = faulty.replace("end: 18", "end: 18, quote: Mm").replace("Well, we wait.", "e")
        with pytest.raises(BadInputError) as caught:
            take(project, tmp_path, faulty)
        said = [str(problem).partition("framework.yaml:")[2] for problem in caught.value.problems]
        assert "line 7, summaries[1].passages[1]: “e” stands 5 times in A; quote more" in said[0]
        assert said[1].startswith("line 10, summaries[3]: no participant “P7”; did you mean")
        with pytest.raises(BadInputError) as caught:
            take(project, tmp_path, faulty.replace('"e"', '"we"'))
        assert "passages[2]: the words at B 5–18 are not those of" in str(caught.value)
        assert dump(project.store) == before

    def test_one_cell_by_two_names_is_one_cell(self, project, tmp_path):
        twice = "summaries:\n" + "".join(
            f"  - {{participant: P07, code: {code}, time: T1, text: x}}\n"
            for code in ("Barriers", "barriers")
        )
        with pytest.raises(BadInputError, match=r"stands twice \(also as entry 1\)"):
            take(project, tmp_path, twice)


texts = st.one_of(
    st.sampled_from(
        ["=1+1", "a\nb", "-x", "@a", "\ta ", "_x0041_", "a\r\nb\rc", "\x07\x1b[1m", "👩🏽‍⚕️"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
)


@given(st.lists(texts, min_size=3, max_size=3))
@settings(max_examples=10, deadline=None)
def test_a_chart_that_goes_out_and_comes_back_changes_nothing(words):
    with small_project(TALK_OF_TWO) as project:
        places = [cell(project), cell(project, "P08"), cell(project, change=True)]
        project.make(WriteSummaries([*map(Written, places, words)]))
        stored = {row.cell: row.text for row in summaries(project.store)}
        data = framework_workbook(FrameworkMatrix(project.store))
        sheet = read_chart("chart.xlsx", data)
        read = {(c.row, *c.column): c.text for c in sheet.cells}
        for where, text in stored.items():
            column = ("Barriers", where.time or "", where.change)
            assert settled(read[where.row, *column]) == settled(text)
        assert changed_cells(project.store, sheet, "chart.xlsx") == []
        edited = [replace(sheet, cells=[c._replace(text=c.text + "!") for c in sheet.cells])]
        changed = changed_cells(project.store, edited[0], "chart.xlsx")
        assert {c.cell: c.new for c in changed}.items() >= {
            where: settled(text + "!") for where, text in stored.items()
        }.items()


TALK_OF_TWO = "== A time=T1\nP07: Well.\nP08: No.\n== B time=T2\nP07: x\n"


def test_words_that_only_tell_of_a_state_are_no_summary():
    for said in ("(not mentioned)", "(coding not finished; not yet written, 3 segments)"):
        assert says_state(said)
    for said in ("not mentioned", "(not mentioned) by her", "(waiting)", ""):
        assert not says_state(said)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["P07", "P08"]),
            st.sampled_from(["T1", "T2"]),
            st.sampled_from(["", "x", "y"]),
            st.none()
            | st.lists(st.builds(Evidence, st.just("A"), st.integers(0, 2), st.integers(6, 8))),
        ),
        max_size=6,
    )
)
@settings(max_examples=10, deadline=None)
def test_whatever_is_written_is_there_and_all_can_be_undone(steps):
    with small_project() as project:
        before, wanted, made = dump(project.store), {}, 0
        for row, time, text, evidence in steps:
            made += (
                project.make(WriteSummary(cell(project, row, time=time), text, evidence))
                is not None
            )
            rested = wanted.get((row, time), ("", []))[1]
            places = rested if evidence is None else list(dict.fromkeys(evidence))
            wanted[row, time] = (text, places if text else [])
        held = {key: value for key, value in wanted.items() if value[0]}
        found = {}
        for summary in summaries(project.store):
            links = passage_links(project.store, "summary", summary.id)
            places = [Evidence(link.transcript, link.start, link.end) for link in links]
            found[summary.row, summary.time] = (summary.text, places)
        assert found == held
        assert not check_project(project.store).faults
        after = dump(project.store)
        for _ in range(made):
            project.undo()
        assert dump(project.store) == before
        for _ in range(made):
            project.redo()
        assert dump(project.store) == after
