"""`map profile`: how embedded each service is judged to be, beside what its ring suggests."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.making import make
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
    coder_name,
    named,
)
from lmm_qual.cli.output import destination
from lmm_qual.cli.places import PLACE, Against, Without, read_passages
from lmm_qual.cli.saying import done, note, terminal_width

if TYPE_CHECKING:
    from lmm_qual.system_map.embeddedness import Profile

app = typer.Typer(
    no_args_is_help=True,
    help="The embeddedness profile: judgements of services, with passages for and against.",
)
aspect_app = typer.Typer(
    no_args_is_help=True, help="The aspects of being embedded, and the words to judge by."
)
app.add_typer(aspect_app, name="aspect")

Service = Annotated[str, typer.Argument(metavar="SERVICE", help="The service's id on the map.")]
Aspect = Annotated[str, typer.Argument(metavar="ASPECT", help="The aspect's id.")]
Time = Annotated[str | None, typer.Option(metavar="T", help="The time point, else none.")]
AspectLabel = Annotated[
    str | None, typer.Option("--label", metavar="LABEL", help="What it is called; empty for none.")
]
Definition = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What it means; empty for none.")
]
Level = Annotated[
    list[str] | None,
    typer.Option(metavar="WORDS", help="A word to judge it by; give one option a level."),
]


@app.command("show")
def show_(
    project: ProjectPath,
    service: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="One service, or several.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Services of which nothing is judged, too.")
    ] = False,
    for_sharing: ForSharing = False,
    label: QuoteLabel = "none",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show how services are judged, time points side by side: table, csv, json, md, html, xlsx.

    The table has notes and passages where services are named.

    With --for-sharing those are quoted who agreed to it, whoever judged is left out, and what to
    read before it is shared is listed on standard error.
    """
    from lmm_qual.project.project import Project
    from lmm_qual.system_map.embeddedness import read_profile
    from lmm_qual.system_map.profile_words import SharedProfileWords
    from lmm_qual.system_map.study_map import profile_words

    check_label(label, for_sharing)
    out = destination(format_, output, force, ("table", "csv", "json", "md", "html", "xlsx"))
    with Project.open(project) as opened:
        words = profile_words(opened.store, label if for_sharing else None)
        profile = read_profile(opened.store, words, services=service or (), every=every)
    out.write(_written(profile, out.form, full=bool(service)))
    if isinstance(words, SharedProfileWords):
        note(*words.said())


def _written(profile: "Profile", form: str, *, full: bool) -> str | bytes:
    from lmm_qual.exporters import embeddedness as forms
    from lmm_qual.exporters.findings_forms import blocks_html, blocks_markdown
    from lmm_qual.exporters.findings_workbook import sheets_workbook
    from lmm_qual.exporters.tables import json_text

    if form == "json":
        return json_text(forms.profile_data(profile))
    if form == "xlsx":
        return sheets_workbook(forms.profile_sheets(profile))
    if form == "csv":
        return forms.profile_csv(profile)
    if form == "md":
        return blocks_markdown(forms.profile_blocks(profile))
    if form == "html":
        return blocks_html(forms.profile_title(profile), forms.profile_blocks(profile))
    return forms.profile_text(profile, terminal_width(), full=full)


@app.command()
def judge(
    project: ProjectPath,
    service: Service,
    aspect: Aspect,
    time: Time = None,
    level: Annotated[
        str | None, typer.Option(metavar="WORDS", help="One of the aspect's; empty for none.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="Why; empty for none.")
    ] = None,
    for_: Annotated[
        list[str] | None, typer.Option("--for", metavar=PLACE, help="A passage for it.")
    ] = None,
    against: Against = None,
    without: Without = None,
    as_: As = None,
) -> None:
    """Judge an aspect of a service at a time point, or change the judgement; passages are added."""
    from lmm_qual.project.changes.embeddedness import JudgeService
    from lmm_qual.project.changes.embeddedness_aspects import KEEP
    from lmm_qual.project.project import Project

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        store = opened.store
        change = JudgeService(
            service,
            aspect,
            time or None,
            KEEP if level is None else level,
            KEEP if text is None else text,
            for_=read_passages(store, for_),
            against=read_passages(store, against),
            without=read_passages(store, without),
        )
        done(opened.make(change))


@app.command()
def remove(
    project: ProjectPath, service: Service, aspect: Aspect, time: Time = None, as_: As = None
) -> None:
    """Take a judgement away with its passages; `undo` brings it back."""
    from lmm_qual.project.changes.embeddedness import RemoveJudgement

    make(project, as_, RemoveJudgement(service, aspect, time or None))


@aspect_app.command()
def add(
    project: ProjectPath,
    aspect: Annotated[str, typer.Argument(metavar="ASPECT", help="Its id.", callback=named)],
    label: AspectLabel = None,
    definition: Definition = None,
    level: Level = None,
    as_: As = None,
) -> None:
    """Add an aspect, with the words to judge it by."""
    from lmm_qual.project.changes.embeddedness_aspects import AddAspect

    make(project, as_, AddAspect(aspect, label, definition, level or ()))


@aspect_app.command()
def edit(
    project: ProjectPath,
    aspect: Aspect,
    label: AspectLabel = None,
    definition: Definition = None,
    level: Level = None,
    as_: As = None,
) -> None:
    """Change an aspect; levels are given anew, and those that are judged by must stay."""
    from lmm_qual.project.changes.embeddedness_aspects import KEEP, EditAspect

    change = EditAspect(
        aspect,
        KEEP if label is None else label or None,
        KEEP if definition is None else definition or None,
        None if level is None else [one for one in level if one],
    )
    make(project, as_, change)


@aspect_app.command("remove")
def remove_aspect(
    project: ProjectPath,
    aspect: Aspect,
    with_judgements: Annotated[
        bool, typer.Option("--with-judgements", help="And all that is judged of it.")
    ] = False,
    as_: As = None,
) -> None:
    """Take an aspect away; `undo` brings it back."""
    from lmm_qual.project.changes.embeddedness_aspects import RemoveAspect

    make(project, as_, RemoveAspect(aspect, with_judgements))


@app.command("import")
def import_(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An embeddedness file.")],
    as_: As = None,
) -> None:
    """Take an embeddedness file in place of all aspects and judgements."""
    from lmm_qual.definitions.reading import read_embeddedness
    from lmm_qual.project.changes.embeddedness_import import ImportEmbeddedness

    found, place = read_embeddedness(file)
    make(project, as_, ImportEmbeddedness(found, str(file), place))


@app.command()
def export(
    project: ProjectPath,
    file: Where = None,
    format_: Format = None,
    force: Force = False,
) -> None:
    """Export aspects and judgements with all passages: yaml, json or csv, as `import` reads."""
    from lmm_qual.definitions.writing import write_definition
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.embeddedness import load_embeddedness

    out = destination(format_, file, force, ("yaml", "json", "csv"))
    with Project.open(project) as opened:
        found = load_embeddedness(opened.store)
    out.write(write_definition(found, out.form, "embeddedness.schema.json"))
