"""`participants`: group; service and role a session; consent."""

from typing import Annotated, Any

import typer

from lmm_qual.cli.making import make
from lmm_qual.cli.options import As, Force, Format, Output, ProjectPath, named
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import note

app = typer.Typer(no_args_is_help=True, help="Participants, their sessions and their consent.")

_NOBODY = "no participants yet; they come with transcripts, or with `study import`"


@app.command("list")
def list_(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """List participants with the sessions they speak in."""
    from lmm_qual.exporters.participants import participants_data, participants_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        data = participants_data(opened.store)
    out.write_records(data, participants_table)
    out.note_none(data, _NOBODY)


@app.command("consent")
def consent_grid(
    project: ProjectPath, format_: Format = None, output: Output = None, force: Force = False
) -> None:
    """Show who agreed to what in each round; what nobody wrote down is not known.

    What is not known counts as no: such words are neither quoted in what is for sharing nor put
    into an archive. `participants set --consent T1:quote=yes` writes it down.
    """
    from lmm_qual.exporters.consent import consent_data, consent_said, consent_table
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        data = consent_data(opened.store)
    out.write_records(data, consent_table)
    out.note_none(data, _NOBODY)
    note(*consent_said(data))


@app.command("set")
def set_(
    project: ProjectPath,
    participant: Annotated[
        str, typer.Argument(metavar="ID", help="The participant.", callback=named)
    ],
    group: Annotated[
        str | None, typer.Option(help="Group; with --transcript, that session's.", callback=named)
    ] = None,
    transcript: Annotated[str | None, typer.Option(metavar="ID", help="A session.")] = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="LABEL", help="The speaker label in that session.")
    ] = None,
    service: Annotated[
        str | None, typer.Option(help="Service in that session.", callback=named)
    ] = None,
    role: Annotated[str | None, typer.Option(help="Role in that session.", callback=named)] = None,
    consent: Annotated[
        list[str] | None,
        typer.Option(metavar="TIME:FIELD=yes|no", help="Consent in a round; may be repeated."),
    ] = None,
    as_: As = None,
) -> None:
    """Set a participant's group, session entry or consent."""
    from lmm_qual.project.changes.design import SetParticipant

    if transcript is None and (speaker or service or role):
        raise typer.BadParameter("speaker, service and role are of a session: add --transcript ID")
    if not any((group, transcript, consent)):
        raise typer.BadParameter("nothing to set: give --group, --transcript or --consent")
    change = SetParticipant(
        participant, group, transcript, speaker, service, role, _read_consent(consent or [])
    )
    make(project, as_, change)


def _read_consent(entries: list[str]) -> dict[str, dict[str, Any]]:
    from lmm_qual.definitions.checks import nearest
    from lmm_qual.model.study import Consent

    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        time, colon, rest = entry.partition(":")
        name, equals, value = rest.partition("=")
        if not colon or not equals or not time:
            raise typer.BadParameter(f"“{entry}” is not of the form TIME:FIELD=yes|no")
        if name not in Consent.model_fields:
            raise typer.BadParameter(
                f"unknown consent “{name}”; {nearest(name, Consent.model_fields)}"
            )
        try:
            given = Consent.model_validate({name: value or None})
        except ValueError:
            raise typer.BadParameter(f"“{value}” does not fit consent “{name}”") from None
        found.setdefault(time, {})[name] = getattr(given, name)
    return found
