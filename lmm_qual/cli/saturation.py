"""`saturation`: inductive codes by transcript."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import (
    Force,
    Format,
    ForSharing,
    Output,
    ProjectPath,
    choose_format,
    emit,
    named,
    note,
    terminal_width,
)

if TYPE_CHECKING:
    from lmm_qual.analysis.saturation import Saturation
    from lmm_qual.store.store import Store


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
    for_sharing: ForSharing = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show which inductive codes each transcript brings, and the share that is new.

    A curve by transcript tells who said a thing first. With --for-sharing no transcript, order or
    code is told, only the codes met over random orders and whether a run brought at most 5 % new,
    and nothing of a round and group of fewer people or transcripts than the masking threshold.
    """
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
        if for_sharing:
            _share(opened.store, found, form, output, force)
            return
    emit(_written(found, form), output, force)


def _share(
    store: "Store", found: "Saturation", form: str, output: Path | None, force: bool
) -> None:
    from lmm_qual.analysis.masked_saturation import shared_curves
    from lmm_qual.exporters import saturation_shared as forms
    from lmm_qual.exporters.sharing import Sharing, masking_said, review_design
    from lmm_qual.exporters.tables import csv_table, json_text

    sharing = Sharing(store)
    curves = shared_curves(found, sharing.threshold)
    review_design(sharing)
    if found.coder != "all":
        sharing.review.note(f"the coder is named: {found.coder}")
    notes = forms.masking(curves, sharing.threshold)
    content: str | bytes
    if form in {"svg", "png"}:
        from lmm_qual.exporters.pictures.saturation import shared_saturation_picture

        content = shared_saturation_picture(found, curves, form)
    elif form == "json":
        content = json_text(forms.shared_saturation_data(found, curves, notes))
    elif form == "csv":
        content = csv_table(forms.shared_saturation_table(curves))
    else:
        content = forms.shared_saturation_text(found, curves, notes, terminal_width())
    emit(content, output, force)
    for said in (*masking_said(notes, sharing), *sharing.said()):
        note(said)


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
