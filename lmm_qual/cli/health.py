"""What `doctor` finds: each thing with what was found, and whether that is sound."""

import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lmm_qual import __version__
from lmm_qual.cli.saying import is_terminal
from lmm_qual.text.numbers import counted

SMALLEST = (60, 16)
_PACKAGES = ("textual", "sqlmodel", "sqlalchemy", "pydantic", "rapidfuzz", "networkx", "pyvis")
_SAMPLES = (("e", "é", 1), ("wide", "語", 2), ("combined", "e\u0301", 1), ("emoji", "🙂", 2))


class Finding(NamedTuple):
    """Something looked at: what it is about, what was found, and whether that is sound."""

    about: str
    what: str
    sound: bool = True


def examine() -> list[Finding]:
    """Look at terminal, versions, folders, settings and disk."""
    return [*_versions(), *_terminal(), *_paths(), *_settings(), _storage()]


def _versions() -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, version

    from lmm_qual.store.health import sqlite_version

    yield Finding("lmm-qual", __version__)
    yield Finding("python", f"{platform.python_version()} on {platform.platform(terse=True)}")
    yield Finding("sqlite", sqlite_version())
    yield _encryption()
    for name in _PACKAGES:
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            yield Finding(name, "not installed", sound=False)


def _encryption() -> Finding:
    """Say whether encrypted projects can be opened, and passphrases kept."""
    from lmm_qual.store.cipher import INSTALL, sqlcipher_version
    from lmm_qual.store.keyring_entries import keyring_name

    if not (version := sqlcipher_version()):
        return Finding("encryption", f"not installed; {INSTALL}")
    ring = keyring_name()
    said = f"passphrases may be kept in {ring}" if ring else "no keyring to keep passphrases in"
    return Finding("encryption", f"SQLCipher {version}; {said}")


def _terminal() -> Iterator[Finding]:
    terminal = os.environ.get("TERM", "")
    drawable = os.name == "nt" or terminal not in {"", "dumb"}
    yield Finding("TERM", terminal or "not set", drawable)
    if is_terminal(sys.stdout):
        width, height = shutil.get_terminal_size()
        fits = width >= SMALLEST[0] and height >= SMALLEST[1]
        least = "" if fits else f"; at least {SMALLEST[0]}×{SMALLEST[1]} is needed"
        yield Finding("size", f"{width}×{height}{least}", fits)
    else:
        yield Finding("size", "output is no terminal")
    yield Finding("colours", _colours())
    yield _locale(locale.getencoding())
    yield _widths()


def _locale(encoding: str) -> Finding:
    """Say in which letters the terminal is written to, which Windows does in all there are."""
    utf8 = encoding.replace("-", "").replace("_", "").casefold() == "utf8"
    sound = utf8 or os.name == "nt"
    return Finding("locale", encoding if sound else f"{encoding}; set LANG to one of UTF-8", sound)


def _colours() -> str:
    from rich.console import Console

    if os.environ.get("NO_COLOR") is not None:
        return "none: NO_COLOR is set"
    names = {None: "none", "standard": "16", "256": "256", "truecolor": "16 million"}
    system = Console(file=sys.stdout).color_system
    return names.get(system, str(system))


def _widths() -> Finding:
    """Give the cells that the program reckons with; a terminal may draw otherwise."""
    from rich.cells import cell_len

    reckoned = [(name, sample, cell_len(sample), cells) for name, sample, cells in _SAMPLES]
    said = ", ".join(f"{sample} {width}" for _, sample, width, _ in reckoned)
    return Finding("width in cells", said, all(width == cells for *_, width, cells in reckoned))


def _paths() -> Iterator[Finding]:
    from lmm_qual.project.own_files import configuration_file, state_folder
    from lmm_qual.store.backup import backups_folder

    yield _folder("configuration", configuration_file(), configuration_file().parent)
    yield _folder("state", state_folder(), state_folder())
    yield _backups(_folder("backups", backups_folder(), backups_folder()))


def _backups(found: Finding) -> Finding:
    """Say with their folder how many there are and how large, and what room is left."""
    from lmm_qual.cli.backups import size_told
    from lmm_qual.store.backups import disk_use

    number, size = disk_use()
    if not found.sound or not number:
        return found
    with suppress(OSError):
        free = size_told(shutil.disk_usage(found.what).free)
        copies = counted(number, "copy", "copies")
        return Finding("backups", f"{found.what}: {copies}, {size_told(size)}, {free} free")
    return found


def _folder(about: str, shown: Path, folder: Path) -> Finding:
    """Say whether a folder can be written, or made where it is not there yet."""
    present = folder
    while not present.exists() and present != present.parent:
        present = present.parent
    if present.is_dir() and os.access(present, os.W_OK | os.X_OK):
        return Finding(about, str(shown))
    why = "may not be written to" if present.is_dir() else "is no folder"
    return Finding(about, f"{shown}: {present} {why}", sound=False)


def _settings() -> Iterator[Finding]:
    from lmm_qual.tui.settings import check_settings

    settings, problems = check_settings()
    for problem in problems:
        yield Finding("settings", str(problem), sound=False)
    if not problems:
        own = [theme.name for theme in settings.themes[2:]]
        said = f"sound; coder {settings.coder or 'not set'}, theme {settings.theme}"
        said += f", {len(settings.keys)} keys of one's own" if settings.keys else ""
        said += f", own themes {', '.join(own)}" if own else ""
        yield Finding("settings", said)


def _storage() -> Finding:
    """Make a project on the disk and lock it, as work will."""
    from lmm_qual.store.health import try_storage

    with suppress(OSError), tempfile.TemporaryDirectory(prefix="lmm-qual-") as folder:
        fault = try_storage(Path(folder))
        return Finding("trial project", fault or "written, read back, locked", not fault)
    return Finding("trial project", "no folder for temporary files", sound=False)
