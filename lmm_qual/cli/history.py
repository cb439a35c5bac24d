"""`history`, `undo`, `redo`: the change log."""

from typing import TYPE_CHECKING, Annotated

import typer

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
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from lmm_qual.store.queries.log import EntryRow
    from lmm_qual.store.store import Store


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


By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="The last change by one coder.")
]
Entry = Annotated[
    int | None, typer.Option("--entry", metavar="N", help="A change by its number in `history`.")
]


def undo(project: ProjectPath, by: By = None, entry: Entry = None, as_: As = None) -> None:
    """Take the last change back, or another that nothing made since rests on.

    A change that was made since and wrote the same rows, or refers to what was made, is named and
    has to be undone first. What is undone can be made again until its own coder makes another
    change; changes by others leave it where it is.
    """
    from lmm_qual.project.project import Project

    _one_of(by, entry)
    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        if entry is None:
            made = opened.undo(_whose(opened.store, by))
        else:
            made = opened.undo_entry(entry)
        note(f"undone: {_told(made)}")


def redo(project: ProjectPath, by: By = None, entry: Entry = None, as_: As = None) -> None:
    """Make the change last undone again, or another that is undone.

    That can be done until the coder who made it first makes another change.
    """
    from lmm_qual.project.project import Project

    _one_of(by, entry)
    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        if entry is None:
            made = opened.redo(_whose(opened.store, by))
        else:
            made = opened.redo_entry(entry)
        note(f"done again: {_told(made)}")


def _one_of(by: str | None, entry: int | None) -> None:
    if by is not None and entry is not None:
        raise typer.BadParameter("use --by or --entry, not both")


def _whose(store: "Store", by: str | None) -> list[str | None] | None:
    """Give whose changes are meant; raises `BadInputError` for somebody who made none."""
    from lmm_qual.definitions.checks import nearest
    from lmm_qual.store.queries.log import who_changed

    if by is None:
        return None
    known = who_changed(store)
    if by not in known:
        raise refuse(f"no change by “{by}”", nearest(by, known), file=str(store.path))
    return [by]


def _told(entry: "EntryRow") -> str:
    return f"{entry.label} ({entry.coder})" if entry.coder else entry.label
