"""A project as terminal and command line use it: reading, and changes with undo and redo."""

import getpass
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from lmm_qual.model.problem import refuse
from lmm_qual.project.backups import is_risky, keep_before
from lmm_qual.project.changes.change import Author, Change
from lmm_qual.project.notices import tell
from lmm_qual.project.surroundings import warnings
from lmm_qual.store.deltas import (
    UNREADABLE,
    Delta,
    Ids,
    Insert,
    Touched,
    Update,
    apply_delta,
    pack,
    unpack,
)
from lmm_qual.store.opening import create, open_store
from lmm_qual.store.queries import log
from lmm_qual.store.store import Store


class Project:
    """An open project; `coder` signs its changes.

    `changes` counts those made, undone and made again; `written` tells which rows the last wrote.
    """

    def __init__(self, store: Store, coder: str | None = None) -> None:
        self.store = store
        self.coder = coder
        self.changes = 0
        self.written = Touched()
        self._copied = True

    @classmethod
    def new(cls, path: Path, coder: str | None = None) -> "Project":
        """Make an empty project; raises `BadInputError`."""
        return cls(create(path, _holder(coder)), coder)

    @classmethod
    def open(cls, path: Path, *, write: bool = False, coder: str | None = None) -> "Project":
        """Open a project, for writing with its lock held; raises `BadInputError`.

        A backup is made before the first change, where one is due.
        """
        project = cls(open_store(path, write=write, holder=_holder(coder)), coder)
        project._copied = not write
        for line in warnings(path) if write else ():
            tell(line)
        return project

    def make(self, change: Change) -> log.EntryRow | None:
        """Make a change: on disk and in the log when this returns.

        Gives its log entry, or `None` where there was nothing to change.
        """
        author = Author(self.coder, now())
        delta = change.operations(self.store, author)
        self._keep_before(change.kind)
        written = Touched()
        with self.store.transaction() as connection:
            inverse = apply_delta(connection, written.passing(delta))
            if not inverse:
                return None
            gone = {"state": "discarded", "delta": None}
            forget = [{"id": entry, **gone} for entry in log.undone(self.store)]
            row = {
                "id": Ids(self.store).take("change_log"),
                "at": author.at,
                "coder": author.coder,
                "kind": change.kind,
                "label": change.label,
                "state": "done",
                "delta": pack(inverse),
            }
            apply_delta(connection, [Update("change_log", forget), Insert("change_log", [row])])
        self._note(written)
        return log.last_done(self.store)

    def _keep_before(self, kind: str) -> None:
        """Have what is there copied before it is changed; where that is hindered, tell so."""
        if not self._copied:
            self._copied = True
            if hindered := keep_before(self.store.path, risky=is_risky(kind)):
                tell(hindered)

    def _note(self, written: Touched) -> None:
        self.changes += 1
        self.written = written

    def undo(self) -> log.EntryRow:
        """Take the last change back; raises `BadInputError` where there is none."""
        entry = log.last_done(self.store)
        if entry is None:
            raise refuse("there is nothing to undo", file=str(self.store.path))
        self._turn(entry, "undone")
        return entry

    def redo(self) -> log.EntryRow:
        """Make the change last undone again; raises `BadInputError` where there is none."""
        entry = log.first_undone(self.store)
        if entry is None:
            raise refuse("there is nothing to redo", file=str(self.store.path))
        self._turn(entry, "done")
        return entry

    def _turn(self, entry: log.EntryRow, state: str) -> None:
        delta = self._logged(entry)
        self._keep_before(entry.kind)
        written = Touched()
        with self.store.transaction() as connection:
            back = apply_delta(connection, written.passing(delta))
            row = {"id": entry.id, "state": state, "delta": pack(back)}
            apply_delta(connection, [Update("change_log", [row])])
        self._note(written)

    def _logged(self, entry: log.EntryRow) -> Delta:
        """Read what the log holds of a change; raises `BadInputError` where that is spoilt."""
        try:
            return unpack(log.packed_delta(self.store, entry.id))
        except (*UNREADABLE, RecursionError):
            what = f"“{entry.label}” cannot be undone or done again: its entry in the log is spoilt"
            raise refuse(what, "run `check`", file=str(self.store.path)) from None

    def close(self) -> None:
        """Close the project."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def now() -> str:
    """Give the time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _holder(coder: str | None) -> str:
    if coder:
        return coder
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return f"process {os.getpid()}"
