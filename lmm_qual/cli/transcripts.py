"""`transcripts`: listing, showing, exporting, describing, renaming, deleting."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli import turns
from lmm_qual.cli.making import make
from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    KeepOrMerge,
    Output,
    ProjectPath,
    TranscriptId,
    Where,
    coder_name,
    named,
    named_or_empty,
)
from lmm_qual.cli.output import destination, emit
from lmm_qual.cli.saying import done, note
from lmm_qual.cli.turns import Corrected, DryRun

if TYPE_CHECKING:
    from lmm_qual.project.correcting.settling import SettleReview

app = typer.Typer(no_args_is_help=True, help="Transcripts.")


@app.command("list")
def list_(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """List transcripts with words, turns and share coded; as yaml in the form `import` reads."""
    from lmm_qual.definitions.writing import write_definition
    from lmm_qual.exporters.transcripts import list_table, transcript_list
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.talk import load_transcript_list

    out = destination(format_, output, force, ("table", "csv", "json", "yaml"))
    with Project.open(project) as opened:
        data = transcript_list(opened.store)
        documents = load_transcript_list(opened.store)
    if out.form == "yaml":
        out.write(write_definition(documents, "yaml", "transcripts.schema.json"))
    else:
        out.write_records(data, list_table)
    out.note_none(data, "no transcripts yet; bring some in with `lmm-qual import`")


@app.command()
def show(
    project: ProjectPath,
    transcript: TranscriptId,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show a transcript's turns, or as JSON its text with all that is known of it."""
    from lmm_qual.exporters.transcripts import transcript_data, transcript_text_form, turns_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        data = transcript_data(opened.store, transcript)
    if out.form == "table":
        out.write(transcript_text_form(data))
    else:
        out.write_records(data, turns_table)


@app.command("export")
def export(
    project: ProjectPath,
    transcript: TranscriptId,
    file: Where = None,
    force: Force = False,
) -> None:
    """Export the original bytes, to FILE or under the file's own name."""
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.talk import find_transcript, original_bytes

    with Project.open(project) as opened:
        row = find_transcript(opened.store, transcript)
        content = original_bytes(opened.store, row.id)
    emit(content, file or Path(Path(row.file_name).name), force)


@app.command("coded")
def coded(
    project: ProjectPath,
    transcript: TranscriptId,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The Word document to write.")
    ],
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only one coder's codings.")
    ] = None,
    force: Force = False,
) -> None:
    """Write a transcript as a Word document, its codings as comments for colleagues."""
    from lmm_qual.exporters.coded_document import coded_document
    from lmm_qual.project.project import Project

    out = destination(None, output, force, ("docx",))
    with Project.open(project) as opened:
        content = coded_document(opened.store, transcript, coder)
    out.write(content)


@app.command("rename")
def rename(
    project: ProjectPath,
    transcript: TranscriptId,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new id.", callback=named)],
    as_: As = None,
) -> None:
    """Give a transcript another id."""
    from lmm_qual.project.changes.transcripts import RenameTranscript

    make(project, as_, RenameTranscript(transcript, new))


@app.command("set")
def set_(
    project: ProjectPath,
    transcript: TranscriptId,
    title: Annotated[str | None, typer.Option(help="Title.", callback=named_or_empty)] = None,
    time: Annotated[str | None, typer.Option(help="Time point.", callback=named_or_empty)] = None,
    group: Annotated[str | None, typer.Option(help="Group.", callback=named_or_empty)] = None,
    service: Annotated[str | None, typer.Option(help="Service.", callback=named_or_empty)] = None,
    method: Annotated[str | None, typer.Option(help="Method.", callback=named_or_empty)] = None,
    date: Annotated[str | None, typer.Option(help="Date.", callback=named_or_empty)] = None,
    as_: As = None,
) -> None:
    """Set what is known of a session; an empty value clears it."""
    from lmm_qual.project.changes.transcripts import SetTranscript

    given = {
        "title": title,
        "time": time,
        "group": group,
        "service": service,
        "method": method,
        "date": date,
    }
    values = {name: value or None for name, value in given.items() if value is not None}
    if not values:
        raise typer.BadParameter("nothing to set: give --title, --time, --group and the like")
    make(project, as_, SetTranscript(transcript, values))


