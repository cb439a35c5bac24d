"""The backups of projects in a person's own folder: making, finding, thinning out.

A project's backups are in a folder named by its id, so that they are found when it was moved or
renamed. Beside each stands a note with what it holds and the digest of its bytes; a backup whose
note is lost is read itself.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.store import rotation
from lmm_qual.store.backup import backups_folder, copy_project, integrity_fault, never
from lmm_qual.store.identity import Contents, contents_of, project_id
from lmm_qual.store.on_disk import let_go, make_folder, put_in_place, to_disk
from lmm_qual.store.opening import check_header

_SUFFIX = ".lmmq"
_STAMP = "%Y%m%dT%H%M%SZ"
_OLD_DRAFT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Backup:
    """A backup: numbers go on upwards, whatever the clock says; `source` is what was copied."""

    file: Path
    number: int
    at: datetime
    size: int
    source: Path | None
    contents: Contents | None
    sha256: str | None

    @property
    def dated(self) -> str:
        """Say when it was made, to the minute, in UTC."""
        return f"{self.at:%Y-%m-%d %H:%M} UTC"

    def fault(self) -> str:
        """Say what is wrong with it, nothing where it is as it was when it was verified."""
        try:
            if self.sha256 is None:
                return integrity_fault(self.file)
            return "" if _digest(self.file) == self.sha256 else "its bytes are not those written"
        except BadInputError as error:
            return error.problems[0].what
        except OSError as error:
            return f"cannot be read: {error.strerror}"


# Finding


def backups_of(project: str) -> list[Backup]:
    """Give the backups of a project by its id, newest first; of all copies of it that there are."""
    return _backups_in(backups_folder() / project)


def find_backups(path: Path) -> list[Backup]:
    """Give the backups of the project at a path, newest first, also where it is gone or damaged.

    Those of another copy of the project, that is still where it was, come after its own.
    """
    try:
        found = backups_of(project_id(path))
    except BadInputError:
        found = _backups_by_path(path)
    return sorted(found, key=lambda backup: not belongs_to(backup, path))


def belongs_to(backup: Backup, path: Path) -> bool:
    """Say whether a backup is of the file at a path, not of another copy that is still there.

    One file may have two paths: letters of another case, a folder that is mounted twice.
    """
    if backup.source is None or _is_at(backup.source, path):
        return True
    with suppress(OSError):
        return not backup.source.exists()
    return True


def _is_at(source: Path, path: Path) -> bool:
    """Say whether two paths mean one file; where letter case does not matter it may differ."""
    with suppress(OSError):
        return source == path.resolve() or source.samefile(path)
    return False


def newest_good(path: Path) -> Backup | None:
    """Give the newest backup of the project at a path that is sound, None where there is none."""
    own = [backup for backup in find_backups(path) if belongs_to(backup, path)]
    return next((backup for backup in own if not backup.fault()), None)


def _backups_by_path(path: Path) -> list[Backup]:
    """Give the backups of the project that was last at a path."""
    with suppress(OSError):
        folders = [folder for folder in backups_folder().iterdir() if folder.is_dir()]
        known = [_backups_in(folder) for folder in folders]
        here = [found for found in known if _was_at(path, found)]
        return max(here, key=lambda found: found[0].at, default=[])
    return []


def _was_at(path: Path, found: list[Backup]) -> bool:
    return any(one.source is not None and _is_at(one.source, path) for one in found)


def _backups_in(folder: Path) -> list[Backup]:
    try:
        files = [file for file in folder.iterdir() if file.suffix == _SUFFIX]
    except OSError:
        return []
    found = [backup for file in files if (backup := _backup(file)) is not None]
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def read_backup(file: Path) -> Backup:
    """Take a copy of a project anywhere as a backup; raises `BadInputError` where it is none."""
    check_header(file)
    stat = file.stat()
    at = datetime.fromtimestamp(stat.st_mtime, UTC)
    return Backup(file, 0, at, stat.st_size, None, contents_of(file), None)


def _backup(file: Path) -> Backup | None:
    """Read what a backup's name and note say; None for a file of another name."""
    with suppress(ValueError, OSError):
        number, _, stamp = file.stem.partition("-")
        at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        return Backup(file, int(number), at, file.stat().st_size, *_noted(file))
    return None


