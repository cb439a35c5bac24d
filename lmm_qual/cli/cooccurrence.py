"""`cooccurrence`: codes that meet."""

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
    note,
    terminal_width,
)

if TYPE_CHECKING:
    from lmm_qual.analysis.cooccurrence import CoOccurrence, Within
    from lmm_qual.store.store import Store


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
    for_sharing: ForSharing = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Count which codes meet: segments, participants, transcripts and the c-index of each pair."""
    from lmm_qual.analysis.cooccurrence import co_occurrence
    from lmm_qual.project.project import Project

    pictures = () if for_sharing else ("svg", "png")
    form = choose_format(format_, output, ("table", "csv", "json", *pictures))
    near = _nearness(within)
    with Project.open(project) as opened:
        found = co_occurrence(opened.store, within=near, coder=coder, depth=depth)
        if for_sharing:
            _share(opened.store, found, form, output, force)
            return
    emit(_written(found, form), output, force)


def _share(
    store: "Store", found: "CoOccurrence", form: str, output: Path | None, force: bool
) -> None:
    from dataclasses import replace

    from lmm_qual.analysis.masked_pairs import shared_pairs
    from lmm_qual.exporters import cooccurrence as forms
    from lmm_qual.exporters.sharing import NO_THRESHOLD, Sharing, review_design
    from lmm_qual.exporters.tables import csv_table, json_text, text_table
    from lmm_qual.text.standins import shown

    sharing = Sharing(store)
    parted = shared_pairs(found, sharing.threshold)
    sharing.names("names of codes", found.rows)
    review_design(sharing)
    found = replace(found, rows=[sharing.without_names(path) for path in found.rows])
    remarks = "\n".join(map(shown, forms.remarks(found)))
    written = {
        "json": lambda: json_text(forms.shared_data(found, parted)),
        "csv": lambda: csv_table(forms.shared_table(found, parted)),
        "table": lambda: (
            text_table(forms.shared_table(found, parted), terminal_width()) + f"\n{remarks}\n"
        ),
    }
    emit(written[form](), output, force)
    masked = f"masked below {sharing.threshold}: {len(parted.masked)} of {len(found.pairs)} pairs"
    for said in (masked if sharing.threshold else NO_THRESHOLD, *sharing.said()):
        note(said)


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
