"""The findings screen, and putting words to findings while coding, by keys only."""

import pytest
from studies import (
    DESIGN,
    SENTENCE_OF_P07,
    add_coding,
    disk_is_full,
    make_study,
    opened,
    press,
    seen,
)

from lmm_qual.model.finding import BasisEntry, Findings
from lmm_qual.model.study import Question
from lmm_qual.project.changes.findings_import import ImportFindings
from lmm_qual.project.changes.memos import WriteMemo
from lmm_qual.project.project import Project
from lmm_qual.store.queries.findings_file import load_findings
from lmm_qual.tui.screens.chart import ChartScreen
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.findings import FindingsScreen
from lmm_qual.tui.screens.study import StudyScreen

QUESTIONS = [
    Question(id="Q1", text="What stands in its way?"),
    Question(id="Q2", text="What has changed?"),
]
FOUND = {
    "findings": [
        {
            "id": "F1",
            "question": "Q1",
            "claim": "The form is long. [/x]\x1b[2J",
            "for": [
                {"transcript": "T1-G3-07", "quote": "the form was long", "note": "see [laughs]"},
                {"transcript": "T2-G3-01", "quote": "I never did hear of it."},
            ],
            "rests_on": [{"participant": "P08", "code": "Barriers/Referral forms", "time": "T1"}],
        }
    ],
    "recommendations": [
        {"id": "R1", "text": "Make it shorter.", "to": "The team", "findings": ["F1"]}
    ],
}
SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)])


@pytest.fixture(scope="session")
def asked_study(tmp_path_factory):
    path = tmp_path_factory.mktemp("asked") / "small.lmmq"
    design = DESIGN.model_copy(update={"questions": QUESTIONS})
    return make_study(path, design=design)


@pytest.fixture
def study(asked_study, tmp_path):
    path = tmp_path / "small.lmmq"
    path.write_bytes(asked_study.read_bytes())
    return path


@pytest.fixture
def found(study):
    with Project.open(study, write=True, coder="maker") as project:
        project.make(ImportFindings(Findings.model_validate(FOUND)))
    return study


def stored(path):
    with Project.open(path) as project:
        return load_findings(project.store)


class TestReading:
    @SIZES
    async def test_questions_findings_passages_and_back_from_the_text(self, found, size):
        async with opened(found, size=size) as (app, pilot):
            await press(pilot, "D")
            assert isinstance(app.screen, FindingsScreen)
            text = seen(app)
            for said in ("Q1 What stands", "F1 The form is long. [/x]", "no search against"):
                assert said in text
            assert "R1 to The team" in text
            await press(pilot, "down enter")
            text = " ".join(seen(app).split())
            assert "nobody has looked for passages against it" in text
            assert "participant P08 × Barriers/Referral forms × T1" in text
            assert "for P08 “the form was long”" in text
            await press(pilot, "enter")
            assert isinstance(app.screen, CodingScreen)
            text, at = app.screen.view.document.text, app.screen.view.cursor.head
            assert text[at:].startswith("the form was long")
            await press(pilot, "D")
            assert app.screen.at == ("finding", "F1")
            await press(pilot, "escape")
            assert isinstance(app.screen, CodingScreen)

    async def test_what_had_the_keys_has_them_after_the_terminal_was_too_small(self, found):
        async with opened(found) as (app, pilot):
            await press(pilot, "D down enter")
            had = app.screen.focused
            assert had is not None
            await pilot.resize_terminal(40, 10)
            await pilot.pause()
            await pilot.resize_terminal(120, 36)
            await pilot.pause()
            assert app.screen.focused is had

    async def test_a_recommendation_shows_the_passages_it_rests_on(self, found):
        async with opened(found) as (app, pilot):
            await press(pilot, "D G")
            text = " ".join(seen(app).split())
            assert "It follows from" in text
            assert "2 passages" in text
            await press(pilot, "escape")
            assert isinstance(app.screen, StudyScreen)

    async def test_an_empty_study_says_which_key_to_press(self, small_study):
        async with opened(small_study, read_only=True) as (app, pilot):
            await press(pilot, "D")
            assert "The study was opened to look only." in seen(app)
        async with opened(small_study) as (app, pilot):
            await press(pilot, "D")
            assert "Press n to write one." in seen(app)


