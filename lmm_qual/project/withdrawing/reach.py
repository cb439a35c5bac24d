"""Copies of a project that hold withdrawn words: those the program may remove, and all others.

Backups of another copy of the project stay as long as that copy does: the words are in it, and it
would be left without backups.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.own_copies import copies_beside, drafts_beside, may_be
from lmm_qual.project.surroundings import conflicted_copies, kept_in_step_by
from lmm_qual.project.withdrawing.scope import Scope
from lmm_qual.store.backups import (
    Backup,
    backups_of,
    belongs_to,
    drafts_of,
    remove_backup,
    remove_copy,
)
from lmm_qual.store.identity import has_change, project_id


class Change(NamedTuple):
    """A change of the log: its number and when it was made."""

    id: int
    at: str


class Reach(NamedTuple):
    """The copies without the withdrawal: `backups`, and files `beside` the project."""

    backups: tuple[Backup, ...]
    beside: tuple[Path, ...]
    gone: Mapping[Path, int] = {}
    """How many of the backups were made of a file that is no longer the project."""

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

    id_, path = project_id(project), project.resolve()
    others = {backup for _, backup in _of_others(path, id_)}
    backups = tuple(one for one in backups_of(id_) if lacks(one.file) and one not in others)
    beside = [file for file in copies_beside(project, id_) if lacks(file)]
    gone = Counter(one.source for one in backups if one.source not in {None, path})
    return Reach(backups, (*beside, *drafts_beside(project), *drafts_of(id_)), gone)


def _of_others(path: Path, id: str) -> Iterator[tuple[Path, Backup]]:
    """Give the backups of other copies of a project that are still where they were, with these."""
    own = {*copies_beside(path, id)}
    for backup in backups_of(id):
        source = backup.source
        if source is None or source in own or belongs_to(backup, path):
            continue
        if may_be(source, id):
            yield source, backup


def by_hand(project: Path, scope: Scope) -> list[str]:
    """Say what may hold the words and cannot be reached, a line each."""
    lines = [f"another copy of this project: {said}" for said in _others(project)]
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


def _others(project: Path) -> list[str]:
    """Give the files that hold the same project and are none of the program's own copies."""
    path, found = project.resolve(), set(conflicted_copies(project))
    id_ = project_id(path)
    known = {path, *copies_beside(path, id_)}
    with suppress(OSError):
        for file in path.parent.glob(f"*{path.suffix}"):
            with suppress(BadInputError):
                if file not in known and project_id(file) == id_:
                    found.add(file)
    backups = Counter(file for file, _ in _of_others(path, id_))
    return [_other(file, backups[file]) for file in sorted({*found, *backups})]


def _other(file: Path, backups: int) -> str:
    if not backups:
        return str(file)
    whose = "its backup stays" if backups == 1 else f"its {backups} backups stay"
    return f"{file}; {whose}: withdraw there too, or remove it and withdraw here again"
