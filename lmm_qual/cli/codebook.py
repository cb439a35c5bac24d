"""`codebook`: showing, importing, exporting, adding; the group of its commands."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from lmm_qual.cli import codebook_changes as changes
from lmm_qual.cli import codebook_lists as lists
from lmm_qual.cli.making import make
from lmm_qual.cli.options import As, Force, Format, Output, ProjectPath, Where, entry
from lmm_qual.cli.output import Destination, destination

app = typer.Typer(no_args_is_help=True, help="The codebook.")


@app.command()
def show(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """Show codes with definition, origin, valence and number of codings."""
    from lmm_qual.exporters.codebook import codebook_table, codebook_text
    from lmm_qual.exporters.tables import csv_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json", "yaml"))
    if out.form in {"json", "yaml"}:
        _write(project, out)
        return
    with Project.open(project) as opened:
        store = opened.store
        text = csv_table(codebook_table(store)) if out.form == "csv" else codebook_text(store)
    out.write(text)


@app.command("export")
def export(
    project: ProjectPath,
    file: Where = None,
    format_: Format = None,
    force: Force = False,
) -> None:
    """Export the codebook in the form that `import` reads."""
    _write(project, destination(format_, file, force, ("yaml", "json", "csv")))


def _write(project: Path, out: Destination) -> None:
    from lmm_qual.definitions.writing import write_definition
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.codes import code_tree, load_codebook

    with Project.open(project) as opened:
        book = load_codebook(code_tree(opened.store))
    out.write(write_definition(book, out.form, "codebook.schema.json"))


@app.command("import")
def import_(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A codebook file.")],
    as_: As = None,
) -> None:
    """Take a codebook file in place of the codebook; codes are known by their paths."""
    from lmm_qual.definitions.reading import read_codebook
    from lmm_qual.project.changes.codebook import ImportCodebook

    change = ImportCodebook(read_codebook(file))
    make(project, as_, change)


@app.command()
def add(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The code's name.")],
    parent: Annotated[str | None, typer.Option(metavar="CODE", help="Its parent.")] = None,
    definition: Annotated[str | None, typer.Option(help="Its definition.")] = None,
    origin: Annotated[
        Literal["deductive", "inductive", "in vivo"] | None, typer.Option(help="Its origin.")
    ] = None,
    as_: As = None,
) -> None:
    """Make a code."""
    from lmm_qual.model.codebook import Code
    from lmm_qual.project.changes.codebook import AddCode

    code = entry(Code, name=name, parent=parent, definition=definition, origin=origin)
    make(project, as_, AddCode(code))


app.command()(changes.rename)
app.command()(changes.move)
app.command()(changes.group)
app.command("set")(changes.set_)
app.command()(changes.merge)
app.command()(changes.split)
app.command()(changes.delete)
app.command("bin")(lists.bin_)
app.command()(changes.restore)
app.command()(lists.versions)
app.command()(lists.diff)
app.command()(lists.again)
app.command()(lists.alike)
