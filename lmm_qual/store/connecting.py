"""Connections to project files, plain or encrypted: nothing else opens one."""

import os
import sqlite3
import sys
from pathlib import Path, PurePath
from typing import cast
from urllib.parse import quote

from lmm_qual.store.cipher import Key, sqlcipher
from lmm_qual.store.keys import key_of

_CIPHER_PRAGMAS = (
    "cipher_compatibility = 4",
    "temp_store = MEMORY",  # else SQLite would sort in plain files
)


def connect(path: Path, *, write: bool = True) -> sqlite3.Connection:
    """Connect to a file that is there, for reading only where it may not be written to.

    Raises `BadInputError` where it is encrypted and its key not known, and database errors.
    """
    return connect_keyed(path, key_of(path), write=write)


def address_of(path: PurePath, mode: str) -> str:
    """Give a whole path as SQLite takes it, in which no server may stand for itself.

    A folder of a Windows server, which a drive's letter often means, begins with four slashes
    (SQLite, URI Filenames).
    """
    name = path.as_posix()
    rooted = name if name.startswith("/") else f"/{name}"
    return f"file://{quote(os.fsencode(rooted), safe='/:')}?mode={mode}"


def connect_keyed(path: Path, key: Key | None, *, write: bool = True) -> sqlite3.Connection:
    """Connect to a file with a key, or to one that is to be encrypted with it; else to a plain."""
    mode = "rw" if write or os.access(path, os.W_OK) else "ro"
    uri = address_of(path.resolve(), mode)
    if key is None:
        return _opened(sqlite3.connect, uri)
    connection = cipher_connection(path, uri, key)
    try:
        for pragma in _CIPHER_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def cipher_connection(path: Path, uri: str, key: Key | None) -> sqlite3.Connection:
    """Connect through SQLCipher, which opens plain files too; raises `BadInputError`."""
    connection = _opened(sqlcipher(path).connect, uri)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.words}"')
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(connect: object, uri: str) -> sqlite3.Connection:
    opening = cast("type[sqlite3.Connection]", connect)
    made = opening(uri, uri=True, isolation_level=None, timeout=5, check_same_thread=False)
    made.execute("PRAGMA fullfsync = ON")  # as `on_disk.to_disk` does, where the system has it
    return made


def database_errors() -> tuple[type[Exception], ...]:
    """Give what a database raises; SQLCipher has its own classes, with the same codes."""
    loaded = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error, loaded.Error) if loaded else (sqlite3.Error,)
