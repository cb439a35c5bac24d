"""Work on a project whose every step is confirmed once the call has returned."""

import hashlib
import json
import random
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

from faults.children import command
from faults.studies import state, write_talk
from lmm_qual.model.coding import CodingRecord
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.memos import WriteMemo
from lmm_qual.project.project import Project
from lmm_qual.store.backups import backups_of
from lmm_qual.store.identity import contents_of, project_id

Confirmed = dict[str, Any]
"""What was confirmed: `state` and `entries` of the project, and files with their digests."""
Work = Generator[Confirmed, None, None]


def seen(project: Path, **more: object) -> Confirmed:
    """Give what stands in a project now, as what has been confirmed."""
    return {"state": state(project), "entries": contents_of(project).changes, **more}


def digest_of(file: Path) -> str:
    """Give the digest of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def codings(project: Path, chance: random.Random) -> Work:
    """Code and write memos in a project that stays open, as on the screen."""
    with Project.open(project, write=True, coder="SA") as opened:
        yield seen(project)
        while True:
            start = chance.randrange(150)
            code = chance.choice(("Reach", "Barriers"))
            record = CodingRecord(
                transcript="A", start=start, end=start + 9, code=code, coder="SA", memo="why"
            )
            opened.make(AddCodings([("", record)]))
            yield seen(project)
            opened.make(WriteMemo("study", None, f"thought {chance.random()}"))
            yield seen(project)


def imports(project: Path, chance: random.Random) -> Work:
    """Import transcripts on the command line."""
    yield seen(project)
    while True:
        file = write_talk(project.parent / "sources", f"N{chance.randrange(10**9)}", chance, 40)
        _done(command("import", project, file, "--time", "T2", "--group", "G2"))
        yield seen(project)


def merges(project: Path, chance: random.Random) -> Work:
    """Make codes, code with them and merge them on the command line."""
    yield seen(project)
    while True:
        name = f"Code {chance.randrange(10**9)}"
        start = chance.randrange(150)
        _done(command("codebook", "add", project, name))
        yield seen(project)
        _done(command("codings", "add", project, "B", start, start + 12, name))
        yield seen(project)
        _done(command("codebook", "merge", project, name, "--into", "Training"))
        yield seen(project)


def backups(project: Path, chance: random.Random) -> Work:
    """Code, then make backups: in the folder of backups, and in a file that is there."""
    copy = copy_of(project)
    yield seen(project)
    while True:
        start = chance.randrange(150)
        _done(command("codings", "add", project, "A", start, start + 5, "Stigma"))
        yield seen(project)
        _done(command("backup", project))
        newest = backups_of(project_id(project))[0]
        yield seen(project, backup=newest.file.name, sha256=newest.sha256)
        _done(command("backup", project, copy, "--force"))
        yield seen(project, copy=digest_of(copy))


def session(project: Path, chance: random.Random) -> Work:
    """Do all of it in turn, and write tables, in a project that is made at the beginning."""
    other = project.with_name("made.lmmq")
    _done(command("new", other, "--codebook", project.parent / "sources" / "codebook.yaml"))
    yield seen(project, other=seen(other))
    table = project.with_name("codings.csv")
    for kind, steps in ((codings, 30), (merges, 8), (imports, 4), (backups, 6)):
        work = kind(project, chance)
        for _ in range(steps):
            yield next(work)
        work.close()
        _done(command("codings", "export", project, table, "--force"))
        yield seen(project, table=digest_of(table))


def copy_of(project: Path) -> Path:
    """Give where copies of a project are put by hand."""
    return project.parent / "copies" / "copy.lmmq"


def make_copy_place(project: Path) -> None:
    """Put a copy of a project where copies are put."""
    copy_of(project).parent.mkdir()
    copy_of(project).write_bytes(project.read_bytes())


def confirmed_to(work: Work, tell: Callable[[str], object]) -> int:
    """Do work and tell each step, in a line, after it is done."""
    for found in work:
        tell(json.dumps(found))
    return 0


def last_of(lines: str) -> list[Confirmed]:
    """Read what was told, as far as it was told whole."""
    found = []
    for line in lines.splitlines():
        with suppress(ValueError):
            found.append(json.loads(line))
    return found


def _done(code: int) -> None:
    assert code == 0, "a command failed"
