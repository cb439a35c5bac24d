"""What is remembered of a person's work: the projects opened last, and where work stopped in each.

None of it is needed to work, so that what cannot be read or written is passed over. Nothing in
it is of the words of a transcript: paths, ids and positions only.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lmm_qual.project.own_files import configuration_file, replace_file, state_folder

RECENT = 12
PLACES, FOLDS, FILES = 400, 1000, 40
"""How many places and folds of a project, and of how many projects and coders, are kept."""
_LARGEST = 256 * 1024
_BIGGEST_NUMBER = 2**53


@dataclass(frozen=True)
class StoppingPlace:
    """Where somebody stopped in a study: by the ids of transcripts and codes."""

    transcript: int | None = None
    places: Mapping[int, int] = field(default_factory=dict)
    """The cursor's code point in each transcript, the one left last at the end."""
    folded: frozenset[int] = frozenset()


# The projects opened last


def _recent_file() -> Path:
    return state_folder() / "recent.json"


def recent_projects() -> list[Path]:
    """Give the projects opened last that are still there, newest first."""
    names = _read(_recent_file())
    found = []
    for name in names if isinstance(names, list) else []:
        with suppress(OSError, ValueError):
            if isinstance(name, str) and Path(name).is_file():
                found.append(Path(name))
    return found


def remember_project(path: Path) -> None:
    """Put a project at the head of those opened last."""
    known = [path.resolve(), *(p for p in recent_projects() if p != path.resolve())]
    _write(_recent_file(), [str(p) for p in known[:RECENT]])


def is_first_time() -> bool:
    """Say whether the program was never used: nothing is set, and no project was opened."""
    return not configuration_file().exists() and not _recent_file().exists()


# What was told once

_TOLD = 200
"""So many things are known to have been told."""


def first_told(what: str) -> bool:
    """Say whether something is told for the first time, and remember that it was."""
    file = state_folder() / "told.json"
    read = _read(file)
    known = [one for one in read if isinstance(one, str)] if isinstance(read, list) else []
    key = hashlib.sha256(what.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    if key in known:
        return False
    _write(file, [*known, key][-_TOLD:])
    return True


# Where work stopped


def _place_file(project: Path, coder: str | None) -> Path:
    named = f"{project.resolve()}\0{coder or ''}"
    key = hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()
    return state_folder() / "places" / f"{key[:32]}.json"


def stopping_place(project: Path, coder: str | None) -> StoppingPlace:
    """Give where a coder stopped in a project; nowhere, where that is not known."""
    read = _read(_place_file(project, coder))
    if not isinstance(read, dict):
        return StoppingPlace()
    places = read.get("places")
    folded = read.get("folded")
    transcript = read.get("transcript")
    return StoppingPlace(
        transcript if _is_number(transcript) else None,
        _places(places) if isinstance(places, list) else {},
        frozenset(filter(_is_number, folded)) if isinstance(folded, list) else frozenset(),
    )


def _places(read: list[Any]) -> dict[int, int]:
    pairs = [pair for pair in read if isinstance(pair, list) and len(pair) == 2]
    return {one: two for one, two in pairs if _is_number(one) and _is_number(two)}


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < _BIGGEST_NUMBER


def remember_place(project: Path, coder: str | None, stopped: StoppingPlace) -> None:
    """Keep where a coder stopped in a project."""
    file = _place_file(project, coder)
    places = [list(pair) for pair in stopped.places.items()][-PLACES:]
    folded = sorted(stopped.folded)[:FOLDS]
    _write(file, {"transcript": stopped.transcript, "places": places, "folded": folded})
    _drop_oldest(file.parent)


def _drop_oldest(folder: Path) -> None:
    with suppress(OSError):
        files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for file in files[:-FILES]:
            file.unlink(missing_ok=True)


def _read(file: Path) -> object:
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return None
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _write(file: Path, value: object) -> None:
    with suppress(OSError, ValueError):
        replace_file(file, json.dumps(value))
