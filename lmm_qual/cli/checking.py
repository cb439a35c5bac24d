"""`check`: whether a project is sound."""

from lmm_qual.cli.options import Force, Format, Output, ProjectPath
from lmm_qual.cli.output import destination


def check(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """Check that a project is sound: each fault is one line, with what to do.

    Looked at are the file's pages and references, the original bytes, turns and their words, that
    codings and passages stand on their words, what memos, summaries, findings and reviews rest on,
    versions, the log, the bin and snapshots.
    """
    import typer

    from lmm_qual.exporters.tables import json_text
    from lmm_qual.project.checking import check_project
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "json"))
    with Project.open(project) as opened:
        report = check_project(opened.store)
    if out.form == "json":
        out.write(json_text({"faults": report.faults, "checked": report.checked}))
    else:
        out.write("".join(f"{line}\n" for line in (*report.faults, report.summary())))
    if report.faults:
        raise typer.Exit(1)
