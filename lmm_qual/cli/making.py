"""Making one change from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lmm_qual.cli.options import coder_name
from lmm_qual.cli.saying import done

if TYPE_CHECKING:
    from lmm_qual.project.changes.change import Change
    from lmm_qual.store.store import Store


def make(
    project: Path, as_: str | None, change: "Change", nothing: str = "nothing to change"
) -> None:
    """Make a change and say so, or that there was `nothing` to change."""
    make_from(project, as_, lambda _: change, nothing)


def make_from(
    project: Path,
    as_: str | None,
    worked_out: "Callable[[Store], Change]",
    nothing: str = "nothing to change",
) -> None:
    """Make the change that is worked out from what the project holds, and say so."""
    from lmm_qual.project.project import Project

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        done(opened.make(worked_out(opened.store)), nothing)
