"""`withdraw`: somebody's words removed everywhere, with a receipt."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.options import As, Force, ProjectPath, coder_name
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import is_terminal, note, show
from lmm_qual.model.problem import BadInputError, refuse

if TYPE_CHECKING:
    from lmm_qual.project.project import Project
    from lmm_qual.project.withdrawing.receipt import Receipt
    from lmm_qual.project.withdrawing.scope import Scope, Wanted


def withdraw(
    project: ProjectPath,
    participant: Annotated[
        str | None, typer.Argument(metavar="[PARTICIPANT]", help="Who withdraws, by id.")
    ] = None,
    transcript: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only this transcript; without PARTICIPANT all of it."),
    ] = None,
    words: Annotated[
        Literal["remove", "bar"] | None,
        typer.Option(help="Remove the words, or only bar them from being quoted and archived."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be removed, change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    receipt: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the receipt to a file, .txt or .json."),
    ] = None,
    force: Force = False,
    as_: As = None,
) -> None:
    """Remove a participant's words, or a transcript, everywhere. This cannot be undone.

    A sole interview goes with all that is on it. In a session of many voices the person's turns
    give way to “[words withdrawn]”: codings of what others said stay on the same words; those of
    the person's words go, with memos, links and evidence on them. Gone, too, are copies in the bin,
    the review list and snapshots, what undoes changes (so nothing done before can be undone), free
    space in the file, and the program's own backups and copies beside the project, once a new
    backup is made. Another copy of the project keeps its backups and is named: withdraw there too.
    Words that others wrote of them in memos, findings and definitions are replaced
    where they are quoted at length; what to look at besides is listed.

    Without --words the consent says: where its date for withdrawing has passed, words stay in the
    project, barred from all that is for sharing and from the archive; else they are removed.

    The receipt says in ids and numbers what was done, and what has to be done by hand: exports,
    colleagues' copies, source files. Where the program was stopped in the middle, run it again.
    """
    from lmm_qual.project.project import Project
    from lmm_qual.project.withdrawing.scope import Wanted
    from lmm_qual.project.withdrawing.withdraw import planned
    from lmm_qual.project.withdrawing.withdraw import withdraw as make

    if participant is None and transcript is None:
        raise typer.BadParameter("name a PARTICIPANT or a --transcript")
    if participant is None and words == "bar":
        raise typer.BadParameter("--words bar needs a PARTICIPANT")
    out = destination(None, receipt, force, ("table", "json"))
    _require_place(receipt, force)
    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        scope = _scope(opened, Wanted(participant, transcript, words))
        if dry_run:
            out.write(_told(planned(opened, scope), out.form))
            return
        if not yes:
            _ask(lambda: planned(opened, scope))
        made = make(opened, scope)
    if receipt is not None:
        for line in made.in_short:
            note(line)
    try:
        out.write(_told(made, out.form))
    except BadInputError:
        if receipt is not None:  # it is done, and said nowhere else
            show(_told(made, out.form))
        raise


def _scope(opened: "Project", wanted: "Wanted") -> "Scope":
    from lmm_qual.project.withdrawing.scope import find_scope
    from lmm_qual.store.clock import today

    return find_scope(opened.store, wanted, today())


def _told(receipt: "Receipt", form: str) -> str:
    from lmm_qual.exporters.tables import json_text
    from lmm_qual.project.withdrawing.receipt import receipt_data, receipt_text

    return json_text(receipt_data(receipt)) if form == "json" else receipt_text(receipt)


def _require_place(receipt: Path | None, force: bool) -> None:
    """Refuse a place where no receipt can be written before anything is done."""
    if receipt is None:
        return
    if receipt.exists() and not force:
        raise refuse("is there already", "overwrite it with --force", file=str(receipt))
    if not receipt.parent.is_dir():
        raise refuse("its folder is not there", "make the folder first", file=str(receipt))


def _ask(plan: "Callable[[], Receipt]") -> None:
    """Show what would be done and have it confirmed; raises where it is not."""
    if not is_terminal(sys.stdin):
        remedy = "look with --dry-run, then say --yes if that is meant"
        raise refuse("nothing can be undone afterwards", remedy)
    for line in _told(plan(), "table").splitlines():
        note(line)
    if not typer.confirm("This cannot be undone. Withdraw?", err=True):
        raise refuse("nothing was withdrawn")
