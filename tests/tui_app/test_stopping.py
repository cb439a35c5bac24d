import pytest
from studies import TALK, make_study, opened, press, transcript

from lmm_qual.project import remembered
from lmm_qual.project.project import Project
from lmm_qual.tui.app import LmmQualApp
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.coding_ends import Columns
from lmm_qual.tui.screens.study import StudyScreen


class TestReopening:
    async def test_the_study_has_the_cursor_on_the_last_transcript_and_enter_goes_on(self, study):
        async with opened(study, transcript="T2-G3-01") as (app, pilot):
            await press(pilot, "j w w w")
            place = app.screen.view.cursor.head
            assert place > 10
            await press(pilot, "q")
        async with opened(study) as (app, pilot):
            assert isinstance(app.screen, StudyScreen)
            assert app.screen.query_one("RowList").key == "T2-G3-01"
            await press(pilot, "enter")
            assert isinstance(app.screen, CodingScreen)
            assert app.screen.reading.row.key == "T2-G3-01"
            assert app.screen.view.cursor.head == place

    async def test_so_it_is_from_the_start_screen(self, study):
        async with opened(study, transcript="T2-G3-01") as (app, pilot):
            await press(pilot, "j w w escape escape enter")
            assert isinstance(app.screen, StudyScreen)
            assert app.screen.query_one("RowList").key == "T2-G3-01"
            await press(pilot, "enter")
            assert app.screen.view.cursor.head > 10

    async def test_each_transcript_has_its_place(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "j w")
            first = app.screen.view.cursor.head
            await press(pilot, "ctrl+n j w w w")
            second = app.screen.view.cursor.head
            await press(pilot, "ctrl+c")
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            assert app.screen.view.cursor.head == first
            await press(pilot, "ctrl+n")
            assert app.screen.view.cursor.head == second

    async def test_each_coder_has_their_own(self, study):
        async with opened(study, transcript="T2-G3-01") as (app, pilot):
            await press(pilot, "j w w q")
        async with opened(study, coder="jr") as (app, _):
            assert app.screen.query_one("RowList").key == "T1-G3-07"

    async def test_folds_of_the_codebook_stay(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "ctrl+o c h")
            assert len(app.screen.query_one("CodebookPanel").rows) == 4
            await press(pilot, "escape ctrl+n")
            assert len(app.screen.query_one("CodebookPanel").rows) == 4
        async with opened(study, transcript="T1-G3-07") as (app, _):
            assert len(app.screen.query_one("CodebookPanel").rows) == 4

    async def test_who_only_looks_leaves_no_trace(self, study):
        async with opened(study, transcript="T2-G3-01", read_only=True) as (_, pilot):
            await press(pilot, "j w q")
        assert not remembered.state_folder().exists()

    async def test_another_study_at_the_same_path_is_no_trouble(self, study):
        async with opened(study, transcript="T2-G3-01") as (_, pilot):
            await press(pilot, "G q")
        study.unlink()
        make_study(study, (), added=[transcript("A", TALK[:40], "T1", "G1")] * 1)
        with Project.open(study):
            pass
        async with opened(study) as (app, pilot):
            await press(pilot, "enter")
            view = app.screen.view
            assert view.cursor.head <= view.document.end

    @pytest.mark.parametrize(
        "content", ["{", '{"transcript": 1, "places": [[1, 9007199254740991]]}']
    )
    async def test_a_spoilt_file_is_no_trouble(self, study, content):
        async with opened(study, transcript="T1-G3-07") as (_, pilot):
            await press(pilot, "j q")
        (file,) = (remembered.state_folder() / "places").iterdir()
        file.write_text(content, encoding="utf-8")
        async with opened(study) as (app, pilot):
            await press(pilot, "enter")
            assert isinstance(app.screen, CodingScreen)


async def test_a_screen_closed_before_it_is_laid_out_is_no_fault(study, monkeypatch):
    def closing(columns, _):
        columns._pruning = True

    monkeypatch.setattr(Columns, "_extend_compose", closing)
    app = LmmQualApp(study, transcript="T1-G3-07", coder="sa")
    async with app.run_test():
        assert not app.screen.query("#codebook-title")
    app.close_study()
    assert app.failure is None
