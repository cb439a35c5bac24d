"""Paths as people give them to a question: typed, copied, or a file dropped into the terminal."""

import os
import shlex
from contextlib import suppress
from pathlib import Path


def typed_path(text: str) -> Path:
    """Give the path that was meant: a file of the very name typed, else what a terminal quoted.

    Terminals put quotes about a file that is dropped into them, or backslashes before spaces.
    """
    plain = Path(text).expanduser()
    if plain.exists():
        return plain
    bare = text.strip()
    if len(bare) > 2 and bare[0] == bare[-1] == '"':
        return Path(bare[1:-1]).expanduser()
    if os.name == "posix":
        with suppress(ValueError):
            parts = shlex.split(bare)
            return Path(parts[0]).expanduser() if len(parts) == 1 else plain
    return plain
