"""Every page of a project file spoilt in turn: refused, looked at or opened, and never written."""

import asyncio
import csv
import random
import re
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from faults.children import Ended, command, commands, in_child
from faults.encrypted import encrypt_project, forget_keys
from faults.studies import example_study, use_home
from lmm_qual.project.project import Project
from lmm_qual.store.cipher import PLAIN_HEAD
from lmm_qual.store.connecting import connect
from lmm_qual.store.queries.talk import transcripts

_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "{}"),
    ("study", "show", "{}"),
    ("matrix", "{}"),
    ("codings", "export", "{}", "--format", "jsonl"),
    ("findings", "list", "{}"),
    ("history", "{}"),
)
_KEPT = ("T1-G1-01", "T1-G3-02", "T2-G2-01")
_ENCRYPTED_PAGE = 4096
_KINDS = ("a bit", "some bytes", "all of it")


@dataclass
class Spoilt:
    """What came of spoiling a project's pages; numbers are of pages but for `runs`."""

    project: str
    empty: list[str]
    pages: int = 0
    runs: int = 0
    refused: int = 0
    told_by_check: int = 0
    app_opened: int = 0
    app_refused: int = 0
    changed: int = 0
    faults: list[str] = field(default_factory=list)


def measure_pages(every: int, ways: int, only: frozenset[str] = frozenset()) -> list[Spoilt]:
    """Spoil every page (or each `every`th) of the projects, or some, in some of three ways each."""
    found = []
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        folder = Path(place)
        use_home(folder / "home")
        for name in ("filled", "example", "encrypted", "work"):
            (folder / name).mkdir()
        example = example_study(folder / "example")
        filled = folder / "filled" / "study.lmmq"
        filled.write_bytes(example.read_bytes())
        _shrink_and_fill(filled)
        encrypted = folder / "encrypted" / "study.lmmq"
        encrypted.write_bytes(filled.read_bytes())
        encrypt_project(encrypted)
        projects = {
            "all tables filled": filled,
            "example": example,
            "all tables filled and encrypted": encrypted,
        }
        for name, source in projects.items():
            if name in (only or projects):
                found.append(_project(name, source, folder / "work", every, ways))
                print(found[-1], flush=True)
    return found


def _shrink_and_fill(project: Path) -> None:
    """Take most transcripts of the example away, and have something in every table."""
    file, table = project.with_name("corrected.md"), project.with_name("proposals.csv")
    with Project.open(project) as opened:
        gone = [row.key for row in transcripts(opened.store) if row.key not in _KEPT]
    lines: list[tuple[object, ...]] = [
        *(("transcripts", "delete", project, key) for key in gone),
        ("transcripts", "export", project, _KEPT[0], file),
        ("map", "propose", project, "--output", table),
        ("snapshot", project, "first"),
        ("codebook", "delete", project, "Stigma"),
        ("tag", project, "P01", "Barriers", "increase", "--from", "T1", "--to", "T2"),
        ("memos", "add", project, _KEPT[0], "words", "--on", "session", "--link", "coding:2"),
    ]
    _made(in_child(lambda: commands(lines)))
    file.write_text(file.read_text("utf-8").replace("silence", "hush"), "utf-8")
    with table.open(encoding="utf-8", newline="") as rows:
        proposal = next(csv.DictReader(rows))["id"]
    lines = [
        ("transcripts", "update", project, _KEPT[0], file),
        ("map", "confirm", project, proposal, "--dismiss"),
        ("forget", project, "--yes"),
    ]
    _made(in_child(lambda: commands(lines)))


def _made(ended: Ended) -> None:
    assert ended.code == 0, ended.said


def tables_left_empty(project: Path) -> list[str]:
    """Give the tables that nothing stands in."""
    with closing(connect(project)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return [
            str(table)
            for (table,) in named
            if not connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone()
        ]


def _project(name: str, source: Path, folder: Path, every: int, ways: int) -> Spoilt:
    found = Spoilt(name, tables_left_empty(source))
    whole = source.read_bytes()
    plain = whole.startswith(PLAIN_HEAD)
    size = int.from_bytes(whole[16:18], "big") if plain else _ENCRYPTED_PAGE
    project = folder / source.name
    for number, page in enumerate(range(0, len(whole) // size, every)):
        for way in range(number, number + ways):
            chance = random.Random(f"{page} {way % 3}")
            spoilt = bytearray(whole)
            _spoil(spoilt, page * size, size, _KINDS[way % 3], chance)
            _put(project, spoilt)
            found.pages += 1
            _look(found, project, bytes(spoilt), page + 1)
    return found


def _put(project: Path, data: bytes | bytearray) -> None:
    """Let this be the only file in its folder, in a fresh home."""
    for file in project.parent.iterdir():
        file.unlink()
    shutil.rmtree(project.parent.parent / "home")
    use_home(project.parent.parent / "home")
    project.write_bytes(data)


def _spoil(data: bytearray, at: int, size: int, kind: str, chance: random.Random) -> None:
    if kind == "a bit":
        data[at + chance.randrange(size)] ^= 1 << chance.randrange(8)
    elif kind == "some bytes":
        start, length = chance.randrange(size - 64), chance.randint(1, 64)
        data[at + start : at + start + length] = chance.randbytes(length)
    else:
        data[at : at + size] = chance.randbytes(size)


def _look(found: Spoilt, project: Path, spoilt: bytes, page: int) -> None:
    forget_keys()
    ended = in_child(lambda: _run_all(project), 120)
    codes = [int(code) for code in re.findall(r"^=(-?\d+)$", ended.said, re.MULTILINE)]
    found.runs += len(codes)
    found.refused += any(codes)
    found.told_by_check += bool(codes and codes[0])
    found.app_opened += "app opened" in ended.said
    found.app_refused += "app refused" in ended.said
    if ended.code or ended.faulty or set(codes) - {0, 1} or len(codes) != len(_COMMANDS):
        found.faults.append(f"page {page}: {ended.code} {ended.said[-1500:]}")
    if project.read_bytes() != spoilt:
        found.changed += 1
        found.faults.append(f"page {page}: the file was written to")


def _run_all(project: Path) -> int:
    for line in _COMMANDS:
        print(f"={command(*(part.format(project) for part in line))}")
    asyncio.run(_open_app(project))
    return 0


async def _open_app(project: Path) -> None:
    """Open the screens on a project, walk a little and leave."""
    from lmm_qual.model.problem import BadInputError
    from lmm_qual.tui.app import LmmQualApp

    try:
        app = LmmQualApp(project, coder="SA")
        async with app.run_test(size=(120, 36)) as pilot:
            for key in ("down", "enter", "escape"):
                await pilot.press(key)
            await pilot.pause()
        app.close_study()
        if app.failure is not None:
            raise app.failure
        print("app opened")
    except BadInputError as error:
        print(f"app refused: {error}")
