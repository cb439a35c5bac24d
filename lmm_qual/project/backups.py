"""When backups are made by the program itself, and how people are told of those there are."""

import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.backup import never, pages_fault
from lmm_qual.store.backups import Backup, belongs_to, find_backups, make_backup, newest_good
from lmm_qual.store.identity import contents_of
from lmm_qual.store.store import DamagedError, damaged
from lmm_qual.text.numbers import counted

SPARED = timedelta(minutes=10)
"""Commands make no backup so soon after the last, unless they are about to change much."""
_RISKY = frozenset({"import", "merge", "split", "update", "delete", "pseudonymise", "withdraw"})


def is_risky(kind: str) -> bool:
    """Say whether a change of this kind may change much at once."""
    return not _RISKY.isdisjoint(kind.split())


def keep_safe(path: Path, stopped: Callable[[], bool] = never) -> str:
    """Make a backup where something changed since the newest, else look whether the file is sound.

    Gives what hinders it, in a line, or nothing: work goes on without. Raises `DamagedError`.
    """
    try:
        newest = _newest(path)
        if newest is None or _has_changed(path, newest) or newest.fault():
            make_backup(path, stopped)
        elif fault := pages_fault(path):
            raise damaged(path, f"is damaged: {fault}")
    except DamagedError:
        raise
    except BadInputError as fault:
        return _hindered(path, fault)
    return ""


def keep_before(path: Path, *, risky: bool) -> str:
    """Make a backup before a command changes something: where the newest is old, or at risk.

    Gives what hinders it, in a line, or nothing. Raises `DamagedError`.
    """
    try:
        newest = _newest(path)
        if newest is None or (_has_changed(path, newest) and (risky or _is_old(newest))):
            make_backup(path)
    except DamagedError:
        raise
    except BadInputError as fault:
        return _hindered(path, fault)
    return ""


def has_changed(path: Path) -> bool:
    """Say whether a project has changed since its newest backup; raises `BadInputError`."""
    newest = _newest(path)
    return newest is None or _has_changed(path, newest)


def _newest(path: Path) -> Backup | None:
    return next((one for one in find_backups(path) if belongs_to(one, path)), None)


def _has_changed(path: Path, newest: Backup) -> bool:
    return newest.contents is None or newest.contents.mark != contents_of(path).mark


def _is_old(newest: Backup) -> bool:
    """Say whether a backup is old; one from the future is, since the clock was set back."""
    return not timedelta() <= datetime.now(UTC) - newest.at < SPARED


def _hindered(path: Path, fault: BadInputError) -> str:
    problem = fault.problems[0]
    reason = f"{problem.what}; {problem.remedy}" if problem.remedy else problem.what
    where = "" if problem.file == str(path) else f" ({problem.file})"
    return f"{path}: no backup could be made{where}: {reason}"


# Telling


def told(backup: Backup) -> str:
    """Name a backup by when it was made and what it holds."""
    if backup.contents is None:
        return f"the backup of {backup.dated}"
    transcripts = counted(backup.contents.transcripts, "transcript")
    codings = counted(backup.contents.codings, "coding")
    return f"the backup of {backup.dated} ({transcripts}, {codings})"


def with_backup(error: BadInputError) -> BadInputError:
    """Give the error of a damaged project with its newest good backup named, where there is one."""
    if not isinstance(error, DamagedError):
        return error
    newest = newest_good(error.path)
    if newest is None:
        return error
    command = f"`lmm-qual restore {shlex.quote(str(error.path))}`"
    remedy = f"restore {told(newest)} with {command}"
    return DamagedError(error.path, replace(error.problems[0], remedy=remedy))
