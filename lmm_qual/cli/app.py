"""The commands, put together."""

from typing import Annotated

import typer

from lmm_qual import __version__
from lmm_qual.cli import (
    archive,
    backups,
    change,
    checking,
    codebook,
    codings,
    cooccurrence,
    coverage,
    demo,
    doctor,
    findings,
    framework,
    history,
    importing,
    joint,
    locate,
    matrix,
    memos,
    opening,
    participants,
    pseudonymise,
    quotes,
    retrieval,
    saturation,
    snapshots,
    study,
    system_map,
    transcripts,
    turns,
    withdrawal,
)

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Code transcripts by time point and group, compare themes, map a service system.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lmm-qual {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  (its callback does it)
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Code transcripts by time point and group, compare themes, map a service system."""
    if context.invoked_subcommand is None:
        opening.start()


app.command("demo", short_help="Build and open the example study.")(demo.demo)
app.command("new", short_help="Make a project.")(opening.new)
app.command("open", short_help="Open a project in the terminal.")(opening.open_project)
app.add_typer(study.app, name="study")
app.add_typer(participants.app, name="participants")
app.command("import", short_help="Import transcripts.")(importing.import_transcripts)
turns.add_to(transcripts.app)
app.add_typer(transcripts.app, name="transcripts")
app.command("pseudonymise", short_help="Replace names by pseudonyms.")(pseudonymise.pseudonymise)
app.add_typer(codebook.app, name="codebook")
app.add_typer(codings.app, name="codings")
app.add_typer(memos.app, name="memos")
app.command("coverage", short_help="Show or record coding passes.")(coverage.coverage)
app.command("retrieve", short_help="Find coded passages.")(retrieval.retrieve)
app.command("search", short_help="Find words in all transcripts.")(retrieval.search)
app.command("matrix", short_help="Count codes by time and group.")(matrix.matrix)
app.command("change", short_help="Compare two rounds.")(change.change)
app.command("tag", short_help="Say what became of a code.")(change.tag)
app.command("snapshot", short_help="Keep the state of a round.")(snapshots.snapshot)
app.add_typer(findings.app, name="findings")
app.add_typer(framework.app, name="framework")
app.command("cooccurrence", short_help="Count codes that meet.")(cooccurrence.cooccurrence)
app.command("saturation", short_help="Show inductive codes by transcript.")(saturation.saturation)
app.command("joint", short_help="Put themes beside monitoring figures.")(joint.joint)
app.command("quotes", short_help="Check the quotations of a report.")(quotes.quotes)
app.add_typer(system_map.app, name="map")
app.command("history", short_help="Show all changes.")(history.history)
app.command("undo", short_help="Take the last change back.")(history.undo)
app.command("redo", short_help="Make it again.")(history.redo)
app.command("forget", short_help="Make the past impossible to undo.")(pseudonymise.forget)
app.add_typer(archive.app, name="export")
app.command("withdraw", short_help="Remove a participant's words.")(withdrawal.withdraw)
app.command("doctor", short_help="Show terminal, versions, paths and settings.")(doctor.doctor)
app.command("locate", short_help="Show where own files are.")(locate.locate)
app.command("backup", short_help="Copy a project and verify the copy.")(backups.backup)
app.command("restore", short_help="Put a backup in a project's place.")(backups.restore)
app.command("check", short_help="Check that a project is sound.")(checking.check)
