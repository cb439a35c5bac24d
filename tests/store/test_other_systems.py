"""What Windows and macOS do otherwise, as far as it can be tried on another system."""

import os
from pathlib import PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest

from lmm_qual.store import on_disk
from lmm_qual.store.backups import belongs_to, make_backup
from lmm_qual.store.connecting import address_of
from lmm_qual.store.opening import create, open_store


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/data/anna/é 1%?#.lmmq"), "file:///data/anna/%C3%A9%201%25%3F%23.lmmq"),
        (PureWindowsPath("C:\\Anna\\our study.lmmq"), "file:///C:/Anna/our%20study.lmmq"),
        (PureWindowsPath("\\\\server\\share\\our.lmmq"), "file:////server/share/our.lmmq"),
    ],
)
def test_sqlite_is_given_a_path_without_a_server_of_its_own(path, address):
    assert address_of(path, "rw") == f"{address}?mode=rw"


def test_a_path_of_a_server_is_no_name_of_a_machine_to_sqlite(tmp_path):
    """SQLite refuses `file://server/share`; with four slashes it is a path like another."""
    path = tmp_path / "our.lmmq"
    create(path, "Anna").close()
    twice = PurePosixPath(f"/{path}")
    assert str(twice).startswith("//")
    assert address_of(twice, "ro").startswith("file:////")
    with open_store(path) as store:
        assert store.value("PRAGMA fullfsync") == 1


def test_what_may_not_be_written_to_can_be_replaced_on_windows(tmp_path, monkeypatch):
    draft, kept = tmp_path / "draft", tmp_path / "kept"
    draft.write_text("new", encoding="utf-8")
    kept.write_text("old", encoding="utf-8")
    kept.chmod(0o400)
    modes = []

    def replace(_, target):
        modes.append(target.stat().st_mode & 0o777)

    monkeypatch.setattr(on_disk, "os", SimpleNamespace(**{**vars(os), "name": "nt"}))
    monkeypatch.setattr(type(draft), "replace", replace)
    on_disk.put_in_place(draft, kept)
    assert modes == [0o600]


def test_macos_is_told_to_empty_the_drives_own_memory(tmp_path, monkeypatch):
    fcntl, told = pytest.importorskip("fcntl"), []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _, what: told.append(what))
    on_disk.names_to_disk(tmp_path)
    assert told == [51]


def test_a_backup_is_of_a_project_whose_path_is_written_otherwise(tmp_path):
    """On macOS `Our.lmmq` and `our.lmmq` are one file; here two names of one stand for that."""
    path, other = tmp_path / "our.lmmq", tmp_path / "Our.lmmq"
    with create(path, "Anna") as store:
        store.close()
    other.hardlink_to(path)
    backup = SimpleNamespace(source=path)
    assert belongs_to(backup, other)
    other.unlink()
    assert not belongs_to(backup, other)
    assert make_backup(path) is None
