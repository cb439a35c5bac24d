"""`framework`: the framework matrix, its written summaries, to a spreadsheet and back."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.options import (
    As,
    CodeName,
    Force,
    Format,
    ForSharing,
    Output,
    ProjectPath,
    QuoteLabel,
    Where,
    check_label,
    coder_name,
    require_coder,
    typed_in,
)
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import done, is_terminal, note, note_waiting, show, terminal_width
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.analysis.framework_matrix import FrameworkMatrix
    from lmm_qual.project.changes.framework import WriteSummaries
    from lmm_qual.project.changes.passages import Evidence
    from lmm_qual.store.store import Store

app = typer.Typer(
    no_args_is_help=True, help="The framework matrix: what is written of each row and code."
)

_SHARED_FORMS = ("table", "csv", "json", "md")
Rows = Annotated[
    Literal["participant", "service", "transcript"], typer.Option(help="What rows stand for.")
]
Codes = Annotated[
    list[str] | None,
    typer.Option(metavar="CODE", help="A code by path or name; several may be given. Else all."),
]


@app.command("show")
def show_(
    project: ProjectPath,
    rows: Rows = "participant",
    codes: Codes = None,
    for_sharing: ForSharing = False,
    label: QuoteLabel = "none",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show the matrix: summaries, and where there is none why.

    With --for-sharing services are rows, passages those of who agreed to be quoted. Participants
    and transcripts are no rows, since one would link all that a person said: what is written of
    those who agreed to be quoted stands by code, unlinked, where there is enough of it.
    """
    check_label(label, for_sharing)
    forms = _SHARED_FORMS if for_sharing else ("table", "json", "csv", "md", "html")
    out = destination(format_, output, force, forms)
    if for_sharing:
        _share(project, rows, codes, label, out)
    else:
        out.write(_written(project, rows, codes, out.form))


@app.command("export")
def export(
    project: ProjectPath,
    file: Where = None,
    rows: Rows = "participant",
    codes: Codes = None,
    for_sharing: ForSharing = False,
    label: QuoteLabel = "none",
    format_: Format = None,
    force: Force = False,
) -> None:
    """Export the matrix as XLSX, HTML, CSV or Markdown, or all summaries as YAML.

    XLSX and YAML come back with `import`. With --for-sharing services are rows, passages those of
    who agreed to be quoted, as a table, CSV, JSON or Markdown; participants and transcripts are no
    rows, since one would link all that a person said: their summaries stand by code, unlinked.
    """
    check_label(label, for_sharing)
    forms = _SHARED_FORMS if for_sharing else ("yaml", "xlsx", "html", "csv", "md")
    out = destination(format_, file, force, forms)
    if for_sharing:
        _share(project, rows, codes, label, out)
    else:
        out.write(_written(project, rows, codes, out.form))


def _share(project: Path, rows: Rows, codes: Codes, label: QuoteLabel, out: Destination) -> None:
    """Write the matrix as it may be shared, and say what to review."""
    from lmm_qual.analysis.framework_matrix import FrameworkMatrix
    from lmm_qual.exporters import framework_shared as shared
    from lmm_qual.exporters.sharing import WORDS, Sharing
    from lmm_qual.project.project import Project

    with Project.open(project) as opened:
        note_waiting(opened.store)
        sharing = Sharing(opened.store, label)
        matrix = FrameworkMatrix(opened.store, rows, _chosen(opened.store, project, codes))
        if rows == "service":
            cells = shared.shared_cells(opened.store, matrix, sharing)
            table, data = shared.shared_framework_table, shared.shared_framework_data
            out.write_records(cells, table, data=data)
        else:
            told = shared.shared_summaries(matrix, sharing)
            out.write_records(
                told, shared.shared_summaries_table, data=shared.shared_summaries_data
            )
    sharing.review.note(WORDS)
    note(*sharing.said())


def _chosen(store: "Store", project: Path, codes: Codes) -> list[int] | None:
    """Give the codes that were asked for, each once; `None` for all."""
    from lmm_qual.store.queries.codes import code_tree, find_code

    tree = code_tree(store)
    return (
        list(dict.fromkeys(find_code(tree, one, file=str(project)) for one in codes or ())) or None
    )


def _written(project: Path, rows: Rows, codes: Codes, form: str) -> str | bytes:
    from lmm_qual.analysis.framework_matrix import FrameworkMatrix
    from lmm_qual.project.project import Project

    with Project.open(project) as opened:
        note_waiting(opened.store)
        store = opened.store
        if form == "yaml":
            from lmm_qual.definitions.writing import write_definition
            from lmm_qual.exporters.framework import framework_file

            return write_definition(framework_file(store), "yaml", "framework.schema.json")
        return _form(FrameworkMatrix(store, rows, _chosen(store, project, codes)), form)