def _noted(file: Path) -> tuple[Path | None, Contents | None, str | None]:
    try:
        note = json.loads(_note_of(file).read_text(encoding="utf-8"))
        contents = Contents(*(kind(note[name]) for name, kind in _FIELDS.items()))
        return Path(str(note["source"])), contents, str(note["sha256"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        with suppress(BadInputError):
            return None, contents_of(file), None
        return None, None, None


_FIELDS: dict[str, type] = Contents.__annotations__


def _note_of(file: Path) -> Path:
    return file.with_suffix(".json")


# Making


def make_backup(path: Path, stopped: Callable[[], bool] = never) -> Backup | None:
    """Copy a project into its folder of backups, verified; thins out those that are too many.

    Gives None where it holds nothing yet, or where it was `stopped`. Raises `BadInputError`.
    """
    found = contents_of(path)
    if not found.changes:
        return None
    try:
        folder = _ready_folder(found.project)
        draft = folder / f"{secrets.token_hex(8)}.draft"
        try:
            if not copy_project(path, draft, stopped, quick=True):
                return None
            made = _keep(path.resolve(), folder, draft, _counted(found, draft))
        finally:
            _remove(draft)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise refuse(what, "check the disk", file=str(backups_folder())) from None
    thin_out(path)
    return made


def _ready_folder(project: str) -> Path:
    folder = backups_folder() / project
    make_folder(folder)
    for part in (backups_folder(), folder):
        part.chmod(0o700)
    now = datetime.now(UTC).timestamp()
    for draft in folder.glob("*.draft*"):  # of a process that was killed
        with suppress(OSError):
            if abs(now - draft.stat().st_mtime) > _OLD_DRAFT_SECONDS:
                _remove(draft)
    return folder


def _counted(found: Contents, draft: Path) -> Contents:
    """Give what a copy holds; raises `BadInputError` where it is less than was there."""
    copied = contents_of(draft)
    if copied.mark == found.mark and copied != found:
        raise refuse("its copy does not hold all of it", "check the disk", file=str(draft))
    return copied


def _keep(source: Path, folder: Path, draft: Path, contents: Contents) -> Backup:
    """Give a verified copy its number and its note, in this order on the disk."""
    sha256, size = _digest(draft), draft.stat().st_size
    note: dict[str, Any] = {**contents._asdict(), "source": str(source), "sha256": sha256}
    draft.chmod(0o400)
    with FileLock(folder / ".lock", mode=0o600):
        number = max((backup.number for backup in _backups_in(folder)), default=0) + 1
        at = datetime.now(UTC).replace(microsecond=0)
        file = folder / f"{number:06}-{at.strftime(_STAMP)}{_SUFFIX}"
        _write_note(_note_of(file), note)
        put_in_place(draft, file)
    return Backup(file, number, at, size, source, contents, sha256)


def take_note(file: Path) -> bytes | None:
    """Take the note of a backup away, since its bytes will change, and give it."""
    with suppress(OSError):
        note = _note_of(file).read_bytes()
        _remove(_note_of(file))
        return note
    return None


def note_again(backup: Backup, note: bytes | None = None) -> None:
    """Write the note of a backup as it was, or anew for the bytes that it has now."""
    if note is not None:
        _write_note(_note_of(backup.file), json.loads(note))
    elif backup.source is not None:
        contents, sha256 = contents_of(backup.file), _digest(backup.file)
        made = {**contents._asdict(), "source": str(backup.source), "sha256": sha256}
        _write_note(_note_of(backup.file), made)


def _write_note(file: Path, note: dict[str, Any]) -> None:
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(number, "w", encoding="utf-8", errors="surrogateescape") as written:  # noqa: PTH123
        json.dump(note, written)
        written.flush()
        to_disk(number)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


# Thinning out


def thin_out(path: Path) -> list[Backup]:
    """Remove the backups of a project that the rule does not keep; gives them.

    Those of another copy of it, that is still where it was, are left alone.
    """
    own = [backup for backup in find_backups(path) if belongs_to(backup, path)]
    kept = rotation.kept([rotation.Copy(backup.at, backup.size) for backup in own])
    gone = [backup for place, backup in enumerate(own) if place not in kept]
    for backup in gone:
        remove_backup(backup)
    return gone


def remove_backup(backup: Backup) -> None:
    """Remove a backup and its note."""
    remove_copy(backup.file)
    _remove(_note_of(backup.file))


def remove_copy(file: Path) -> None:
    """Remove a copy of a project, and a journal beside it."""
    _remove(file)
    _remove(file.with_name(f"{file.name}-journal"))


def drafts_of(project: str) -> list[Path]:
    """Give what is left of backups that were being made, by the project's id."""
    with suppress(OSError):
        files = (backups_folder() / project).iterdir()
        return sorted(file for file in files if ".draft" in file.name)
    return []


def _remove(file: Path) -> None:
    with suppress(OSError):
        let_go(file)
        file.unlink(missing_ok=True)


def disk_use() -> tuple[int, int]:
    """Give how many backups there are of all projects, and their bytes."""
    sizes = []
    with suppress(OSError):
        for file in backups_folder().glob(f"*/*{_SUFFIX}"):
            with suppress(OSError):
                sizes.append(file.stat().st_size)
    return len(sizes), sum(sizes)
