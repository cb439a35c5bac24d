"""The commands: where each is written, so that a line loads and builds the one it names."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated, NamedTuple

import typer

from lmm_qual import __version__

ABOUT = "Code transcripts by time point and group, compare themes, map a service system."


class Entry(NamedTuple):
    """A command or a group of them: its name, `module:attribute` in this room, a line of help."""

    name: str
    place: str
    help: str | None = None
    """A group, whose help stands with it, has none."""


ENTRIES = (
    Entry("demo", "demo:demo", "Build and open the example study."),
    Entry("new", "opening:new", "Make a project."),
    Entry("open", "opening:open_project", "Open a project in the terminal."),
    Entry("study", "study:app"),
    Entry("participants", "participants:app"),
    Entry("import", "importing:import_transcripts", "Import transcripts."),
    Entry("transcripts", "transcripts:app"),
    Entry("pseudonymise", "pseudonymise:pseudonymise", "Replace names by pseudonyms."),
    Entry("codebook", "codebook:app"),
    Entry("codings", "codings:app"),
    Entry("memos", "memos:app"),
    Entry("coverage", "coverage:coverage", "Show or record coding passes."),
    Entry("retrieve", "retrieval:retrieve", "Find coded passages."),
    Entry("search", "retrieval:search", "Find words in all transcripts."),
    Entry("matrix", "matrix:matrix", "Count codes by time and group."),
    Entry("change", "change:change", "Compare two rounds."),
    Entry("tag", "change:tag", "Say what became of a code."),
    Entry("snapshot", "snapshots:snapshot", "Keep the state of a round."),
    Entry("findings", "findings:app"),
    Entry("framework", "framework:app"),
    Entry("cooccurrence", "cooccurrence:cooccurrence", "Count codes that meet."),
    Entry("saturation", "saturation:saturation", "Show inductive codes by transcript."),
    Entry("joint", "joint:joint", "Put themes beside monitoring figures."),
    Entry("quotes", "quotes:quotes", "Check the quotations of a report."),
    Entry("map", "system_map:app"),
    Entry("history", "history:history", "Show all changes."),
    Entry("undo", "history:undo", "Take the last change back."),
    Entry("redo", "history:redo", "Make it again."),
    Entry("forget", "pseudonymise:forget", "Make the past impossible to undo."),
    Entry("export", "archive:app"),
    Entry("withdraw", "withdrawal:withdraw", "Remove a participant's words."),
    Entry("doctor", "doctor:doctor", "Show terminal, versions, paths and settings."),
    Entry("locate", "locate:locate", "Show where own files are."),
    Entry("backup", "backups:backup", "Copy a project and verify the copy."),
    Entry("restore", "backups:restore", "Put a backup in a project's place."),
    Entry("encrypt", "encryption:encrypt", "Encrypt a project."),
    Entry("decrypt", "encryption:decrypt", "Make it plain again."),
    Entry("passphrase", "encryption:passphrase", "Change or keep its passphrase."),
    Entry("check", "checking:check", "Check that a project is sound."),
)


def build(entries: Iterable[Entry] = ENTRIES) -> typer.Typer:
    """Put commands together: all of them, or some."""
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=ABOUT,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_start)
    for entry in entries:
        module, _, attribute = entry.place.partition(":")
        part = getattr(import_module(f"lmm_qual.cli.{module}"), attribute)
        if isinstance(part, typer.Typer):
            app.add_typer(part, name=entry.name)
        else:
            app.command(entry.name, short_help=entry.help)(part)
    return app


def named_in(arguments: Sequence[str]) -> list[Entry]:
    """Give the command that a line begins with, or all where it begins with something else."""
    first = arguments[0] if arguments else ""
    return [entry for entry in ENTRIES if entry.name == first] or list(ENTRIES)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lmm-qual {__version__}")
        raise typer.Exit


def _start(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  (its callback does it)
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        from lmm_qual.cli import opening

        opening.start()
