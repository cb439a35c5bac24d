"""Looking at a project after a fault: whether it is sound, and whether all is there."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from faults.jobs import Confirmed, seen
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.checking import check_project
from lmm_qual.project.project import Project
from lmm_qual.store.backups import backups_of
from lmm_qual.store.connecting import connect
from lmm_qual.store.identity import project_id


def damage(project: Path) -> list[str]:
    """Open a project for writing, as a person does next, and give all that is wrong with it."""
    try:
        with Project.open(project, write=True, coder="SA") as opened:
            found = list(check_project(opened.store).faults)
    except BadInputError as error:
        return [str(error)]
    with closing(connect(project)) as connection:
        whole = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        found += [fault for fault in whole if fault != "ok"]
        found += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    return found


def is_kept(project: Path, confirmed: Confirmed, possible: Sequence[Confirmed] = ()) -> bool:
    """Say whether a project holds what was confirmed, and beyond it one whole change at most."""
    now = seen(project)
    if _alike(now, confirmed) or any(_alike(now, one) for one in possible):
        return True
    if possible or now["entries"] != confirmed["entries"] + 1:
        return False
    with Project.open(project, write=True, coder="SA") as opened:
        opened.undo()
    return bool(seen(project)["state"] == confirmed["state"])


def _alike(one: Confirmed, other: Confirmed) -> bool:
    return all(one[name] == other[name] for name in ("state", "entries"))


def backups_unsound(project: Path) -> list[str]:
    """Give the backups of a project that are not as they were verified."""
    return [one.file.name for one in backups_of(project_id(project)) if one.fault()]


def leftovers(folder: Path) -> list[str]:
    """Give the files of a folder that are there for a moment only."""
    names = sorted(file.name for file in folder.iterdir() if file.is_file())
    endings = ("-journal", ".lock", ".writer", ".part", ".new", ".restored", "-wal", "-shm")
    return [name for name in names if name.endswith(endings)]
