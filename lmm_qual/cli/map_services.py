"""`map service`: services of the map added, changed, renamed and removed."""

from typing import Annotated, Any

import typer

from lmm_qual.cli.making import make
from lmm_qual.cli.map_options import (
    Basis,
    EvidenceText,
    Label,
    Note,
    Passage,
    Without,
    evidence,
    one_or_more,
    passages,
    values,
)
from lmm_qual.cli.options import As, ProjectPath, coder_name
from lmm_qual.cli.saying import done

app = typer.Typer(
    no_args_is_help=True, help="Services of the map, with the passages that they rest on."
)

Key = Annotated[str, typer.Argument(metavar="SERVICE", help="The service, by its id.")]
Kind = Annotated[
    str | None, typer.Option(metavar="KIND", help="What it is: service, funder, and so on.")
]
Ring = Annotated[
    list[str] | None, typer.Option(metavar="RING", help="Its ring, or the two it is between.")
]
RingBasis = Annotated[
    Basis | None, typer.Option("--ring-basis", help="Whether a source states the ring.")
]
Alias = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="What it is called besides, given anew.")
]
Former = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="What it was called, given anew.")
]
Member = Annotated[
    list[str] | None,
    typer.Option(metavar="SERVICE", help="A service that it is made up of, given anew."),
]
End = Annotated[
    str | None, typer.Option(metavar="DATE", help="When it ended: 2022, 2022-06 or 2022-06-30.")
]
Attribute = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="An attribute; without a value it is taken away."),
]


@app.command()
def add(
    project: ProjectPath,
    key: Annotated[str, typer.Argument(metavar="SERVICE", help="Its id.")],
    label: Label = None,
    kind: Kind = None,
    ring: Ring = None,
    ring_basis: RingBasis = None,
    alias: Alias = None,
    former: Former = None,
    member: Member = None,
    end: End = None,
    attribute: Attribute = None,
    evidence_: EvidenceText = None,
    note: Note = None,
    passage: Passage = None,
    as_: As = None,
) -> None:
    """Put a service on the map."""
    from lmm_qual.project.changes.map_services import AddService

    typed = _values(label, kind, ring, ring_basis, alias, former, member, end, evidence_, note)
    attributes = _attributes({}, attribute)
    make(
        project,
        as_,
        AddService({"id": key, **typed, "attributes": attributes}, evidence(passage)),
    )


@app.command("set")
def set_(
    project: ProjectPath,
    key: Key,
    label: Label = None,
    kind: Kind = None,
    ring: Ring = None,
    ring_basis: RingBasis = None,
    alias: Alias = None,
    former: Former = None,
    member: Member = None,
    end: End = None,
    attribute: Attribute = None,
    evidence_: EvidenceText = None,
    note: Note = None,
    passage: Passage = None,
    without: Without = None,
    as_: As = None,
) -> None:
    """Change what is known of a service; passages and attributes are added.

    What may be given several times is given anew; an empty one takes all of them away.
    """
    from lmm_qual.project.changes.map_edit import MapEdit
    from lmm_qual.project.changes.map_services import EditService
    from lmm_qual.project.project import Project

    typed = _values(label, kind, ring, ring_basis, alias, former, member, end, evidence_, note)
    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        if attribute is not None:
            edit = MapEdit(opened.store)
            now = edit.found(edit.system.services, "service", key).attributes
            typed["attributes"] = _attributes(now, attribute)
        done(opened.make(EditService(key, typed, passages(passage, without))))


@app.command()
def rename(
    project: ProjectPath,
    key: Key,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
    as_: As = None,
) -> None:
    """Give a service another id, on the map and wherever else it is named.

    Transcripts, speakers, chart summaries, findings, types, change tags, judgements, relations and
    the study's central service follow. What it is called is its label: see `map service set`.
    """
    from lmm_qual.project.changes.map_rename import RenameService

    make(project, as_, RenameService(key, new))


@app.command()
def remove(project: ProjectPath, key: Key, as_: As = None) -> None:
    """Take a service off the map with its relations; `undo` brings all back.

    A service that talk names, or of which something is written, stays.
    """
    from lmm_qual.project.changes.map_services import RemoveService

    make(project, as_, RemoveService(key))


def _values(
    label: str | None,
    kind: str | None,
    ring: list[str] | None,
    ring_basis: str | None,
    alias: list[str] | None,
    former: list[str] | None,
    member: list[str] | None,
    end: str | None,
    evidence_: list[str] | None,
    note: str | None,
) -> dict[str, Any]:
    return values(
        label=label,
        kind=kind,
        ring=one_or_more(ring),
        ring_basis=ring_basis,
        aliases=alias,
        former_names=former,
        members=member,
        end=end,
        evidence=one_or_more(evidence_),
        note=note,
    )


def _attributes(now: dict[str, str], given: list[str] | None) -> dict[str, str]:
    attributes = dict(now)
    for one in given or []:
        name, equals, value = one.partition("=")
        if not name.strip() or not equals:
            raise typer.BadParameter(f"“{one}” is no attribute; write NAME=VALUE")
        attributes[name.strip()] = value
    return {name: value for name, value in attributes.items() if value}
