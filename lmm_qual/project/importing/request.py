"""What a person asks to import."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class ImportRequest:
    """What to import, and what to take for granted of it."""

    paths: Sequence[Path] = ()
    list_file: Path | None = None
    speakers_file: Path | None = None
    time: str | None = None
    group: str | None = None
    method: str | None = None
    encoding: str | None = None
    name_pattern: str | None = None
    joins: Sequence[tuple[str, str]] = ()
    """Labels, each with the name of the speaker whom it names too."""
    turns: Literal["keep", "merge"] | None = None
