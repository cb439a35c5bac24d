import sqlite3
import subprocess
import sys
from contextlib import suppress
from typing import NamedTuple

import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.opening import open_store
from lmm_qual.store.store import chunks, told_plainly
from store.databases import dump, empty_project, memory_store

LARGE = "INSERT INTO coder (name) VALUES (hex(zeroblob(200000)))"


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "study.lmmq"
    path.write_bytes(empty_project())
    return path


class Coder(NamedTuple):
    id: int
    name: str


def test_rows_records_values_and_mappings():
    store = memory_store()
    with store.transaction() as connection:
        connection.execute("INSERT INTO coder (name) VALUES ('SA'), ('JR')")
    assert list(store.rows("SELECT name FROM coder WHERE id = ?", (1,))) == [("SA",)]
    assert store.records(Coder, "SELECT id, name FROM coder") == [(1, "SA"), (2, "JR")]
    assert store.value("SELECT name FROM coder WHERE id = 3") is None
    assert store.mappings("coder", "name = ?", ("JR",)) == [{"id": 2, "name": "JR"}]
    assert store.integrity_faults() == []


def test_more_values_than_a_statement_takes():
    store = memory_store()
    names = [{"name": str(n)} for n in range(1200)]
    with store.transaction() as connection:
        connection.executemany("INSERT INTO coder (name) VALUES (:name)", names)
    found = store.where_in("coder", "name", "id", range(1, 1201))
    assert [name for (name,) in found] == [str(n) for n in range(1200)]
    assert [len(part) for part in chunks(range(1200))] == [500, 500, 200]


class TestTransaction:
    def test_all_of_it_or_nothing(self, project):
        with open_store(project, write=True) as store:
            before = dump(store)
            with pytest.raises(ZeroDivisionError), store.transaction() as connection:
                connection.execute("INSERT INTO coder (name) VALUES ('SA')").rowcount / 0
            assert dump(store) == before
        assert project.read_bytes() == empty_project()

    def test_a_row_that_points_nowhere_is_refused_at_the_end(self, project):
        with open_store(project, write=True) as store:
            nowhere = "INSERT INTO coding_pass VALUES (1, 9, 9, 'finished', 1, '')"
            told = pytest.raises(BadInputError, match="FOREIGN KEY constraint failed")
            with told, store.transaction() as connection:
                connection.execute(nowhere)
            with store.transaction() as connection:
                connection.execute("INSERT INTO coder (name) VALUES ('SA')")
            assert store.value("SELECT count(*) FROM coding_pass") == 0

    def test_a_full_disk_is_told_of_and_the_project_is_usable_again(self, project):
        with open_store(project, write=True) as store:
            pages = store.value("PRAGMA page_count")
            store.value(f"PRAGMA max_page_count = {pages}")
            with pytest.raises(BadInputError) as caught, store.transaction() as connection:
                connection.execute(LARGE)
            assert str(caught.value) == f"{project}: the disk is full; make room and try again"
            assert store.value("SELECT count(*) FROM coder") == 0
            store.value(f"PRAGMA max_page_count = {pages + 1000}")
            with store.transaction() as connection:
                connection.execute(LARGE)
            assert store.value("SELECT count(*) FROM coder") == 1
            assert store.integrity_faults() == []


FAILING = """
import resource, signal, sys
from pathlib import Path
from lmm_qual.model.problem import BadInputError
from lmm_qual.store.opening import open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
store = open_store(path, write=True)
free = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, free[1]))
def add(name):
    with store.transaction() as connection:
        connection.execute(f"INSERT INTO coder (name) VALUES ({name})")
try:
    add("hex(zeroblob(400000))")
except BadInputError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, free)
add("'SA'")
print(*store.rows("SELECT name FROM coder"), store.integrity_faults())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
def test_a_disk_that_fails_is_told_of_and_the_project_is_usable_again(project):
    done = subprocess.run(
        [sys.executable, "-c", FAILING, str(project)], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        f"{project}: the disk reports an error; copy the project to another disk",
        "('SA',) []",
    ], done.stderr


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_BUSY, "another program is using it; close it there and try again"),
        (sqlite3.SQLITE_IOERR_FSYNC, "the disk reports an error; copy the project to another disk"),
        (
            sqlite3.SQLITE_IOERR_DIR_FSYNC,
            (
                "was changed, but the disk reports an error, and the change may not last; "
                "look whether it is there, and copy the project to another disk"
            ),
        ),
        (sqlite3.SQLITE_CORRUPT_INDEX, "is damaged; restore a backup with `lmm-qual restore`"),
        (sqlite3.SQLITE_NOTADB, "is no lmm-qual project; check the path"),
        (sqlite3.SQLITE_MISUSE, "the project file reports: odd; run `check` on it"),
    ],
)
def test_every_fault_is_one_plain_line(project, code, said):
    failing = code & 0xFF == sqlite3.SQLITE_IOERR
    error = sqlite3.OperationalError("disk I/O error" if failing else "odd")
    error.sqlite_errorcode = code
    with pytest.raises(BadInputError) as caught, told_plainly(project):
        raise error
    assert str(caught.value) == f"{project}: {said}"


def test_a_fault_told_in_spoilt_letters_is_damage(project):
    with pytest.raises(BadInputError, match="is damaged; restore a backup"), told_plainly(project):
        b"malformed database schema (\xb7)".decode()


def test_a_number_without_measure_is_refused():
    with pytest.raises(BadInputError, match="a number is too large to be stored"):
        memory_store().value("SELECT ?", (10**30,))


def test_two_who_write_at_once_lose_nothing(project):
    """A program that knows nothing of the lock waits its turn, or is told."""
    with open_store(project, write=True) as store:
        other = sqlite3.connect(project, timeout=0.1)
        with store.transaction() as connection:
            connection.execute("INSERT INTO coder (name) VALUES ('SA')")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("INSERT INTO coder (name) VALUES ('JR')")
        other.execute("INSERT INTO coder (name) VALUES ('JR')")
        other.commit()
        other.close()
        assert [row.name for row in store.records(Coder, "SELECT id, name FROM coder")] == [
            "SA",
            "JR",
        ]


def test_a_text_that_was_read_is_read_again_once_it_may_be_another(project):
    def say(connection, text):
        connection.execute("UPDATE transcript SET text = ? WHERE id = 1", (text,))

    with open_store(project, write=True) as store, open_store(project) as other:
        with store.transaction() as connection:
            columns = [row[1:4] for row in connection.execute("PRAGMA table_info(transcript)")]
            needed = [name for name, _, must in columns if must]
            values = [1 if name == "id" else "x" for name in needed]
            marks = ", ".join("?" * len(needed))
            sql = f"INSERT INTO transcript ({', '.join(needed)}) VALUES ({marks})"
            connection.execute(sql, values)
        assert store.text_of(1) == other.text_of(1) == "x"
        with store.transaction({"coder"}) as connection:
            connection.execute("INSERT INTO coder (name) VALUES ('SA')")
            assert store.text_of(1) == "x"
        with store.transaction() as connection:
            say(connection, "said")
            assert store.text_of(1) == "said"
            say(connection, "said again")
        assert store.text_of(1) == other.text_of(1) == "said again"
        with suppress(ZeroDivisionError), store.transaction() as connection:
            say(connection, "taken back")
            assert store.text_of(1) == "taken back"
            1 / 0  # noqa: B018
        assert store.text_of(1) == "said again"
