"""`coverage`: which coder has read which transcript, and what of the topic guides was met."""

from pathlib import Path
from typing import Annotated

import typer

from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    Output,
    ProjectPath,
    coder_name,
    entry,
    require_coder,
)
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import done, note

_FORMS = ("table", "csv", "json")


def coverage(
    project: ProjectPath,
    finish: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Mark your pass over it finished.")
    ] = None,
    begin: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Mark your pass over it in progress.")
    ] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Take passes from a file.")
    ] = None,
    guide: Annotated[
        bool, typer.Option("--guide", help="Show instead what topic guides prompt, and where met.")
    ] = False,
    as_: As = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show coding passes, or record them with --finish, --begin or --import.

    With --guide, of each question of a topic guide the codes it prompts: in how many of the
    transcripts of that time point and group they, or codes below them, were found.
    """
    if guide:
        if finish or begin or import_:
            raise typer.BadParameter("shows; leave out --finish, --begin and --import")
        _show_guides(project, destination(format_, output, force, _FORMS))
        return
    if finish or begin or import_:
        _record(project, finish or [], begin or [], import_, as_)
        return
    _show_passes(project, destination(format_, output, force, _FORMS))


def _show_passes(project: Path, out: Destination) -> None:
    from lmm_qual.exporters.coverage import coverage_data, coverage_table
    from lmm_qual.project.project import Project

    with Project.open(project) as opened:
        data = coverage_data(opened.store)
    out.write_records(data, coverage_table)
    if not any(row["version"] for row in data):
        note("no pass over a transcript is recorded; record yours with --begin ID or --finish ID")


def _show_guides(project: Path, out: Destination) -> None:
    from lmm_qual.analysis.guides import guide_coverage
    from lmm_qual.exporters.coverage import guide_data, guide_remarks, guide_table
    from lmm_qual.project.project import Project

    with Project.open(project) as opened:
        found = guide_coverage(opened.store)
    out.write_records(found, guide_table, data=guide_data)
    note(*guide_remarks(found))


def _record(
    project: Path, finish: list[str], begin: list[str], file: Path | None, as_: str | None
) -> None:
    from lmm_qual.definitions.reading import read_passes
    from lmm_qual.model.coding import PassRecord
    from lmm_qual.project.changes.codings import RecordPasses
    from lmm_qual.project.project import Project

    records = read_passes(file) if file else []
    coder = coder_name(as_) if not (finish or begin) else require_coder(as_)
    for keys, status in ((finish, "finished"), (begin, "in progress")):
        for key in keys:
            record = entry(PassRecord, transcript=key, coder=coder or "", status=status)
            records.append(("", record))
    with Project.open(project, write=True, coder=coder) as opened:
        done(opened.make(RecordPasses(records, file=str(file or ""))))