@app.command("update")
def update(
    project: ProjectPath,
    transcript: TranscriptId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The corrected file.")],
    encoding: Annotated[str | None, typer.Option(help="Encoding of a text file.")] = None,
    turns: KeepOrMerge = None,
    said: Corrected = None,
    dry_run: DryRun = False,
    as_: As = None,
) -> None:
    """Take a corrected file; codings stay on their words, `review` lists those that changed."""
    from lmm_qual.project.changes.change import Author
    from lmm_qual.project.correcting.correction import UpdateTranscript
    from lmm_qual.project.correcting.reading import read_correction
    from lmm_qual.project.project import Project
    from lmm_qual.store.clock import now

    with Project.open(project, write=not dry_run, coder=coder_name(as_)) as opened:
        new = read_correction(opened.store, transcript, file, encoding=encoding, turns=turns)
        change = UpdateTranscript(transcript, new, said)
        if dry_run:
            change.operations(opened.store, Author(opened.coder, now()))
        else:
            done(opened.make(change))
    note(*change.seats_said, *change.counts.said())


@app.command("review")
def review(
    project: ProjectPath,
    transcript: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only this transcript.")
    ] = None,
    stays: Annotated[
        list[int] | None,
        typer.Option(metavar="ENTRY", help="It stays where it is now; may be repeated."),
    ] = None,
    removes: Annotated[
        list[int] | None,
        typer.Option("--remove", metavar="ENTRY", help="Remove the coding; may be repeated."),
    ] = None,
    moves: Annotated[
        list[str] | None,
        typer.Option(
            "--move", metavar="ENTRY:START-END", help="Give it other words; may be repeated."
        ),
    ] = None,
    as_: As = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List codings whose words a correction changed, or say what becomes of them."""
    from lmm_qual.exporters.reviews import review_entries, review_rows, review_table
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.codes import code_tree
    from lmm_qual.store.queries.reviews import waiting_reviews
    from lmm_qual.store.queries.talk import find_transcript

    if decisions := _decisions(stays, removes, moves):
        _settle(project, decisions, as_)
        return
    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        one = None if transcript is None else find_transcript(opened.store, transcript).id
        rows, tree = waiting_reviews(opened.store, one), code_tree(opened.store)
    out.write_records(
        rows,
        partial(review_rows, tree),
        data=partial(review_entries, tree),
        drawn=partial(review_table, tree),
    )
    out.note_none(rows, "no coding waits to be looked at")


def _decisions(
    stays: "list[int] | None", removes: "list[int] | None", moves: "list[str] | None"
) -> "list[SettleReview]":
    import re

    from lmm_qual.project.correcting.settling import SettleReview

    decided = [SettleReview(entry, "stays") for entry in stays or ()]
    decided += [SettleReview(entry, "removed") for entry in removes or ()]
    for move in moves or ():
        match = re.fullmatch(r"(\d{1,12}):(\d{1,12})-(\d{1,12})", move)
        if match is None:
            raise typer.BadParameter(f"“{move}” names no entry and span: write 7:120-180")
        span = int(match[2]), int(match[3])
        decided.append(SettleReview(int(match[1]), "moved", span))
    return decided


def _settle(project: Path, decisions: "list[SettleReview]", as_: str | None) -> None:
    from lmm_qual.project.changes.together import Together
    from lmm_qual.project.correcting.settling import SettleReview

    change: SettleReview | Together = decisions[0]
    if len(decisions) > 1:
        change = Together(decisions, f"{len(decisions)} entries of the review list settled")
    make(project, as_, change)


@app.command("delete")
def delete(project: ProjectPath, transcript: TranscriptId, as_: As = None) -> None:
    """Delete a transcript with its codings; `undo` brings all back."""
    from lmm_qual.project.changes.transcripts import DeleteTranscript

    make(project, as_, DeleteTranscript(transcript))


turns.add_to(app)
