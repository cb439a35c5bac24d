"""`study`: design, participants, consent, topic guides, events, monitoring figures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.making import make
from lmm_qual.cli.options import As, Force, Format, ForSharing, Output, ProjectPath, Where
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import note, terminal_width

if TYPE_CHECKING:
    from lmm_qual.analysis.masked_flow import ToldFlow

app = typer.Typer(no_args_is_help=True, help="The study design and the monitoring figures.")

Monitoring = Annotated[
    bool, typer.Option("--monitoring", help="Monitoring figures in place of the design.")
]


@app.command()
def show(
    project: ProjectPath,
    monitoring: Monitoring = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show the design, or with --monitoring the figures."""
    _write(project, monitoring, destination(format_, output, force, ("yaml", "json", "csv")))


@app.command("export")
def export(
    project: ProjectPath,
    file: Where = None,
    monitoring: Monitoring = False,
    format_: Format = None,
    force: Force = False,
) -> None:
    """Export the design, or with --monitoring the figures."""
    _write(project, monitoring, destination(format_, file, force, ("yaml", "json", "csv")))


def _write(project: Path, monitoring: bool, out: Destination) -> None:
    from lmm_qual.definitions.writing import write_definition
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.design import load_monitoring, load_study

    with Project.open(project) as opened:
        entry = load_monitoring(opened.store) if monitoring else load_study(opened.store)
    schema = "monitoring.schema.json" if monitoring else "study.schema.json"
    out.write(write_definition(entry, out.form, schema))


@app.command()
def flow(
    project: ProjectPath,
    name: Annotated[
        str | None, typer.Argument(metavar="FLOW", help="A flow's id, where there are several.")
    ] = None,
    for_sharing: ForSharing = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show how many went from step to step of a monitoring flow, and why others did not.

    With --for-sharing counts below the study's masking threshold are masked, and those from which
    they could be worked out; labels and sources are listed to be read.
    """
    from lmm_qual.analysis.masked_flow import told_flow
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.design import find_flow

    out = destination(format_, output, force, ("table", "csv", "json", "svg", "png"))
    with Project.open(project) as opened:
        found = find_flow(opened.store, name)
        said: list[str] = []
        if for_sharing:
            from lmm_qual.exporters.figures_shared import shared_flow
            from lmm_qual.exporters.sharing import Sharing

            sharing = Sharing(opened.store)
            told = shared_flow(found, sharing)
            said = sharing.said_with(told.notes)
        else:
            told = told_flow(found)
    out.write(_drawn(told, out.form))
    note(*said)


def _drawn(told: "ToldFlow", form: str) -> str | bytes:
    from lmm_qual.exporters import flow as forms
    from lmm_qual.exporters.tables import json_text

    if form in {"svg", "png"}:
        from lmm_qual.exporters.pictures.flow import flow_picture

        return flow_picture(told, form)
    if form == "json":
        return json_text(forms.flow_data(told))
    return forms.flow_csv(told) if form == "csv" else forms.flow_text(told, terminal_width())


@app.command("import")
def import_(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A study or monitoring file.")],
    monitoring: Monitoring = False,
    as_: As = None,
) -> None:
    """Take a study file in place of the design, or with --monitoring a monitoring file."""
    from lmm_qual.definitions.reading import read_monitoring, read_study
    from lmm_qual.project.changes.design import ImportMonitoring, ImportStudy

    change = (
        ImportMonitoring(read_monitoring(file)) if monitoring else ImportStudy(read_study(file))
    )
    make(project, as_, change)
