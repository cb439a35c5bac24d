import shutil

import pytest
from studies import add_coding, full_disk, lines, make_study, opened, press, seen

from lmm_qual.project.changes.framework import WriteSummary
from lmm_qual.project.chart_cells import CellFinder
from lmm_qual.project.project import Project
from lmm_qual.store.queries.charts import summaries
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.passages import passage_links
from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.chart import ChartScreen
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.study import StudyScreen
from lmm_qual.tui.screens.summary_editor import SummaryEditor

FORMS = "And the form was long, you know."
RING = "We ring them now, and they ring us back."


@pytest.fixture(scope="session")
def coded_study(tmp_path_factory):
    """Make a study with a coding of P08 at T1 and one of P07 at T2, both by the coder."""
    path = make_study(tmp_path_factory.mktemp("chart") / "coded.lmmq")
    add_coding(path, FORMS, "Referral forms", "sa")
    add_coding(path, RING, "Being known", "sa", key="T2-G3-01")
    return path


@pytest.fixture
def coded(coded_study, tmp_path):
    """Give the path of such a study of one's own."""
    return shutil.copy(coded_study, tmp_path / "coded.lmmq")


async def after(study, keys, **more):
    """Press keys; the app keeps what was seen last."""
    async with opened(study, **more) as (app, pilot):
        await press(pilot, keys)
        app.last_seen, app.last_lines, app.last_screen = seen(app), lines(app), app.screen
    return app


def written(study):
    """Give the summaries in the file: row, code, column, who, words, passages."""
    with Project.open(study) as project:
        tree, store = code_tree(project.store), project.store
        return [
            (
                row.row,
                tree.by_id[row.code_id].name,
                "change" if row.change else row.time,
                row.coder,
                row.text,
                [link.quote for link in passage_links(store, "summary", row.id)],
            )
            for row in summaries(store)
        ]


def write(study, row, code, time, text):
    """Write a summary as another coder would."""
    with Project.open(study, write=True, coder="JR") as project:
        cell = CellFinder(project.store).cell("participant", row, code, time)
        project.make(WriteSummary(cell, text))


class TestGoingThere:
    async def test_from_the_study_and_from_a_transcript_and_back(self, coded):
        app = await after(coded, "F")
        assert isinstance(app.last_screen, ChartScreen)
        assert "Framework chart by participant" in app.last_seen
        assert "not yet written" in app.last_seen
        app = await after(coded, "F escape")
        assert isinstance(app.last_screen, StudyScreen)
        app = await after(coded, "F escape", transcript="T1-G3-07")
        assert isinstance(app.last_screen, CodingScreen)

    async def test_to_a_passage_and_back_to_the_cell(self, coded):
        async with opened(coded) as (app, pilot):
            await press(pilot, "F n")
            assert "P08" in seen(app)
            await press(pilot, "g")
            assert isinstance(app.screen, CodingScreen)
            text = app.screen.view.document.text
            assert text[app.screen.view.cursor.head :].startswith(FORMS)
            assert "F goes back to the chart" in lines(app)[-2]
            await press(pilot, "F")
            assert "P08 (G3) · Barriers · T1 Summer 2022" in seen(app)
            await press(pilot, "tab enter")
            assert isinstance(app.screen, CodingScreen)

    async def test_other_codes_rows_and_rounds(self, coded):
        async with opened(coded) as (app, pilot):
            await press(pilot, "F ]")
            assert "Barriers/Pressures" in seen(app)
            await press(pilot, 'c "known" enter right')
            assert "Facilitators/Being known" in seen(app)
            assert "P07 (G3) · Being known · T2 Winter 2023" in seen(app)
            assert "ring us back" in seen(app)
            await press(pilot, "right right")
            assert "P07 (G3) · Being known · Change" in seen(app)
            await press(pilot, "r r down")
            assert "Framework chart by transcript" in seen(app)
            assert "T2-G3-01 Talk (G3) · Being known" in seen(app)

    async def test_an_empty_project_says_what_is_missing(self, tmp_path):
        path = tmp_path / "empty.lmmq"
        Project.new(path).close()
        app = await after(path, "F n o r enter g tab ]")
        assert "No codes yet." in app.last_seen


