"""`retrieve` and `search`: passages by their codes, and by their words."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lmm_qual.cli.options import (
    Force,
    Format,
    ForSharing,
    Output,
    ProjectPath,
    QuoteLabel,
    check_label,
)
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import note, note_waiting
from lmm_qual.cli.searching import Context, Exact, Fuzzy, how_to_look
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.analysis.facets import Facets
    from lmm_qual.analysis.passage import Passage
    from lmm_qual.analysis.retrieval import Retrieval
    from lmm_qual.analysis.scene import Scene
    from lmm_qual.analysis.sharing import Label
    from lmm_qual.exporters.sharing import Found
    from lmm_qual.store.store import Store

_FORMS = ("table", "csv", "json", "jsonl")


def retrieve(
    project: ProjectPath,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help="Codes joined by and, or, not and brackets; fields as time=T2 or group=G1,G3; "
            "overlap(CODE), within(CODE), near(CODE, WORDS), sameturn(CODE).",
        ),
    ],
    context: Context = 10,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count the passages instead, by code, time and more.")
    ] = False,
    for_sharing: ForSharing = False,
    label: QuoteLabel = "none",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Find coded passages: Barriers and (Training or "Bespoke training") and time=T2.

    A code stands for itself and those under it. Codes joined by and, or kept off by not, give the
    words that carry them so; fields and relations choose among the coded segments.
    """
    from lmm_qual.analysis.retrieval import Retrieval
    from lmm_qual.exporters.passages import passage_entries, passage_places
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, _FORMS)
    check_label(label, for_sharing)
    if for_sharing and facets:
        raise typer.BadParameter("--for-sharing gives passages; leave out --facets")
    with Project.open(project) as opened:
        note_waiting(opened.store)
        retrieval = Retrieval(opened.store, query)
        if for_sharing:
            places = passage_places(retrieval.tree, retrieval.scenes())
            _share(opened.store, places, label, out)
        elif facets:
            _write_facets(opened.store, retrieval, out)
        else:
            entries = passage_entries(retrieval.tree, retrieval.scenes(), context)
            _write_passages(list(entries), out)


def _write_facets(store: "Store", retrieval: "Retrieval", out: Destination) -> None:
    from lmm_qual.exporters.passages import facet_entries, facet_table

    facets = _counted(retrieval.scenes())
    entries = facet_entries(retrieval.tree, facets.counts(store))
    out.write_records(entries, facet_table)
    if out.form == "table":
        people = counted(len(facets.people), "participant")
        note(f"{_number(facets.found)} with {people}; one with several values counts for each")


def _counted(found: "Iterable[tuple[Scene, list[Passage]]]") -> "Facets":
    from lmm_qual.analysis.facets import Facets

    facets = Facets()
    for scene, passages in found:
        for passage in passages:
            facets.add(scene.row, passage)
    return facets


def search(
    project: ProjectPath,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to look for.")],
    fuzzy: Fuzzy = False,
    regex: Annotated[
        bool, typer.Option("--regex", help="TEXT is a regular expression, whatever the case.")
    ] = False,
    exact: Exact = False,
    context: Context = 10,
    for_sharing: ForSharing = False,
    label: QuoteLabel = "none",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Find words in all transcripts, whatever their case and accents."""
    from lmm_qual.analysis.text_search import search as look
    from lmm_qual.exporters.passages import hit_entries, hit_places
    from lmm_qual.project.project import Project

    how = how_to_look(fuzzy, regex, exact)
    out = destination(format_, output, force, _FORMS)
    check_label(label, for_sharing)
    with Project.open(project) as opened:
        found = look(opened.store, text, how)
        if for_sharing:
            _share(opened.store, hit_places(opened.store, found), label, out)
        else:
            _write_passages(list(hit_entries(opened.store, found, context)), out)


def _write_passages(entries: list[dict[str, Any]], out: Destination) -> None:
    from lmm_qual.exporters.passages import passage_table

    out.write_records(entries, passage_table, drawn=partial(passage_table, brief=True))
    if out.form == "table":
        note(_number(len(entries)))


def _share(store: "Store", places: "Iterable[Found]", label: "Label", out: Destination) -> None:
    """Write passages that may be shared, without place, speaker and the words around them."""
    from lmm_qual.exporters.sharing import (
        WORDS,
        Sharing,
        shared_passage_table,
        shared_passages,
    )

    sharing = Sharing(store, label)
    data = shared_passages(places, sharing)
    out.write_records(data, shared_passage_table)
    sharing.names("labels", (one["label"] for one in data))
    sharing.names("names of codes", (code for one in data for code in one["codes"]))
    sharing.review.note(WORDS)
    note(*sharing.said())


def _number(found: int) -> str:
    return counted(found, "passage") if found else "no passage"
