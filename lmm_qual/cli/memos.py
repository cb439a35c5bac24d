"""`memos`: listing, adding, exporting."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    Output,
    ProjectPath,
    choose_format,
    done,
    emit,
    require_coder,
    show,
    terminal_width,
    typed_in,
)
from lmm_qual.model.memo import LONGEST
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from lmm_qual.store.store import Store

app = typer.Typer(no_args_is_help=True, help="Memos.")

Target = Literal["coding", "passage", "transcript", "code", "session", "study"]
_NEEDED = {"study": (0, "TEXT alone"), "passage": (3, "ID, START, END and TEXT")}


@app.command("list")
def list_(
    project: ProjectPath,
    on: Annotated[Target | None, typer.Option(help="On things of one kind.")] = None,
    transcript: Annotated[
        str | None,
        typer.Option(metavar="ID", help="On a transcript, its session, passages and codings."),
    ] = None,
    coder: Annotated[str | None, typer.Option(metavar="NAME", help="By one coder.")] = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List memos with what they are on, who wrote them and when."""
    from lmm_qual.exporters.memos import memo_list, memo_table
    from lmm_qual.exporters.tables import csv_table, json_text, text_table
    from lmm_qual.project.project import Project

    form = choose_format(format_, output, ("table", "csv", "json"))
    with Project.open(project) as opened:
        data = memo_list(opened.store, on, transcript, coder)
    if form == "json":
        emit(json_text(data), output, force)
    elif form == "csv":
        emit(csv_table(memo_table(data)), output, force)
    else:
        emit(text_table(memo_table(data, 60), terminal_width()), output, force)


@app.command()
def add(
    project: ProjectPath,
    on: Annotated[Target, typer.Option(help="What the memo is on.")],
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[WHICH] TEXT",
            help="A coding's id, a transcript's id (its session has the same), for a passage also "
            "its start and end in characters, a code's path or name, nothing for the study; then "
            "the text, or - to read it from standard input.",
        ),
    ],
    as_: As = None,
) -> None:
    """Write a memo; its id is printed. The summary of a session is one a coder, written anew."""
    from lmm_qual.project.changes.memos import WriteMemo, WritePassageMemo
    from lmm_qual.project.project import Project

    *which, text = words
    number, needed = _NEEDED.get(on, (1, "WHICH and TEXT"))
    if len(which) != number:
        raise typer.BadParameter(f"--on {on} needs {needed}", param_hint="'[WHICH] TEXT'")
    name = require_coder(as_)
    text = typed_in("a memo", LONGEST) if text == "-" else text
    with Project.open(project, write=True, coder=name) as opened:
        change: WriteMemo | WritePassageMemo
        if on == "passage":
            key, start, end = which
            change = WritePassageMemo(key, _place(start), _place(end), text)
        else:
            change = WriteMemo(on, _find(opened.store, on, *which), text)
        done(opened.make(change), "the memo says that already")
        show(f"{change.made}\n")


def _find(store: "Store", on: Target, which: str = "") -> int | None:
    """Give the id of what a memo is to be on, None for the study; raises `BadInputError`."""
    from lmm_qual.store.queries.codes import code_tree, find_code
    from lmm_qual.store.queries.talk import find_transcript

    if on == "study":
        return None
    if on == "code":
        return find_code(code_tree(store), which, file=str(store.path))
    if on == "coding":
        if not (which.isascii() and which.isdigit() and len(which) < 19):
            raise refuse(f"no coding “{which}”", "see `codings list`", file=str(store.path))
        return int(which)
    return find_transcript(store, which).id


def _place(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 12):
        raise typer.BadParameter(f"“{given}” is no place in a text", param_hint="'[WHICH] TEXT'")
    return int(given)


@app.command("export")
def export(
    project: ProjectPath,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="Where to.")] = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Export all memos, grouped by what they are on: Markdown, CSV or JSON."""
    from lmm_qual.exporters.memos import memo_document, memo_list, memo_table
    from lmm_qual.exporters.tables import csv_table, json_text
    from lmm_qual.project.project import Project

    target = file or output
    form = choose_format(format_, target, ("md", "csv", "json"))
    with Project.open(project) as opened:
        if form == "md":
            text = memo_document(opened.store)
        else:
            data = memo_list(opened.store)
            text = json_text(data) if form == "json" else csv_table(memo_table(data))
    emit(text, target, force)
