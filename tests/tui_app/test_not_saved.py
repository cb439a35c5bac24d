"""Work that cannot be stored: it stays on the screen, is not shown as made, and is saved later."""

import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from studies import SENTENCE_OF_P07, add_coding, opened, press, seen, stored

from lmm_qual.model.problem import refuse
from lmm_qual.project.project import Project
from lmm_qual.store.opening import open_store
from lmm_qual.store.queries.codings import passes

PRESSURES = (SENTENCE_OF_P07, "Barriers/Pressures", "sa")


def squeezed(app):
    return " ".join(seen(app).split())


@contextmanager
def small_disk(folder, kilobytes):
    """Mount a disk of its own; skips where nobody may."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@contextmanager
def full(app, monkeypatch):
    """Let every commit meet a full disk: SQLite itself reports it."""
    store = app.opened.store
    connection = store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    plain = store.transaction

    @contextmanager
    def greedy(*tables):
        with plain(*tables) as within:
            within.execute("CREATE TABLE too_much (x)")
            within.execute("INSERT INTO too_much VALUES (zeroblob(200000))")
            yield within

    with monkeypatch.context() as patched:
        patched.setattr(store, "transaction", greedy)
        yield
    connection.execute("PRAGMA max_page_count = 1073741823")


async def at_p07(app, pilot, keys):
    view = app.screen.view
    view.go_to(view.document.text.index("It was"))
    await press(pilot, keys)


class TestFullDisk:
    async def test_a_real_full_disk(self, study, tmp_path):
        with small_disk(tmp_path / "disk", 900) as disk:
            path = Path(shutil.copy(study, disk / "small.lmmq"))
            async with opened(path, transcript="T1-G3-07") as (app, pilot):
                filler = disk / "filler"
                with pytest.raises(OSError, match="No space"):
                    filler.write_bytes(b"x" * 900_000)
                await at_p07(app, pilot, "s semicolon p")
                assert "small.lmmq: the disk is full; make room and try again" in squeezed(app)
                assert "last change NOT saved" in seen(app)
                assert "coded Pressures" not in seen(app)
                assert app.screen.view.selected_text == SENTENCE_OF_P07
                assert "0 % coded" in seen(app)
                assert stored(path) == []
                filler.unlink()
                await press(pilot, "semicolon p")
                assert "coded Pressures at turn 2" in seen(app)
                assert "NOT saved" not in seen(app)
                assert stored(path) == [PRESSURES]

    @pytest.mark.parametrize(
        "keys",
        [
            's c "press" enter',
            's c "press" tab "known" tab enter',
            "s i enter",
            's c "Waiting lists" down enter enter',
            "f",
            "x",
            'r "known" enter',
            "u",
            "ctrl+r",
        ],
    )
    async def test_nothing_is_shown_as_made(self, study, monkeypatch, keys):
        add_coding(study, "It was", "Referral forms", "sa")
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "s semicolon b u")
            before, codes = stored(study), len(app.opened.tree.order)
            header = seen(app).splitlines()[0].replace("saved", "")
            with full(app, monkeypatch):
                await at_p07(app, pilot, keys)
                assert "the disk is full" in squeezed(app)
                assert "last change NOT saved" in seen(app)
                assert stored(study) == before
                assert len(app.opened.tree.order) == codes
                assert [coding.quote for coding in app.screen.reading.codings] == ["It was"]
                assert "pass 1" in header
                assert "finished" not in seen(app).splitlines()[0]
            await at_p07(app, pilot, "s semicolon p")
            assert "NOT saved" not in seen(app)
            assert PRESSURES in stored(study)
        with Project.open(study) as project:
            assert passes(project.store) == []
        with open_store(study) as store:
            assert store.integrity_faults() == []


class TestFileGone:
    @pytest.mark.parametrize("replaced", [False, True])
    async def test_moved_or_replaced_while_it_is_open(self, study, tmp_path, replaced):
        away = tmp_path / "away.lmmq"
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            shutil.copy(study, tmp_path / "other.lmmq")
            study.rename(away)
            if replaced:
                (tmp_path / "other.lmmq").rename(study)
            await at_p07(app, pilot, "s semicolon p")
            assert "small.lmmq: was moved, removed or replaced while it was open" in squeezed(app)
            assert "last change NOT saved" in seen(app)
            assert app.screen.view.selected_text == SENTENCE_OF_P07
            away.replace(study)
            await press(pilot, "semicolon p")
            assert "coded Pressures" in seen(app)
        assert stored(study) == [PRESSURES]

    async def test_removed_while_it_is_open(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            study.unlink()
            await at_p07(app, pilot, "s semicolon p")
            assert "small.lmmq: was moved, removed or replaced while it was open" in squeezed(app)
            await press(pilot, "u")
            assert "last change NOT saved" in seen(app)
            await press(pilot, "escape")
            assert "A small study" in seen(app)
        assert not study.exists()


class TestNoJournal:
    async def test_a_folder_that_takes_no_more_files(self, study):
        """SQLite keeps its journal beside the file; where it cannot, nothing is changed."""
        journal = study.with_name(f"{study.name}-journal")
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            journal.mkdir()
            await at_p07(app, pilot, "s semicolon p")
            assert "small.lmmq: the disk reports an error" in squeezed(app)
            assert "last change NOT saved" in seen(app)
            journal.rmdir()
            await press(pilot, "semicolon p")
            assert "NOT saved" not in seen(app)
        assert stored(study) == [PRESSURES]


class TestRefusedChanges:
    """Changes that make no sense: nothing failed, and the file has nothing to do with it."""

    async def test_a_name_that_is_taken(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, 's i ctrl+u "Barriers" enter')
            said = str(app.page.query_one("#status").said)
            assert said.startswith("code “Barriers” stands twice")
            assert not app.page.failed
            assert "NOT saved" not in seen(app)
            assert str(study) not in seen(app)

    async def test_a_failed_write_stays_marked_after_one(self, study, monkeypatch):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            with full(app, monkeypatch):
                await press(pilot, "semicolon p")
                assert "NOT saved" in seen(app)
            await press(pilot, 's i ctrl+u "Barriers" enter')
            assert "NOT saved" in seen(app)
            await press(pilot, "semicolon p")
            assert "NOT saved" not in seen(app)

    async def test_a_memo_says_why_without_the_path(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, 'a t "words"')
            app.opened.project.coder = None
            await press(pilot, "ctrl+s")
            assert "not saved: nobody says who is writing; name a coder" in squeezed(app)
            assert str(study) not in seen(app)
            assert not app.page.failed

    async def test_a_code_that_is_gone_keeps_its_form(self, study):
        async with opened(study) as (app, pilot):
            await press(pilot, 'C e "x"')
            app.opened.project.make = refuses
            await press(pilot, "ctrl+s")
            assert "not saved: there is no such code" in squeezed(app)
            assert not app.page.failed
            del app.opened.project.make
            await press(pilot, "ctrl+s")
            assert not app.page.query("#field-name")


def refuses(_):
    raise refuse("there is no such code", file="/a/study.lmmq")
