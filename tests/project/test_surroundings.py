"""Folders that other programs keep in step, and the conflicted copies they make."""

import shutil

import pytest

from lmm_qual.project import surroundings
from lmm_qual.project.surroundings import conflicted_copies, kept_in_step_by, warnings
from lmm_qual.store.opening import create


@pytest.fixture(autouse=True)
def _own_state(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))


def project(folder):
    folder.mkdir(parents=True, exist_ok=True)
    create(folder / "study.lmmq", "SA").close()
    return folder / "study.lmmq"


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (University)/work", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - University of X/a/b", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("GoogleDrive-me@example.org/My Drive", "Google Drive"),
        ("Sync", "a synchronising program"),
        ("work", ""),
        ("Dropbox notes", ""),
    ],
)
def test_folders_that_are_kept_in_step_are_known_by_name(tmp_path, folder, said):
    assert kept_in_step_by(tmp_path / folder / "study.lmmq") == said


@pytest.mark.parametrize(
    ("mark", "said"), [(".stfolder", "Syncthing"), (".nextcloudsync.log", "Nextcloud")]
)
def test_or_by_what_lies_in_them(tmp_path, mark, said):
    (tmp_path / mark).mkdir()
    assert kept_in_step_by(tmp_path / "a" / "b" / "study.lmmq") == said


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_network_drives_are_known(tmp_path, monkeypatch, kind):
    mounts = [("/", "ext4"), (str(tmp_path / "share"), kind), (str(tmp_path / "sh"), "ext4")]
    monkeypatch.setattr(surroundings, "_mounts", lambda: iter(mounts))
    assert kept_in_step_by(tmp_path / "share" / "study.lmmq") == "a network drive"
    assert kept_in_step_by(tmp_path / "study.lmmq") == ""


def test_a_folder_is_warned_of_once_for_each_project(tmp_path):
    path = project(tmp_path / "Dropbox")
    (said,) = warnings(path)
    assert said.startswith(f"{path}: is in a folder of Dropbox, where two machines may change it")
    assert warnings(path) == []
    assert len(warnings(path.with_name("other.lmmq"))) == 1


@pytest.mark.parametrize(
    "name",
    [
        "study (Anna's conflicted copy 2024-05-06).lmmq",
        "study (conflicted copy 2024-05-06 101112).lmmq",
        "study_conflict-20240506-101112.lmmq",
        "study.sync-conflict-20240506-101112-ABCDEFG.lmmq",
        "study (SFConflict anna 2024-05-06-10-11-12).lmmq",
        "study (Case Conflict).lmmq",
        "study-LAPTOP-7Q2.lmmq",
        "study 2.lmmq",
        "study (1).lmmq",
    ],
)
def test_a_conflicted_copy_is_named_each_time(tmp_path, name):
    path = project(tmp_path)
    copy = shutil.copy(path, tmp_path / name)
    assert conflicted_copies(path) == [copy]
    for _ in range(2):
        (said,) = warnings(path)
        assert f"“{name}”" in said


def test_other_projects_and_ones_own_copies_are_none(tmp_path):
    path = project(tmp_path)
    create(tmp_path / "study 2.lmmq", "SA").close()  # a project of its own
    for name in (
        "study.schema-3.lmmq",
        "study.before-restore-20240506T101112Z.lmmq",
        "other.lmmq",
        "study of conflict.lmmq",
    ):
        shutil.copy(path, tmp_path / name)
    assert conflicted_copies(path) == []
    assert warnings(path) == []
