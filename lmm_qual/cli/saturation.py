"""`saturation`: inductive codes by transcript."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import CoderOrAll, Force, Format, ForSharing, Output, ProjectPath, named
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import note, terminal_width

if TYPE_CHECKING:
    from lmm_qual.analysis.masked_saturation import SharedCurve
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
    coder: CoderOrAll = "all",
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

    out = destination(format_, output, force, ("table", "csv", "json", "svg", "png"))
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
            _share(opened.store, found, out)
        else:
            out.write(_written(found, out.form))


def _share(store: "Store", found: "Saturation", out: Destination) -> None:
    from lmm_qual.analysis.masked_saturation import shared_curves
    from lmm_qual.exporters import saturation_shared as forms
    from lmm_qual.exporters.sharing import Sharing, review_design

    sharing = Sharing(store)
    curves = shared_curves(found, sharing.threshold)
    review_design(sharing)
    if found.coder != "all":
        sharing.review.note(f"the coder is named: {found.coder}")
    notes = forms.masking(curves, sharing.threshold)
    out.write(_written_shared(found, curves, notes, out.form))
    note(*sharing.said_with(notes))


def _written_shared(
    found: "Saturation", curves: "Sequence[SharedCurve]", notes: Sequence[str], form: str
) -> str | bytes:
    from lmm_qual.exporters import saturation_shared as forms
    from lmm_qual.exporters.tables import csv_table, json_text

    if form in {"svg", "png"}:
        from lmm_qual.exporters.pictures.saturation import shared_saturation_picture

        return shared_saturation_picture(found, curves, form)
    if form == "json":
        return json_text(forms.shared_saturation_data(found, curves, notes))
    if form == "csv":
        return csv_table(forms.shared_saturation_table(curves))
    return forms.shared_saturation_text(found, curves, notes, terminal_width())


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
