"""`transcripts correct`, `speaker`, `part`, `join`: words and turns corrected one by one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import As, ProjectPath, TranscriptId, coder_name, named
from lmm_qual.cli.saying import done, note

if TYPE_CHECKING:
    from lmm_qual.project.correcting.correction import CorrectWords
    from lmm_qual.project.correcting.turns import TurnChange

Corrected = Annotated[
    str | None, typer.Option("--note", help="What was corrected.", callback=named)
]
TurnNumber = Annotated[int, typer.Argument(metavar="TURN", help="The turn's number.", min=1)]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would become of codings, store nothing.")
]


def correct(
    project: ProjectPath,
    transcript: TranscriptId,
    start: Annotated[int, typer.Argument(metavar="START", help="Where they begin.", min=0)],
    end: Annotated[int, typer.Argument(metavar="END", help="Behind their last letter.", min=0)],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What stands there instead.")],
    said: Corrected = None,
    dry_run: DryRun = False,
    as_: As = None,
) -> None:
    """Put other words for those from START to END, code points; codings stay on their words."""
    from lmm_qual.project.correcting.correction import CorrectWords
    from lmm_qual.text.following import Edit

    change = CorrectWords(transcript, [Edit(start, end, words)], note=said)
    _make(project, change, dry_run, as_)


def speaker(
    project: ProjectPath,
    transcript: TranscriptId,
    turn: TurnNumber,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="Who spoke.", callback=named)],
    dry_run: DryRun = False,
    as_: As = None,
) -> None:
    """Say who spoke a turn: a label of the session, or a new one; it stands in the text too."""
    from lmm_qual.project.correcting.turns import GiveTurn

    _make(project, GiveTurn(transcript, n=turn, speaker=label), dry_run, as_)


def part(
    project: ProjectPath,
    transcript: TranscriptId,
    position: Annotated[
        int, typer.Argument(metavar="POSITION", help="Where the second begins.", min=0)
    ],
    label: Annotated[
        str | None, typer.Option("--speaker", help="Who speaks then.", callback=named)
    ] = None,
    dry_run: DryRun = False,
    as_: As = None,
) -> None:
    """Part a turn in two before the word at POSITION, a code point of the text."""
    from lmm_qual.project.correcting.turns import PartTurn

    _make(project, PartTurn(transcript, position=position, speaker=label), dry_run, as_)


def join(
    project: ProjectPath,
    transcript: TranscriptId,
    turn: TurnNumber,
    dry_run: DryRun = False,
    as_: As = None,
) -> None:
    """Join a turn to the one before, whose speaker said it all."""
    from lmm_qual.project.correcting.turns import JoinTurn

    _make(project, JoinTurn(transcript, n=turn), dry_run, as_)


def add_to(app: typer.Typer) -> None:
    """Give the group its commands."""
    for command in (correct, speaker, part, join):
        app.command(command.__name__)(command)


def _make(
    project: Path, change: "CorrectWords | TurnChange", dry_run: bool, as_: str | None
) -> None:
    from lmm_qual.project.changes.change import Author
    from lmm_qual.project.project import Project
    from lmm_qual.store.clock import now
    from lmm_qual.store.deltas import Update
    from lmm_qual.store.queries.talk import find_transcript, transcript_text
    from lmm_qual.text.differences import difference_said

    with Project.open(project, write=not dry_run, coder=coder_name(as_)) as opened:
        store = opened.store
        row = find_transcript(store, change.transcript)
        was = transcript_text(store, row.id)
        if dry_run:
            operations = change.operations(store, Author(opened.coder, now()))
            texts = [op for op in operations if isinstance(op, Update) and op.table == "transcript"]
            text = texts[0].rows[0]["text"] if texts else was
            note(difference_said(was, text) if text != was else "nothing to change")
        else:
            done(opened.make(change))
    note(*change.counts.said())
