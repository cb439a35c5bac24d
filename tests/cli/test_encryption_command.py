"""`encrypt`, `decrypt` and `passphrase`: a project and its copies that open by a passphrase."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers.commands import Lmm, lmm, refused, study  # noqa: F401
from helpers.passphrases import OTHER, PHRASE, Ring, Typing, forget_keys, quick_keys, ring, typing  # noqa: F401

from lmm_qual.cli.encryption import Copies
from lmm_qual.project.project import Project
from lmm_qual.store import keys
from lmm_qual.store.backups import find_backups, make_backup
from lmm_qual.store.cipher import make_key, salt_of

CODING = ("T1-G3-01", 24, 27, "Time", "--as", "SA")
MARKS = (b"never hear back", b"No time", b"Referral", b"Training", b"T1-G3-01", b"zymurgy")
"""Words of the talk, a code, an id, and a word that is imported when all is encrypted."""
KILLED = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from lmm_qual.store import cipher, keys
cipher._ROUNDS = 10
keys.unlock(Path(sys.argv[1]), sys.argv[2])
from lmm_qual.project.project import Project
from project.kinds import changes
import random
chance = random.Random(3)
from lmm_qual.model.problem import BadInputError
from lmm_qual.store.backups import make_backup
with Project.open(Path(sys.argv[1]), write=True, coder="SA") as project:
    while True:
        try:
            project.make(chance.choice(changes(project.store, chance))())
            make_backup(Path(sys.argv[1]))
        except BadInputError:
            continue
        print(flush=True)
"""


def encrypted(lmm: Lmm, typing: Typing, study: Path, *options: object) -> None:  # noqa: F811
    typing(PHRASE, PHRASE)
    ran = lmm("encrypt", study, *options)
    assert ran.code == 0, ran


