"""A disk that loses its power: what of a log of calls is on it afterwards.

Written and not synced since, a write may be there, not there, or torn between sectors of 512
bytes. A name that was made, moved or taken away is sure only when its folder was synced.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from faults import shim

SECTOR = 512


@dataclass
class File:
    """A file: its bytes as synced, and what was asked since."""

    synced: bytearray = field(default_factory=bytearray)
    asked: list[shim.Record] = field(default_factory=list)

    def sync(self) -> None:
        """Have all on the disk that was asked."""
        for record in self.asked:
            _apply(self.synced, record)
        self.asked.clear()

    def after_cut(self, chance: random.Random, kept: float) -> bytes:
        """Give its bytes after a power cut, when a share of what was asked has been kept."""
        found = bytearray(self.synced)
        for record in self.asked:
            if chance.random() < kept:
                _apply(found, record)
            elif record.kind == shim.WRITE and chance.random() < 0.5:
                _tear(found, record, chance)
        return bytes(found)


def _apply(found: bytearray, record: shim.Record) -> None:
    if record.kind == shim.CUT:
        del found[record.place :]
        found.extend(bytes(record.place - len(found)))
    else:
        found.extend(bytes(max(record.place + len(record.data) - len(found), 0)))
        found[record.place : record.place + len(record.data)] = record.data


def _tear(found: bytearray, record: shim.Record, chance: random.Random) -> None:
    """Write some sectors of a write; what lies between in a file made longer is zero."""
    at = 0
    while at < len(record.data):
        size = SECTOR - (record.place + at) % SECTOR
        if chance.random() < 0.5:
            part = record._replace(place=record.place + at, data=record.data[at : at + size])
            _apply(found, part)
        at += size


@dataclass(frozen=True)
class Naming:
    """A name made, moved or taken away, in a folder."""

    kind: int
    name: str
    to: str = ""
    file: File | None = None

    @property
    def folder(self) -> str:
        """Give the folder that must be synced for it."""
        return str(PurePosixPath(self.name).parent)


class Disk:
    """Files by their names below a folder, as they are for the program and as they are synced."""

    def __init__(self, folder: Path) -> None:
        """Take what stands in a folder as synced."""
        self.root = str(folder)
        self._names: dict[str, File] = {}
        self._folders: dict[int, str] = {}
        self._files: dict[int, File] = {}
        self._asked: list[Naming] = []
        self._made: set[str] = {self.root}
        for path in (folder, *folder.rglob("*")):
            if path.is_dir():
                self._folders[path.stat().st_ino] = str(path)
                self._made.add(str(path))
            else:
                found = File(bytearray(path.read_bytes()))
                self._names[str(path)] = self._files[path.stat().st_ino] = found

    def take(self, record: shim.Record) -> None:
        """Do what a call asked."""
        if record.kind in {shim.WRITE, shim.CUT}:
            self._files[record.file].asked.append(record)
        elif record.kind == shim.SYNC and record.file in self._folders:
            self._sync_names(self._folders[record.file])
        elif record.kind == shim.SYNC:
            self._files[record.file].sync()
        else:
            self._name(record)

    def _name(self, record: shim.Record) -> None:
        name, _, to = record.data.decode().partition("\n")
        if record.kind == shim.CREATE:
            self._files[record.file] = file = File()
            self._folders.pop(record.file, None)
            self._asked.append(Naming(record.kind, name, file=file))
            return
        if record.kind == shim.MKDIR:
            self._folders[record.file] = name
        self._asked.append(Naming(record.kind, name, to))

    def _sync_names(self, folder: str) -> None:
        _rename(self._names, self._made, [one for one in self._asked if one.folder == folder])
        self._asked = [one for one in self._asked if one.folder != folder]

    def after_cut(self, target: Path, chance: random.Random) -> None:
        """Write what is there after a power cut into another folder."""
        kept = chance.choice((0.0, 0.5, 0.9, 1.0, chance.random()))
        named = chance.choice((0.0, 0.5, 1.0, kept))
        names, made = dict(self._names), set(self._made)
        _rename(names, made, [one for one in self._asked if chance.random() < named])
        for folder in sorted(made):
            self._moved(folder, target).mkdir(parents=True, exist_ok=True)
        for name, file in names.items():
            if str(PurePosixPath(name).parent) in made:
                self._moved(name, target).write_bytes(file.after_cut(chance, kept))

    def _moved(self, name: str, target: Path) -> Path:
        return target / PurePosixPath(name).relative_to(self.root)


def _rename(names: dict[str, File], made: set[str], asked: Sequence[Naming]) -> None:
    """Make, move and take away names, in order, where they are there."""
    for one in asked:
        if one.kind == shim.CREATE and one.file is not None:
            names[one.name] = one.file
        elif one.kind == shim.MKDIR:
            made.add(one.name)
        elif one.kind == shim.UNLINK:
            names.pop(one.name, None)
        elif one.name in names:
            names[one.to] = names.pop(one.name)
