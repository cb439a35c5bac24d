"""Withdrawing somebody's words: the one change that cannot be undone.

The rows are written and the history is cut in one transaction; then the file is written anew, a
backup made, and the copies removed in which the words still stand. Killed in between, the project
opens with either nothing or all of the rows withdrawn; withdrawing again does the rest.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.backups import keep_before
from lmm_qual.project.changes.change import Author
from lmm_qual.project.forgetting import forgotten_rows, kept_id
from lmm_qual.project.project import Project
from lmm_qual.project.withdrawing.consents import consent_rows
from lmm_qual.project.withdrawing.look_at import to_look_at
from lmm_qual.project.withdrawing.reach import Change, Reach, by_hand, copies_without
from lmm_qual.project.withdrawing.receipt import REMOVED, Receipt, SessionLine
from lmm_qual.project.withdrawing.rows import Withdrawal
from lmm_qual.project.withdrawing.scope import Scope
from lmm_qual.store.clock import now
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, apply_delta
from lmm_qual.store.queries import log
from lmm_qual.store.store import Store

KIND = "withdraw"


class _TriedError(Exception):
    """All was written as it would be, and is to be taken back."""


def planned(project: Project, scope: Scope) -> Receipt:
    """Say what a withdrawal would do: it is written, counted and taken back."""
    return _receipt(project, scope, done=False)


def withdraw(project: Project, scope: Scope) -> Receipt:
    """Withdraw, and give the receipt; raises `BadInputError`, with nothing done.

    Where words are only barred, that is a change like others, which can be undone.
    """
    if _removes(scope):
        return _receipt(project, scope, done=True)
    receipt = planned(project, scope)
    project.make(Bar(scope))
    return replace(receipt, done=True)


def _removes(scope: Scope) -> bool:
    return bool(scope.of_fate("document", "turns")) or scope.leaves


@dataclass(frozen=True)
class Bar:
    """Note that somebody is not to be quoted or archived in the rounds of some sessions."""

    scope: Scope
    kind = f"{KIND} bar"

    @property
    def label(self) -> str:
        """Name who is barred."""
        return f"{self.scope.wanted.participant} barred from quotation"

    def operations(self, store: Store, author: Author) -> Delta:  # noqa: ARG002
        """Write the consent."""
        return list(consent_rows(store, self.scope))


def _receipt(project: Project, scope: Scope, *, done: bool) -> Receipt:
    store, author = project.store, Author(project.coder, now())
    look_at, hand = to_look_at(store, scope), by_hand(store.path, scope)
    change = Withdrawal(store, scope, author)
    before = len(log.with_delta(store))
    removed, entry = _written(project, scope, change, author, done=done)
    look_at += [_cleaned(*holder.split("/")) for holder in change.cleaned]
    reach, hindered = _copies(project, entry, scope, done=done)
    return Receipt(
        done=done,
        at=author.at,
        by=project.coder,
        what=scope.wanted.label,
        sessions=[SessionLine.of(session) for session in scope.sessions],
        removed={table: removed[table] for table in REMOVED if removed[table]},
        in_bin=change.in_bin,
        undoable=before if entry is not None and entry.at == author.at else 0,
        backups=len(reach.backups),
        copies=[str(file) for file in reach.beside],
        backup_files=[str(one.file) for one in reach.backups],
        gone={str(file): number for file, number in reach.gone.items()},
        look_at=list(dict.fromkeys(look_at)),
        by_hand=[*(f"a copy that could not be removed: {one}" for one in reach.left()), *hand]
        if done
        else hand,
        hindered=hindered,
    )


def _cleaned(table: str, id: str, column: str, *_: str) -> str:
    return f"{table.replace('_', ' ')} {id}: words were replaced in its {column.strip('_')}"


def _written(
    project: Project, scope: Scope, change: Withdrawal, author: Author, *, done: bool
) -> tuple[Counter[str], Change | None]:
    """Write the rows, cut the history; gives how many rows went, by table, and the log's entry.

    Where nothing was left to withdraw the entry is that of the last withdrawal of the same.
    """
    store, removed = project.store, Counter[str]()
    entry: Change | None = None
    kept = kept_id(project)
    with suppress(_TriedError), store.transaction() as connection:
        inverse = apply_delta(connection, change.operations())
        for one in inverse:
            removed[one.table] += len(one.rows) if isinstance(one, Insert) else 0
        if inverse:
            entry = Change(Ids(store).take("change_log"), author.at)
            apply_delta(connection, [*kept, *_history(project, scope, entry)])
        if not done:
            raise _TriedError
    return removed, entry or _last(project, scope)


def _history(project: Project, scope: Scope, entry: Change) -> Delta:
    """Let nothing before be undone or made again, and log the withdrawal without its words."""
    row = {"id": entry.id, "at": entry.at, "coder": project.coder, "kind": KIND}
    row |= {"label": scope.wanted.label, "state": "forgotten", "delta": None}
    return [Update("change_log", forgotten_rows(project.store)), Insert("change_log", [row])]


def _last(project: Project, scope: Scope) -> Change | None:
    found = [
        Change(one.id, one.at)
        for one in log.entries(project.store, log.Wanted(kind=KIND))
        if one.label == scope.wanted.label
    ]
    return found[-1] if found else None


def _copies(
    project: Project, entry: Change | None, scope: Scope, *, done: bool
) -> tuple[Reach, str]:
    """Remove the copies that hold the words, once one without them is made; gives those."""
    path, hindered = project.store.path, ""
    if not _removes(scope) or entry is None:
        return Reach((), ()), ""
    if done:
        project.store.vacuum()
        try:
            hindered = keep_before(path, risky=True)
        except BadInputError as fault:
            hindered = str(fault.problems[0])
    reach = copies_without(path, entry)
    if done:
        reach.remove()
    return reach, hindered
