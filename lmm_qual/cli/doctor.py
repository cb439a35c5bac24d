"""`doctor`: whether terminal, versions, folders and settings are such that all works."""

import typer

from lmm_qual.cli.options import Force, Format, Output
from lmm_qual.cli.output import destination


def doctor(format_: Format = None, output: Output = None, force: Force = False) -> None:
    """Show terminal, versions, paths, and whether the settings are sound."""
    from lmm_qual.cli.health import examine
    from lmm_qual.exporters.tables import Table, json_text

    out = destination(format_, output, force, ("table", "json"))
    findings = examine()
    if out.form == "json":
        data = {
            "findings": [finding._asdict() for finding in findings],
            "sound": all(finding.sound for finding in findings),
        }
        out.write(json_text(data))
    else:
        rows = [(one.about, one.what, "" if one.sound else "look at this") for one in findings]
        out.write_table(Table(("about", "found", ""), rows))
    if not all(finding.sound for finding in findings):
        raise typer.Exit(1)
