"""The screens of matrix and change: numbers that open their passages, tags that are kept."""

import pytest
from studies import add_coding, opened, press, seen

from lmm_qual.project.project import Project
from lmm_qual.store.queries.change_tags import change_tags
from lmm_qual.tui.screens.change import ChangeScreen
from lmm_qual.tui.screens.matrix import MatrixScreen
from lmm_qual.tui.screens.passages import PassagesScreen
from lmm_qual.tui.screens.study import StudyScreen


@pytest.fixture
def coded(study):
    add_coding(study, "the form was long", "Barriers/Referral forms", "SA")
    add_coding(study, "Someone to ring", "Facilitators/Being known", "SA")
    add_coding(study, "Someone to ring", "Facilitators/Being known", "KM")
    return study


async def counted(app, pilot, keys=""):
    await press(pilot, keys)
    await app.workers.wait_for_complete()
    await pilot.pause()


def query(app):
    return app.screen.looking.query


async def test_a_number_opens_its_passages_and_one_comes_back_to_it(coded):
    async with opened(coded, coder="SA") as (app, pilot):
        await counted(app, pilot, "M")
        assert isinstance(app.screen, MatrixScreen)
        assert "coder SA alone" in seen(app)
        assert app.screen.table.header_height == 2
        await counted(app, pilot, "j j right right")
        at = app.screen.table.cursor_coordinate
        await counted(app, pilot, "enter")
        assert isinstance(app.screen, PassagesScreen)
        assert query(app) == "Barriers/Referral forms and time=T1 and group=G3 and coder=SA"
        assert "the form was long" in seen(app)
        await counted(app, pilot, "escape")
        assert isinstance(app.screen, MatrixScreen)
        assert app.screen.table.cursor_coordinate == at
        await counted(app, pilot, "escape")
        assert isinstance(app.screen, StudyScreen)


async def test_measure_columns_levels_order_and_coders_are_chosen_by_keys(coded):
    async with opened(coded, coder="SA") as (app, pilot):
        await counted(app, pilot, "M")
        assert app.screen.counted.measure == "participants"
        await counted(app, pilot, "m m")
        assert app.screen.counted.measure == "segments"
        await counted(app, pilot, "c")
        assert app.screen.counted.dimensions == ("time",)
        await counted(app, pilot, "minus")
        assert app.screen.counted.rows == ["Barriers", "Facilitators"]
        assert app.screen.counted.coder == "SA"
        await counted(app, pilot, "B plus")
        assert app.screen.counted.coder == "all"
        await counted(app, pilot, "right s")
        first = app.screen.table.get_row_at(0)
        assert str(first[0]) in {"Barriers", "Facilitators", "Barriers/Referral forms"}


async def test_a_tag_is_said_with_its_reason_and_taken_back(coded):
    async with opened(coded, coder="SA") as (app, pilot):
        await counted(app, pilot, "W d")
        assert isinstance(app.screen, ChangeScreen)
        await counted(app, pilot, "t down down enter")
        await counted(app, pilot, '"then it came" enter')
        with Project.open(coded) as project:
            (row,) = change_tags(project.store)
        assert (row.design, row.tag, row.note, row.coder) == (
            "people",
            "surge",
            "then it came",
            "SA",
        )
        assert "surge" in seen(app)
        await counted(app, pilot, "x")
        with Project.open(coded) as project:
            assert not change_tags(project.store)
        await counted(app, pilot, "u")
        with Project.open(coded) as project:
            assert len(change_tags(project.store)) == 1
        await counted(app, pilot, "right right enter")
        assert isinstance(app.screen, PassagesScreen)
        assert "time=T1 and participant=" in query(app)


async def test_a_study_with_nothing_in_it_says_so(tmp_path):
    path = tmp_path / "empty.lmmq"
    Project.new(path).close()
    async with opened(path, size=(80, 24)) as (app, pilot):
        await counted(app, pilot, "M")
        assert "There are no codes yet" in seen(app)
        await counted(app, pilot, "escape W")
        assert "nothing can be compared" in seen(app)
        await counted(app, pilot, "enter t o d")
        assert isinstance(app.screen, ChangeScreen)