class TestWriting:
    @SIZES
    async def test_a_finding_for_the_question_is_written_edited_deleted_and_undone(
        self, study, size
    ):
        async with opened(study, size=size) as (app, pilot):
            await press(pilot, 'D down n "They wait." ctrl+s')
            (one,) = stored(study).findings
            assert (one.id, one.claim, one.question, one.search) == (
                "F1",
                "They wait.",
                "Q2",
                None,
            )
            assert app.screen.at == ("finding", "F1")
            await press(pilot, 'e "!" tab left tab "Read all." ctrl+s')
            (one,) = stored(study).findings
            assert (one.claim, one.question, one.search) == ("They wait.!", "Q1", "Read all.")
            assert "none against" in seen(app)
            await press(pilot, "x")
            assert stored(study).findings == []
            await press(pilot, "u")
            assert stored(study).findings == [one]
            assert "undone: deletion of finding F1" in seen(app)

    async def test_what_was_typed_is_asked_about(self, study):
        async with opened(study) as (app, pilot):
            await press(pilot, 'D n "Half" escape')
            assert "These words are not saved" in seen(app)
            await press(pilot, "s")
            assert [one.claim for one in stored(study).findings] == ["Half"]
            assert isinstance(app.screen, FindingsScreen)
            await press(pilot, "n ctrl+s")
            assert "write the words first" in seen(app)

    async def test_a_recommendation_is_written_and_edited(self, found):
        async with opened(found) as (app, pilot):
            await press(pilot, 'D down r "Ring back." tab "Nurses" ctrl+s')
            _, new = stored(found).recommendations
            assert (new.text, new.to, new.findings) == ("Ring back.", "Nurses", ["F1"])
            await press(pilot, 'e tab tab "F9" enter')
            assert "no finding “F9”" in seen(app)
            await press(pilot, 'backspace "1" ctrl+s')
            assert stored(found).recommendations[1] == new
            await press(pilot, "x")
            assert len(stored(found).recommendations) == 1

    async def test_a_passage_is_moved_to_the_other_side_and_taken_away(self, found):
        async with opened(found) as (app, pilot):
            await press(pilot, "D down enter down o")
            (one,) = stored(found).findings
            assert [passage.quote for passage in one.against] == ["I never did hear of it."]
            await press(pilot, "home x")
            assert stored(found).findings[0].for_ == []
            await press(pilot, "u u")
            assert len(stored(found).findings[0].for_) == 2
            assert "undone: passage against finding F1" in seen(app)

    async def test_what_is_not_stored_is_not_shown_as_saved(self, study, monkeypatch):
        async with opened(study) as (app, pilot):
            await press(pilot, 'D n "They wait."')
            monkeypatch.setattr(app.opened.project, "make", lambda _: disk_is_full())
            await press(pilot, "ctrl+s")
            assert "not saved" in seen(app)
            monkeypatch.undo()
            await press(pilot, "ctrl+s")
            assert [one.claim for one in stored(study).findings] == ["They wait."]

    async def test_a_read_only_study_refuses(self, found):
        async with opened(found, read_only=True) as (app, pilot):
            await press(pilot, "D down x")
            assert "nothing can be changed" in seen(app)
            assert len(stored(found).findings) == 1


class TestWhatAFindingRestsOn:
    @SIZES
    async def test_rows_cells_and_memos_are_chosen_shown_and_taken_away(self, found, size):
        with Project.open(found, write=True, coder="sa") as project:
            project.make(WriteMemo("study", None, "They wait, all of them."))
        cell = BasisEntry(participant="P08", code="Barriers/Referral forms", time="T1")
        async with opened(found, size=size) as (app, pilot):
            await press(pilot, 'D down b p "P07" enter "pressures" enter down down enter')
            new = BasisEntry(participant="P07", code="Barriers/Pressures", time="T2")
            assert stored(found).findings[0].rests_on == [cell, new]
            assert "what finding F1 rests on (u undoes)" in seen(app)
            await press(pilot, 'b t "T1" enter enter b m enter')
            row, memo = (
                BasisEntry(transcript="T1-G3-07"),
                BasisEntry(memo="They wait, all of them."),
            )
            assert stored(found).findings[0].rests_on == [cell, new, row, memo]
            await press(pilot, 'b m enter b p "P07" enter "pressures" enter down down enter')
            assert "F1 rests on that already" in seen(app)
            assert stored(found).findings[0].rests_on == [cell, new, row, memo]
            await press(pilot, "enter G up x")
            assert stored(found).findings[0].rests_on == [cell, new, memo]
            text = " ".join(seen(app).split())
            assert "It also rests on" in text
            assert "memo on the study They wait" in text
            await press(pilot, "u")
            assert stored(found).findings[0].rests_on == [cell, new, row, memo]
            await press(pilot, "home down down down enter")
            assert isinstance(app.screen, ChartScreen)
            assert "P07 (G3) · Pressures · T2" in seen(app)

    async def test_a_cell_of_the_chart_is_put_to_a_finding_or_a_new_one(self, found):
        cell = BasisEntry(participant="P08", code="Barriers/Referral forms", time="T1")
        async with opened(found) as (app, pilot):
            await press(pilot, "F E enter")
            first = BasisEntry(participant="P07", code="Barriers", time="T1")
            assert stored(found).findings[0].rests_on == [cell, first]
            await press(pilot, "E enter")
            assert "F1 rests on P07 (G3) · Barriers · T1 Summer 2022 already" in seen(app)
            await press(pilot, 'right right E "It grew." enter')
            new = stored(found).findings[1]
            assert new.claim == "It grew."
            assert new.rests_on == [BasisEntry(participant="P07", code="Barriers", change=True)]
            await press(pilot, "u u")
        assert [one.rests_on for one in stored(found).findings] == [[cell]]


class TestPuttingWordsToAFinding:
    @SIZES
    async def test_the_sentence_is_put_to_a_finding_or_a_new_one(self, found, size):
        async with opened(found, size=size, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "g 2 enter E")
            await press(pilot, "enter a")
            (one,) = stored(found).findings
            assert [passage.quote for passage in one.against] == [SENTENCE_OF_P07]
            assert "passage against finding F1" in seen(app)
            await press(pilot, 'E "People hear late." enter f')
            new = stored(found).findings[1]
            assert (new.id, new.claim) == ("F2", "People hear late.")
            assert [passage.quote for passage in new.for_] == [SENTENCE_OF_P07]
            await press(pilot, "u u")
            assert stored(found).findings[0].against == []
            assert app.screen.view.selection is None

    async def test_a_coding_under_the_cursor_is_meant_and_leaving_does_nothing(self, found):
        add_coding(found, "team meeting", "Facilitators", "sa")
        async with opened(found, transcript="T1-G3-07") as (app, pilot):
            at = app.screen.view.document.text.index("meeting")
            app.screen.view.go_to(at)
            await press(pilot, "E enter escape")
            assert stored(found).findings[0].against == []
            assert (app.screen.view.selection, app.screen.view.cursor.head) == (None, at)
            await press(pilot, "E enter f")
            assert stored(found).findings[0].for_[-1].quote == "team meeting"
