"""A project as terminal and command line use it: reading, and changes with undo and redo."""

import getpass
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.project.backups import is_risky, keep_before
from lmm_qual.project.changes.change import Author, Change
from lmm_qual.project.notices import tell
from lmm_qual.project.surroundings import warnings
from lmm_qual.project.turning import Logged, named, read_logged, rests_on, turn_again, turn_back
from lmm_qual.store.clock import now
from lmm_qual.store.deltas import Delta, Ids, Insert, Touched, Update, apply_delta, pack
from lmm_qual.store.opening import create, open_store
from lmm_qual.store.queries import log
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class Waiting:
    """A change that is undone, with the highest id in each table that it would insert again."""

    entry: log.EntryRow
    ids: dict[str, int]

    @property
    def coder(self) -> str | None:
        """Give whose change it is."""
        return self.entry.coder


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
        self._undone: dict[int, Waiting] | None = None

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

        Gives its log entry, or `None` where there was nothing to change. What its author had
        undone can no longer be made again, nor what rests on that.
        """
        author = Author(self.coder, now())
        waiting = self._waiting()
        delta = change.operations(self.store, author)
        self._keep_before(change.kind)
        written = Touched()
        with self.store.transaction(written.ids) as connection:
            inverse = apply_delta(connection, written.passing(delta))
            if not inverse:
                return None
            gone = self._discarded(author.coder)
            beside = waiting.keys() - gone
            id_ = Ids(self.store).take("change_log")
            row = {
                "id": id_,
                "at": author.at,
                "coder": author.coder,
                "kind": change.kind,
                "label": change.label,
                "state": "done",
                "delta": pack(inverse, beside),
            }
            forget = [{"id": id_, "state": "discarded", "delta": None} for id_ in sorted(gone)]
            apply_delta(connection, [Update("change_log", forget), Insert("change_log", [row])])
        for one in gone:
            del waiting[one]
        self._note(written)
        return log.entry(self.store, id_)

    def _keep_before(self, kind: str) -> None:
        """Have what is there copied before it is changed; where that is hindered, tell so."""
        if not self._copied:
            self._copied = True
            if hindered := keep_before(self.store.path, risky=is_risky(kind)):
                tell(hindered)

    def _note(self, written: Touched) -> None:
        self.changes += 1
        self.written = written

    # Undoing and making again

    def undo(self, whose: log.Whose = None) -> log.EntryRow:
        """Take the last change back, of all or of some coders; gives it as it was.

        Raises `BadInputError` where there is none, and where another stands in the way.
        """
        entry = log.last_done(self.store, whose)
        if entry is None:
            raise self._nothing("undo", whose, log.last_done(self.store))
        return self.turn(entry)

    def redo(self, whose: log.Whose = None) -> log.EntryRow:
        """Make the change last undone again, of all or of some coders; gives it as it was.

        Raises `BadInputError` where there is none, and where another stands in the way.
        """
        entry = log.next_undone(self.store, whose)
        if entry is None:
            raise self._nothing("redo", whose, log.next_undone(self.store))
        return self.turn(entry)

    def undo_entry(self, id: int) -> log.EntryRow:
        """Take a change of the log back; raises `BadInputError` where that cannot be."""
        return self.turn(self._in_state(id, "done", "undone"))

    def redo_entry(self, id: int) -> log.EntryRow:
        """Make a change of the log again; raises `BadInputError` where that cannot be."""
        return self.turn(self._in_state(id, "undone", "made again"))

    def turn(self, entry: log.EntryRow) -> log.EntryRow:
        """Take a change back where it stands, make it again where it is undone."""
        back = entry.state == "done"
        logged = read_logged(self.store, entry)
        turn = (turn_back if back else turn_again)(self.store, logged)
        self._keep_before(entry.kind)
        written = Touched()
        with self.store.transaction(written.ids) as connection:
            inverse = apply_delta(connection, written.passing(turn.delta))
            inverse = [*turn.kept, *inverse, *turn.owned]
            delta = pack(inverse, logged.beside)
            row = {"id": entry.id, "state": "undone" if back else "done", "delta": delta}
            others = [{"id": one.id, "delta": pack(one.delta, one.beside)} for one in turn.others]
            apply_delta(connection, [Update("change_log", [row]), Update("change_log", others)])
        if self._undone is not None:
            self._undone.pop(entry.id, None)
            if back:
                self._undone[entry.id] = _waiting(entry, inverse)
        self._note(written)
        return entry

    def _in_state(self, id: int, state: str, done: str) -> log.EntryRow:
        entry = log.entry(self.store, id)
        if entry.state == state:
            return entry
        gone = entry.state in {"discarded", "forgotten"}
        why = f"it was {entry.state}" if gone else f"it is {entry.state} already"
        what = f"“{entry.label}” cannot be {done}: {why}"
        raise refuse(what, "see `history`", file=str(self.store.path))

    def _nothing(self, do: str, whose: log.Whose, other: log.EntryRow | None) -> BadInputError:
        """Say that there is nothing to do, and what others have there."""
        file = str(self.store.path)
        if whose is None or other is None:
            return refuse(f"there is nothing to {do}", file=file)
        names = [name for name in whose if name] or ["nobody named"]
        what = f"there is nothing by {' or '.join(names)} to {do}"
        remedy = f"the last change is {named(other)}" if do == "undo" else ""
        return refuse(what, remedy or f"{named(other)} can be made again", file=file)

    def _waiting(self) -> dict[int, Waiting]:
        """Give the changes that are undone; new rows leave free the ids that they had."""
        if self._undone is None:
            self._undone = {}
            for entry in log.undone(self.store):
                logged = self._readable(entry)
                self._undone[entry.id] = _waiting(entry, logged.delta if logged else [])
        kept: dict[str, int] = {}
        for one in self._undone.values():
            for table, highest in one.ids.items() if one.coder != self.coder else ():
                kept[table] = max(kept.get(table, 0), highest)
        self.store.kept_ids = kept
        return self._undone

    def _readable(self, entry: log.EntryRow) -> Logged | None:
        """Read what the log holds of a change, None where that is spoilt."""
        with suppress(BadInputError):
            return read_logged(self.store, entry)
        return None

    def _discarded(self, coder: str | None) -> set[int]:
        """Give the changes that cannot be made again after one by a coder."""
        waiting = self._waiting()
        gone = {id_ for id_, one in waiting.items() if one.coder == coder}
        if len(gone) == len(waiting):
            return gone
        lost = [self._readable(waiting[id_].entry) for id_ in sorted(gone)]
        for id_ in sorted(waiting.keys() - gone):
            logged = self._readable(waiting[id_].entry)
            before = [one for one in lost if one is not None and one.id < id_]
            if logged and any(rests_on(self.store, logged, one) for one in before):
                gone.add(id_)
                lost.append(logged)
        return gone

    def close(self) -> None:
        """Close the project."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _waiting(entry: log.EntryRow, delta: Delta) -> Waiting:
    ids: dict[str, int] = {}
    for one in delta:
        if isinstance(one, Insert) and one.rows:
            ids[one.table] = max(ids.get(one.table, 0), *(row["id"] for row in one.rows))
    return Waiting(entry, ids)


def _holder(coder: str | None) -> str:
    if coder:
        return coder
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return f"process {os.getpid()}"
