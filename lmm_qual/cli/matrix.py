"""`matrix`: the theme matrix."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.options import (
    CoderOrAll,
    Depth,
    Force,
    Format,
    ForSharing,
    Output,
    ProjectPath,
    QuoteLabel,
    check_label,
)
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import note, terminal_width

if TYPE_CHECKING:
    from lmm_qual.analysis.theme_matrix import ThemeMatrix
    from lmm_qual.exporters.sharing import Sharing
    from lmm_qual.model.study import Study
    from lmm_qual.store.store import Store


def matrix(
    project: ProjectPath,
    rows: Annotated[  # noqa: ARG001  (one choice so far)
        Literal["code"], typer.Option(help="What rows stand for.")
    ] = "code",
    columns: Annotated[
        str,
        typer.Option(metavar="NAMES", help="Of time, group, method, service, role, participant."),
    ] = "time,group",
    measure: Annotated[
        Literal["participants", "transcripts", "segments", "words"],
        typer.Option(help="What counts."),
    ] = "participants",
    depth: Depth = None,
    coder: CoderOrAll = "all",
    sort: Annotated[
        str,
        typer.Option(
            metavar="total|COLUMN|code",
            help="Largest first, by the total or a column as “T1 G3”; else the codebook's order.",
        ),
    ] = "code",
    for_sharing: ForSharing = False,
    label: QuoteLabel = "none",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Count codes by time point and group, each number with its state and "of N".

    With --for-sharing numbers below the study's masking threshold are masked, and those from which
    they could be worked out; a workbook holds only the words of those who agreed to be quoted.
    """
    from lmm_qual.analysis.matrix_order import sorted_matrix
    from lmm_qual.analysis.theme_matrix import theme_matrix
    from lmm_qual.project.project import Project

    out = destination(
        format_, output, force, ("table", "csv", "json", "xlsx", "html", "md", "svg", "png")
    )
    dimensions = _dimensions(columns)
    check_label(label, for_sharing)
    if for_sharing and "participant" in dimensions:
        raise typer.BadParameter("participants are not shared; leave them out of --columns")
    with Project.open(project) as opened:
        counted = theme_matrix(
            opened.store, dimensions=dimensions, measure=measure, depth=depth, coder=coder
        )
        sharing = None
        if for_sharing:
            from lmm_qual.exporters.sharing import Sharing, shared_matrix

            sharing = Sharing(opened.store, label)
            counted = shared_matrix(opened.store, counted, sharing, depth)
        counted = sorted_matrix(counted, sort)
        if out.form == "xlsx" and sharing is None:
            _workbook(opened.store, counted, out)
        else:
            out.write(_written(opened.store, counted, out.form, sharing))
        if sharing is not None:
            note(*sharing.said_with(counted.notes))


def _dimensions(columns: str) -> tuple[str, ...]:
    from lmm_qual.analysis.columns import read_dimensions
    from lmm_qual.model.problem import BadInputError

    try:
        return read_dimensions(columns)
    except BadInputError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from None


def _workbook(store: "Store", counted: "ThemeMatrix", out: Destination) -> None:
    from lmm_qual.exporters.matrix_workbook import write_matrix_workbook

    out.write_file(lambda file: write_matrix_workbook(store, counted, file))


def _written(
    store: "Store", counted: "ThemeMatrix", form: str, sharing: "Sharing | None"
) -> str | bytes:
    from lmm_qual.exporters import matrix as forms
    from lmm_qual.store.queries.design import load_study

    if sharing is not None and form == "xlsx":
        from lmm_qual.exporters.shared_workbook import shared_matrix_workbook

        return shared_matrix_workbook(store, counted, sharing)
    if form == "json":
        from lmm_qual.exporters.tables import json_text

        return json_text(forms.matrix_data(counted))
    if form == "csv":
        return forms.matrix_csv(counted)
    return _drawn(counted, load_study(store), form)


def _drawn(counted: "ThemeMatrix", study: "Study", form: str) -> str | bytes:
    from lmm_qual.exporters import matrix as forms

    if form in {"svg", "png"}:
        from lmm_qual.exporters.pictures.matrix import matrix_picture

        return matrix_picture(counted, study, form)
    if form == "html":
        return forms.matrix_html(counted, study)
    if form == "md":
        return forms.matrix_markdown(counted, study)
    return forms.matrix_text(counted, study, terminal_width())
