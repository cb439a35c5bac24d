import sqlite3
import stat
import sys

import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.store import backup, on_disk
from lmm_qual.store.backup import check_integrity, copy_project, integrity_fault
from lmm_qual.store.connecting import connect
from lmm_qual.store.opening import open_store
from store.databases import cut_short, empty_project, leave_journal


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "study.lmmq"
    path.write_bytes(empty_project())
    with open_store(path, write=True) as store, store.transaction() as connection:
        connection.execute("INSERT INTO coder (name) VALUES ('SA')")
    return path


def fails_for(failing):
    """Connect as the program does, but to one file, whose disk fails."""

    def act(path, **options):
        if path == failing:
            raise sqlite3.OperationalError("disk I/O error")
        return connect(path, **options)

    return act


def coders(path):
    with open_store(path) as store:
        return [name for (name,) in store.rows("SELECT name FROM coder ORDER BY id")]


def test_a_copy_holds_what_the_project_holds(project):
    copy = project.with_name("copy.lmmq")
    copy_project(project, copy)
    assert coders(copy) == ["SA"]
    assert {path.name for path in project.parent.iterdir()} == {"study.lmmq", "copy.lmmq"}
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_no_journal_of_what_was_there_is_read_into_a_copy(project):
    copy = project.with_name("copy.lmmq")
    leave_journal(copy)
    copy_project(project, copy)
    assert coders(copy) == ["SA"]
    assert {path.name for path in project.parent.iterdir()} == {"study.lmmq", "copy.lmmq"}


def test_no_journal_of_a_draft_stays_where_a_copy_fails(project, monkeypatch):
    def fail(_, draft, *__, **___):
        draft.with_name(f"{draft.name}-journal").write_bytes(b"half")
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(backup, "_copied", fail)
    with pytest.raises(BadInputError, match="cannot be copied: Input/output error"):
        copy_project(project, project.with_name("copy.lmmq"))
    assert list(project.parent.iterdir()) == [project]


class TestWhatACopyReplaces:
    @pytest.fixture
    def copy(self, project):
        copy = project.with_name("copy.lmmq")
        copy_project(project, copy)
        cut_short(copy)
        return copy

    def test_it_is_whole_until_the_copy_has_its_name(self, project, copy, monkeypatch):
        def die(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(on_disk, "put_in_place", die)
        with pytest.raises(KeyboardInterrupt):
            copy_project(project, copy)
        assert (integrity_fault(copy), coders(copy)) == ("", ["SA"])

    def test_a_disk_that_fails_meanwhile_replaces_nothing(self, project, copy, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(backup, "connect", fails_for(copy))
            with pytest.raises(BadInputError, match=r"copy.lmmq: the disk reports an error"):
                copy_project(project, copy)
        assert coders(copy) == ["SA"]

    def test_it_may_be_no_project(self, project, copy):
        copy.write_bytes(b"nothing" * 1000)
        copy_project(project, copy)
        assert coders(copy) == ["SA"]


def test_what_is_being_written_is_not_copied_by_half(project):
    copy = project.with_name("copy.lmmq")
    with open_store(project, write=True) as store, store.transaction() as connection:
        connection.execute("INSERT INTO coder (name) VALUES ('JR')")
        copy_project(project, copy)
    assert coders(copy) == ["SA"]
    assert coders(project) == ["SA", "JR"]


def test_a_copy_that_is_not_sound_replaces_nothing(project):
    copy = project.with_name("copy.lmmq")
    copy_project(project, copy)
    whole = bytearray(project.read_bytes())
    whole[8192:40000] = b"\xff" * (40000 - 8192)
    project.write_bytes(whole)
    with pytest.raises(
        BadInputError, match=r"its copy is not sound: .*; check the disk|is damaged"
    ):
        copy_project(project, copy)
    assert coders(copy) == ["SA"]
    assert not list(project.parent.glob(".*"))


def test_a_folder_that_is_not_there_is_told_of(project):
    with pytest.raises(BadInputError, match=r"study.lmmq: cannot be copied: No such file"):
        copy_project(project, project.parent / "none" / "copy.lmmq")


def test_a_row_that_points_nowhere_is_found(project):
    connection = sqlite3.connect(project)
    assert check_integrity(connection) == []
    connection.execute("INSERT INTO coding_pass VALUES (5, 99, 1, 'finished', 1, '')")
    assert check_integrity(connection) == ["row 5 of coding_pass points to no row of transcript"]
    connection.close()
