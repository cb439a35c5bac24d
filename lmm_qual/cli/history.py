"""`history`, `undo`, `redo`: the change log."""

from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    Output,
    ProjectPath,
    choose_format,
    coder_name,
    emit,
    note,
    terminal_width,
)


def history(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """Show all changes, oldest first."""
    from lmm_qual.exporters.tables import Table, csv_table, json_text, text_table
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.log import EntryRow, entries

    form = choose_format(format_, output, ("table", "csv", "json"))
    with Project.open(project) as opened:
        found = entries(opened.store)
    table = Table(EntryRow._fields, found, (0,))
    text = {
        "json": lambda: json_text([entry._asdict() for entry in found]),
        "csv": lambda: csv_table(table),
    }
    emit(text.get(form, lambda: text_table(table, terminal_width()))(), output, force)


def undo(project: ProjectPath, as_: As = None) -> None:
    """Take the last change back."""
    from lmm_qual.project.project import Project

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        note(f"undone: {opened.undo().label}")


def redo(project: ProjectPath, as_: As = None) -> None:
    """Make the change last undone again."""
    from lmm_qual.project.project import Project

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        note(f"done again: {opened.redo().label}")
