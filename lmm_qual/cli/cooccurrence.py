"""`cooccurrence`: codes that meet."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.options import CoderOrAll, Force, Format, ForSharing, Output, ProjectPath
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import note, note_waiting, terminal_width

if TYPE_CHECKING:
    from lmm_qual.analysis.cooccurrence import CoOccurrence, Within
    from lmm_qual.store.store import Store

PICTURES = ("svg", "png")


def cooccurrence(
    project: ProjectPath,
    within: Annotated[
        str,
        typer.Option(
            metavar="overlap|turn|N", help="How near: overlapping, in one turn, within N words."
        ),
    ] = "overlap",
    coder: CoderOrAll = "all",
    depth: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Levels of codes; deeper ones count within."),
    ] = None,
    picture: Annotated[
        Literal["heatmap", "network"] | None,
        typer.Option(help="What SVG and PNG show: a triangle of codes by codes, or a network."),
    ] = None,
    for_sharing: ForSharing = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Count which codes meet: segments, participants, transcripts and the c-index of each pair.

    With --for-sharing pairs of fewer people than the study's masking threshold are masked, and left
    out of pictures.
    """
    from lmm_qual.analysis.cooccurrence import co_occurrence
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json", *PICTURES))
    if picture is not None and out.form not in PICTURES:
        raise typer.BadParameter("is for svg and png", param_hint="--picture")
    near = _nearness(within)
    with Project.open(project) as opened:
        note_waiting(opened.store)
        found = co_occurrence(opened.store, within=near, coder=coder, depth=depth)
        if for_sharing:
            _share(opened.store, found, picture, out)
        elif out.form in PICTURES:
            out.write(_drawn(opened.store, found, out.form, picture))
        else:
            out.write(_written(found, out.form))


def _share(store: "Store", found: "CoOccurrence", picture: str | None, out: Destination) -> None:
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
    masked = f"masked below {sharing.threshold}: {len(parted.masked)} of {len(found.pairs)} pairs"
    masking = masked if sharing.threshold else NO_THRESHOLD
    seen = replace(found, pairs=parted.shown)
    notes = [masking] if sharing.threshold else []
    written: dict[str, Callable[[], str | bytes]] = {
        **{name: partial(_drawn, store, seen, name, picture, notes) for name in PICTURES},
        "json": lambda: json_text(forms.shared_data(found, parted)),
        "csv": lambda: csv_table(forms.shared_table(found, parted)),
        "table": lambda: (
            text_table(forms.shared_table(found, parted), terminal_width()) + f"\n{remarks}\n"
        ),
    }
    out.write(written[out.form]())
    note(masking, *sharing.said())


def _drawn(
    store: "Store",
    found: "CoOccurrence",
    form: str,
    picture: str | None,
    notes: Sequence[str] = (),
) -> bytes:
    if picture != "network":
        from lmm_qual.exporters.pictures.cooccurrence import cooccurrence_picture

        return cooccurrence_picture(found, form, notes)
    from lmm_qual.exporters.pictures.network import network_picture
    from lmm_qual.store.queries.codes import code_tree

    tree = code_tree(store)
    colors = {code: color for code in tree.order if (color := tree.color(code))}
    return network_picture(found, colors, form, notes)


def _nearness(within: str) -> "Within":
    from lmm_qual.analysis.cooccurrence import read_within
    from lmm_qual.model.problem import BadInputError

    try:
        return read_within(within)
    except BadInputError as error:
        raise typer.BadParameter(str(error), param_hint="--within") from None


def _written(found: "CoOccurrence", form: str) -> str:
    from lmm_qual.exporters import cooccurrence as forms

    if form == "json":
        from lmm_qual.exporters.tables import json_text

        return json_text(forms.cooccurrence_data(found))
    if form == "csv":
        return forms.cooccurrence_csv(found)
    return forms.cooccurrence_text(found, terminal_width())
