import os
import sqlite3
import stat
import sys

import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.migrations import current_version
from lmm_qual.store.opening import APPLICATION_ID, check_header, create, open_store
from store.databases import empty_project, leave_journal
from store.processes import as_nobody, shared_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "study.lmmq"
    path.write_bytes(empty_project())
    return path


NEWER = current_version() + 1


def refused(path, **options):
    """Open what cannot be opened; gives what is said of it, the path left out."""
    with pytest.raises(BadInputError) as caught:
        open_store(path, wait=0.1, **options).close()
    return str(caught.value).removeprefix(f"{path}: ")


class TestCreate:
    def test_the_header_says_what_the_file_is(self, tmp_path):
        path = tmp_path / "study.lmmq"
        create(path, "SA").close()
        head = path.read_bytes()[:100]
        assert head.startswith(b"SQLite format 3\0")
        assert head[68:72] == b"lmmq" == APPLICATION_ID.to_bytes(4, "big")
        assert check_header(path) == current_version()

    def test_nothing_else_is_left_in_the_folder(self, tmp_path):
        create(tmp_path / "study.lmmq", "SA").close()
        assert [path.name for path in tmp_path.iterdir()] == ["study.lmmq"]

    def test_no_journal_of_what_was_there_is_read_into_it(self, tmp_path):
        leave_journal(path := tmp_path / "study.lmmq")
        with create(path, "SA") as store:
            assert store.integrity_faults() == []
        assert [path.name for path in tmp_path.iterdir()] == ["study.lmmq"]

    @posix
    def test_it_is_for_its_owner_only(self, tmp_path):
        mask = os.umask(0)
        try:
            create(tmp_path / "study.lmmq", "SA").close()
        finally:
            os.umask(mask)
        assert stat.S_IMODE((tmp_path / "study.lmmq").stat().st_mode) == 0o600

    @pytest.mark.parametrize("name", ["a b.lmmq", "?x=1#y%41&é.lmmq", "日本 'quoted'.lmmq"])
    def test_names_may_be_odd(self, tmp_path, name):
        path = tmp_path / name
        create(path, "SA").close()
        assert [entry.name for entry in tmp_path.iterdir()] == [name]
        with open_store(path, write=True) as store:
            assert store.value("SELECT count(*) FROM coding") == 0

    def test_it_is_open_for_writing(self, tmp_path):
        with create(tmp_path / "study.lmmq", "SA") as store, store.transaction() as connection:
            connection.execute("INSERT INTO coder (name) VALUES ('SA')")

    @pytest.mark.parametrize("name", ["study.db", "study", "study.lmmq.bak"])
    def test_the_ending_is_lmmq(self, tmp_path, name):
        with pytest.raises(BadInputError, match=f"ends in .lmmq; use {name}.lmmq"):
            create(tmp_path / name, "SA")
        assert not list(tmp_path.iterdir())

    def test_what_is_there_is_left_alone(self, tmp_path):
        path = tmp_path / "study.lmmq"
        path.write_text("mine")
        with pytest.raises(BadInputError, match="is there already; choose another name"):
            create(path, "SA")
        assert path.read_text() == "mine"
        assert list(tmp_path.iterdir()) == [path]

    @posix
    def test_a_link_to_nothing_is_something(self, tmp_path):
        path = tmp_path / "study.lmmq"
        path.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(BadInputError, match="is there already"):
            create(path, "SA")

    def test_the_folder_must_be_there(self, tmp_path):
        with pytest.raises(BadInputError, match="its folder is not there; make the folder first"):
            create(tmp_path / "none" / "study.lmmq", "SA")

    @posix
    def test_a_folder_that_is_read_only(self):
        def act():
            try:
                create(path, "SA")
            except BadInputError as error:
                return str(error)

        with shared_folder() as folder:
            path = folder / "study.lmmq"
            folder.chmod(0o555)
            said = as_nobody(act)
            folder.chmod(0o755)
            assert said.startswith(f"{path}: cannot be locked for writing: Permission denied; ")
            assert not list(folder.iterdir())


