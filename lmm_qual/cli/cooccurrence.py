"""`cooccurrence`: codes that meet."""

from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import (
    Force,
    Format,
    Output,
    ProjectPath,
    choose_format,
    emit,
    terminal_width,
)

if TYPE_CHECKING:
    from lmm_qual.analysis.cooccurrence import CoOccurrence, Within


def cooccurrence(
    project: ProjectPath,
    within: Annotated[
        str,
        typer.Option(
            metavar="overlap|turn|N", help="How near: overlapping, in one turn, within N words."
        ),
    ] = "overlap",
    coder: Annotated[str, typer.Option(metavar="NAME", help="One coder, or all.")] = "all",
    depth: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Levels of codes; deeper ones count within."),
    ] = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Count which codes meet: segments, participants, transcripts and the c-index of each pair."""
    from lmm_qual.analysis.cooccurrence import co_occurrence
    from lmm_qual.project.project import Project

    form = choose_format(format_, output, ("table", "csv", "json", "svg", "png"))
    near = _nearness(within)
    with Project.open(project) as opened:
        found = co_occurrence(opened.store, within=near, coder=coder, depth=depth)
    emit(_written(found, form), output, force)


def _nearness(within: str) -> "Within":
    from lmm_qual.analysis.cooccurrence import read_within
    from lmm_qual.model.problem import BadInputError

    try:
        return read_within(within)
    except BadInputError as error:
        raise typer.BadParameter(str(error), param_hint="--within") from None


def _written(found: "CoOccurrence", form: str) -> str | bytes:
    from lmm_qual.exporters import cooccurrence as forms

    if form == "json":
        from lmm_qual.exporters.tables import json_text

        return json_text(forms.cooccurrence_data(found))
    if form == "csv":
        return forms.cooccurrence_csv(found)
    if form in {"svg", "png"}:
        from lmm_qual.exporters.pictures.cooccurrence import cooccurrence_picture

        return cooccurrence_picture(found, form)
    return forms.cooccurrence_text(found, terminal_width())
