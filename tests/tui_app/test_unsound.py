"""Projects into which somebody wrote by hand: a line says what is wrong; they stay as they are."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from studies import add_coding, opened, press, seen

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.backup import backups_folder
from lmm_qual.tui.app import LmmQualApp
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.start import StartScreen
from lmm_qual.tui.screens.study import StudyScreen

OF_STUDY = [
    ("UPDATE coding SET code_id = 99", "there are codings of a code, 99, that is not there"),
    ("UPDATE code SET parent_id = 2 WHERE id = 1", "stands under no code of the codebook"),
    ("UPDATE code SET parent_id = 77 WHERE id = 2", "code 2 stands under no code"),
    ("UPDATE code SET position = 'x' WHERE id = 3", "“position” of code 3 is no whole number"),
    ("UPDATE code SET name = x'ff' WHERE id = 3", "“name” of code 3 is no text"),
    (
        "UPDATE transcript SET words = 'x' WHERE id = 1",
        "“words” of transcript 1 is no whole number",
    ),
    ("UPDATE recruitment SET methods = '{' WHERE id = 1", "the study design in it cannot be read"),
    (
        "UPDATE recruitment SET methods = '[' || hex(zeroblob(2000)) WHERE id = 1",
        "the study design in it cannot be read",
    ),
    ("INSERT INTO setting (name, value) VALUES ('x', 'y')", "the study design in it cannot be"),
    ("DROP TABLE memo", "no such table: memo"),
]
OF_TRANSCRIPT = [
    ('UPDATE coding SET "end" = 100000', "coding 1 does not fit the text"),
    ("UPDATE coding SET start = -1", "coding 1 does not fit the text"),
    ('UPDATE coding SET start = "end"', "coding 1 does not fit the text"),
    ("UPDATE coding SET start = 'x'", "“start” of coding 1 is no whole number"),
    ("UPDATE coding SET coder_id = 99", "coding 1 is by a coder who is not there"),
    (
        'UPDATE turn SET "end" = 100000 WHERE n = 5 AND transcript_id = 1',
        "turn 5 does not fit the text",
    ),
    ("UPDATE turn SET start = 0 WHERE n = 2 AND transcript_id = 1", "turn 2 does not fit the text"),
    (
        "UPDATE turn SET start = 30, label_start = 30 WHERE n = 2 AND transcript_id = 1",
        "turn 2 does not fit the text",
    ),
    (
        "UPDATE turn SET speaker_id = 99 WHERE n = 2 AND transcript_id = 1",
        "turn 2 is by a speaker who is not there",
    ),
    ("UPDATE turn SET n = 'x' WHERE n = 2 AND transcript_id = 1", "is no whole number"),
    ("UPDATE transcript SET text = 'INT: Hm.' WHERE id = 1", "does not fit the text"),
]


def tampered(path, statement):
    """Write into a project past the program, with no backup to offer; gives its bytes."""
    add_coding(path, "the form was long", "Barriers/Pressures", "sa")
    shutil.rmtree(backups_folder())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    return path.read_bytes()


@pytest.mark.parametrize(("statement", "said"), OF_STUDY)
def test_a_study_that_cannot_be_shown_is_refused_in_a_line(study, statement, said):
    before = tampered(study, statement)
    kept = []
    for read_only in (False, True):
        with pytest.raises(BadInputError) as caught:
            LmmQualApp(study, read_only=read_only)
        kept.append(caught)
        (problem,) = caught.value.problems
        assert problem.file == str(study)
        assert said in problem.what
        assert "\n" not in str(problem)
    assert study.read_bytes() == before
    assert sorted(path.name for path in study.parent.glob("small*")) == ["small.lmmq"]
    with closing(sqlite3.connect(study, timeout=0)) as connection, connection:
        connection.execute("DELETE FROM coding")  # nothing that was refused keeps it locked


async def test_from_the_start_screen_one_stays_there(study):
    tampered(study, OF_STUDY[0][0])
    app = LmmQualApp()
    async with app.run_test(size=(120, 36)) as pilot:
        app.open_path(study)
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        assert "codings of a code, 99" in str(app.page.query_one("#status").said)
    assert app.opened is None


@pytest.mark.parametrize(("statement", "said"), OF_TRANSCRIPT)
async def test_a_transcript_that_cannot_be_shown_is_not_but_others_are(study, statement, said):
    before = tampered(study, statement)
    async with opened(study, transcript="T1-G3-07") as (app, pilot):
        assert isinstance(app.screen, StudyScreen)
        assert said in " ".join(seen(app).split())
        await press(pilot, "end enter")
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.reading.row.key == "T2-G3-01"
    assert study.read_bytes() == before


async def test_passages_that_cannot_be_shown_are_left_out_of_the_codebook(study):
    tampered(study, "UPDATE coding SET quote = x'ff'")
    async with opened(study) as (app, pilot):
        await press(pilot, "C")
        assert "Passages: 0 of 1" in seen(app)


async def test_from_another_transcript_one_stays_there(study):
    tampered(study, 'UPDATE coding SET "end" = 100000')
    async with opened(study, transcript="T2-G3-01") as (app, pilot):
        await press(pilot, "ctrl+n")
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.reading.row.key == "T2-G3-01"
        assert "coding 1 does not fit the text" in str(app.page.query_one("#status").said)


async def test_a_code_that_is_none_can_be_mended_before_other_codes_are_changed(study):
    tampered(study, "UPDATE code SET name = name || char(155) WHERE id = 6")
    async with opened(study) as (app, pilot):
        await press(pilot, 'C n "More" enter')
        assert "the code “Being known␦” is stored as none can be" in str(
            app.page.query_one("#status").said
        )
        assert not app.page.failed
        await press(pilot, 'end e ctrl+u "Known" ctrl+s n "More" enter')
        assert "code “More”" in str(app.page.query_one("#status").said)


async def test_a_change_whose_log_cannot_be_read_is_not_undone(study):
    tampered(study, "UPDATE change_log SET delta = x'00'")
    async with opened(study, transcript="T1-G3-07") as (app, pilot):
        await press(pilot, "u")
        assert "cannot be undone" in str(app.page.query_one("#status").said)
