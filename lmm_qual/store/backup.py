"""Copies of a project through SQLite's backup interface, verified before they count."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from lmm_qual.model.problem import refuse
from lmm_qual.store.connecting import connect, connect_keyed, database_errors
from lmm_qual.store.keys import key_of
from lmm_qual.store.on_disk import journal_of, put_project_in_place
from lmm_qual.store.store import damaged, told_plainly

_PAGES = 2048
"""Pages copied at a time, for some milliseconds in which nobody else can write."""
_STEPS = 100_000
"""Steps of SQLite's machine between two looks whether to stop."""

_BEYOND = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def never() -> bool:
    """Say that there is no reason to stop."""
    return False


class _StoppedError(Exception):
    pass


def backups_folder() -> Path:
    """Give the folder of the copies that are kept, outside all projects' folders."""
    from platformdirs import user_data_path

    return user_data_path("lmm-qual") / "backups"


def copy_project(
    path: Path, to: Path, stopped: Callable[[], bool] = never, *, quick: bool = False
) -> bool:
    """Copy a project and verify the copy; raises `BadInputError`, leaving no half copy.

    Others may write meanwhile: the copy is of one moment all the same. A `quick` look leaves out
    whether indexes and references agree with the rows, for half the time. Gives False, with no
    copy made, where it was `stopped`.
    """
    draft = to.with_name(f".{to.name}.part")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        if not _copied(path, draft, stopped, quick=quick):
            return False
        roll_back(to)
        put_project_in_place(draft, to)
    except OSError as error:
        raise refuse(f"cannot be copied: {error.strerror}", file=str(path)) from None
    finally:
        for file in (journal_of(draft), draft):
            with suppress(OSError):
                file.unlink(missing_ok=True)
    return True


def roll_back(path: Path) -> None:
    """Take a change that was cut short back, so that the file stands without its journal.

    A file that is damaged beyond that, or no project, is left. Raises `BadInputError` where the
    journal may still be needed: its passphrase is not known, or the disk fails.
    """
    if not (path.exists() and journal_of(path).exists()):
        return
    with told_plainly(path):
        try:
            with closing(connect(path)) as connection:
                connection.execute("PRAGMA schema_version").fetchone()
        except database_errors() as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _BEYOND:
                raise


def _copied(path: Path, draft: Path, stopped: Callable[[], bool], *, quick: bool) -> bool:
    def look(*_: int) -> None:
        if stopped():
            raise _StoppedError

    try:
        with (
            told_plainly(path),
            closing(connect(path)) as source,
            closing(connect_keyed(draft, key_of(path))) as target,
        ):
            source.backup(target, pages=_PAGES, progress=look, sleep=0.01)
            target.set_progress_handler(stopped, _STEPS)
            faults = [*filter(None, [quick_fault(target)])] if quick else check_integrity(target)
    except _StoppedError:
        return False
    except Exception:
        if stopped():
            return False
        raise
    if faults and (here := integrity_fault(path)):
        raise damaged(path, f"is damaged: {here}")
    if faults:
        raise refuse(f"its copy is not sound: {faults[0]}", "check the disk", file=str(path))
    return True


def integrity_fault(path: Path) -> str:
    """Give the first thing that SQLite finds wrong with a file; raises `BadInputError`."""
    with told_plainly(path), closing(_reading(path)) as connection:
        return next(iter(check_integrity(connection)), "")


def pages_fault(path: Path) -> str:
    """Give the first thing that is wrong with a file's pages; raises `BadInputError`."""
    with told_plainly(path), closing(_reading(path)) as connection:
        return quick_fault(connection)


def _reading(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


def quick_fault(connection: sqlite3.Connection) -> str:
    """Give the first thing that is wrong with the file's pages, which is found soon."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return "" if found == "ok" else str(found)


def check_integrity(connection: sqlite3.Connection) -> list[str]:
    """Give what SQLite finds wrong with a database: nothing, where it is sound."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    faults = [] if found == ["ok"] else found
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        faults.append(f"row {row} of {table} points to no row of {parent}")
    return faults
