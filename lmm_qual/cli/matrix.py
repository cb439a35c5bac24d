"""`matrix`: the theme matrix."""

from typing import TYPE_CHECKING, Annotated, Literal

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
    from lmm_qual.analysis.theme_matrix import ThemeMatrix
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
    depth: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Levels of codes to show.")
    ] = None,
    coder: Annotated[str, typer.Option(metavar="NAME", help="One coder, or all.")] = "all",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Count codes by time point and group, each number with its state and "of N"."""
    from lmm_qual.analysis.theme_matrix import theme_matrix
    from lmm_qual.project.project import Project

    form = choose_format(
        format_, output, ("table", "csv", "json", "xlsx", "html", "md", "svg", "png")
    )
    dimensions = _dimensions(columns)
    with Project.open(project) as opened:
        counted = theme_matrix(
            opened.store, dimensions=dimensions, measure=measure, depth=depth, coder=coder
        )
        emit(_written(opened.store, counted, form), output, force)


def _dimensions(columns: str) -> tuple[str, ...]:
    from lmm_qual.analysis.columns import read_dimensions
    from lmm_qual.model.problem import BadInputError

    try:
        return read_dimensions(columns)
    except BadInputError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from None


def _written(store: "Store", counted: "ThemeMatrix", form: str) -> str | bytes:
    from lmm_qual.exporters import matrix as forms
    from lmm_qual.store.queries.design import load_study

    if form in {"xlsx", "svg", "png"}:
        return _drawn(store, counted, form)
    if form == "json":
        from lmm_qual.exporters.tables import json_text

        return json_text(forms.matrix_data(counted))
    if form == "csv":
        return forms.matrix_csv(counted)
    study = load_study(store)
    if form == "html":
        return forms.matrix_html(counted, study)
    if form == "md":
        return forms.matrix_markdown(counted, study)
    return forms.matrix_text(counted, study, terminal_width())


def _drawn(store: "Store", counted: "ThemeMatrix", form: str) -> bytes:
    if form == "xlsx":
        from lmm_qual.exporters.workbook import matrix_workbook

        return matrix_workbook(store, counted)
    from lmm_qual.exporters.pictures.matrix import matrix_picture
    from lmm_qual.store.queries.design import load_study

    return matrix_picture(counted, load_study(store), form)
