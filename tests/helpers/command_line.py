"""Building the commands once, and not again for each line that a test runs.

A process builds the more than hundred commands once, before it reads its line; a test that runs
a dozen lines in its own process took nine tenths of its time for building them.
"""

import functools
from collections.abc import Iterator

import pytest
import typer.main

from lmm_qual.cli import commands, running


@pytest.fixture(autouse=True, scope="session")
def build_commands_once() -> Iterator[None]:
    """Have Typer keep what it builds; a command holds nothing of the lines it has run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", functools.cache(typer.main.get_command))
        built = functools.cache(commands.build)
        patch.setattr(running, "build", lambda entries: built(tuple(entries)))
        yield