@pytest.mark.parametrize("write", [False, True])
def test_every_connection_is_as_durable_as_can_be(project, write):
    with open_store(project, write=write) as store:
        found = {name: store.value(f"PRAGMA {name}") for name in PRAGMAS}
    assert found == {**PRAGMAS, "query_only": int(not write)}


PRAGMAS = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "cell_size_check": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "query_only": 0,
}


class TestReading:
    def test_reading_changes_nothing(self, project):
        with open_store(project) as store:
            assert store.read_only
            assert store.value("SELECT count(*) FROM coding") == 0
        assert project.read_bytes() == empty_project()
        assert list(project.parent.iterdir()) == [project]

    def test_nothing_can_be_written(self, project):
        with open_store(project) as store:
            with pytest.raises(BadInputError, match="is open for reading only"):
                store.transaction().__enter__()
            with pytest.raises(BadInputError, match="may not be written to"):
                list(store.rows("INSERT INTO coder (name) VALUES ('SA')"))
        assert project.read_bytes() == empty_project()


def foreign(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE coding (id)")
    connection.close()


def newer(path):
    head = bytearray(empty_project())
    head[60:64] = (NEWER).to_bytes(4, "big")
    path.write_bytes(head)


REFUSED = {
    "text": (lambda path: path.write_text("a" * 5000), "is no lmm-qual project; check the path"),
    "nothing": (lambda path: path.write_bytes(b""), "is no lmm-qual project; check the path"),
    "another database": (foreign, "is no lmm-qual project; check the path"),
    "a newer project": (
        newer,
        f"was made by a newer version of lmm-qual (schema {NEWER}); update lmm-qual",
    ),
}


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_project_of_ours_is_not_touched(tmp_path, kind, write):
    path = tmp_path / "study.lmmq"
    make, said = REFUSED[kind]
    make(path)
    before = path.read_bytes()
    assert refused(path, write=write) == said
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("write", [False, True])
def test_what_is_no_file(tmp_path, write):
    missing = refused(tmp_path / "a.lmmq", write=write)
    assert missing == "is not there; check the path, or make it with `new`"
    assert refused(tmp_path, write=write) == "is no file; name the project file"
    assert not list(tmp_path.iterdir())


def test_a_damaged_project_is_told_of(project):
    whole = project.read_bytes()
    project.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])
    assert refused(project) == "is damaged; restore a backup with `lmm-qual restore`"
    assert refused(project, write=True) == "is damaged; restore a backup with `lmm-qual restore`"


@posix
class TestRights:
    """What may be read may be looked at; what may not be written to is told of at once."""

    @staticmethod
    def opened(path, write):
        def act():
            try:
                with open_store(path, write=write, wait=0.1) as store:
                    return f"{store.value('SELECT count(*) FROM coding')} codings"
            except BadInputError as error:
                return str(error).removeprefix(f"{path}: ")

        return as_nobody(act)

    def test_a_file_that_is_read_only(self):
        with shared_folder() as folder:
            path = folder / "study.lmmq"
            path.write_bytes(empty_project())
            path.chmod(0o444)
            assert self.opened(path, write=False) == "0 codings"
            assert (
                self.opened(path, write=True)
                == "may not be written to; look with `open --read-only`"
            )
            assert path.read_bytes() == empty_project()
            assert list(folder.iterdir()) == [path]

    def test_a_folder_that_is_read_only(self):
        with shared_folder() as folder:
            path = folder / "study.lmmq"
            path.write_bytes(empty_project())
            path.chmod(0o666)
            folder.chmod(0o555)
            assert self.opened(path, write=False) == "0 codings"
            assert self.opened(path, write=True) == (
                "cannot be locked for writing: Permission denied; look with `open --read-only`, "
                "or copy it to a folder you may write to"
            )
            folder.chmod(0o777)
            assert path.read_bytes() == empty_project()

    def test_a_file_that_may_not_be_read(self):
        with shared_folder() as folder:
            path = folder / "study.lmmq"
            path.write_bytes(empty_project())
            path.chmod(0o000)
            assert self.opened(path, write=False) == "cannot be read: Permission denied"
