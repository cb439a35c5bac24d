"""Backups in a person's own folder: made, found, verified, thinned out."""

import errno
import os
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.store import backup as copying
from lmm_qual.store import backups, identity, on_disk, restoring
from lmm_qual.store.backup import backups_folder
from lmm_qual.store.backups import find_backups, make_backup, newest_good, thin_out
from lmm_qual.store.opening import create, open_store
from lmm_qual.store.restoring import restore, what_is_lost
from store.databases import cut_short
from store.processes import as_nobody, holding, shared_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")


def change(path, label="a change"):
    """Write to a project as a change does: something, and an entry in the log."""
    with open_store(path, write=True) as store, store.transaction() as connection:
        connection.execute("INSERT INTO coder (name) VALUES (hex(randomblob(8)))")
        at = datetime.now(UTC).isoformat()
        row = (at, "codings add", label, "done")
        connection.execute("INSERT INTO change_log (at, kind, label, state) VALUES (?,?,?,?)", row)


def coders(path):
    with open_store(path) as store:
        return store.value("SELECT count(*) FROM coder")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "work").mkdir()
    path = tmp_path / "work" / "study.lmmq"
    create(path, "SA").close()
    change(path)
    return path


def numbers(path):
    return [one.number for one in find_backups(path)]


class TestMaking:
    def test_it_is_outside_the_projects_folder_and_holds_what_the_project_holds(self, project):
        made = make_backup(project)
        assert list(project.parent.iterdir()) == [project]
        assert made.file.is_relative_to(backups_folder())
        assert made.contents == identity.contents_of(project)
        assert (made.number, made.source, made.fault()) == (1, project, "")
        assert coders(made.file) == 1
        assert find_backups(project) == [made]

    @posix
    def test_it_is_for_its_owner_only_and_not_written_to(self, project):
        made = make_backup(project)
        folder = made.file.parent
        assert stat.S_IMODE(made.file.stat().st_mode) == 0o400
        assert {stat.S_IMODE(f.stat().st_mode) for f in (folder, folder.parent)} == {0o700}
        assert not [f for f in folder.iterdir() if f.stat().st_mode & 0o077]

    def test_of_a_project_that_holds_nothing_none_is_made(self, tmp_path):
        create(tmp_path / "new.lmmq", "SA").close()
        assert make_backup(tmp_path / "new.lmmq") is None
        assert find_backups(tmp_path / "new.lmmq") == []

    def test_while_another_process_has_it_open(self, project):
        with holding(project, "jr"):
            assert make_backup(project).fault() == ""

    def test_it_can_be_stopped_and_leaves_nothing(self, project):
        assert make_backup(project, lambda: True) is None
        assert not list(backups_folder().rglob("*.lmmq"))
        assert not list(backups_folder().rglob("*.draft"))

    def test_what_a_killed_process_left_is_cleared_away_and_is_no_backup(self, project):
        draft = make_backup(project).file.with_name(".0123.draft.part")
        draft.write_bytes(b"half")
        make_backup(project)
        assert draft.exists()  # another process may be writing it
        os.utime(draft, (0, 0))
        make_backup(project)
        assert not draft.exists()
        assert numbers(project) == [3, 2, 1]

    def test_a_clock_set_back_does_not_change_the_order(self, project, monkeypatch):
        class Earlier(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.now(tz) - timedelta(days=400)

        make_backup(project)
        change(project)
        monkeypatch.setattr(backups, "datetime", Earlier)
        make_backup(project)
        first, second = find_backups(project)
        assert (first.number, first.contents.changes) == (2, 2)
        assert first.at < second.at
        assert newest_good(project) == first


class TestFaults:
    @posix
    def test_a_folder_that_may_not_be_written_to(self, monkeypatch):
        def act():
            try:
                create(folder / "work" / "study.lmmq", "SA").close()
                change(folder / "work" / "study.lmmq")
                make_backup(folder / "work" / "study.lmmq")
            except BadInputError as error:
                return str(error)

        with shared_folder() as folder:
            (folder / "work").mkdir()
            (folder / "work").chmod(0o777)
            (folder / "data").mkdir()
            (folder / "data").chmod(0o555)
            monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
            said = as_nobody(act)
            assert said.endswith("backups: cannot be written: Permission denied; check the disk")

    def test_a_full_disk(self, project, monkeypatch):
        real = sqlite3.connect

        def small(*given, **named):
            connection = real(*given, **named)
            if ".part" in str(given[0]):
                connection.execute("PRAGMA max_page_count = 10")
            return connection

        monkeypatch.setattr(copying.sqlite3, "connect", small)
        with pytest.raises(BadInputError, match="disk is full"):
            make_backup(project)
        assert [f.suffix for f in backups_folder().rglob("*") if f.is_file()] == []

    def test_a_page_that_flipped_is_found(self, project):
        made = make_backup(project)
        change(project)
        newest = make_backup(project)
        flip(newest.file, 20_000)
        assert newest.fault() == "its bytes are not those written"
        assert newest_good(project) == made
        assert find_backups(project)[0] == newest

    def test_a_note_that_is_lost_or_spoilt(self, project):
        made = make_backup(project)
        note = made.file.with_suffix(".json")
        for text in ("{", "[]", '{"source": 5}', None):
            note.unlink() if text is None else note.write_text(text)
            (found,) = find_backups(project)
            assert found.contents == made.contents
            assert found.fault() == ""
        flip(made.file, 4096, 200)
        (found,) = find_backups(project)
        assert found.fault()

    def test_damage_is_not_copied(self, project):
        make_backup(project)
        with closing(sqlite3.connect(project)) as connection:
            sql = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_memo_target_id'"
            (page,) = connection.execute(sql).fetchone()
        flip(project, (page - 1) * 4096, 4096)
        with pytest.raises(BadInputError, match="is damaged"):
            make_backup(project)
        assert numbers(project) == [1]


def flip(file, at, length=1):
    file.chmod(0o600)
    whole = bytearray(file.read_bytes())
    for place in range(at, at + length):
        whole[place] ^= 0xFF
    file.write_bytes(whole)


class TestFinding:
    def test_it_outlasts_renaming_and_moving(self, project, tmp_path):
        made = make_backup(project)
        moved = project.rename(tmp_path / "named otherwise.lmmq")
        assert find_backups(moved) == [made]
        assert newest_good(moved) == made

    def test_two_copies_share_their_backups_but_are_told_apart(self, project, tmp_path):
        of_first = make_backup(project)
        copy = shutil.copy(project, tmp_path / "copy.lmmq")
        change(project)
        change(copy)
        newer = make_backup(project)
        of_copy = make_backup(copy)
        assert find_backups(project) == [newer, of_first, of_copy]
        assert find_backups(copy) == [of_copy, newer, of_first]
        assert newest_good(copy) == of_copy
        assert newest_good(project) == newer

    def test_where_the_project_is_gone_or_spoilt(self, project):
        made = make_backup(project)
        flip(project, 0, 4096)
        assert find_backups(project) == [made]
        project.unlink()
        assert find_backups(project) == [made]
        assert find_backups(project.with_name("another.lmmq")) == []

    def test_a_project_of_before_ids_is_known_by_its_first_change(self, project):
        with open_store(project, write=True) as store, store.transaction() as connection:
            connection.execute("DELETE FROM setting")
        made = make_backup(project)
        change(project)
        assert find_backups(project) == [made]


class TestThinningOut:
    def test_those_that_the_rule_does_not_keep_go(self, project, tmp_path):
        copy = shutil.copy(project, tmp_path / "copy.lmmq")
        make_backup(copy)
        for _ in range(7):
            make_backup(project)
        assert numbers(project) == [8, 7, 6, 5, 4, 1]
        assert thin_out(project) == []
        assert len(list(find_backups(project)[0].file.parent.glob("*.json"))) == 6


class TestRestoring:
    def test_the_backup_is_there_and_what_was_there_is_kept(self, project):
        made = make_backup(project)
        change(project, "lost")
        before = project.read_bytes()
        loss = what_is_lost(project, made.file)
        assert [label for _, label in loss.changes] == ["lost"]
        kept = restore(project, made)
        assert kept.read_bytes() == before
        assert kept.name.startswith("study.before-restore-")
        assert coders(project) == 1
        assert set(project.parent.iterdir()) == {project, kept}
        if sys.platform != "win32":
            assert stat.S_IMODE(project.stat().st_mode) == 0o600
        change(project)
        assert coders(project) == 2

    def test_twice_in_a_second_keeps_both(self, project):
        made = make_backup(project)
        assert restore(project, made) != restore(project, made)
        assert len(list(project.parent.iterdir())) == 3

    def test_a_project_that_is_gone(self, project):
        made = make_backup(project)
        project.unlink()
        assert what_is_lost(project, made.file).why == "is not there"
        assert restore(project, made) is None
        assert coders(project) == 1
        assert list(project.parent.iterdir()) == [project]

    def test_a_project_that_is_damaged_with_a_journal_of_its_own(self, project):
        """A journal left beside would be rolled back into the file that was restored."""
        made = make_backup(project)
        flip(project, 0, 8192)
        journal = project.with_name("study.lmmq-journal")
        journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 1000)
        kept = restore(project, made)
        assert not journal.exists()
        assert kept.with_name(f"{kept.name}-journal").exists()
        assert coders(project) == 1

    def test_a_change_that_was_cut_short_is_taken_back_before_its_journal_goes(
        self, project, monkeypatch
    ):
        def die(*_):
            raise KeyboardInterrupt

        made = make_backup(project)
        cut_short(project)
        with monkeypatch.context() as patch:
            patch.setattr(on_disk, "put_in_place", die)
            patch.setattr(restoring, "copy_project", shutil.copy)
            with pytest.raises(KeyboardInterrupt):
                restore(project, made)
        assert (copying.integrity_fault(project), coders(project)) == ("", 1)
        assert coders(restore(project, made)) == 1

    @pytest.mark.parametrize("readable", [True, False])
    def test_where_the_new_one_cannot_take_its_place_the_old_one_has_one_name(
        self, project, monkeypatch, readable
    ):
        made = make_backup(project)
        before = project.read_bytes()
        journal = project.with_name("study.lmmq-journal")
        if not readable:
            flip(project, 0, 8192)
            journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 1000)

        def fail(*_):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        monkeypatch.setattr(on_disk, "put_in_place", fail)
        monkeypatch.setattr(restoring, "copy_project", shutil.copy)
        with pytest.raises(BadInputError, match="cannot be replaced: Input/output error") as told:
            restore(project, made)
        kept = sorted(project.parent.glob("*.before-restore-*"))
        if readable:
            assert (project.read_bytes(), kept) == (before, [])
        else:
            assert [one.name.endswith("-journal") for one in kept] == [False, True]
            assert f"what was there is kept too: {kept[0]}" in str(told.value)

    def test_it_is_refused_while_another_process_has_the_project(self, project):
        made = make_backup(project)
        before = project.read_bytes()
        with holding(project, "jr"), pytest.raises(BadInputError, match="for writing by jr"):
            restore(project, made, wait=0.1)
        assert project.read_bytes() == before
        assert list(project.parent.iterdir()) == [project]

    def test_a_backup_that_is_not_sound_is_refused(self, project):
        made = make_backup(project)
        before = project.read_bytes()
        flip(made.file, 9000)
        with pytest.raises(BadInputError, match="is not sound: its bytes are not those written"):
            restore(project, made)
        assert project.read_bytes() == before
        assert list(project.parent.iterdir()) == [project]
