"""Having files and their names on the disk, not only asked for, before that is said of them."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def put_in_place(draft: Path, target: Path) -> None:
    """Let a file that is whole take a name, so that it has it after a power cut too."""
    let_go(target)
    draft.replace(target)
    names_to_disk(target.parent)


def put_project_in_place(draft: Path, target: Path) -> None:
    """Do the same for a project: a journal of what stood there before would be read into it.

    What stood there must not need it any more (`backup.roll_back`), or be kept with it elsewhere:
    whoever is killed in between leaves the old file without it.
    """
    journal_of(target).unlink(missing_ok=True)
    put_in_place(draft, target)


def keep_copy(file: Path, to: Path) -> None:
    """Copy a file with its times, and have what is in it on the disk; its name is not yet."""
    with file.open("rb") as read, to.open("wb") as written:
        shutil.copyfileobj(read, written)
        written.flush()
        to_disk(written.fileno())
    shutil.copystat(file, to)


def journal_of(project: Path) -> Path:
    """Give where the journal of a project is while it is written to."""
    return project.with_name(f"{project.name}-journal")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, so that they are there afterwards."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        names_to_disk(one.parent)


def let_go(file: Path) -> None:
    """Let a file be removed or replaced, which Windows does to none that may not be written to."""
    if os.name == "nt":
        with suppress(OSError):
            file.chmod(0o600)


def to_disk(number: int) -> None:
    """Have what was written to an open file on the disk, not in the drive's own memory only.

    On macOS that takes more than the call of other systems (Apple, fsync(2)).
    """
    with suppress(ImportError, OSError):
        import fcntl

        if (full := getattr(fcntl, "F_FULLFSYNC", None)) is not None:
            fcntl.fcntl(number, full)
            return
    os.fsync(number)


def names_to_disk(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can be told so."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            to_disk(number)
        finally:
            os.close(number)
