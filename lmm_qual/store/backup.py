"""Copies of a project through SQLite's backup interface, verified before they count."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from lmm_qual.model.problem import refuse
from lmm_qual.store.store import told_plainly


def backups_folder() -> Path:
    """Give the folder of the copies that are kept, outside all projects' folders."""
    from platformdirs import user_data_path

    return user_data_path("lmm-qual") / "backups"


def copy_project(path: Path, to: Path) -> None:
    """Copy a project and verify the copy; raises `BadInputError`, leaving no half copy."""
    draft = to.with_name(f".{to.name}.part")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        with (
            told_plainly(path),
            closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(draft)) as target,
        ):
            source.backup(target)
            faults = check_integrity(target)
        if faults:
            raise refuse(f"its copy is not sound: {faults[0]}", "check the disk", file=str(path))
        draft.replace(to)
    except OSError as error:
        raise refuse(f"cannot be copied: {error.strerror}", file=str(path)) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def check_integrity(connection: sqlite3.Connection) -> list[str]:
    """Give what SQLite finds wrong with a database: nothing, where it is sound."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    faults = [] if found == ["ok"] else found
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        faults.append(f"row {row} of {table} points to no row of {parent}")
    return faults