class TestWriting:
    async def test_words_and_ticked_passages_are_stored(self, coded):
        keys = 'F n enter "Long forms," enter "she said." tab space ctrl+s'
        app = await after(coded, keys)
        said = "Long forms,\nshe said."
        assert written(coded) == [("P08", "Barriers", "T1", "sa", said, [FORMS])]
        assert "saved: summary of P08, Barriers, T1 (u undoes)" in app.last_lines[-2]
        assert "written by sa" in app.last_seen
        app = await after(coded, "F n u")
        assert written(coded) == []

    async def test_the_next_cell_not_yet_written_is_gone_to(self, coded):
        async with opened(coded) as (app, pilot):
            await press(pilot, "F n")
            assert "P08 (G3) · Barriers · T1" in seen(app)
            await press(pilot, 'enter "x" ctrl+s n')
            assert "P08 (G3) · Referral forms · T1" in seen(app)
            await press(pilot, "N")
            assert "P07 (G3) · Being known · Change" in seen(app)

    async def test_what_is_out_of_date_is_told_and_said_to_hold_still(self, coded):
        write(coded, "P08", "Barriers", "T1", "Long forms.")
        add_coding(coded, "Mm.", "Pressures", "sa")
        async with opened(coded) as (app, pilot):
            await press(pilot, "F o")
            assert "out of date: 1 new" in seen(app)
            assert "out of date · " in seen(app)
            await press(pilot, "enter ctrl+s o")
            assert "no summary is out of date" in seen(app)
        assert [row[3:5] for row in written(coded)] == [("sa", "Long forms.")]

    async def test_words_are_taken_away_only_when_asked_twice(self, coded):
        write(coded, "P08", "Barriers", "T1", "x")
        app = await after(coded, "F down enter backspace ctrl+s")
        assert "Ctrl+S again takes the summary away" in app.last_seen
        assert written(coded)
        await after(coded, "F down enter backspace ctrl+s ctrl+s")
        assert written(coded) == []

    async def test_words_not_saved_are_asked_about_and_kept(self, coded):
        app = await after(coded, 'F n enter "Half" escape')
        assert isinstance(app.last_screen, AskLettered)
        assert written(coded) == []
        app = await after(coded, 'F n enter "Half" escape w " a thought" ctrl+c')
        assert isinstance(app.last_screen, AskLettered)
        await after(coded, 'F n enter "Half" escape s')
        assert [row[4] for row in written(coded)] == ["Half"]
        app = await after(coded, 'F down enter " and" escape t')
        assert isinstance(app.last_screen, ChartScreen)
        assert [row[4] for row in written(coded)] == ["Half"]

    async def test_what_could_not_be_stored_stays_in_the_field(self, coded, monkeypatch):
        async with opened(coded) as (app, pilot):
            await press(pilot, 'F n enter "Kept"')
            with full_disk(monkeypatch, app):
                await press(pilot, "ctrl+s")
                assert isinstance(app.screen, SummaryEditor)
                assert "not saved: " in seen(app)
                assert app.screen.field.typed == "Kept"
            assert written(coded) == []
            await press(pilot, "ctrl+s")
        assert [row[4] for row in written(coded)] == ["Kept"]


async def test_who_only_looks_reads(coded):
    write(coded, "P08", "Barriers", "T1", "Long forms.")
    async with opened(coded, read_only=True) as (app, pilot):
        await press(pilot, 'F down enter "x" ctrl+s')
        assert "read-only" in lines(app)[0]
        await press(pilot, "enter")
        assert app.screen.field.read_only
        assert "to read only" in seen(app)
    assert [row[4] for row in written(coded)] == ["Long forms."]


async def test_others_passages_show_once_ones_own_pass_is_finished(coded):
    app = await after(coded, "F n", coder="jr")
    assert FORMS not in app.last_seen
    assert "1 segment by others, seen when your" in app.last_seen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_grid_cell_and_passages_have_room(coded, size):
    write(coded, "P08", "Barriers", "T1", "[/x] \x1b]52;c;aGk=\x07 " + "words " * 40)
    app = await after(coded, "F down", size=size)
    assert "Change" in app.last_seen
    assert "written by JR" in app.last_seen
    assert "[/x] ␛]52" in app.last_seen
    assert "1 passage" in app.last_seen
    app = await after(coded, "F down enter", size=size)
    assert "[ ] T1-G3-07 · P08" in app.last_seen
    assert "Ctrl+S saves" in app.last_seen
    assert "words words" in app.last_seen
