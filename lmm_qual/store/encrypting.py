"""A project file written anew, encrypted or plain, and put in the place of the one that is there.

The new file is written beside the old, compared with it row for row and only then takes its name,
in one step: whoever is cut short has the old file or the new one, whole. What the old one's bytes
were is then written over, as far as a program can.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from lmm_qual.model.problem import refuse
from lmm_qual.store.backup import check_integrity
from lmm_qual.store.backups import Backup, note_again, remove_copy, take_note
from lmm_qual.store.cipher import Key
from lmm_qual.store.connecting import address_of, cipher_connection, connect_keyed
from lmm_qual.store.keys import key_of
from lmm_qual.store.lock import WAIT_SECONDS, WriteLock
from lmm_qual.store.on_disk import let_go, put_project_in_place, to_disk
from lmm_qual.store.opening import check_header, draft_of
from lmm_qual.store.store import damaged, told_plainly

_TABLES = """
    SELECT name FROM sqlite_schema
    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence'
    ORDER BY name
"""
_SCHEMA = """
    SELECT type, name, tbl_name, sql FROM sqlite_schema
    WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name
"""
_NUMBERS = ("application_id", "user_version")
_CHUNK = 1 << 20


def rewrite_project(path: Path, key: Key | None, wait: float = WAIT_SECONDS) -> bool:
    """Write a project anew under a key, or plain; gives whether its old bytes were written over.

    Raises `BadInputError`, all being as it was.
    """
    check_header(path)
    lock = WriteLock(path)
    lock.acquire("the passphrase being changed", wait)
    try:
        return rewrite(path, key)
    finally:
        lock.release()


def rewrite(path: Path, key: Key | None) -> bool:
    """Do so to a file that nobody else writes to, a backup for example."""
    path = path.resolve()
    draft = draft_of(path)
    try:
        mode = path.stat().st_mode & 0o777
        let_go(draft)
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        with told_plainly(path):
            _export(path, draft, key)
            _to_disk(draft)
            _require_equal(path, draft, key)
        draft.chmod(mode)
        with _opened_to_destroy(path) as old:
            put_project_in_place(draft, path)
            return old is not None and _write_over(old)
    except OSError as error:
        raise refuse(f"cannot be written anew: {error.strerror}", file=str(path)) from None
    finally:
        with suppress(OSError):
            let_go(draft)
            draft.unlink(missing_ok=True)


def _export(path: Path, draft: Path, key: Key | None) -> None:
    uri = address_of(path, "rw")
    with closing(cipher_connection(path, uri, key_of(path))) as source:
        if faults := check_integrity(source):
            raise damaged(path, f"is damaged: {faults[0]}")
        source.execute("ATTACH ? AS made KEY ?", (str(draft), key.words if key else ""))
        source.execute("PRAGMA made.journal_mode = OFF")  # a file that is cut short is thrown away
        source.execute("PRAGMA made.synchronous = OFF")  # and a whole one goes to the disk at once
        source.execute("SELECT sqlcipher_export('made')")
        for name in _NUMBERS:
            (number,) = source.execute(f"PRAGMA main.{name}").fetchone()
            source.execute(f"PRAGMA made.{name} = {number}")
        source.execute("DETACH made")


def _to_disk(file: Path) -> None:
    with file.open("r+b") as written:
        to_disk(written.fileno())


def _require_equal(path: Path, draft: Path, key: Key | None) -> None:
    """Compare the new file with the old one, read again from the disk."""
    with (
        closing(connect_keyed(path, key_of(path))) as old,
        closing(connect_keyed(draft, key)) as new,
    ):
        for connection in (old, new):
            connection.execute("PRAGMA query_only = ON")
            connection.text_factory = lambda read: read.decode("utf-8", "surrogateescape")
        if check_integrity(new) or not _are_equal(old, new):
            what, remedy = "cannot be written anew: the copy is not equal to it", "check the disk"
            raise refuse(what, remedy, file=str(path))


def _are_equal(old: sqlite3.Connection, new: sqlite3.Connection) -> bool:
    asked = [_SCHEMA, *(f"PRAGMA {name}" for name in _NUMBERS)]
    for (table,) in old.execute(_TABLES).fetchall():
        asked.append(f'SELECT rowid, * FROM "{table}" ORDER BY rowid')  # noqa: S608
    return all(_same_rows(old.execute(sql), new.execute(sql)) for sql in asked)


def _same_rows(old: Iterable[tuple[object, ...]], new: Iterable[tuple[object, ...]]) -> bool:
    others = iter(new)
    for row in old:
        other = next(others, ())
        if row != other or [*map(type, row)] != [*map(type, other)]:
            return False
    return next(others, None) is None


def rewrite_backup(backup: Backup, key: Key | None) -> bool:
    """Write a backup anew with its note; gives the same. Raises `BadInputError`."""
    if fault := backup.fault():
        raise refuse(f"is not sound: {fault}", "remove it", file=str(backup.file))
    note = take_note(backup.file)  # a note of other bytes would say that it is damaged
    try:
        overwritten = rewrite(backup.file, key)
    except BaseException:
        note_again(backup, note)
        raise
    note_again(backup)
    return overwritten


# The old bytes


def destroy(path: Path) -> bool:
    """Remove a file; gives whether its bytes were written over."""
    with _opened_to_destroy(path) as old:
        remove_copy(path)
        return old is not None and _write_over(old)


@contextmanager
def _opened_to_destroy(path: Path) -> Iterator[BinaryIO | None]:
    """Hold the file that is there open, so that its bytes can be reached when it has no name.

    Nothing is held where it has another name that must stay as it is, or the system does not let
    an open file be replaced.
    """
    opened: BinaryIO | None = None
    if os.name == "posix" and path.stat().st_nlink == 1:
        with suppress(OSError):
            path.chmod(0o600)
            opened = path.open("r+b", buffering=0)
    try:
        yield opened
    finally:
        if opened is not None:
            opened.close()


def _write_over(file: BinaryIO) -> bool:
    try:
        left = file.seek(0, os.SEEK_END)
        file.seek(0)
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        to_disk(file.fileno())
    except OSError:
        return False
    return True
