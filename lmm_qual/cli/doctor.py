"""`doctor`: whether terminal, versions, folders and settings are such that all works."""

import typer

from lmm_qual.cli.options import Force, Format, Output, choose_format, emit, terminal_width


def doctor(format_: Format = None, output: Output = None, force: Force = False) -> None:
    """Show terminal, versions, paths, and whether the settings are sound."""
    from lmm_qual.cli.health import examine
    from lmm_qual.exporters.tables import Table, json_text, text_table

    form = choose_format(format_, output, ("table", "json"))
    findings = examine()
    if form == "json":
        data = {
            "findings": [finding._asdict() for finding in findings],
            "sound": all(finding.sound for finding in findings),
        }
        emit(json_text(data), output, force)
    else:
        rows = [(one.about, one.what, "" if one.sound else "look at this") for one in findings]
        emit(text_table(Table(("about", "found", ""), rows), terminal_width()), output, force)
    if not all(finding.sound for finding in findings):
        raise typer.Exit(1)
