"""`map propose` and `map confirm`: relations that talk proposes, and what a person decides."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import As, Force, Format, Output, ProjectPath, coder_name
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import done, note
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.model.system_map import Stance


def propose(
    project: ProjectPath,
    service: Annotated[
        str | None, typer.Option(metavar="S", help="Proposals of one service.")
    ] = None,
    time: Annotated[str | None, typer.Option(metavar="T", help="One time point.")] = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List sentences that name services, and so may tell of a relation between them.

    A proposal is none of the map's relations before somebody confirms it; words that may deny,
    and names that are misspelt, are pointed out. As CSV it can be filled in for map confirm.
    """
    from lmm_qual.exporters import map_proposals as forms
    from lmm_qual.project.known_names import KnownNames
    from lmm_qual.project.project import Project
    from lmm_qual.system_map.proposals import proposals, proposed_pairs

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        KnownNames(opened.store).require(service=service, time=time)
        found = [
            one
            for one in proposals(opened.store)
            if time in {None, one.time} and service in {None, one.source, one.target}
        ]
        pairs = proposed_pairs(opened.store, found)
    out.write_records(
        pairs, forms.proposals_file, data=forms.proposals_data, drawn=forms.proposals_text
    )
    if out.form == "table" and found:
        said = f"{counted(len(found), 'sentence')}, {counted(len(pairs), 'pair')}"
        note(f"{said}; nothing of it is on the map yet")
    out.note_none(found, "no sentence to decide on; what people call a service is an alias of it")


def confirm(
    project: ProjectPath,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="Ids that map propose lists.")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="The type of the relation.")
    ] = None,
    denied: Annotated[
        bool, typer.Option("--denied", help="The words deny that there is such a relation.")
    ] = False,
    reverse: Annotated[
        bool, typer.Option("--reverse", help="From the second service to the first.")
    ] = False,
    time: Annotated[
        list[str] | None,
        typer.Option(metavar="T", help="When it held, if not when it was said; repeat for more."),
    ] = None,
    account: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHO",
            help="Whose account it is, if not that of who says it: a participant, group or "
            "service; repeat for more.",
        ),
    ] = None,
    dismiss: Annotated[
        bool, typer.Option("--dismiss", help="The words tell of no relation.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The CSV of map propose, its column decision filled in: affirmed, denied or "
            "dismissed.",
        ),
    ] = None,
    as_: As = None,
) -> None:
    """Confirm proposals as relations of the map, affirmed or denied, or dismiss them.

    Words for one relation (the same services, type, stance, times and account) come together
    under it. All is one change, which undo takes back.
    """
    from lmm_qual.project.map_deciding import Said, decide, decide_by_file
    from lmm_qual.project.project import Project

    detailed = bool(type_ or denied or reverse or time or account)
    if (file is not None) == bool(ids):
        raise typer.BadParameter("give ids, or --file")
    if file is not None and (detailed or dismiss):
        raise typer.BadParameter("what is decided stands in the file", param_hint="--file")
    if dismiss and detailed:
        raise typer.BadParameter("goes with nothing else", param_hint="--dismiss")
    if ids and not dismiss and type_ is None:
        raise typer.BadParameter("say of which type it is, or --dismiss", param_hint="--type")
    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        if file is not None:
            change = decide_by_file(opened.store, file)
        else:
            stance: Stance | None = None if dismiss else "denied" if denied else "affirmed"
            said = Said(stance, type_, time, account, reverse)
            change = decide(opened.store, ids or [], said)
        done(opened.make(change), "nothing to decide")
