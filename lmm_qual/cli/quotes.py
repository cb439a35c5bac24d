"""`quotes`: checking the quotations of a report."""

from pathlib import Path
from typing import Annotated

import typer

from lmm_qual.cli.options import Force, Format, Output, ProjectPath
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import note, terminal_width


def quotes(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report: txt, md or docx.")],
    min_words: Annotated[
        int,
        typer.Option(min=1, metavar="N", help="Words between marks that make a quotation."),
    ] = 4,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Check every quotation of a report: verbatim, changed, not found, and who said it where.

    Of each is said whether those who speak in it agreed to be quoted in that round.
    """
    from lmm_qual.analysis.quotations import check_quotations
    from lmm_qual.exporters import quotations as forms
    from lmm_qual.exporters.tables import json_text
    from lmm_qual.importers.written_report import read_quotations
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    quotations = read_quotations(file, min_words)
    with Project.open(project) as opened:
        checked = check_quotations(opened.store, [each.text for each in quotations])
        found = forms.with_refusals(opened.store, list(zip(quotations, checked, strict=True)))
    written = {
        "json": lambda: json_text(forms.quotation_data(found)),
        "csv": lambda: forms.quotation_csv(found),
    }
    note(*forms.refusals_said(found))
    out.write(written.get(out.form, lambda: forms.quotation_text(found, terminal_width()))())
