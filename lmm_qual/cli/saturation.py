"""`saturation`: inductive codes by transcript."""

from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import (
    Force,
    Format,
    Output,
    ProjectPath,
    choose_format,
    emit,
    named,
    terminal_width,
)

if TYPE_CHECKING:
    from lmm_qual.analysis.saturation import Saturation


def saturation(
    project: ProjectPath,
    group: Annotated[
        str | None, typer.Option(metavar="G", help="One group.", callback=named)
    ] = None,
    time: Annotated[
        str | None, typer.Option(metavar="T", help="One time point.", callback=named)
    ] = None,
    orders: Annotated[
        int, typer.Option(min=1, max=100_000, metavar="N", help="Random orders to compare with.")
    ] = 1000,
    seed: Annotated[int, typer.Option(metavar="S", help="Where random orders begin.")] = 1,
    base: Annotated[
        int, typer.Option(min=1, metavar="N", help="Transcripts that make the base.")
    ] = 4,
    run: Annotated[int, typer.Option(min=1, metavar="N", help="Transcripts in a run.")] = 2,
    coder: Annotated[str, typer.Option(metavar="NAME", help="One coder, or all.")] = "all",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show which inductive codes each transcript brings, and the share that is new."""
    from lmm_qual.analysis.saturation import saturation as count
    from lmm_qual.project.project import Project

    form = choose_format(format_, output, ("table", "csv", "json", "svg", "png"))
    with Project.open(project) as opened:
        found = count(
            opened.store,
            time=time,
            group=group,
            orders=orders,
            seed=seed,
            base=base,
            run=run,
            coder=coder,
        )
    emit(_written(found, form), output, force)


def _written(found: "Saturation", form: str) -> str | bytes:
    from lmm_qual.exporters import saturation as forms

    if form == "json":
        from lmm_qual.exporters.tables import json_text

        return json_text(forms.saturation_data(found))
    if form == "csv":
        return forms.saturation_csv(found)
    if form in {"svg", "png"}:
        from lmm_qual.exporters.pictures.saturation import saturation_picture

        return saturation_picture(found, form)
    return forms.saturation_text(found, terminal_width())
