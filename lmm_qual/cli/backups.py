"""`backup` and `restore`: verified copies of a project, and putting one in its place."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lmm_qual.cli.options import Force, Format, Output, ProjectPath, Yes
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import is_terminal, note
from lmm_qual.model.problem import refuse
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.exporters.tables import Table
    from lmm_qual.store.backups import Backup
    from lmm_qual.store.restoring import Loss

_TOLD = 5
"""So many changes and transcripts that would be lost are named."""


def backup(
    project: ProjectPath,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to put the copy.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the backups that there are.")] = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Copy a project and verify the copy; without FILE into the folder of backups.

    The program makes backups by itself, before work begins. Of each project the newest five are
    kept, one a day for fourteen days and one a week for twelve weeks, of days and weeks that have
    one; above 2 GB together the newest two and then those of weeks go first.
    """
    from lmm_qual.store.opening import check_header

    if list_:
        out = destination(format_, output, force, ("table", "csv", "json"))
        if file is not None:
            raise typer.BadParameter("--list takes no FILE")
        _list(project, out)
        return
    if format_ or output:
        raise typer.BadParameter("--format and --output are for --list; name a FILE instead")
    check_header(project)
    if file is None:
        _keep(project)
    else:
        _copy(project, file, force)


def _copy(project: Path, file: Path, force: bool) -> None:
    from lmm_qual.store.backup import copy_project
    from lmm_qual.store.lock import WriteLock
    from lmm_qual.store.opening import SUFFIX

    if file.suffix != SUFFIX:
        what, remedy = "a copy's name ends in .lmmq", f"use {file.name}{SUFFIX}"
        raise refuse(what, remedy, file=str(file))
    if file.exists() and (not force or file.samefile(project)):
        remedy = "overwrite it with --force" if not force else "choose another name"
        raise refuse("is there already", remedy, file=str(file))
    lock = WriteLock(file)  # who works in it would write on into a file that has no name
    try:
        if file.exists():
            lock.acquire("a copy being made")
        copy_project(project, file)
    finally:
        lock.release()
    note(f"wrote {file}, and verified it")


def _keep(project: Path) -> None:
    from lmm_qual.project.backups import has_changed, told
    from lmm_qual.store.backups import make_backup, newest_good

    newest = newest_good(project)
    if newest is not None and not has_changed(project):
        note(f"nothing has changed since {told(newest)}, which is sound: {newest.file}")
        return
    made = make_backup(project)
    if made is None:
        raise refuse("holds nothing yet", "copy it when work has begun", file=str(project))
    note(f"made and verified {told(made)}: {made.file}")


def _list(project: Path, out: Destination) -> None:
    from lmm_qual.store.backups import find_backups

    found = find_backups(project)
    described = [_described(one) for one in found]
    out.write_records(described, _table, drawn=_drawn)
    if out.form == "table" and out.output is None:
        total = size_told(sum(one.size for one in found))
        note(f"{total} in {found[0].file.parent}" if found else "there is no backup of it yet")


def _table(described: list[dict[str, Any]]) -> "Table":
    from lmm_qual.exporters.tables import Table

    headings = ("number", "made", "of", "size", "transcripts", "codings", "fault", "file")
    return Table(headings, [tuple(one.values()) for one in described], (0, 3, 4, 5))


def _drawn(described: list[dict[str, Any]]) -> "Table":
    from lmm_qual.exporters.tables import Table

    table = _table(described)
    rows = [
        (*row[:3], size_told(one["size"]), *row[4:6], row[6] or "sound")
        for row, one in zip(table.rows, described, strict=True)
    ]
    return Table(table.headings[:-1], rows, table.numbers)


def _described(one: "Backup") -> dict[str, Any]:
    held = one.contents
    return {
        "number": one.number,
        "made": one.at.isoformat(timespec="seconds"),
        "of": str(one.source) if one.source else None,
        "size": one.size,
        "transcripts": held.transcripts if held else None,
        "codings": held.codings if held else None,
        "fault": one.fault() or None,
        "file": str(one.file),
    }


def size_told(size: int) -> str:
    """Say a number of bytes in thousands or millions of them."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{-(-size // 1000)} kB"


def restore(
    project: ProjectPath,
    backup: Annotated[
        str | None,
        typer.Argument(metavar="[BACKUP]", help="Its number in `backup --list`, or a file."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Put a backup in a project's place: the newest that is sound, or the one named.

    What would be lost is shown first. The file that is there is kept beside it under another name.
    """
    from lmm_qual.project.backups import told
    from lmm_qual.store import restoring
    from lmm_qual.store.cipher import salt_of
    from lmm_qual.store.keys import require_key

    chosen = _chosen(project, backup)
    before = salt_of(project)
    require_key(project if before and before == salt_of(chosen.file) else chosen.file)
    note(*loss_told(project, restoring.what_is_lost(project, chosen.file)))
    if not yes:
        if not is_terminal(sys.stdin):
            raise typer.BadParameter("what is there is replaced only with --yes, or on a terminal")
        typer.confirm(f"Restore {told(chosen)}?", abort=True, err=True)
    kept = restoring.restore(project, chosen)
    note(f"restored {told(chosen)}: {project}")
    if kept is not None:
        note(f"what was there is kept: {kept}")
    if before and salt_of(project) is None:
        note(f"{project}: is not encrypted, as the backup was not; use `lmm-qual encrypt`")


def _chosen(project: Path, named: str | None) -> "Backup":
    """Give the backup that is meant; raises `BadInputError` where there is none."""
    from lmm_qual.store.backups import find_backups, newest_good, read_backup

    if named is None:
        found = newest_good(project)
        remedy = "name a copy of it: `lmm-qual restore PROJECT FILE`"
        if found is None:
            raise refuse("there is no sound backup of it", remedy, file=str(project))
        return found
    by_number = [one for one in find_backups(project) if named in {str(one.number), one.file.name}]
    if by_number:
        return by_number[0]
    if Path(named).is_file():
        return read_backup(Path(named))
    listed = f"see `lmm-qual backup --list {shlex.quote(str(project))}`"
    raise refuse(f"there is no backup “{named}”", listed, file=str(project))


def loss_told(project: Path, loss: "Loss") -> list[str]:
    """Say in lines what a restored backup would not hold."""
    if loss.why:
        return [f"{project}: {loss.why}; what it holds beyond the backup cannot be told"]
    if loss.other:
        return [f"{project}: is another project than the backup is of"]
    if not loss.changes:
        return [f"{project}: nothing would be lost"]
    lines = [f"{project}: would lose {counted(len(loss.changes), 'change')} made since:"]
    left = len(loss.changes) - _TOLD
    lines += [f"  … {left} before" for _ in range(left > 0)]
    lines += [f"  {at[:16].replace('T', ' ')}  {label}" for at, label in loss.changes[-_TOLD:]]
    if loss.transcripts:
        more = f" and {len(loss.transcripts) - _TOLD} more" if len(loss.transcripts) > _TOLD else ""
        named = ", ".join(loss.transcripts[:_TOLD])
        lines.append(f"  {counted(len(loss.transcripts), 'transcript')}: {named}{more}")
    if loss.codings > 0:
        lines.append(f"  {counted(loss.codings, 'coding')} more than the backup holds")
    return lines
