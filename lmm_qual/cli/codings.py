"""`codings`: listing, adding, removing, recoding, importing, exporting."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.making import make
from lmm_qual.cli.options import (
    As,
    CodeName,
    Force,
    Format,
    ForSharing,
    Output,
    ProjectPath,
    QuoteLabel,
    TranscriptId,
    Where,
    check_label,
    coder_name,
    entry,
    require_coder,
)
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import done, note, show
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.analysis.sharing import Label
    from lmm_qual.exporters.tables import Table
    from lmm_qual.store.store import Store

app = typer.Typer(no_args_is_help=True, help="Codings: coded segments.")

TranscriptOption = Annotated[str | None, typer.Option(metavar="ID", help="Of one transcript.")]
CoderOption = Annotated[str | None, typer.Option(metavar="NAME", help="By one coder.")]
CodeOption = Annotated[
    str | None, typer.Option(metavar="CODE", help="Of a code or those under it.")
]


@app.command("list")
def list_(
    project: ProjectPath,
    transcript: TranscriptOption = None,
    coder: CoderOption = None,
    code: CodeOption = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List codings with ids, who speaks and the words."""
    from lmm_qual.exporters.codings import coding_csv, coding_list, coding_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json", "jsonl"))
    wanted = transcript, coder, code
    with Project.open(project) as opened:
        if out.form == "csv":
            out.write_pieces(coding_csv(opened.store, *wanted))
            return
        data = coding_list(opened.store, *wanted)
    out.write_records(data, partial(coding_table, width=60))
    out.note_none(data, "no such codings")


@app.command("table")
def table(
    project: ProjectPath,
    form: Annotated[
        Literal["long", "binary"],
        typer.Option(help="A row a coding, or a row a passage and 0 or 1 for each code."),
    ] = "long",
    coder: CoderOption = None,
    depth: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Levels of codes that are columns.")
    ] = None,
    for_sharing: ForSharing = False,
    label: QuoteLabel = "none",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Give coded segments with all attributes for statistics, or a 0/1 table of codes."""
    from lmm_qual.exporters.segments import binary_table, long_table
    from lmm_qual.project.project import Project

    if depth is not None and form == "long":
        raise typer.BadParameter("--depth needs --form binary")
    check_label(label, for_sharing)
    if for_sharing and form == "binary":
        raise typer.BadParameter("--for-sharing needs --form long")
    out = destination(format_, output, force, ("csv", "json", "jsonl"))
    with Project.open(project) as opened:
        store = opened.store
        if for_sharing:
            found = _shared_table(store, coder, label)
        elif form == "long":
            found = long_table(store, coder)
        else:
            found = binary_table(store, coder, depth)
    out.write_table(found)


def _shared_table(store: "Store", coder: str | None, label: "Label") -> "Table":
    """Give the codings that may be shared, and say on standard error what to review."""
    from lmm_qual.analysis.attribution import attribute_all, load_sessions
    from lmm_qual.analysis.theme_matrix import known_coder
    from lmm_qual.exporters.sharing import (
        WORDS,
        Sharing,
        shared_coding_table,
        shared_codings,
    )
    from lmm_qual.store.queries.codes import code_tree

    sharing = Sharing(store, label)
    items = attribute_all(store, load_sessions(store), coder and known_coder(store, coder))
    shared = shared_codings(items, code_tree(store), sharing)
    sharing.names("labels", (one.label for one in shared))
    sharing.names("names of codes", (one.code for one in shared))
    sharing.review.note(WORDS)
    note(*sharing.said())
    return shared_coding_table(shared)


@app.command()
def add(
    project: ProjectPath,
    transcript: TranscriptId,
    start: Annotated[int, typer.Argument(min=0, metavar="START", help="First code point.")],
    end: Annotated[int, typer.Argument(min=0, metavar="END", help="After the last code point.")],
    code: CodeName,
    quote: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words, to be checked.")
    ] = None,
    memo: Annotated[str | None, typer.Option(help="A memo on the coding.")] = None,
    valence: Annotated[
        Literal["barrier", "facilitator", "mixed", "none"] | None,
        typer.Option(help="Else the code's own."),
    ] = None,
    refers_to: Annotated[
        Literal["before", "now", "hoped for"] | None, typer.Option(help="What time it is about.")
    ] = None,
    as_: As = None,
) -> None:
    """Code the words from START to END; the coding's id is printed."""
    from lmm_qual.model.coding import CodingRecord
    from lmm_qual.project.changes.codings import AddCodings
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.codes import code_tree, find_code

    name = require_coder(as_)
    with Project.open(project, write=True, coder=name) as opened:
        tree = code_tree(opened.store)
        found = tree.by_id[find_code(tree, code, file=str(project))]
        record = entry(
            CodingRecord,
            transcript=transcript,
            start=start,
            end=end,
            code=tree.path(found.id),
            coder=name,
            quote=quote,
            memo=memo,
            valence=valence or found.valence,
            refers_to=refers_to,
        )
        change = AddCodings([("", record)], label=f"“{found.name}” in {transcript}")
        done(opened.make(change), "these words have that code already")
        show("".join(f"{made}\n" for made in change.made))
        if change.made and _is_silent(opened.store, transcript, start, end):
            note("no participant speaks there, so nobody is counted for it")


