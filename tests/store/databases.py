"""Projects in memory, and what stands in a project."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lmm_qual.store.opening import create
from lmm_qual.store.store import Store


class HeldLock:
    """Stands for a lock: nobody else has what is in memory."""

    def release(self):
        """Give nothing back."""


@cache
def empty_project() -> bytes:
    """Give the bytes of a project in which nothing has been done."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.lmmq"
        create(path, "nobody").close()
        return path.read_bytes()


def memory_store() -> Store:
    """Make an empty project that no disk has."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.deserialize(empty_project())
    connection.execute("PRAGMA foreign_keys = ON")
    return Store(Path("memory.lmmq"), connection, HeldLock())


def cut_short(path: Path, *first: str) -> None:
    """Leave a project as a process does that is killed while a change is written, with its journal.

    The change begins with some statements; the first page is written in part.
    """
    journal = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        for statement in first:
            connection.execute(statement)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for number in range(500):
            connection.execute("INSERT INTO coder (name) VALUES (?)", (f"{number:0500}",))
        half, whole = bytearray(path.read_bytes()), journal.read_bytes()
    half[60:64], half[100:512] = version.to_bytes(4, "big"), bytes(412)
    assert whole.startswith(b"\xd9\xd5\x05\xf9")
    path.write_bytes(half)
    journal.write_bytes(whole)


def leave_journal(path: Path) -> None:
    """Leave the journal of a project that was here, in the middle of a change, and is gone."""
    path.write_bytes(empty_project())
    cut_short(path)
    path.unlink()


def dump(store: Store, *, log: bool = False) -> list[str]:
    """Give all that is stored as SQL, the change log left out unless it is asked for."""
    lines = store._connection.iterdump()
    return [line for line in lines if log or not line.startswith('INSERT INTO "change_log"')]
