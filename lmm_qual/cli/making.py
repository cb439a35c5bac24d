"""Making one change from the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

from lmm_qual.cli.options import coder_name, done

if TYPE_CHECKING:
    from lmm_qual.project.changes.change import Change


def make(
    project: Path, as_: str | None, change: "Change", nothing: str = "nothing to change"
) -> None:
    """Make a change and say so, or that there was `nothing` to change."""
    from lmm_qual.project.project import Project

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        done(opened.make(change), nothing)
