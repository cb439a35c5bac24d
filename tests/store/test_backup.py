import sqlite3
import stat
import sys

import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.backup import check_integrity, copy_project
from lmm_qual.store.opening import open_store
from store.databases import empty_project, leave_journal


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "study.lmmq"
    path.write_bytes(empty_project())
    with open_store(path, write=True) as store, store.transaction() as connection:
        connection.execute("INSERT INTO coder (name) VALUES ('SA')")
    return path


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
