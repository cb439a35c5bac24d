"""A study that is damaged: its backup is offered, and what is there is never written over."""

import sqlite3
from contextlib import closing

import pytest
from studies import add_coding, opened, press, seen, stored

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.backups import backups_of, find_backups, make_backup
from lmm_qual.store.identity import project_id
from lmm_qual.tui.app import LmmQualApp
from lmm_qual.tui.screens.start import StartScreen
from lmm_qual.tui.screens.study import StudyScreen


@pytest.fixture
def coded(study):
    add_coding(study, "the form was long", "Barriers/Pressures", "sa")
    return study


def spoil(path, first=0, last=4096):
    whole = bytearray(path.read_bytes())
    whole[first:last] = b"\x00" * (last - first)
    path.write_bytes(whole)
    return bytes(whole)


async def test_what_changed_is_backed_up_once_the_study_is_shown(coded):
    assert len(find_backups(coded)) == 1  # before the coding was added
    async with opened(coded) as (app, _):
        assert isinstance(app.screen, StudyScreen)
    assert [one.contents.codings for one in find_backups(coded)] == [1, 0]
    async with opened(coded):
        pass
    assert len(find_backups(coded)) == 2


async def test_looking_makes_no_backup(coded):
    known = backups_of(project_id(coded))
    async with opened(coded, read_only=True):
        pass
    assert backups_of(project_id(coded)) == known


async def test_a_backup_is_offered_and_restored(coded):
    make_backup(coded)
    damaged = spoil(coded)
    async with opened(coded) as (app, pilot):
        said = " ".join(seen(app).split())
        assert "This study is damaged" in said
        assert "(2 transcripts, 1 coding)" in said
        await press(pilot, "enter")
        assert isinstance(app.screen, StudyScreen)
        assert "is kept as small.before-restore-" in seen(app)
        assert not app.opened.read_only
    assert [code for _, code, _ in stored(coded)] == ["Barriers/Pressures"]
    (kept,) = coded.parent.glob("*.before-restore-*")
    assert kept.read_bytes() == damaged


async def test_leaving_it_changes_nothing(coded):
    make_backup(coded)
    damaged = spoil(coded)
    async with opened(coded) as (app, pilot):
        await press(pilot, "escape")
        assert isinstance(app.screen, StartScreen)
        await app.run_action("leave")
    assert coded.read_bytes() == damaged
    assert not list(coded.parent.glob("*.before-restore-*"))


async def test_damage_found_after_opening_offers_looking_first(coded):
    make_backup(coded)
    sql = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_change_tag_code_id'"
    with closing(sqlite3.connect(coded)) as connection:
        (page,) = connection.execute(sql).fetchone()
    damaged = spoil(coded, (page - 1) * 4096, page * 4096)
    async with opened(coded) as (app, pilot):
        assert "This study is damaged" in seen(app)
        await press(pilot, "down enter")
        assert "the damaged file is kept as" in " ".join(seen(app).split())
    assert [path.read_bytes() for path in coded.parent.glob("*.before-restore-*")] == [damaged]
    assert [code for _, code, _ in stored(coded)] == ["Barriers/Pressures"]


def test_without_a_backup_it_is_refused(study):
    spoil(study)
    with pytest.raises(BadInputError, match="is no lmm-qual project"):
        LmmQualApp(study)
