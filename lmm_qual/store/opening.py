"""Making, opening and checking project files."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from lmm_qual.model.problem import refuse
from lmm_qual.store.backup import quick_fault
from lmm_qual.store.cipher import PLAIN_HEAD, salt_of
from lmm_qual.store.connecting import connect
from lmm_qual.store.identity import ID_SETTING, new_id
from lmm_qual.store.keys import require_key
from lmm_qual.store.lock import WAIT_SECONDS, WriteLock
from lmm_qual.store.migrations import current_version, migrate
from lmm_qual.store.on_disk import journal_of, put_project_in_place
from lmm_qual.store.store import Store, damaged, told_plainly
from lmm_qual.store.undisturbed import WRITING

SUFFIX = ".lmmq"
APPLICATION_ID = 0x6C6D6D71
"""`lmmq` in the file's header, at byte 68; the schema version stands at byte 60."""

_PRAGMAS = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "cell_size_check = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
)
"""EXTRA has it on the disk too that the journal is gone: else the last change is rolled back."""


def create(path: Path, holder: str) -> Store:
    """Make an empty project; raises `BadInputError` where something of that name is there."""
    if path.suffix != SUFFIX:
        raise refuse("a project's name ends in .lmmq", f"use {path.name}{SUFFIX}", file=str(path))
    if not path.parent.is_dir():
        raise refuse("its folder is not there", "make the folder first", file=str(path))
    _refuse_present(path)
    lock = WriteLock(path)
    lock.acquire(holder)
    try:
        _refuse_present(path)
        _create_tables(path)
        return Store(path, _connect(path, write=True), lock)
    except BaseException:
        lock.release()
        raise


def _refuse_present(path: Path) -> None:
    if os.path.lexists(path):
        raise refuse("is there already", "choose another name", file=str(path))


def open_store(
    path: Path,
    *,
    write: bool = False,
    holder: str = "lmm-qual",
    wait: float = WAIT_SECONDS,
    look: bool = True,
) -> Store:
    """Open a project, for writing with its lock held; raises `BadInputError`.

    To `look` through its pages before anything is written takes as long as reading them; who does
    not must do so soon.
    """
    check_header(path)
    if write:
        return _open_locked(path, holder, wait, look=look)
    version = _version_of(path)
    if version < current_version():
        raise refuse(
            f"was made by an older version (schema {version})",
            "open it once for writing, which upgrades it after making a copy",
            file=str(path),
        )
    return Store(path, _connect(path, write=False), None)


def _open_locked(path: Path, holder: str, wait: float, *, look: bool) -> Store:
    lock = WriteLock(path)
    lock.acquire(holder, wait)
    try:
        check_header(path)
        _refuse_read_only(path)
        discard_draft(path)
        if look:
            _require_sound_pages(path)
        version = _version_of(path)  # who had the lock before may have upgraded it, or half
        if version < current_version():
            migrate(path, version)
        return Store(path, _connect(path, write=True), lock)
    except BaseException:
        lock.release()
        raise


def _version_of(path: Path) -> int:
    """Give the schema version once a change cut short is rolled back, which the header is not."""
    with told_plainly(path), closing(_connect(path, write=False)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def draft_of(path: Path) -> Path:
    """Give the file in which a project is written anew before it takes its place."""
    return path.resolve().with_name(f".{path.resolve().name}.rewritten")


def discard_draft(path: Path) -> None:
    """Remove what is left where that was cut short; only who has the lock may."""
    with suppress(OSError):
        draft_of(path).unlink(missing_ok=True)


def _require_sound_pages(path: Path) -> None:
    with told_plainly(path), closing(_connect(path, write=True)) as connection:
        if fault := quick_fault(connection):
            raise damaged(path, f"is damaged: {fault.splitlines()[-1]}")


def _refuse_read_only(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise refuse("may not be written to", "look with `open --read-only`", file=str(path))


def check_header(path: Path) -> int:
    """Give the schema version of a project file, looked up in its first bytes only.

    The passphrase of an encrypted one is come by first. Raises `BadInputError` where it is not
    there, no project, or from a newer version.
    """
    if not path.exists():
        raise damaged(path, "is not there", "check the path, or make it with `new`")
    if not path.is_file():
        raise refuse("is no file", "name the project file", file=str(path))
    try:
        with WRITING, path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise refuse(f"cannot be read: {error.strerror}", file=str(path)) from None
    plain = head.startswith(PLAIN_HEAD)
    mark, version = _plain_numbers(head) if plain else _encrypted_numbers(path)
    if mark != APPLICATION_ID:
        raise damaged(path, "is no lmm-qual project", "check the path")
    if version > current_version():
        raise refuse(
            f"was made by a newer version of lmm-qual (schema {version})",
            "update lmm-qual",
            file=str(path),
        )
    return version


def _plain_numbers(head: bytes) -> tuple[int, int]:
    """Give application id and schema version as they stand in a file's first bytes."""
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


def _encrypted_numbers(path: Path) -> tuple[int, int]:
    """Give the same of an encrypted file, of which the passphrase is asked for; 0 of others."""
    if salt_of(path) is None:
        return 0, 0
    require_key(path)
    with told_plainly(path), closing(connect(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    return mark, version


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    with told_plainly(path):
        connection = connect(path, write=write)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if not write:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def _create_tables(path: Path) -> None:
    """Write the empty project beside its name and put it there whole."""
    from sqlalchemy import URL, create_engine

    from lmm_qual.store.tables import all_tables

    draft = path.with_name(f".{path.name}.new")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        engine = create_engine(URL.create("sqlite", database=str(draft)))
        with told_plainly(path), engine.begin() as connection:
            connection.exec_driver_sql("BEGIN")  # sqlite3 would end one with every table
            all_tables().create_all(connection)
            row = {"name": ID_SETTING, "value": new_id()}
            connection.execute(all_tables().tables["setting"].insert().values(row))
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {current_version()}")
        engine.dispose()
        put_project_in_place(draft, path)
    except OSError as error:
        raise refuse(f"cannot be made: {error.strerror}", file=str(path)) from None
    finally:
        for file in (journal_of(draft), draft):
            with suppress(OSError):
                file.unlink(missing_ok=True)