def _form(matrix: "FrameworkMatrix", form: str) -> str | bytes:
    from lmm_qual.exporters import framework as forms
    from lmm_qual.exporters.tables import json_text

    if form == "xlsx":
        from lmm_qual.exporters.framework_workbook import framework_workbook

        return framework_workbook(matrix)
    if form == "json":
        return json_text(forms.framework_data(matrix))
    if form == "csv":
        return forms.framework_csv(matrix)
    if form == "html":
        return forms.framework_html(matrix)
    if form == "md":
        return forms.framework_markdown(matrix)
    return forms.framework_text(matrix, terminal_width())


@app.command()
def write(
    project: ProjectPath,
    row: Annotated[str, typer.Argument(metavar="ROW", help="A participant, or see --rows.")],
    code: CodeName,
    rows: Rows = "participant",
    time: Annotated[str | None, typer.Option(metavar="T", help="The round it is of.")] = None,
    change: Annotated[bool, typer.Option("--change", help="Of change between rounds.")] = False,
    text: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Else standard input; empty takes a summary away."),
    ] = None,
    passage: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID:START-END",
            help="A passage it rests on, in place of those it has; several may be given.",
        ),
    ] = None,
    as_: As = None,
) -> None:
    """Write the summary of a cell, in place of what stands there."""
    from lmm_qual.project.changes.framework import WriteSummary
    from lmm_qual.project.chart_cells import CellFinder
    from lmm_qual.project.project import Project

    if time is not None and change:
        raise typer.BadParameter("give either --time or --change")
    name = require_coder(as_)
    evidence = [_evidence(one) for one in passage] if passage else None
    words = _words(text)
    with Project.open(project, write=True, coder=name) as opened:
        cell = CellFinder(opened.store).cell(rows, row, code, time, change=change)
        entry = opened.make(WriteSummary(cell, words, evidence))
        done(entry, "the summary says that already" if words.strip() else "nothing stands there")


def _words(text: str | None) -> str:
    """Give the words to write: those given, else standard input, where none is a slip."""
    from lmm_qual.model.framework import LONGEST_SUMMARY

    if text is not None:
        return text
    if is_terminal(sys.stdin):
        note("type the summary; Ctrl-D on a line of its own ends it")
    typed = typed_in("a summary", LONGEST_SUMMARY)
    if not typed.strip():
        raise refuse("holds no words", "take a summary away with --text ''", file="standard input")
    return typed


def _evidence(given: str) -> "Evidence":
    from lmm_qual.project.changes.passages import Evidence, place_named

    place = place_named(given)
    if place is None:
        what = f"“{given}” is not of the form ID:START-END"
        raise typer.BadParameter(what, param_hint="--passage")
    return Evidence(*place)


@app.command("import")
def import_(
    project: ProjectPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="An exported chart (.xlsx), or summaries as YAML, JSON or CSV."
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what is new.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite what was changed since the export.")
    ] = False,
    as_: As = None,
) -> None:
    """Take summaries from a file, all or none; old and new are shown side by side first."""
    from lmm_qual.project.project import Project

    name = coder_name(as_) if dry_run else require_coder(as_)
    with Project.open(project, write=not dry_run, coder=name) as opened:
        read = _from_chart if file.suffix.lower() == ".xlsx" else _from_file
        change, faults = read(opened.store, file)
        _show_changes(opened.store, change)
        if dry_run:
            for fault in faults:
                note(str(fault))
        elif faults and not force:
            raise BadInputError(faults)
        else:
            done(opened.make(change), "nothing is new")


def _show_changes(store: "Store", change: "WriteSummaries") -> None:
    from lmm_qual.exporters.tables import text_table
    from lmm_qual.project.chart_import import side_by_side

    table = side_by_side(store, change)
    if table.rows:
        show(text_table(table, terminal_width()))
    note(f"{counted(len(table.rows), 'cell')} changed")


def _from_chart(store: "Store", file: Path) -> tuple["WriteSummaries", Sequence[Problem]]:
    """Read a workbook; gives the change, and the cells that were changed in the project too."""
    from lmm_qual.importers.chart_workbook import read_chart
    from lmm_qual.importers.reading import load_bytes
    from lmm_qual.project.chart_import import changed_cells, conflicts, taking

    changed = changed_cells(store, read_chart(str(file), load_bytes(file)), str(file))
    return taking(changed, str(file)), conflicts(changed, str(file))


def _from_file(store: "Store", file: Path) -> tuple["WriteSummaries", Sequence[Problem]]:
    from lmm_qual.definitions.reading import read_framework
    from lmm_qual.project.chart_cells import summaries_of_file
    from lmm_qual.project.chart_import import newer

    framework, place = read_framework(file)
    change = summaries_of_file(store, framework, place, str(file))
    return change, newer(store, change, place, str(file))
