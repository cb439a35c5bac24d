"""`findings typology`: rows of the framework matrix grouped in types, each with a reason."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.making import make
from lmm_qual.cli.options import As, Force, Format, NewId, Output, ProjectPath, coder_name, named
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import done, show

if TYPE_CHECKING:
    from lmm_qual.project.changes.change import Change

app = typer.Typer(
    no_args_is_help=True, help="Typologies: participants, services or sessions grouped in types."
)

Key = Annotated[str, typer.Argument(metavar="ID", help="The typology, by its id or name.")]
Type = Annotated[str, typer.Argument(metavar="TYPE", help="The type, by its name.", callback=named)]
Rows = Annotated[
    list[str], typer.Argument(metavar="ROW...", help="Participants, services or transcripts.")
]
About = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What it is about; empty takes it away.")
]


@app.command("list")
def list_(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """List typologies with their types, the rows in them and the reasons."""
    from lmm_qual.exporters.findings import typologies_table
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.findings_file import load_typologies

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        found = load_typologies(opened.store)
    out.write_records(
        found,
        typologies_table,
        data=lambda found: [one.model_dump(by_alias=True) for one in found],
        drawn=partial(typologies_table, width=60),
    )
    out.note_none(found, "no typologies yet; make one with `findings typology add`")


@app.command()
def add(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    rows: Annotated[
        Literal["participant", "service", "transcript"], typer.Option(help="What it groups.")
    ],
    description: About = None,
    key: NewId = None,
    as_: As = None,
) -> None:
    """Make a typology; its id is printed."""
    from lmm_qual.project.changes.typologies import AddTypology

    change = AddTypology(name, rows, description, key or "")
    make(project, as_, change)
    show(f"{change.made}\n")


@app.command()
def edit(
    project: ProjectPath,
    key: Key,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Another name.")] = None,
    description: About = None,
    as_: As = None,
) -> None:
    """Give a typology another name or description."""
    from lmm_qual.project.changes.findings import KEEP
    from lmm_qual.project.changes.typologies import EditTypology

    said = KEEP if description is None else description
    make(project, as_, EditTypology(key, KEEP if name is None else name, said))


@app.command("type")
def type_(
    project: ProjectPath,
    key: Key,
    type_name: Type,
    description: About = None,
    rename: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Another name for a type that is there.", callback=named),
    ] = None,
    as_: As = None,
) -> None:
    """Make a type of a typology; change the one that is there, its rows stay in it."""
    from lmm_qual.project.changes.findings import KEEP
    from lmm_qual.project.changes.typologies import AddType, EditType
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.findings import find_typology, types

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        typology = find_typology(opened.store, key)
        there = {row.name for row in types(opened.store).get(typology.id, [])}
        change: Change
        if type_name in there or rename is not None:
            said = KEEP if description is None else description
            change = EditType(key, type_name, KEEP if rename is None else rename, said)
        else:
            change = AddType(key, type_name, description)
        done(opened.make(change))


@app.command()
def put(
    project: ProjectPath,
    key: Key,
    type_name: Type,
    rows: Rows,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why they are of that type.")
    ] = None,
    as_: As = None,
) -> None:
    """Put rows in a type; those of another type of the typology are moved."""
    from lmm_qual.project.changes.typologies import PutInType

    make(project, as_, PutInType(key, type_name, rows, reason))


@app.command()
def remove(project: ProjectPath, key: Key, rows: Rows, as_: As = None) -> None:
    """Take rows out of the types of a typology."""
    from lmm_qual.project.changes.typologies import TakeFromTypes

    make(project, as_, TakeFromTypes(key, rows))


@app.command()
def delete(
    project: ProjectPath,
    key: Key,
    type_name: Annotated[
        str | None, typer.Argument(metavar="TYPE", help="A type of it only.", callback=named)
    ] = None,
    as_: As = None,
) -> None:
    """Take a typology away, or a type of it; `undo` brings it back."""
    from lmm_qual.project.changes.typologies import DeleteType, DeleteTypology

    make(project, as_, DeleteType(key, type_name) if type_name else DeleteTypology(key))
