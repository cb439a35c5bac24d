"""`map ring` and `map type`: rings of the map, and kinds of relations."""

from typing import Annotated

import typer

from lmm_qual.cli.making import make
from lmm_qual.cli.map_options import Label, values
from lmm_qual.cli.options import As, ProjectPath

app = typer.Typer(no_args_is_help=True, help="Rings of the map.")
types = typer.Typer(no_args_is_help=True, help="Kinds of relations.")

Key = Annotated[str, typer.Argument(metavar="RING", help="The ring, by its id.")]
Color = Annotated[str | None, typer.Option(metavar="#RRGGBB", help="Its colour.")]
Expected = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What engagement it leads one to expect.")
]
Place = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Which ring it is, 1 being innermost.")
]
Type = Annotated[str, typer.Argument(metavar="TYPE", help="The kind, by its id.")]
Directed = Annotated[
    bool | None, typer.Option("--directed/--undirected", help="Whether it has a direction.")
]


@app.command()
def add(
    project: ProjectPath,
    key: Key,
    label: Label = None,
    color: Color = None,
    expected: Expected = None,
    place: Place = None,
    as_: As = None,
) -> None:
    """Put a ring on the map, outside the others or at --place."""
    from lmm_qual.project.changes.map_rings import AddRing

    typed = values(id=key, label=label, color=color, expected=expected)
    make(project, as_, AddRing(typed, None if place is None else place - 1))


@app.command("set")
def set_(
    project: ProjectPath,
    key: Key,
    label: Label = None,
    color: Color = None,
    expected: Expected = None,
    place: Place = None,
    as_: As = None,
) -> None:
    """Change a ring, or move it in or out with --place."""
    from lmm_qual.project.changes.map_rings import EditRing

    typed = values(label=label, color=color, expected=expected)
    make(project, as_, EditRing(key, typed, None if place is None else place - 1))


@app.command()
def remove(project: ProjectPath, key: Key, as_: As = None) -> None:
    """Take a ring in which no service stands off the map."""
    from lmm_qual.project.changes.map_rings import RemoveRing

    make(project, as_, RemoveRing(key))


@types.command("add")
def add_type(
    project: ProjectPath, key: Type, label: Label = None, directed: Directed = None, as_: As = None
) -> None:
    """Make a kind of relation."""
    from lmm_qual.project.changes.map_rings import AddRelationType

    make(project, as_, AddRelationType(values(id=key, label=label, directed=directed)))


@types.command("set")
def set_type(
    project: ProjectPath, key: Type, label: Label = None, directed: Directed = None, as_: As = None
) -> None:
    """Change a kind of relation."""
    from lmm_qual.project.changes.map_rings import EditRelationType

    make(project, as_, EditRelationType(key, values(label=label, directed=directed)))


@types.command("remove")
def remove_type(project: ProjectPath, key: Type, as_: As = None) -> None:
    """Take away a kind of which there is no relation."""
    from lmm_qual.project.changes.map_rings import RemoveRelationType

    make(project, as_, RemoveRelationType(key))
