"""What a project is known by wherever its file is, and how far its log has come."""

import hashlib
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.connecting import connect
from lmm_qual.store.store import told_plainly

ID_SETTING = "project_id"
"""The setting that holds a project's id, written when it is made."""
_ENTRY = "SELECT id, at, coder, kind, label FROM change_log"


class Contents(NamedTuple):
    """What a project file holds, in numbers; `mark` is equal where its log came equally far."""

    project: str
    mark: str
    transcripts: int
    codings: int
    changes: int


def new_id() -> str:
    """Give an id that no other project has."""
    return uuid.uuid4().hex


def contents_of(path: Path) -> Contents:
    """Read what a project file of any schema version holds; raises `BadInputError`."""
    with told_plainly(path), closing(_reading(path)) as connection:
        connection.execute("BEGIN")
        return Contents(
            _project_id(connection),
            _mark(connection),
            _count(connection, "transcript"),
            _count(connection, "coding"),
            _count(connection, "change_log"),
        )


def project_id(path: Path) -> str:
    """Give a project's id; raises `BadInputError` where the file cannot be read so far."""
    with told_plainly(path), closing(_reading(path)) as connection:
        return _project_id(connection)


def has_change(path: Path, id: int, at: str) -> bool:
    """Say whether a project file's log holds a change; not where it cannot be read."""
    sql = "SELECT 1 FROM change_log WHERE id = ? AND at = ? AND kind = 'withdraw'"
    try:
        with told_plainly(path), closing(_reading(path)) as connection:
            return connection.execute(sql, (id, at)).fetchone() is not None
    except BadInputError:
        return False


def _reading(path: Path) -> sqlite3.Connection:
    """Connect so that a change which was cut short is taken back, and nothing else is written."""
    connection = connect(path)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _project_id(connection: sqlite3.Connection) -> str:
    """Give the id that was stored, else one made of the first change, which stays in the log."""
    sql = "SELECT value FROM setting WHERE name = ?"
    stored = connection.execute(sql, (ID_SETTING,)).fetchone()
    if stored and isinstance(stored[0], str) and stored[0].isalnum() and stored[0].isascii():
        return stored[0][:64]
    return _digest(connection.execute(f"{_ENTRY} ORDER BY id LIMIT 1").fetchone())


def _mark(connection: sqlite3.Connection) -> str:
    last = connection.execute(f"{_ENTRY} ORDER BY id DESC LIMIT 1").fetchone()
    done = f"{_ENTRY} WHERE state = 'done' ORDER BY id DESC LIMIT 1"
    return _digest((last, connection.execute(done).fetchone()))


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
