import shutil
from pathlib import Path

import pytest
from helpers.configured import load_configuration
from studies import lines, opened, press, seen, stored

from lmm_qual.project.example import PROJECT_NAME, build_example
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.start import StartScreen
from lmm_qual.tui.screens.study import StudyScreen
from lmm_qual.tui.tour import Guide

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the example once."""
    path = tmp_path_factory.mktemp("example") / PROJECT_NAME
    build_example(path).close()
    return path


@pytest.fixture
def example(built, tmp_path):
    """Give the path of an example study of one's own."""
    return Path(shutil.copy(built, tmp_path / PROJECT_NAME))


def guide(app):
    """Give what the guide says, nothing where it is away."""
    one = app.screen.query(Guide).first()
    return " ".join(one.render().plain.split()) if one.display else ""


def own(path):
    return [(words, code) for words, code, coder in stored(path) if coder == "SA"]


@SIZES
async def test_the_welcome_by_its_keys(example, size):
    async with opened(example, size=size, coder=None, welcome=True) as (app, pilot):
        assert "Welcome to lmm-qual · 1 of 3" in seen(app)
        assert "who is" in seen(app)
        await press(pilot, '"SA" enter')
        assert isinstance(app.screen, StudyScreen)
        assert app.opened.coder == load_configuration().coder == "SA"
        assert "2 of 3 · The study" in guide(app)
        assert "Esc ends the welcome" in lines(app)[-5] + lines(app)[-4]
        assert "Open one with Enter." in guide(app)

        await press(pilot, "home enter")
        assert isinstance(app.screen, CodingScreen)
        assert "3 of 3 · A first coding: select" in guide(app)
        await press(pilot, "j j j j j s")
        assert "c opens the codes" in guide(app)
        await press(pilot, 'c "stigma" enter')
        assert len(own(example)) == 1
        assert "It is coded, and on disk already" in guide(app)
        await press(pilot, "u")
        assert own(example) == []
        assert "That is all it takes" in guide(app)

        await press(pilot, "escape")
        assert guide(app) == ""
        assert isinstance(app.screen, CodingScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, StudyScreen)


class TestWhoIsCoding:
    async def test_may_be_left_open(self, example):
        async with opened(example, coder=None, welcome=True) as (app, pilot):
            await press(pilot, "enter")
            assert app.opened.coder is None
            assert "2 of 3" in guide(app)
        assert load_configuration().coder is None

    async def test_a_name_already_known_stands_there_and_is_not_kept_anew(self, example):
        async with opened(example, coder="sa", welcome=True) as (app, pilot):
            assert " sa " in seen(app)
            await press(pilot, "enter")
            assert app.opened.coder == "sa"
        assert load_configuration().coder is None


class TestLeaving:
    async def test_at_the_question_leaves_what_is_open(self, example):
        async with opened(example, coder=None, welcome=True) as (app, pilot):
            await press(pilot, "escape")
            assert isinstance(app.screen, StudyScreen)
            assert guide(app) == ""

    @pytest.mark.parametrize("keys", ["", "home enter", "home enter j s", "home enter s c enter"])
    async def test_at_any_time_and_escape_is_then_what_it_was(self, example, keys):
        async with opened(example, coder="SA", welcome=True) as (app, pilot):
            await press(pilot, f"enter {keys}")
            screen = app.screen
            assert guide(app) != ""
            await press(pilot, "escape")
            assert app.screen is screen
            assert guide(app) == ""

    async def test_a_question_is_left_before_the_welcome(self, example):
        async with opened(example, coder="SA", welcome=True) as (app, pilot):
            await press(pilot, "enter home enter j s c escape")
            assert isinstance(app.screen, CodingScreen)
            assert "c opens the codes" in guide(app)


class TestWhere:
    async def test_from_the_start_screen_the_example_is_built_where_it_is_said(self, tmp_path):
        async with opened(None, coder=None, welcome=True) as (app, pilot):
            await press(pilot, '"SA" enter')
            assert isinstance(app.page, StartScreen)
            field = app.screen.query_one("LineInput")
            assert field.value == "demo"
            field.value = str(tmp_path / "there")
            await press(pilot, "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "2 of 3 · The study" in guide(app)
            assert app.opened.coder == "SA"
        assert (tmp_path / "there" / PROJECT_NAME).is_file()

    async def test_not_built_after_all(self):
        async with opened(None, coder=None, welcome=True) as (app, pilot):
            await press(pilot, "enter escape")
            assert isinstance(app.screen, StartScreen)
            assert app.tour is None

    async def test_again_by_the_palette(self, example):
        async with opened(example, coder="SA", transcript="T1-G1-01") as (app, pilot):
            assert guide(app) == ""
            await press(pilot, 'ctrl+p "welcome" enter enter')
            assert isinstance(app.screen, StudyScreen)
            assert "2 of 3 · The study" in guide(app)

    async def test_again_from_a_study_of_ones_own_leads_to_the_example(self, study):
        async with opened(study, coder="SA") as (app, pilot):
            await press(pilot, 'ctrl+p "welcome" enter enter')
            assert isinstance(app.page, StartScreen)
            assert "Example study" in seen(app)
            await press(pilot, "escape")
            assert app.opened is None

    async def test_another_study_ends_it(self, example, study):
        async with opened(example, coder="SA", welcome=True) as (app, pilot):
            await press(pilot, "enter")
            app.open_path(study)
            await pilot.pause()
            await pilot.pause()
            assert app.opened.path == study
            assert app.tour is None
            assert guide(app) == ""

    async def test_nothing_is_shown_of_it_where_the_terminal_is_too_small(self, example):
        async with opened(example, coder="SA", welcome=True, size=(40, 12)) as (app, pilot):
            await press(pilot, "enter")
            assert "Too small" in seen(app)
            assert "2 of 3" not in seen(app)

    async def test_keys_are_those_of_the_key_map(self, example):
        async with opened(example, coder="SA", welcome=True) as (app, pilot):
            app.set_keymap({"coding.code": "f8"})
            await press(pilot, "enter home enter j s")
            assert "F8 opens the codes" in guide(app)