def _is_silent(store: "Store", transcript: str, start: int, end: int) -> bool:
    """Say whether no participant speaks in a span."""
    from lmm_qual.analysis.attribution import read_session
    from lmm_qual.store.queries.talk import find_transcript, turns

    row = find_transcript(store, transcript)
    return read_session(row, turns(store, row.id)).voiced(start, end).silent


@app.command()
def remove(
    project: ProjectPath,
    codings: Annotated[list[int], typer.Argument(metavar="CODING...", help="Ids of codings.")],
    as_: As = None,
) -> None:
    """Remove codings with their voices and memos; `undo` brings them back."""
    from lmm_qual.project.changes.codings import RemoveCodings

    make(project, as_, RemoveCodings(codings))


@app.command()
def recode(
    project: ProjectPath,
    coding: Annotated[int, typer.Argument(metavar="CODING", help="A coding's id.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code it should have.")],
    as_: As = None,
) -> None:
    """Give a coding another code."""
    from lmm_qual.project.changes.codings import Recode

    make(project, as_, Recode(coding, code))


@app.command("import")
def import_(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Codings as CSV or JSON Lines.")],
    as_: As = None,
) -> None:
    """Import codings; coders not known yet are made, unknown codes refused."""
    from lmm_qual.definitions.reading import read_codings
    from lmm_qual.project.changes.codings import AddCodings
    from lmm_qual.project.project import Project

    records = read_codings(file)
    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        label = f"import of {counted(len(records), 'coding')}"
        change = AddCodings(records, file=str(file), label=label)
        done(opened.make(change), "all codings are there already")
        if change.skipped and change.made:
            note(f"{change.skipped} of {len(records)} were there already")


@app.command("export")
def export(
    project: ProjectPath,
    file: Where = None,
    transcript: TranscriptOption = None,
    coder: CoderOption = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Export codings in the form that `import` reads."""
    from lmm_qual.definitions.writing import write_records
    from lmm_qual.exporters.codings import coding_records
    from lmm_qual.exporters.tables import json_lines
    from lmm_qual.model.coding import CodingRecord
    from lmm_qual.project.project import Project

    out = destination(format_, file or output, force, ("jsonl", "csv", "json", "yaml"))
    with Project.open(project) as opened:
        records = coding_records(opened.store, transcript, coder)
        if out.form == "jsonl":
            text = json_lines(records)
        else:
            text = write_records(records, CodingRecord, out.form)
    out.write(text)
