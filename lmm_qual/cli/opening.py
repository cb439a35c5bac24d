"""`new` and `open`: making a project, opening it in the terminal."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from lmm_qual.cli.options import As, ProjectPath, coder_name
from lmm_qual.cli.saying import is_terminal, note
from lmm_qual.model.problem import refuse


def new(
    project: ProjectPath,
    study: Annotated[Path | None, typer.Option(metavar="FILE", help="A study file.")] = None,
    codebook: Annotated[Path | None, typer.Option(metavar="FILE", help="A codebook.")] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="A system map.")
    ] = None,
    as_: As = None,
) -> None:
    """Make a project; study, codebook and map may come later."""
    from lmm_qual.project.starting import start_project

    with start_project(project, study, codebook, map_, coder=coder_name(as_)):
        note(f"made {project}; next: `lmm-qual import {project} FOLDER`")


def open_project(
    project: ProjectPath,
    transcript: Annotated[
        str | None, typer.Option(metavar="ID", help="Go straight to a transcript.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Look without changing.")] = False,
    as_: As = None,
) -> None:
    """Open a project in the terminal."""
    from lmm_qual.store.asking import asking
    from lmm_qual.store.backups import newest_good
    from lmm_qual.store.keys import PassphraseNeededError
    from lmm_qual.store.opening import check_header
    from lmm_qual.store.store import DamagedError

    try:
        with asking(None):
            check_header(project)
    except PassphraseNeededError:
        require_terminal()  # the app asks for it
    except DamagedError:
        if newest_good(project) is None:  # else the app offers it
            raise
    _run(project, transcript=transcript, read_only=read_only, as_=as_)


def start() -> None:
    """Open the start screen; the first time with a welcome."""
    from lmm_qual.project.remembered import is_first_time

    _run(None, welcome=is_first_time())


def open_example(project: Path) -> None:
    """Open the example study; the first time with a welcome."""
    from lmm_qual.project.remembered import is_first_time

    _run(project, welcome=is_first_time())


def _run(
    project: Path | None,
    *,
    transcript: str | None = None,
    read_only: bool = False,
    as_: str | None = None,
    welcome: bool = False,
) -> None:
    """Run the screens, where there is a terminal and all settings are sound."""
    require_terminal()
    from lmm_qual.store.asking import asking
    from lmm_qual.tui.app import run
    from lmm_qual.tui.settings import load_settings

    settings = load_settings()
    coder = coder_name(as_)
    with asking(None):  # the app does it on its screens
        code = run(
            project,
            transcript=transcript,
            read_only=read_only,
            coder=coder,
            settings=settings,
            welcome=welcome,
        )
    raise typer.Exit(code)


def require_terminal() -> None:
    """Raise `BadInputError` where no screens can be drawn."""
    import os

    if not is_terminal(sys.stdin) or not is_terminal(sys.stdout):
        raise refuse("the screens need a terminal", "see `lmm-qual --help` for the commands")
    if os.environ.get("TERM", "") in {"", "dumb"} and os.name != "nt":
        raise refuse(
            "this terminal cannot draw screens (TERM is dumb)",
            "use the commands, or another terminal",
        )
