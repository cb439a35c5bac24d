"""`retrieve` and `search`: passages by their codes, and by their words."""

from collections.abc import Iterable, Iterator
from pathlib import Path
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
    choose_format,
    emit,
    note,
    note_waiting,
    terminal_width,
)
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.analysis.facets import Facets
    from lmm_qual.analysis.passage import Passage
    from lmm_qual.analysis.retrieval import Retrieval
    from lmm_qual.analysis.scene import Scene
    from lmm_qual.analysis.sharing import Label
    from lmm_qual.analysis.text_search import How
    from lmm_qual.exporters.sharing import Found
    from lmm_qual.store.store import Store

Context = Annotated[
    int, typer.Option(min=0, max=1000, metavar="N", help="Words to show before and after.")
]
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

    form = choose_format(format_, output, _FORMS)
    check_label(label, for_sharing)
    if for_sharing and facets:
        raise typer.BadParameter("--for-sharing gives passages; leave out --facets")
    with Project.open(project) as opened:
        note_waiting(opened.store)
        retrieval = Retrieval(opened.store, query)
        if for_sharing:
            places = passage_places(retrieval.tree, retrieval.scenes())
            _share(opened.store, places, label, form, output, force)
            return
        if facets:
            _emit_facets(opened.store, retrieval, form, output, force)
            return
        entries = passage_entries(retrieval.tree, retrieval.scenes(), context)
        _emit_passages(entries, form, output, force)


def _emit_facets(
    store: "Store", retrieval: "Retrieval", form: str, output: Path | None, force: bool
) -> None:
    from lmm_qual.exporters.passages import facet_entries, facet_table
    from lmm_qual.exporters.tables import csv_table, json_lines, json_text, text_table

    facets = _counted(retrieval.scenes())
    entries = facet_entries(retrieval.tree, facets.counts(store))
    forms = {
        "json": lambda: json_text(entries),
        "jsonl": lambda: json_lines(entries),
        "csv": lambda: csv_table(facet_table(entries)),
        "table": lambda: text_table(facet_table(entries), terminal_width()),
    }
    emit(forms[form](), output, force)
    if form == "table":
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
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Find what is nearly alike.")] = False,
    regex: Annotated[
        bool, typer.Option("--regex", help="TEXT is a regular expression, whatever the case.")
    ] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Case, accents and signs as they are written.")
    ] = False,
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

    if fuzzy + regex + exact > 1:
        raise typer.BadParameter("use one of --fuzzy, --regex and --exact")
    how: How = "fuzzy" if fuzzy else "regex" if regex else "exact" if exact else "plain"
    form = choose_format(format_, output, _FORMS)
    check_label(label, for_sharing)
    with Project.open(project) as opened:
        found = look(opened.store, text, how)
        if for_sharing:
            _share(opened.store, hit_places(opened.store, found), label, form, output, force)
            return
        entries = hit_entries(opened.store, found, context)
        _emit_passages(entries, form, output, force)


def _emit_passages(
    entries: Iterator[dict[str, Any]], form: str, output: Path | None, force: bool
) -> None:
    from lmm_qual.exporters.passages import passage_table
    from lmm_qual.exporters.tables import csv_table, json_lines, json_text, text_table

    data = list(entries)
    forms = {
        "json": lambda: json_text(data),
        "jsonl": lambda: json_lines(data),
        "csv": lambda: csv_table(passage_table(data)),
        "table": lambda: text_table(passage_table(data, brief=True), terminal_width()),
    }
    emit(forms[form](), output, force)
    if form == "table":
        note(_number(len(data)))


def _share(
    store: "Store",
    places: "Iterable[Found]",
    label: "Label",
    form: str,
    output: Path | None,
    force: bool,
) -> None:
    """Write passages that may be shared, without place, speaker and the words around them."""
    from lmm_qual.exporters.sharing import (
        WORDS,
        Sharing,
        shared_passage_table,
        shared_passages,
    )
    from lmm_qual.exporters.tables import csv_table, json_lines, json_text, text_table

    sharing = Sharing(store, label)
    data = shared_passages(places, sharing)
    forms = {
        "json": lambda: json_text(data),
        "jsonl": lambda: json_lines(data),
        "csv": lambda: csv_table(shared_passage_table(data)),
        "table": lambda: text_table(shared_passage_table(data), terminal_width()),
    }
    emit(forms[form](), output, force)
    sharing.names("labels", (one["label"] for one in data))
    sharing.names("names of codes", (code for one in data for code in one["codes"]))
    sharing.review.note(WORDS)
    for said in sharing.said():
        note(said)


def _number(found: int) -> str:
    return counted(found, "passage") if found else "no passage"
