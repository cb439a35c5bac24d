"""`codebook`: versions and their differences, the bin, what to look at again, codes alike."""

from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.making import make, make_from
from lmm_qual.cli.options import As, Force, Format, Output, ProjectPath
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import note

if TYPE_CHECKING:
    from lmm_qual.store.store import Store

CodeOption = Annotated[str | None, typer.Option(metavar="CODE", help="Of one code.")]


def diff(
    project: ProjectPath,
    before: Annotated[
        int | None, typer.Argument(metavar="A", help="A version; else the one before B.")
    ] = None,
    after: Annotated[
        int | None, typer.Argument(metavar="B", help="A version; else the last.")
    ] = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Tell two versions of the codebook apart: codes added, removed, renamed, moved, redefined."""
    from lmm_qual.analysis.codebook_diff import codebook_diff
    from lmm_qual.exporters.codebook_diff import diff_data, diff_markdown, diff_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json", "md"))
    with Project.open(project) as opened:
        found = codebook_diff(opened.store, before, after)
    if out.form == "md":
        out.write(diff_markdown(found))
    else:
        out.write_records(found, diff_table, data=diff_data)


def versions(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """Show the versions of the codebook, each with the change that made it."""
    from lmm_qual.exporters.tables import Table
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.codes import VersionRow, codebook_versions

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        rows = codebook_versions(opened.store)
    out.write_table(Table(VersionRow._fields, rows, (0,)))


def bin_(
    project: ProjectPath,
    empty: Annotated[
        bool, typer.Option("--empty", help="Empty it; what waits on a review list stays.")
    ] = False,
    as_: As = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show the codes that were deleted and can be restored, the last first.

    With --empty they go. `undo` brings that back until `forget` makes the past be forgotten.
    """
    from lmm_qual.exporters.tables import Table
    from lmm_qual.project.changes.code_delete import BIN_KIND
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.bin import bin_entries

    if empty:
        if format_ or output:
            raise typer.BadParameter("--format and --output are for what is in the bin")
        from lmm_qual.project.changes.bin_empty import EmptyBin

        make(project, as_, EmptyBin(), "the bin is empty")
        return
    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        rows = bin_entries(opened.store, BIN_KIND)
    heads = ("entry", "what", "at", "coder")
    out.write_table(Table(heads, [(row.id, row.label, row.at, row.coder) for row in rows], (0,)))
    note("`codebook restore PROJECT ENTRY` brings one back" if rows else "the bin is empty")


def again(
    project: ProjectPath,
    code: CodeOption = None,
    transcripts: Annotated[
        bool,
        typer.Option("--transcripts", help="Show transcripts to read again for codes made later."),
    ] = False,
    stays: Annotated[
        list[int] | None,
        typer.Option(metavar="CODING", help="Say of codings: looked at, they stay."),
    ] = None,
    all_stay: Annotated[
        bool, typer.Option("--all-stay", help="Say so of all codings of --code that are listed.")
    ] = False,
    as_: As = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List codings to look at again, as their code was defined anew since; or say they stay.

    Others are recoded or removed with `codings`. Transcripts to read again leave the list when a
    pass over them is finished: see `coverage --finish`.
    """
    from lmm_qual.exporters import codebook_lists as lists
    from lmm_qual.project.changes.looked_again import KeepCodings
    from lmm_qual.project.project import Project

    if all_stay and not code:
        raise typer.BadParameter("needs --code", param_hint="--all-stay")
    if stays or all_stay:

        def kept(store: "Store") -> KeepCodings:
            listed = lists.again_list(store, code) if all_stay else []
            return KeepCodings([*(stays or ()), *(entry["id"] for entry in listed)])

        make_from(project, as_, kept)
        return
    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        store = opened.store
        data = lists.read_again_list(store) if transcripts else lists.again_list(store, code)
    out.write_records(data, lists.read_again_table if transcripts else lists.again_table)
    out.note_none(data, "nothing is to be looked at again")


def alike(
    project: ProjectPath,
    threshold: Annotated[
        float, typer.Option(min=0, max=100, metavar="PERCENT", help="How like they must be.")
    ] = 85,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Propose codes that may be one: names or definitions nearly alike; `merge` makes them one."""
    from lmm_qual.exporters.codebook_lists import alike_list, alike_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        data = alike_list(opened.store, threshold)
    out.write_records(data, alike_table)
    out.note_none(data, "no codes are so much alike; lower it with --threshold")
