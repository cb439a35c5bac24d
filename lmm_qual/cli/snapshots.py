"""`snapshot`: the state of a round kept under a name, and compared with now."""

from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    Output,
    ProjectPath,
    choose_format,
    coder_name,
    done,
    emit,
    named,
    terminal_width,
)

if TYPE_CHECKING:
    from lmm_qual.project.project import Project


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
    coder: As = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Keep the state of a round under a name, list what is kept, or compare it with now."""
    from lmm_qual.project.changes.snapshots import DeleteSnapshot, TakeSnapshot
    from lmm_qual.project.project import Project

    if (compare and delete) or (name is None and (compare or delete)):
        raise typer.BadParameter("give one name and one of --compare, --delete")
    if name is not None and not compare:
        with Project.open(project, write=True, coder=coder_name(coder)) as opened:
            done(opened.make(DeleteSnapshot(name) if delete else TakeSnapshot(name, time, note)))
        return
    form = choose_format(format_, output, ("table", "json"))
    with Project.open(project) as opened:
        emit(_compared(opened, name, form) if name else _listed(opened, form), output, force)


def _listed(opened: "Project", form: str) -> str:
    from lmm_qual.exporters.snapshot import snapshot_table
    from lmm_qual.exporters.tables import json_text, text_table
    from lmm_qual.store.queries.snapshots import snapshots

    rows = snapshots(opened.store)
    if form == "json":
        return json_text([{n: v for n, v in row._asdict().items() if n != "id"} for row in rows])
    return text_table(snapshot_table(rows), terminal_width())


def _compared(opened: "Project", name: str, form: str) -> str:
    from lmm_qual.analysis.snapshot import differences, state_of, unpacked
    from lmm_qual.exporters.snapshot import differences_data, differences_text
    from lmm_qual.exporters.tables import json_text
    from lmm_qual.model.problem import refuse
    from lmm_qual.project.changes.snapshots import find_snapshot
    from lmm_qual.store.queries.snapshots import snapshot_content

    row = find_snapshot(opened.store, name)
    try:
        then = unpacked(snapshot_content(opened.store, row.id))
    except ValueError:
        what = f"snapshot “{name}” cannot be read"
        raise refuse(what, "run `check`", file=str(opened.store.path)) from None
    found = differences(then, state_of(opened.store, then["time"]))
    if form == "json":
        return json_text(differences_data(row, found))
    return differences_text(row, found, terminal_width())
