"""`check`: whether a project is sound."""

from lmm_qual.cli.options import Force, Format, Output, ProjectPath, choose_format, emit


def check(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """Check the file, its references, the words of all codings, turns and original bytes."""
    import typer

    from lmm_qual.exporters.tables import json_text
    from lmm_qual.project.checking import check_project
    from lmm_qual.project.project import Project

    form = choose_format(format_, output, ("table", "json"))
    with Project.open(project) as opened:
        report = check_project(opened.store)
    if form == "json":
        emit(json_text({"faults": report.faults, "checked": report.checked}), output, force)
    else:
        lines = [*report.faults, f"{report.summary()}"]
        emit("".join(f"{line}\n" for line in lines), output, force)
    if report.faults:
        raise typer.Exit(1)
