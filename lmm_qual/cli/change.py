"""`change`: one round beside the other; `tag`: what a researcher says became of a code."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.making import make_from
from lmm_qual.cli.options import (
    As,
    CoderOrAll,
    Depth,
    Force,
    Format,
    ForSharing,
    Output,
    ProjectPath,
    named,
)
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import note, note_waiting, terminal_width

if TYPE_CHECKING:
    from lmm_qual.analysis.change import ChangeTable
    from lmm_qual.store.store import Store

Design = Annotated[
    Literal["people", "service", "group"],
    typer.Option(help="Same people, or same services or groups with other people."),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="TIME", help="One round; else the first with transcripts."),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="TIME", help="The other round; else the last with transcripts."),
]


def change(
    project: ProjectPath,
    design: Design = "group",
    from_time: From = None,
    to_time: To = None,
    measure: Annotated[
        Literal["participants", "transcripts", "segments", "words"] | None,
        typer.Option(help="What counts; segments for people, else participants."),
    ] = None,
    depth: Depth = None,
    coder: CoderOrAll = "all",
    every: Annotated[bool, typer.Option("--all", help="Also codes that nobody mentioned.")] = False,
    for_sharing: ForSharing = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show what was mentioned in one round, in the other, in both, with its valence."""
    from lmm_qual.analysis.change import change_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json", "md"))
    if for_sharing and (design == "people" or measure not in {None, "participants"}):
        raise typer.BadParameter("--for-sharing counts participants of services or groups")
    with Project.open(project) as opened:
        note_waiting(opened.store)
        table = change_table(
            opened.store,
            design=design,
            from_time=from_time,
            to_time=to_time,
            measure=measure,
            depth=depth,
            coder=coder,
        )
        said: list[str] = []
        if for_sharing:
            from lmm_qual.exporters.sharing import Sharing, shared_change

            sharing = Sharing(opened.store)
            table = shared_change(table, sharing)
            said = sharing.said_with(table.notes)
    out.write(_written(table, out.form, every=every))
    note(*said)


def _written(table: "ChangeTable", form: str, *, every: bool) -> str:
    from lmm_qual.exporters import change as forms
    from lmm_qual.exporters.tables import json_text

    if form == "json":
        return json_text(forms.change_data(table))
    if form == "csv":
        return forms.change_csv(table)
    if form == "md":
        return forms.change_markdown(table, every=every)
    return forms.change_text(table, terminal_width(), every=every)


def tag(
    project: ProjectPath,
    unit: Annotated[
        str, typer.Argument(metavar="UNIT", help="A participant, service or group.", callback=named)
    ],
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code, by name or path.")],
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[TAG]",
            help="increase, cumulative, surge, decrease, constant, idiosyncratic or missing.",
        ),
    ] = None,
    design: Design = "people",
    from_time: From = None,
    to_time: To = None,
    note: Annotated[str | None, typer.Option(metavar="WORDS", help="Why.")] = None,
    passage: Annotated[
        list[str] | None,
        typer.Option(metavar="ID:START-END", help="A passage it rests on; repeat for more."),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the tag back.")] = False,
    coder: As = None,
) -> None:
    """Say what became of a code between two rounds."""
    from lmm_qual.analysis.change import compared_times
    from lmm_qual.project.changes.change_tags import RemoveChangeTag, SetChangeTag
    from lmm_qual.project.changes.passages import read_evidence

    if (what is None) != remove:
        raise typer.BadParameter("give a tag, or --remove")

    def change(store: "Store") -> RemoveChangeTag | SetChangeTag:
        first, last = compared_times(store, from_time, to_time)
        if what is None:
            return RemoveChangeTag(design, unit, code, first, last)
        evidence = [read_evidence(one) for one in passage] if passage else None
        return SetChangeTag(design, unit, code, first, last, what, note, evidence)

    make_from(project, coder, change)