def found(folder: Path) -> list[tuple[Path, bytes]]:
    """Give the files below a folder that hold words, with the words."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [(file, mark) for file in files for mark in MARKS if mark in file.read_bytes()]


def test_no_word_is_left_in_any_file(
    lmm: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    make_backup(study)
    study.with_name("study.schema-4.lmmq").write_bytes(study.read_bytes())
    home = Path(os.environ["XDG_DATA_HOME"])
    assert found(tmp_path), "the words are there before"
    assert found(home)
    typing(PHRASE, PHRASE)
    ran = lmm("encrypt", study)
    assert ran.code == 0
    assert ran.err.count("encrypted: ") == 3
    assert "Nobody can open an encrypted project without its passphrase" in ran.err
    assert "could not be written over" not in ran.err
    assert found(tmp_path) + found(home) == []

    talk = tmp_path / "talk.txt"
    talk.write_text("P07: The zymurgy of it.\n", encoding="utf-8")
    assert lmm("import", study, talk).code == 0
    talk.unlink()
    assert lmm("codings", "add", study, *CODING).code == 0
    assert lmm("undo", study, "--as", "SA").code == 0
    assert lmm("backup", study).code == 0
    assert lmm("restore", study, "--yes").code == 0
    keys.unlock(study, PHRASE)
    _kill_while_working(study)
    assert found(tmp_path) + found(home) == []
    assert lmm("check", study).code == 0
    assert [one.fault() for one in find_backups(study) if one.fault()] == []


def _kill_while_working(study: Path) -> None:  # noqa: F811
    arguments = [sys.executable, "-c", KILLED, str(study), PHRASE, *sys.path]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
        assert process.stdout
        for _ in range(3):
            assert process.stdout.readline()
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def test_the_passphrase_is_asked_for_and_a_wrong_one_refused(
    lmm: Lmm,  # noqa: F811
    refused: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = lmm("codings", "list", study).out
    encrypted(lmm, typing, study)
    asked = typing(PHRASE)
    assert lmm("codings", "list", study).out == before
    assert asked == ["Passphrase of study.lmmq: "]
    typing("no words at all")
    ran = refused("codings", "list", study)
    assert ran.err.startswith(f"{study}: this is not its passphrase; try again")
    assert len(ran.err.splitlines()) == 1
    typing(PHRASE)
    assert "encrypted already; give it another passphrase" in refused("encrypt", study).err
    forget_keys()
    monkeypatch.setattr("lmm_qual.cli.encryption.is_terminal", lambda _: False)
    without = refused("check", study).err
    assert "is encrypted and its passphrase is not known; open it on a terminal" in without


def test_without_what_opens_it_one_line_says_what_to_install(
    lmm: Lmm,  # noqa: F811
    refused: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encrypted(lmm, typing, study)
    typing()
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    told = "is encrypted; install what opens it: `pip install 'lmm-qual[encrypted]'`"
    assert refused("check", study).err == f"{study}: {told}\n"
    assert "not installed" in lmm("doctor").out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("short",), "a passphrase has 12 characters at least"),
        ((PHRASE, OTHER), "the two passphrases differ"),
        (("tabs\tand more words",), "no control characters"),
    ],
)
def test_what_is_no_passphrase_changes_nothing(
    refused: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
    typed: tuple[str, ...],
    said: str,
) -> None:
    typing(*typed)
    assert said in refused("encrypt", study).err


def test_it_is_made_plain_again_with_its_backups(
    lmm: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
) -> None:
    before = lmm("codings", "list", study).out
    encrypted(lmm, typing, study)
    lmm("backup", study)
    typing(PHRASE)
    assert lmm("decrypt", study).code == 0
    typing()
    assert lmm("codings", "list", study).out == before
    (backup,) = find_backups(study)
    assert (backup.fault(), salt_of(backup.file)) == ("", None)
    assert "is not encrypted" in lmm("decrypt", study).err


def test_another_passphrase_opens_it_and_the_backups_and_the_former_does_not(
    lmm: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
) -> None:
    encrypted(lmm, typing, study)
    lmm("backup", study)
    asked = typing(PHRASE, OTHER, OTHER)
    assert lmm("passphrase", study).code == 0
    assert asked[0] == "Passphrase of study.lmmq: "
    typing(PHRASE)
    assert "not its passphrase" in lmm("check", study).err
    typing(OTHER)
    assert lmm("check", study).code == 0
    (backup,) = find_backups(study)
    assert salt_of(backup.file) == salt_of(study)
    assert lmm("restore", study, "--yes").code == 0
    assert salt_of(study) == salt_of(backup.file)


def test_copies_are_removed_where_that_is_said(
    lmm: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
) -> None:
    made = make_backup(study)
    assert made
    encrypted(lmm, typing, study, "--copies", Copies.REMOVE.value)
    assert find_backups(study) == []
    assert not made.file.exists()


def test_what_was_cut_short_is_finished(
    lmm: Lmm,  # noqa: F811
    refused: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_backup(study)
    with monkeypatch.context() as cut:
        cut.setattr("lmm_qual.project.encryption._treat_copies", lambda *_, **__: None)
        encrypted(lmm, typing, study)
    assert [salt_of(one.file) for one in find_backups(study)] == [None]
    typing(PHRASE)
    assert (
        "1 of the copies that the program keeps of it are plain"
        in lmm("codings", "add", study, *CODING).err
    )
    typing(PHRASE)
    assert lmm("encrypt", study).code == 0
    assert all(salt_of(one.file) == salt_of(study) for one in find_backups(study))
    typing(PHRASE)
    assert "is encrypted already" in refused("encrypt", study).err


def test_the_keyring_keeps_it_only_when_told_to(
    lmm: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    ring: Ring,  # noqa: F811
    study: Path,  # noqa: F811
) -> None:
    encrypted(lmm, typing, study)
    assert ring.held == {}
    typing(PHRASE)
    assert "keep it elsewhere too" in lmm("passphrase", study, "--keyring").err
    assert list(ring.held.values()) == [PHRASE]
    asked = typing()
    assert lmm("check", study).code == 0
    assert asked == []
    assert lmm("passphrase", study, "--forget").code == 0
    assert ring.held == {}
    encrypted_again = typing(PHRASE, OTHER, OTHER)
    assert lmm("passphrase", study).code == 0
    assert len(encrypted_again) == 4


def test_there_is_no_keyring_that_keeps_words_in_a_file(
    refused: Lmm,  # noqa: F811
    typing: Typing,  # noqa: F811
    study: Path,  # noqa: F811
) -> None:
    typing(PHRASE, PHRASE)
    assert "no keyring on this machine" in refused("encrypt", study, "--keyring").err


@pytest.mark.skipif(sys.platform == "win32", reason="has no signal that kills at once")
def test_killed_while_it_is_encrypted_it_is_whole(study: Path, quick_keys: None) -> None:  # noqa: ARG001, F811
    script = """
import sys
from pathlib import Path
from lmm_qual.store import cipher
cipher._ROUNDS = 10
from lmm_qual.project.encryption import encrypt
path = Path(sys.argv[1])
print(flush=True)
while True:
    encrypt(path, sys.argv[2])
"""
    chance = random.Random(5)
    for _ in range(int(os.environ.get("LMM_QUAL_KILLS", "2"))):
        if salt_of(study) is not None:
            keys.unlock(study, PHRASE)
        arguments = [sys.executable, "-c", script, str(study), PHRASE]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.random() / 10)
            process.send_signal(signal.SIGKILL)
        if (salt := salt_of(study)) is not None:
            keys.remember(make_key(PHRASE, salt))
        with Project.open(study, write=True) as project:
            assert project.store.integrity_faults() == []
            assert project.store.value("SELECT count(*) FROM coding") == 4
        if salt is not None:
            break
