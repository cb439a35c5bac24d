import os
import signal

import pytest
from studies import add_coding, opened, press, seen, stored

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.example import PROJECT_NAME
from lmm_qual.project.project import Project
from lmm_qual.project.remembered import recent_projects
from lmm_qual.store.opening import open_store
from lmm_qual.tui.app import LmmQualApp
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.start import StartScreen
from lmm_qual.tui.screens.study import StudyScreen


class TestLocked:
    async def test_looking_is_offered_and_nothing_can_be_changed(self, study):
        with open_store(study, write=True, holder="jr"):
            async with opened(study) as (app, pilot):
                assert "is open for writing by jr" in " ".join(seen(app).split())
                await press(pilot, "enter")
                assert isinstance(app.screen, StudyScreen)
                assert "read-only" in seen(app)
                await press(pilot, "enter c")
                assert isinstance(app.screen, CodingScreen)
                assert "nothing can be changed" in seen(app)
        assert stored(study) == []

    async def test_trying_again_once_it_is_free(self, study):
        other = open_store(study, write=True, holder="jr")
        async with opened(study) as (app, pilot):
            other.close()
            await press(pilot, "down enter")
            assert isinstance(app.screen, StudyScreen)
            assert not app.opened.read_only

    async def test_the_lock_is_held_while_the_study_is_open_and_given_back(self, study):
        async with opened(study) as (app, pilot):
            with pytest.raises(BadInputError, match="is open for writing by sa"):
                open_store(study, write=True, wait=0)
            await press(pilot, "escape")
            assert isinstance(app.screen, StartScreen)
            open_store(study, write=True, wait=0).close()


class TestReadOnly:
    @pytest.mark.parametrize("keys", ["s c", "s semicolon p", "x", "f", "u", "ctrl+r", "i", "r"])
    async def test_no_key_writes(self, study, keys):
        add_coding(study, "How did you", "Pressures", "sa")
        before = study.read_bytes()
        async with opened(study, transcript="T1-G3-07", read_only=True) as (app, pilot):
            assert "read-only" in seen(app)
            await press(pilot, keys)
            assert isinstance(app.screen, CodingScreen) or keys == "s semicolon p"
        assert study.read_bytes() == before

    async def test_help_and_palette_leave_out_what_cannot_be_done(self, study):
        async with opened(study, transcript="T1-G3-07", read_only=True) as (app, pilot):
            await press(pilot, "ctrl+p")
            assert "Remove the coding" not in seen(app)


class TestOpening:
    def test_an_unknown_transcript_is_refused_and_the_lock_given_back(self, study):
        with pytest.raises(BadInputError, match="no transcript “T1-G3-70”"):
            LmmQualApp(study, transcript="T1-G3-70")
        open_store(study, write=True, wait=0).close()

    def test_what_is_no_project_is_refused(self, tmp_path):
        path = tmp_path / "no.lmmq"
        path.write_text("no", encoding="utf-8")
        with pytest.raises(BadInputError, match="is no lmm-qual project"):
            LmmQualApp(path)

    async def test_what_was_opened_is_recent(self, study):
        async with opened(study):
            pass
        assert recent_projects() == [study]

    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
    async def test_a_signal_closes_the_study(self, study, name):
        app = LmmQualApp(study, coder="sa")
        async with app.run_test() as pilot:
            await pilot.pause()
            os.kill(os.getpid(), getattr(signal, name))
            await pilot.pause(0.1)
            assert app._exit
        app.close_study()
        open_store(study, write=True, wait=0).close()

    @pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
    async def test_quitting(self, study, key):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, key)
            assert app._exit


class TestStart:
    async def test_an_empty_start_says_which_key_to_press(self):
        async with opened(None) as (app, _):
            text = " ".join(seen(app).split())
            assert "Press e for an example study to look around in" in text
            assert "n to begin with your own transcripts" in text

    async def test_a_recent_project_is_opened(self, study):
        async with opened(study):
            pass
        async with opened(None) as (app, pilot):
            assert "small" in seen(app)
            await press(pilot, "enter")
            assert isinstance(app.screen, StudyScreen)

    async def test_a_new_study_from_a_folder(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        folder = tmp_path / "texts"
        folder.mkdir()
        (folder / "one.txt").write_text("INT: So?\nP01: Well.\n", encoding="utf-8")
        async with opened(None) as (app, pilot):
            await press(pilot, f'n "Visits at home" enter enter "{folder}" enter')
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, StudyScreen)
            assert "Visits at home" in seen(app)
            assert "○ one" in seen(app)
        assert (tmp_path / "visits_at_home.lmmq").is_file()

    async def test_a_new_study_that_cannot_be_made_leaves_nothing(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        folder = tmp_path / "texts"
        folder.mkdir()
        (folder / "one.txt").write_bytes(b"\xff\xfe\x00")
        async with opened(None) as (app, pilot):
            await press(pilot, f'n "Visits" enter enter "{folder}" enter')
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, StartScreen)
            assert "one.txt" in seen(app)
        assert sorted(path.name for path in tmp_path.glob("*.lmmq*")) == []

    async def test_the_example_is_built_where_it_is_said(self, tmp_path):
        async with opened(None) as (app, pilot):
            await press(pilot, "e")
            app.screen.query_one("LineInput").value = str(tmp_path / "ex")
            await press(pilot, "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, StudyScreen)
            assert "Little Minds Matter" in seen(app)
        assert (tmp_path / "ex" / PROJECT_NAME).is_file()
        with Project.open(tmp_path / "ex" / PROJECT_NAME):
            pass

    async def test_a_path_that_is_not_there_is_told(self):
        async with opened(None) as (app, pilot):
            await press(pilot, 'o "nowhere.lmmq" enter')
            assert "nowhere.lmmq is not there" in seen(app)
