"""Copies of a project that hold withdrawn words: those the program may remove, and all others."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.own_copies import copies_beside, drafts_beside
from lmm_qual.project.surroundings import conflicted_copies, kept_in_step_by
from lmm_qual.project.withdrawing.scope import Scope
from lmm_qual.store.backups import Backup, backups_of, drafts_of, remove_backup, remove_copy
from lmm_qual.store.identity import has_change, project_id


class Change(NamedTuple):
    """A change of the log: its number and when it was made."""

    id: int
    at: str


class Reach(NamedTuple):
    """The copies without the withdrawal: `backups`, and files `beside` the project."""

    backups: tuple[Backup, ...]
    beside: tuple[Path, ...]

    def remove(self) -> None:
        """Remove them all."""
        for backup in self.backups:
            remove_backup(backup)
        for file in self.beside:
            remove_copy(file)

    def left(self) -> list[Path]:
        """Give those that could not be removed."""
        files = [*(backup.file for backup in self.backups), *self.beside]
        return [file for file in files if file.exists()]


def copies_without(project: Path, change: Change) -> Reach:
    """Give the program's own copies in which a withdrawal is not made."""

    def lacks(file: Path) -> bool:
        return not has_change(file, change.id, change.at)

    id_ = project_id(project)
    backups = tuple(one for one in backups_of(id_) if lacks(one.file))
    beside = [file for file in copies_beside(project, id_) if lacks(file)]
    return Reach(backups, (*beside, *drafts_beside(project), *drafts_of(id_)))


def by_hand(project: Path, scope: Scope) -> list[str]:
    """Say what may hold the words and cannot be reached, a line each."""
    lines = [f"another copy of this project: {file}" for file in _others(project)]
    names = dict.fromkeys(one.row.file_name for one in scope.of_fate("document", "turns"))
    lines += [f"the file that was imported, wherever it lies: {name}" for name in names]
    if keeper := kept_in_step_by(project):
        lines.append(f"earlier versions that {keeper} keeps of this folder")
    return [
        *lines,
        "what was exported before: matrices, charts, codings, reports, pages, archives",
        "recordings, notes, consent forms and the list that says who each participant is",
        "copies that colleagues have, and those on other machines, disks and system backups",
        "parts of deleted files, which a disk may keep until they are written over",
    ]


def _others(project: Path) -> list[Path]:
    """Give the files that hold the same project and are none of the program's own copies."""
    path, found = project.resolve(), set(conflicted_copies(project))
    id_ = project_id(path)
    known = {path, *copies_beside(path, id_)}
    with suppress(OSError):
        for file in path.parent.glob(f"*{path.suffix}"):
            with suppress(BadInputError):
                if file not in known and project_id(file) == id_:
                    found.add(file)
    sources = {one.source for one in backups_of(id_) if one.source is not None}
    found |= {source for source in sources if source != path and source.exists()}
    return sorted(found)
