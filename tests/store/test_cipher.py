"""Encrypted files: what they look like, what opens them, and what is wrong with them."""

import random
import signal
import sys
import zipfile

import pytest
from helpers.passphrases import OTHER, PHRASE, forget_keys, quick_keys  # noqa: F401
from helpers.projects import build
from sqlcipher3 import dbapi2

from lmm_qual.model.problem import BadInputError
from lmm_qual.store import encrypting, keys, on_disk
from lmm_qual.store.backup import integrity_fault
from lmm_qual.store.cipher import Key, make_key, new_salt, opens, salt_of
from lmm_qual.store.encrypting import rewrite_project
from lmm_qual.store.opening import check_header, open_store
from lmm_qual.store.store import DamagedError
from store.databases import cut_short

TALK = """
== T1-G3-01 time=T1 group=G3 method=interview
INT: How is it to refer?
P07: [Hard. We never hear back](Barriers/Referral).
"""


@pytest.fixture
def path(tmp_path, quick_keys):  # noqa: ARG001, F811
    made = build(tmp_path / "study.lmmq", TALK)
    rewrite_project(made, known(PHRASE))
    return made


def known(phrase):
    key = make_key(phrase, new_salt())
    keys.remember(key)
    return key


def test_it_is_what_other_programs_open_by_its_passphrase(tmp_path):
    made = build(tmp_path / "study.lmmq", TALK)
    rewrite_project(made, known("vier Wörter sind gu\u0308nstig"))
    connection = dbapi2.connect(str(made))
    connection.execute("PRAGMA key = 'vier Wörter sind günstig'")
    assert connection.execute("SELECT count(*) FROM transcript").fetchone() == (1,)
    connection.close()
    forget_keys()


def test_it_is_told_from_all_else(path, tmp_path):
    chance = random.Random(1)
    plain = build(tmp_path / "plain.lmmq", TALK)
    zipped = tmp_path / "zipped.lmmq"
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("noise", chance.randbytes(9000))
    empty, short, words = (tmp_path / name for name in ("empty.lmmq", "short.lmmq", "words.lmmq"))
    empty.touch()
    short.write_bytes(chance.randbytes(2000))
    words.write_text("It was at team meeting. " * 400)
    zeros = tmp_path / "zeros.lmmq"
    zeros.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    assert salt_of(path) == path.read_bytes()[:16]
    for other in (plain, zipped, empty, short, words, zeros, tmp_path / "none.lmmq"):
        assert salt_of(other) is None, other
    for other in (zipped, empty, short, words, zeros):
        with pytest.raises(DamagedError, match="is no lmm-qual project"):
            check_header(other)


def test_nothing_opens_without_the_key_and_nothing_is_written(path):
    before = path.read_bytes()
    forget_keys()
    with pytest.raises(keys.PassphraseNeededError, match="its passphrase is not known"):
        open_store(path, write=True)
    for wrong in (OTHER, "", PHRASE + " "):
        with pytest.raises(keys.WrongPassphraseError, match="not its passphrase"):
            keys.unlock(path, wrong)
    keys.unlock(path, PHRASE)
    with open_store(path) as store:
        assert store.value("SELECT count(*) FROM coding") == 1
        assert [store.value(f"PRAGMA {name}") for name in ("temp_store", "secure_delete")] == [2, 1]
        assert store.value("PRAGMA journal_mode") == "delete"
        assert store.value("PRAGMA synchronous") == 3
    assert path.read_bytes() == before


def test_a_first_page_torn_in_a_power_cut_opens_by_its_journal(path):
    journal = path.with_name(f"{path.name}-journal")
    with open_store(path, write=True) as store:
        store._connection.execute("PRAGMA cache_size = 1")
        store._connection.execute("BEGIN IMMEDIATE")
        store._connection.execute("CREATE TABLE more (words)")
        store._connection.execute("INSERT INTO more VALUES (zeroblob(400000))")
        halfway = path.read_bytes(), journal.read_bytes()
        store._connection.execute("ROLLBACK")
    path.write_bytes(halfway[0][:2048] + b"torn" * 512 + halfway[0][4096:])
    journal.write_bytes(halfway[1])
    forget_keys()
    keys.unlock(path, PHRASE)
    with open_store(path, write=True) as store:
        assert store.integrity_faults() == []
        assert store.value("SELECT count(*) FROM coding") == 1
        assert list(store.rows("SELECT 1 FROM sqlite_schema WHERE name = 'more'")) == []
    assert not journal.exists()


def test_every_page_spoilt_is_refused_or_said_to_be_damaged(path, capfd):
    whole = path.read_bytes()
    key = keys.key_of(path)
    for at in range(0, len(whole), 4096):
        path.write_bytes(whole[: at + 900] + bytes([whole[at + 900] ^ 255]) + whole[at + 901 :])
        spoilt = path.read_bytes()
        assert opens(key, path) == (at > 0)
        with pytest.raises(BadInputError):  # noqa: PT012
            with open_store(path, write=True):
                pass
            raise AssertionError(at)
        assert path.read_bytes() == spoilt
    assert capfd.readouterr().err == "", "SQLCipher writes nothing of its own"


def test_another_file_is_taken_for_it_only_when_equal_row_for_row(path, monkeypatch):
    before = path.read_bytes()
    export = encrypting._export

    def spoilt(path, draft, key):
        export(path, draft, key)
        with encrypting.closing(encrypting.connect_keyed(draft, key)) as connection:
            connection.execute("UPDATE coding SET quote = 'Hard'")

    monkeypatch.setattr(encrypting, "_export", spoilt)
    with pytest.raises(BadInputError, match="the copy is not equal to it"):
        rewrite_project(path, None)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="limits no file's size")
def test_where_there_is_no_room_all_is_as_it_was(path):
    import resource

    before = path.read_bytes()
    hindered = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, hard))
        with pytest.raises(BadInputError, match="the disk reports an error"):
            rewrite_project(path, None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        signal.signal(signal.SIGXFSZ, hindered)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_bytes_of_the_plain_file_are_written_over(tmp_path, quick_keys):  # noqa: ARG001, F811
    made = build(tmp_path / "study.lmmq", TALK)
    with made.open("rb") as held:
        assert rewrite_project(made, known(PHRASE))
        assert set(held.read()) == {0}
    other = tmp_path / "other name.bin"
    rewrite_project(made, None)
    other.hardlink_to(made)
    plain = other.read_bytes()
    assert not rewrite_project(made, known(OTHER)), "another name keeps what it holds"
    assert other.read_bytes() == plain


def test_a_change_cut_short_is_taken_back_before_its_journal_goes(path, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    rewrite_project(path, None)
    cut_short(path)
    monkeypatch.setattr(on_disk, "put_in_place", die)
    with pytest.raises(KeyboardInterrupt):
        rewrite_project(path, known(OTHER))
    assert integrity_fault(path) == ""
    with open_store(path) as store:
        assert store.value("SELECT count(*) FROM coding") == 1


def test_a_key_shows_nothing_of_itself():
    assert "secret" not in repr(Key(b"secret" * 5, b"salt" * 4))
