"""`coverage`: which coder has read which transcript, under which codebook version."""

from pathlib import Path
from typing import Annotated

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
    entry,
    require_coder,
    terminal_width,
)


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
    as_: As = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show coding passes, or record them with --finish, --begin or --import."""
    if finish or begin or import_:
        _record(project, finish or [], begin or [], import_, as_)
        return
    from lmm_qual.exporters.coverage import coverage_data, coverage_table
    from lmm_qual.exporters.tables import csv_table, json_text, text_table
    from lmm_qual.project.project import Project

    form = choose_format(format_, output, ("table", "csv", "json"))
    with Project.open(project) as opened:
        data = coverage_data(opened.store)
    table = coverage_table(data)
    text = {"json": lambda: json_text(data), "csv": lambda: csv_table(table)}
    emit(text.get(form, lambda: text_table(table, terminal_width()))(), output, force)


def _record(
    project: Path, finish: list[str], begin: list[str], file: Path | None, as_: str | None
) -> None:
    from lmm_qual.cli.options import coder_name
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
