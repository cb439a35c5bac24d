import re
import sqlite3
import threading

import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.store import findings_tables, map_tables, migrations, revision_tables
from lmm_qual.store.lock import WriteLock
from lmm_qual.store.migrations import STEPS, current_version, migrate
from lmm_qual.store.opening import check_header, open_store
from store.databases import cut_short, empty_project

NOW = current_version()
SECOND, THIRD = NOW + 1, NOW + 2


def add_note(connection):
    connection.execute("ALTER TABLE coder ADD COLUMN note TEXT")


def fill_note(connection):
    connection.execute("INSERT INTO coder (name, note) VALUES ('SA', 'x')")


def fail(connection):
    connection.execute("INSERT INTO coder (name) VALUES ('half')")
    raise RuntimeError("no")


def fill_the_disk(connection):
    connection.execute("PRAGMA max_page_count = 1")
    connection.execute("INSERT INTO coder (name) VALUES (hex(zeroblob(100000)))")


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "study.lmmq"
    path.write_bytes(empty_project())
    return path


def coders(path):
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT * FROM coder").fetchall()
    connection.close()
    return found


def test_each_step_leads_to_the_next_version(project):
    migrate(project, NOW, {SECOND: add_note, THIRD: fill_note})
    assert coders(project) == [(1, "SA", "x")]
    with sqlite3.connect(project) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (THIRD,)
    connection.close()


def test_a_copy_is_made_first(project):
    copy = migrate(project, NOW, {SECOND: add_note})
    assert copy.name == f"study.schema-{NOW}.lmmq"
    assert check_header(copy) == NOW
    assert coders(copy) == []


def test_a_step_that_fails_leaves_version_and_data(project):
    with pytest.raises(RuntimeError):
        migrate(project, NOW, {SECOND: fail})
    assert check_header(project) == NOW
    assert coders(project) == []


def test_a_later_step_that_fails_leaves_what_the_steps_before_it_made(project):
    with pytest.raises(RuntimeError):
        migrate(project, NOW, {SECOND: add_note, THIRD: fail})
    with sqlite3.connect(project) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SECOND,)
        assert connection.execute("SELECT * FROM coder").fetchall() == []
    connection.close()


def test_the_copy_of_the_first_attempt_is_kept_when_the_second_begins_later(project):
    with pytest.raises(RuntimeError):
        migrate(project, NOW, {SECOND: add_note, THIRD: fail})
    migrate(project, SECOND, {SECOND: add_note, THIRD: fill_note})
    kept = sorted(path.name for path in project.parent.glob("study.schema-*"))
    assert kept == [f"study.schema-{version}.lmmq" for version in (NOW, SECOND)]
    assert check_header(project.with_name(kept[0])) == NOW


def test_a_full_disk_is_told_of_plainly(project):
    with pytest.raises(BadInputError, match="the disk is full; make room and try again"):
        migrate(project, NOW, {SECOND: fill_the_disk})
    assert check_header(project) == NOW
    assert coders(project) == []


def test_a_damaged_project_is_not_migrated(project):
    whole = bytearray(project.read_bytes())
    whole[8192:20000] = b"\xff" * (20000 - 8192)
    project.write_bytes(whole)
    with pytest.raises(BadInputError):
        migrate(project, NOW, {SECOND: add_note})
    assert project.read_bytes() == bytes(whole)
    assert list(project.parent.iterdir()) == [project]


class TestOpening:
    @pytest.fixture(autouse=True)
    def _newer_program(self, project, monkeypatch):
        assert check_header(project) == NOW
        monkeypatch.setitem(migrations.STEPS, SECOND, add_note)
        assert current_version() == SECOND

    def test_opening_for_writing_upgrades(self, project):
        with open_store(project, write=True) as store:
            assert store.value("PRAGMA user_version") == SECOND

    def test_looking_does_not(self, project):
        with pytest.raises(BadInputError, match=rf"older version \(schema {NOW}\); open"):
            open_store(project)
        assert project.read_bytes() == empty_project()

    def test_one_that_was_cut_short_is_made_again_from_its_beginning(self, project):
        cut_short(project, f"PRAGMA user_version = {SECOND}")
        with open_store(project, write=True) as store:
            assert store.value("PRAGMA user_version") == SECOND
            assert store.value("SELECT count(note) + count(*) FROM coder") == 0

    def test_one_that_was_cut_short_is_not_taken_for_made_by_who_looks(self, project):
        cut_short(project, f"PRAGMA user_version = {SECOND}")
        assert check_header(project) == SECOND
        with pytest.raises(BadInputError, match=rf"older version \(schema {NOW}\); open"):
            open_store(project)

    def test_two_who_come_at_once_upgrade_once(self, project):
        lock = WriteLock(project)
        lock.acquire("Anna")
        opened = []
        thread = threading.Thread(target=lambda: opened.append(open_store(project, write=True)))
        thread.start()
        thread.join(0.3)
        migrate(project, NOW, migrations.STEPS)
        lock.release()
        thread.join()
        with opened[0] as store:
            assert store.value("PRAGMA user_version") == SECOND


def schema(path):
    """Give the columns and indexes of every table."""
    with sqlite3.connect(path) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        found = {
            table: (
                connection.execute(f"PRAGMA table_info({table})").fetchall(),
                connection.execute(f"PRAGMA foreign_key_list({table})").fetchall(),
                sorted(
                    tuple(connection.execute(f"PRAGMA index_info({index[1]})").fetchall())
                    for index in connection.execute(f"PRAGMA index_list({table})").fetchall()
                ),
            )
            for table in tables
        }
    connection.close()
    return found


LATER = [findings_tables.TABLES, revision_tables.TABLES, map_tables.STATEMENTS]
TABLES = re.findall(r"CREATE TABLE (\w+)", "".join(LATER))
COLUMNS = re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", "".join(LATER))


def test_a_project_of_the_first_version_becomes_what_a_new_one_is(project):
    made = schema(project)
    with sqlite3.connect(project) as connection:
        for table in (*TABLES, "passage"):
            connection.execute(f"DROP TABLE {table}")
        for table, column in COLUMNS:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    migrate(project, 1, STEPS)
    assert check_header(project) == NOW
    assert schema(project) == made
