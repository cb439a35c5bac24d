"""Putting a backup in the place of a project, which is kept beside it."""

import os
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.store.backup import copy_project, roll_back
from lmm_qual.store.backups import Backup, remove_copy
from lmm_qual.store.connecting import connect
from lmm_qual.store.identity import contents_of
from lmm_qual.store.lock import WAIT_SECONDS, WriteLock
from lmm_qual.store.on_disk import journal_of, keep_copy, names_to_disk, put_project_in_place
from lmm_qual.store.store import told_plainly


@dataclass(frozen=True)
class Loss:
    """What a project has that a backup has not, where the project can be read.

    `why` says why it cannot. Transcripts are named by their ids, changes by when and what;
    `codings` is how many fewer there would be. `other` says that they are two projects.
    """

    why: str = ""
    other: bool = False
    codings: int = 0
    transcripts: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()


def what_is_lost(path: Path, backup: Path) -> Loss:
    """Compare the project at a path with a backup of it."""
    if not path.exists():
        return Loss("is not there")
    try:
        here, there = contents_of(path), contents_of(backup)
        transcripts = _missing(path, backup, "SELECT key FROM transcript ORDER BY id")
        changes = _missing(path, backup, "SELECT at, label FROM change_log ORDER BY id")
    except BadInputError as fault:
        return Loss(fault.problems[0].what)
    return Loss(
        other=here.project != there.project,
        codings=here.codings - there.codings,
        transcripts=tuple(str(key) for (key,) in transcripts),
        changes=tuple((str(at), str(label)) for at, label in changes),
    )


def _missing(path: Path, backup: Path, sql: str) -> list[tuple[object, ...]]:
    there = set(_rows(backup, sql))
    return [row for row in _rows(path, sql) if row not in there]


def _rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with told_plainly(path), closing(connect(path, write=False)) as connection:
        return connection.execute(sql).fetchall()


def restore(path: Path, backup: Backup, wait: float = WAIT_SECONDS) -> Path | None:
    """Put a copy of a backup at a path; gives where what was there is kept, None for nothing.

    Raises `BadInputError`, all being as it was, where the backup is not sound or another process
    has the project open.
    """
    if fault := backup.fault():
        raise refuse(f"is not sound: {fault}", "choose another backup", file=str(backup.file))
    path = path.resolve()
    if not path.parent.is_dir():
        raise refuse("its folder is not there", "make the folder first", file=str(path))
    lock = WriteLock(path)
    lock.acquire("a backup being restored", wait)
    draft = path.with_name(f".{path.name}.restored")
    try:
        copy_project(backup.file, draft)
        return _exchange(path, draft)
    except OSError as error:
        raise refuse(f"cannot be replaced: {error.strerror}", file=str(path)) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        lock.release()


def _exchange(path: Path, draft: Path) -> Path | None:
    """Keep the file that is there under a free name, then let the new one take its place.

    A journal beside it goes with it, and is used too, so that who is killed has the old file whole.
    Where the new one cannot take its place, the old one has its name alone, as before, unless its
    journal was used.
    """
    if not os.path.lexists(path):
        put_project_in_place(draft, path)
        return None
    kept, journal = _free_name(path), journal_of(path).exists()
    try:
        _keep(path, kept)
        with suppress(BadInputError):
            roll_back(path)
        put_project_in_place(draft, path)
    except BaseException as error:
        if draft.exists() and journal_of(path).exists() == journal:
            remove_copy(kept)
        if isinstance(error, OSError) and os.path.lexists(kept):
            what, remedy = (
                f"cannot be replaced: {error.strerror}",
                f"what was there is kept too: {kept}",
            )
            raise refuse(what, remedy, file=str(path)) from None
        raise
    return kept


def _keep(path: Path, kept: Path) -> None:
    if journal_of(path).exists():  # before it is used: it may be another file's
        keep_copy(path, kept)
        keep_copy(journal_of(path), journal_of(kept))
    else:
        _link(path, kept)
    names_to_disk(path.parent)


def _link(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except OSError:
        keep_copy(path, kept)


def _free_name(path: Path) -> Path:
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for more in ("", *(f"-{number}" for number in range(2, 1000))):
        found = path.with_name(f"{path.stem}.before-restore-{stamp}{more}{path.suffix}")
        if not os.path.lexists(found):
            return found
    raise refuse("many copies of it are kept already", "move them away", file=str(path))
