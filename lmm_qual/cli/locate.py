"""`locate`: where a person's own files are."""

from enum import StrEnum
from typing import Annotated

import typer

from lmm_qual.cli.saying import note, show
from lmm_qual.text.numbers import counted


class Own(StrEnum):
    """Files and folders outside all projects."""

    CONFIG = "config"
    BACKUPS = "backups"
    STATE = "state"


def locate(
    what: Annotated[
        Own, typer.Argument(help="The settings' file, the copies, or what is remembered.")
    ],
) -> None:
    """Show the path of the configuration file, or of the folder of backups or of state."""
    from lmm_qual.cli.backups import size_told
    from lmm_qual.project.own_files import configuration_file, state_folder
    from lmm_qual.store.backup import backups_folder
    from lmm_qual.store.backups import disk_use

    paths = {Own.CONFIG: configuration_file, Own.BACKUPS: backups_folder, Own.STATE: state_folder}
    show(f"{paths[what]()}\n")
    if what is Own.BACKUPS:
        number, size = disk_use()
        copies = counted(number, "copy", "copies")
        note(f"{copies} of projects, {size_told(size)}" if number else "no copies yet")
