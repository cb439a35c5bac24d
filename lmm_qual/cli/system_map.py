"""`map`: the system map as a page, a table, in files, and changed in place."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli import map_relations, map_rings, map_services, profile
from lmm_qual.cli.making import make
from lmm_qual.cli.map_proposals import confirm, propose
from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    ForSharing,
    Output,
    ProjectPath,
    QuoteLabel,
    Where,
    check_label,
)
from lmm_qual.cli.output import destination, emit
from lmm_qual.cli.saying import note, terminal_width

if TYPE_CHECKING:
    from lmm_qual.store.store import Store

app = typer.Typer(no_args_is_help=True, help="The system map.")
app.add_typer(profile.app, name="profile")

app.add_typer(map_services.app, name="service")
app.add_typer(map_rings.app, name="ring")
app.add_typer(map_rings.types, name="type")
app.add_typer(map_relations.app, name="relation")

Time = Annotated[str | None, typer.Option(metavar="T", help="One time point.")]


@app.command()
def page(
    project: ProjectPath,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")
    ] = Path("system_map.html"),
    time: Time = None,
    proposals: Annotated[
        bool,
        typer.Option(
            "--proposals", help="Also relations that talk proposes, to be shown on asking."
        ),
    ] = False,
    for_sharing: ForSharing = False,
    label: QuoteLabel = "none",
    force: Force = False,
) -> None:
    """Write the map as one page that opens offline.

    With --for-sharing it holds the words of those who agreed to be quoted, under --label; numbers
    of participants and of relations below the study's masking threshold are masked, and those from
    which they could be worked out.
    """
    from lmm_qual.project.project import Project
    from lmm_qual.system_map.study_map import map_page

    if output.suffix.lower() not in {".html", ".htm"}:
        raise typer.BadParameter("the page is HTML: name it .html")
    check_label(label, for_sharing)
    if proposals and for_sharing:
        raise typer.BadParameter("is never for sharing", param_hint="--proposals")
    with Project.open(project) as opened:
        text = map_page(
            opened.store,
            time=time,
            for_sharing=for_sharing,
            label=label,
            with_proposals=proposals,
        )
        said = _said_of_sharing(opened.store) if for_sharing else []
    emit(text, output, force)
    note(*said)


def _said_of_sharing(store: "Store") -> list[str]:
    from lmm_qual.exporters.system_map import shared_map_said

    return shared_map_said(store, page=True)


@app.command()
def table(
    project: ProjectPath,
    time: Time = None,
    steps: Annotated[int, typer.Option(min=1, help="Steps that reach counts.")] = 2,
    without_central: Annotated[
        bool, typer.Option("--without-central", help="Take the central service out.")
    ] = False,
    betweenness: Annotated[bool, typer.Option("--betweenness", help="Add betweenness.")] = False,
    for_sharing: ForSharing = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List services by ring with their links, and how many speak for them and how many name them.

    Who speaks for a service and who names it in coded words are counted apart. Relations that
    somebody denies are no links. With --for-sharing numbers of participants below the study's
    masking threshold are masked, sums leave masked counts out, and there are no segments.
    """
    from lmm_qual.exporters.system_map import measures_table, shared_map_said
    from lmm_qual.exporters.tables import json_text, records, text_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        found, notes = measures_table(
            opened.store,
            time=time,
            steps=steps,
            without_central=without_central,
            betweenness=betweenness,
            for_sharing=for_sharing,
        )
        said = shared_map_said(opened.store) if for_sharing else []
    if out.form == "json":
        out.write(json_text({"services": records(found), "notes": notes}))
    elif out.form == "table":
        told = "".join(f"{one}\n" for one in notes)
        out.write(f"{text_table(found, terminal_width())}\n{told}")
    else:
        out.write_table(found)
    out.note_none(
        found.rows, "no services yet; `map import` takes a map, `map service add` one service"
    )
    note(*said)


@app.command("export")
def export(
    project: ProjectPath,
    file: Where = None,
    themes: Annotated[
        bool,
        typer.Option("--themes", help="With codes, by who speaks and by who is named apart."),
    ] = False,
    for_sharing: ForSharing = False,
    format_: Format = None,
    force: Force = False,
) -> None:
    """Export the map: yaml, csv, json (node-link), graphml, gexf; nodes and edges as CSV.

    yaml and csv hold all of the map. json, graphml, gexf, nodes and edges say how many passages a
    service or relation rests on, not which; nodes and edges have no colours of rings, nor what
    these lead one to expect. With --for-sharing small figures are masked, and notes, passages and
    the ids of those whose account a relation is are left out.
    """
    from lmm_qual.exporters.system_map import (
        GRAPH_FORMATS,
        MAP_FORMATS,
        export_map,
        shared_map_said,
    )
    from lmm_qual.project.project import Project

    out = destination(format_, file, force, MAP_FORMATS)
    if themes and out.form not in GRAPH_FORMATS:
        raise typer.BadParameter(f"is for {', '.join(GRAPH_FORMATS)}", param_hint="--themes")
    if themes and for_sharing:
        raise typer.BadParameter("is never for sharing: `map page` is", param_hint="--themes")
    with Project.open(project) as opened:
        text = export_map(opened.store, out.form, themes=themes, for_sharing=for_sharing)
        said = shared_map_said(opened.store) if for_sharing else []
    out.write(text)
    note(*said)


@app.command("import")
def import_(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A map file, or GraphML.")],
    as_: As = None,
) -> None:
    """Take a map file in place of the map.

    A relation of a service with itself is kept as it is read: it counts as a relation of the
    service, and links it with nobody.
    """
    from lmm_qual.project.changes.map_import import ImportSystemMap
    from lmm_qual.system_map.reading import holds_passages, read_map

    change = ImportSystemMap(read_map(file), str(file), holds_passages(file))
    make(project, as_, change)


app.command()(propose)
app.command()(confirm)
