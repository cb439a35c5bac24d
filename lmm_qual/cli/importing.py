"""`import`: transcripts from files, folders or a list."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.options import As, KeepOrMerge, ProjectPath, coder_name, named
from lmm_qual.cli.saying import done, note, show

if TYPE_CHECKING:
    from lmm_qual.project.importing.plan import ImportPlan


def import_transcripts(
    project: ProjectPath,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders.")
    ] = None,
    list_: Annotated[
        Path | None, typer.Option("--list", metavar="FILE", help="A transcript list.")
    ] = None,
    speakers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The list's speakers, a row each.")
    ] = None,
    time: Annotated[
        str | None, typer.Option(help="Time point, where none is given.", callback=named)
    ] = None,
    group: Annotated[
        str | None, typer.Option(help="Group, where none is given.", callback=named)
    ] = None,
    method: Annotated[
        str | None, typer.Option(help="Method, where none is given.", callback=named)
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of text files.")] = None,
    name_pattern: Annotated[
        str | None,
        typer.Option(
            metavar="PATTERN",
            help="What files' names say: as {time}_{group}_{participant}_{date}.",
        ),
    ] = None,
    turns: KeepOrMerge = None,
    join: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LABEL=NAME", help="Who a label is: A=P07, or another label; may be repeated."
        ),
    ] = None,
    comments: Annotated[
        Literal["memos", "codes", "none"],
        typer.Option(
            help="What comments in documents become: memos on their words, codings where they "
            "name codes, or nothing."
        ),
    ] = "memos",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what is recognised, store nothing.")
    ] = False,
    as_: As = None,
) -> None:
    """Import transcripts: all of them, or none where there is a fault."""
    from lmm_qual.cli.progress import progress
    from lmm_qual.project.importing.plan import plan_import
    from lmm_qual.project.importing.request import ImportRequest
    from lmm_qual.project.importing.storing import ImportTranscripts
    from lmm_qual.project.project import Project

    _require_files(paths, list_, speakers)
    request = ImportRequest(
        paths=paths or [],
        list_file=list_,
        speakers_file=speakers,
        time=time,
        group=group,
        method=method,
        encoding=encoding,
        name_pattern=name_pattern,
        turns=turns,
        joins=[_joined(pair) for pair in join or ()],
    )
    with Project.open(project, write=not dry_run, coder=coder_name(as_)) as opened:
        with progress("reading") as step:
            plan = plan_import(opened.store, request, step)
        if dry_run:
            _show_plan(plan)
        else:
            change = ImportTranscripts(plan.transcripts, comments)
            done(opened.make(change))
            _note_named("new participants", change.new_participants)
            note(*change.notes, *plan.notes)


def _require_files(paths: Sequence[Path] | None, list_: Path | None, speakers: Path | None) -> None:
    if not paths and not list_:
        raise typer.BadParameter("nothing to import: name files, a folder or --list FILE")
    if speakers and not list_:
        raise typer.BadParameter("a speakers file goes with a list: add --list FILE")


def _show_plan(plan: "ImportPlan") -> None:
    from lmm_qual.exporters.imports import import_report

    show(import_report(plan.transcripts))
    _note_named("participants not known yet", plan.participants)
    note(*plan.notes, "nothing is stored; import the same without --dry-run")


def _note_named(what: str, named: Sequence[str]) -> None:
    if named:
        note(f"{what}: {', '.join(named)}")


def _joined(pair: str) -> tuple[str, str]:
    """Read a label and the name to join it to."""
    label, sign, name = pair.partition("=")
    if not (sign and label.strip() and name.strip()):
        raise typer.BadParameter(f"--join “{pair}” is not LABEL=NAME")
    return label.strip(), str(named(name.strip()))
