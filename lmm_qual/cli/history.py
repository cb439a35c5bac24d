"""`history`, `undo`, `redo`: the change log."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.options import As, Force, Format, Output, ProjectPath, coder_name, moment
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import note
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from lmm_qual.store.queries.log import EntryRow
    from lmm_qual.store.store import Store


Since = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="From a day or minute on, local: 2022-07-04T10:00."),
]
Until = Annotated[
    str | None, typer.Option(metavar="TIME", help="Up to a day or minute, that one included.")
]


def history(
    project: ProjectPath,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="By one coder.")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Of one kind: `codings`, `memos edit`.")
    ] = None,
    state: Annotated[
        Literal["done", "undone", "discarded", "forgotten"] | None,
        typer.Option(
            help="Those that stand, can be made again, no longer can, or be undone no longer."
        ),
    ] = None,
    words: Annotated[
        str | None, typer.Option(metavar="WORDS", help="With these words in label or kind.")
    ] = None,
    since: Since = None,
    until: Until = None,
    order: Annotated[
        Literal["oldest", "newest"], typer.Option(help="Which change comes first.")
    ] = "oldest",
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="So many changes at the most.")
    ] = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="The audit trail: what each change wrote, too.")
    ] = False,
    with_words: Annotated[
        bool, typer.Option("--with-words", help="In the audit trail, words said and written, too.")
    ] = False,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show the changes, oldest first, with times in UTC; in a table on a terminal in local time.

    With --audit each is given with the rows that it made, changed and removed, by number and one
    by one. Words of transcripts, and of memos, summaries and findings, which may quote them, are
    left out, since an audit trail may go to others; --with-words puts them in. Names of codes,
    which may be a participant's words, and ids of transcripts always stand in it.
    """
    from lmm_qual.exporters.history import history_table
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.log import Wanted, entries

    out = destination(format_, output, force, ("table", "csv", "json", "md"))
    if with_words and not audit:
        raise typer.BadParameter("--with-words needs --audit")
    times = moment(since, "--since"), moment(until, "--until", end=True)
    with Project.open(project) as opened:
        store = opened.store
        _whose(store, by)
        _known_kind(store, kind)
        wanted = Wanted(words or "", by, False, kind, state, *times)
        found = entries(store, wanted, newest=order == "newest", limit=limit)
        if audit:
            _audit(store, found, with_words, out)
        else:
            out.write_table(history_table(found))
    out.note_none(found, "no such changes")


def _audit(store: "Store", found: "list[EntryRow]", words: bool, out: Destination) -> None:
    """Write changes with the rows that each made, changed and removed."""
    from lmm_qual.exporters.history import audit_records, audit_table, audit_text
    from lmm_qual.text.standins import shown

    if out.form == "table":
        told = (shown(said) for said in audit_text(store, found, words=words))
        out.write("".join(f"{said}\n" for said in told))
        return
    out.write_records(
        found,
        partial(audit_table, store, words=words),
        data=partial(audit_records, store, words=words),
    )


def _known_kind(store: "Store", kind: str | None) -> None:
    from lmm_qual.definitions.checks import nearest
    from lmm_qual.store.queries.log import kinds

    known = kinds(store)
    if kind is not None and not any(one == kind or one.startswith(f"{kind} ") for one in known):
        raise refuse(f"no change of kind “{kind}”", nearest(kind, known), file=str(store.path))


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
        made = opened.undo(_whose(opened.store, by)) if entry is None else opened.undo_entry(entry)
        note(f"undone: {_told(made)}")


def redo(project: ProjectPath, by: By = None, entry: Entry = None, as_: As = None) -> None:
    """Make the change last undone again, or another that is undone.

    That can be done until the coder who made it first makes another change.
    """
    from lmm_qual.project.project import Project

    _one_of(by, entry)
    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        made = opened.redo(_whose(opened.store, by)) if entry is None else opened.redo_entry(entry)
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
