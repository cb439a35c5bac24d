"""`map relation`: relations between services, affirmed or denied, and whose account they are."""

from typing import Annotated, Any

import typer

from lmm_qual.cli.making import make
from lmm_qual.cli.map_options import (
    Basis,
    EvidenceText,
    Note,
    Passage,
    Without,
    evidence,
    one_or_more,
    passages,
    values,
)
from lmm_qual.cli.options import As, Force, Format, Output, ProjectPath
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import show

app = typer.Typer(
    no_args_is_help=True, help="Relations between services, with the passages that they rest on."
)

Id = Annotated[int, typer.Argument(metavar="ID", help="The relation, as in `map relation list`.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="From when it held.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Until when it held.")]
Times = Annotated[
    list[str] | None,
    typer.Option(metavar="T", help="A time point at which it held, given anew."),
]
Account = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WHO", help="Whose account it is: a participant, group or service, given anew."
    ),
]
Denied = Annotated[
    bool | None,
    typer.Option("--denied/--affirmed", help="Whether somebody denies or affirms it."),
]
Figure = Annotated[
    str | None,
    typer.Option(metavar="FIGURE", help="The monitoring figure that its numbers are."),
]
Number = Annotated[
    str | None, typer.Option("--count", metavar="N", help="How many; empty takes it away.")
]
Base = Annotated[str | None, typer.Option(metavar="N", help="Of how many; empty takes it away.")]
SeenFrom = Annotated[
    str | None, typer.Option("--observed-from", metavar="DATE", help="From when it was counted.")
]
SeenTo = Annotated[
    str | None, typer.Option("--observed-to", metavar="DATE", help="Until when it was counted.")
]
BasisOption = Annotated[Basis | None, typer.Option(help="Whether a source states it.")]


@app.command("list")
def list_(
    project: ProjectPath,
    service: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="Those of one service.")
    ] = None,
    denied: Annotated[
        bool | None, typer.Option("--denied/--affirmed", help="Only those denied, or affirmed.")
    ] = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List relations with their ids, who affirms or denies them, when, and their figures."""
    from lmm_qual.exporters.map_relations import relations_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        found = relations_table(opened.store, service=service, denied=denied)
    out.write_table(found)
    out.note_none(
        found.rows, "no such relations; add one with `map relation add`, or `map confirm`"
    )


@app.command()
def add(
    project: ProjectPath,
    source: Annotated[str, typer.Argument(metavar="SERVICE", help="From which service.")],
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="The kind of relation.")],
    target: Annotated[str, typer.Argument(metavar="SERVICE", help="To which service.")],
    denied: Denied = None,
    account: Account = None,
    from_: From = None,
    to: To = None,
    times: Times = None,
    figure: Figure = None,
    count: Number = None,
    base: Base = None,
    observed_from: SeenFrom = None,
    observed_to: SeenTo = None,
    basis: BasisOption = None,
    evidence_: EvidenceText = None,
    note: Note = None,
    passage: Passage = None,
    as_: As = None,
) -> None:
    """Say that a service is related to another, or with --denied that somebody denies it.

    Its id is printed.
    """
    from lmm_qual.project.changes.map_relations import AddRelation

    typed = _values(denied, account, from_, to, times, figure, count, base, basis, evidence_, note)
    typed |= {"source": source, "type": type_, "target": target}
    if observed_from or observed_to:
        typed["observed"] = {"from": observed_from, "to": observed_to}
    change = AddRelation(typed, evidence(passage))
    make(project, as_, change)
    show(f"{change.made}\n")


@app.command("set")
def set_(
    project: ProjectPath,
    relation: Id,
    source: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="Another service it is from.")
    ] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Its kind.")] = None,
    target: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="Another service it is to.")
    ] = None,
    denied: Denied = None,
    account: Account = None,
    from_: From = None,
    to: To = None,
    times: Times = None,
    figure: Figure = None,
    count: Number = None,
    base: Base = None,
    observed_from: SeenFrom = None,
    observed_to: SeenTo = None,
    basis: BasisOption = None,
    evidence_: EvidenceText = None,
    note: Note = None,
    passage: Passage = None,
    without: Without = None,
    as_: As = None,
) -> None:
    """Change what is known of a relation; passages are added.

    What may be given several times is given anew; an empty one takes all of them away. With
    --observed-from or --observed-to both are given anew.
    """
    from lmm_qual.project.changes.map_relations import EditRelation

    typed = _values(denied, account, from_, to, times, figure, count, base, basis, evidence_, note)
    typed |= values(source=source, type=type_, target=target)
    if observed_from is not None or observed_to is not None:
        dates = {"from": observed_from or None, "to": observed_to or None}
        typed["observed"] = dates if any(dates.values()) else None
    make(project, as_, EditRelation(relation, typed, passages(passage, without)))


@app.command()
def remove(
    project: ProjectPath,
    relation: Annotated[
        list[int], typer.Argument(metavar="ID...", help="Relations, as in `map relation list`.")
    ],
    as_: As = None,
) -> None:
    """Take relations off the map; `undo` brings them back."""
    from lmm_qual.project.changes.map_relations import RemoveRelations

    make(project, as_, RemoveRelations(relation))


def _values(
    denied: bool | None,
    account: list[str] | None,
    from_: str | None,
    to: str | None,
    times: list[str] | None,
    figure: str | None,
    count: str | None,
    base: str | None,
    basis: str | None,
    evidence_: list[str] | None,
    note: str | None,
) -> dict[str, Any]:
    typed = values(
        stance=None if denied is None else ("denied" if denied else "affirmed"),
        account=account,
        to=to,
        times=times,
        figure=figure,
        count=count,
        base=base,
        basis=basis,
        evidence=one_or_more(evidence_),
        note=note,
    )
    return typed | values(**{"from": from_})
