"""Whether projects can be kept on this machine."""

import sqlite3
from pathlib import Path

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.connecting import database_errors
from lmm_qual.store.opening import create, open_store


def sqlite_version() -> str:
    """Give the version of SQLite."""
    return sqlite3.sqlite_version


def try_storage(folder: Path) -> str:
    """Make a project in a folder, write to it in full sync, lock it; gives what is wrong."""
    path = folder / "trial.lmmq"
    try:
        store = create(path, "doctor")
        try:
            mode = store.value("PRAGMA journal_mode"), store.value("PRAGMA synchronous")
            if mode != ("delete", 3):
                return f"SQLite does not write in full: {mode[0]}, {mode[1]}"
            if not _is_locked(path):
                return "a second process could write at the same time"
        finally:
            store.close()
        open_store(path).close()
    except (BadInputError, OSError) as error:
        return f"cannot be written: {error}"
    except database_errors() as error:
        return f"cannot be written: {error}"
    return ""


def _is_locked(path: Path) -> bool:
    try:
        open_store(path, write=True, wait=0).close()
    except BadInputError:
        return True
    return False
