"""`snapshot`: the state of a round kept under a name, and compared with now."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    ForSharing,
    Output,
    ProjectPath,
    coder_name,
    named,
)
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import done, terminal_width
from lmm_qual.cli.saying import note as say

if TYPE_CHECKING:
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.snapshots import SnapshotRow


def snapshot(
    project: ProjectPath,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="Its name; without one all are listed.", callback=named
        ),
    ] = None,
    time: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only this time point.", callback=named)
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="WORDS", help="What it is for.")] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Say what is other now.")] = False,
    delete: Annotated[bool, typer.Option("--delete", help="Take it away.")] = False,
    for_sharing: ForSharing = False,
    coder: As = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Keep the state of a round under a name, list what is kept, or compare it with now.

    With --compare --for-sharing no transcript, row or coder is named, numbers of participants below
    the study's masking threshold are masked, and those that moved by fewer.
    """
    from lmm_qual.project.changes.snapshots import DeleteSnapshot, TakeSnapshot
    from lmm_qual.project.project import Project

    if (compare and delete) or (name is None and (compare or delete)):
        raise typer.BadParameter("give one name and one of --compare, --delete")
    if for_sharing and not compare:
        raise typer.BadParameter("--for-sharing is for what --compare tells")
    if name is not None and not compare:
        with Project.open(project, write=True, coder=coder_name(coder)) as opened:
            done(opened.make(DeleteSnapshot(name) if delete else TakeSnapshot(name, time, note)))
        return
    out = destination(format_, output, force, ("table", "json"))
    with Project.open(project) as opened:
        if name is None:
            _list(opened, out)
            return
        written, said = (_shared if for_sharing else _compared)(opened, name, out.form)
    out.write(written)
    say(*said)


def _list(opened: "Project", out: Destination) -> None:
    from lmm_qual.exporters.snapshot import snapshot_table
    from lmm_qual.store.queries.snapshots import snapshots

    rows = snapshots(opened.store)
    if not rows and out.form == "table":
        say("no snapshots yet; keep one with `lmm-qual snapshot PROJECT NAME`")
    out.write_records(rows, snapshot_table, data=_told)


def _told(rows: "list[SnapshotRow]") -> list[dict[str, Any]]:
    return [{n: v for n, v in row._asdict().items() if n != "id"} for row in rows]


def _compared(opened: "Project", name: str, form: str) -> tuple[str, list[str]]:
    from lmm_qual.analysis.snapshot import differences
    from lmm_qual.exporters.snapshot import differences_data, differences_text
    from lmm_qual.exporters.tables import json_text

    row, then, now = _states(opened, name)
    found = differences(then, now)
    if form == "json":
        return json_text(differences_data(row, found)), []
    return differences_text(row, found, terminal_width()), []


def _shared(opened: "Project", name: str, form: str) -> tuple[str, list[str]]:
    """Give the comparison as it may be shared, with what is to be said of it."""
    from lmm_qual.analysis.snapshot import differences
    from lmm_qual.exporters.sharing import Sharing
    from lmm_qual.exporters.snapshot import shared_differences_data, shared_differences_text
    from lmm_qual.exporters.snapshot_shared import told_differences
    from lmm_qual.exporters.tables import json_text

    row, then, now = _states(opened, name)
    sharing = Sharing(opened.store)
    told = told_differences(row, differences(then, now), then, now, sharing)
    said = sharing.said_with([told.note])
    if form == "json":
        return json_text(shared_differences_data(told.name, row.at, told.found)), said
    return shared_differences_text(told.name, row.at, told.found, terminal_width()), said


def _states(opened: "Project", name: str) -> tuple["SnapshotRow", dict[str, Any], dict[str, Any]]:
    """Give a snapshot with the state it holds, and that of now."""
    from lmm_qual.analysis.snapshot import state_of, unpacked
    from lmm_qual.model.problem import refuse
    from lmm_qual.project.changes.snapshots import find_snapshot
    from lmm_qual.store.queries.snapshots import snapshot_content

    row = find_snapshot(opened.store, name)
    try:
        then = unpacked(snapshot_content(opened.store, row.id))
    except ValueError:
        what = f"snapshot “{name}” cannot be read"
        raise refuse(what, "run `check`", file=str(opened.store.path)) from None
    return row, then, state_of(opened.store, then["time"])
