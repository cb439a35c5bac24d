"""`joint`: themes beside monitoring figures."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.options import CoderOrAll, Force, Format, ForSharing, Output, ProjectPath
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import note, terminal_width

if TYPE_CHECKING:
    from lmm_qual.analysis.joint_display import JointDisplay


def joint(
    project: ProjectPath,
    strand: Annotated[str | None, typer.Option(metavar="S", help="One strand.")] = None,
    theme: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STRAND=CODE", help="A strand's theme, more than one if need be; else by name."
        ),
    ] = None,
    measure: Annotated[
        Literal["participants", "transcripts", "segments", "words"],
        typer.Option(help="What counts."),
    ] = "participants",
    coder: CoderOrAll = "all",
    for_sharing: ForSharing = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Put the themes of each strand beside its monitoring figures, which stay as they are.

    With --for-sharing numbers of themes and of figures below the study's masking threshold are
    masked, and those from which they could be worked out; what figures say in words is listed to be
    read, and numbers in the words of a masked figure are left out.
    """
    from lmm_qual.analysis.joint_display import joint_display
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json", "md", "html", "xlsx"))
    with Project.open(project) as opened:
        found = joint_display(
            opened.store, strand=strand, themes=theme or (), measure=measure, coder=coder
        )
        said: list[str] = []
        if for_sharing:
            from lmm_qual.exporters.figures_shared import shared_joint
            from lmm_qual.exporters.sharing import Sharing

            sharing = Sharing(opened.store)
            found = shared_joint(opened.store, found, sharing)
            said = sharing.said_with(found.notes)
    out.write(_written(found, out.form))
    note(*said)


def _written(found: "JointDisplay", form: str) -> str | bytes:
    from lmm_qual.exporters import joint as forms
    from lmm_qual.exporters.tables import json_text

    written = {
        "csv": forms.joint_csv,
        "md": forms.joint_markdown,
        "html": forms.joint_html,
    }
    if form == "json":
        return json_text(forms.joint_data(found))
    if form == "xlsx":
        return forms.joint_workbook(found)
    return written[form](found) if form in written else forms.joint_text(found, terminal_width())
