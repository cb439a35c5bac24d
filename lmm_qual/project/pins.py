"""The codes that a person has pinned to numbers: kept for each project and coder.

The file stands with the person's state and holds paths, coders and ids of codes, no words.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lmm_qual.project.own_files import replace_file, state_folder

PLACES = range(1, 10)


def _file() -> Path:
    return state_folder() / "pins.json"


def load_pins(project: Path, coder: str | None) -> dict[int, int]:
    """Give the pinned codes by number; none where the file cannot be read."""
    kept = _mapping(_mapping(_read().get(str(project.resolve()))).get(coder or ""))
    pins: dict[int, int] = {}
    for number, code in kept.items():
        known = number.isdecimal() and int(number) in PLACES and type(code) is int
        if known and code not in pins.values():
            pins[int(number)] = code
    return pins


def save_pins(project: Path, coder: str | None, pins: Mapping[int, int]) -> None:
    """Keep the pinned codes of a project and coder, those of others as they are.

    Raises `OSError` where they cannot be kept; the file is then as it was.
    """
    everything = _read()
    of_project = _mapping(everything.get(str(project.resolve())))
    of_project[coder or ""] = {str(number): code for number, code in sorted(pins.items())}
    everything[str(project.resolve())] = {name: kept for name, kept in of_project.items() if kept}
    kept_at_all = {path: kept for path, kept in everything.items() if kept}
    replace_file(_file(), json.dumps(kept_at_all, indent=1))


def _read() -> dict[str, Any]:
    try:
        return _mapping(json.loads(_file().read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return {}


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
