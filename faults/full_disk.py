"""The disk full or failing at each call of a job in turn, until the job goes through."""

import errno
import os
import random
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from faults import shim
from faults.children import Ended, command, in_child
from faults.jobs import Confirmed, copy_of, make_copy_place, seen
from faults.looking import damage, leftovers
from faults.studies import fresh, small_study, use_home, write_talk
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.project import Project

WAYS = {
    "full": (errno.ENOSPC, shim.GROWING),
    "one error": (errno.EIO, shim.ONCE),
    "errors from then on": (errno.EIO, shim.ALWAYS),
}
_FORMS = {
    "xlsx": ("matrix", "{project}", "--output", "{out}/m.xlsx"),
    "csv": ("codings", "table", "{project}", "--output", "{out}/c.csv"),
    "json": ("matrix", "{project}", "--output", "{out}/m.json"),
    "jsonl": ("codings", "export", "{project}", "{out}/c.jsonl"),
    "yaml": ("codebook", "export", "{project}", "{out}/c.yaml"),
    "md": ("memos", "export", "{project}", "--output", "{out}/m.md"),
    "html page": ("matrix", "{project}", "--output", "{out}/m.html"),
    "docx": ("transcripts", "coded", "{project}", "A", "--output", "{out}/A.docx"),
    "svg": ("cooccurrence", "{project}", "--output", "{out}/c.svg"),
    "png": ("cooccurrence", "{project}", "--output", "{out}/c.png"),
    "original": ("transcripts", "export", "{project}", "A", "{out}/A.txt"),
}
_OLD = b"what was there"


@dataclass
class Filled:
    """What came of a job when each of its calls failed in turn; `faults` lists what must not be."""

    job: str
    way: str
    calls: int = 0
    refused: int = 0
    done: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where a job is done, and what is there before and after it."""

    project: Path
    out: Path
    before: Confirmed
    after: Confirmed


def measure_full_disk(most: int, only: frozenset[str] = frozenset()) -> list[Filled]:
    """Let each call of every job, or of some, fail in every way; `most` calls at the most."""
    found = []
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        (folder / "source").mkdir()
        use_home(folder / "home")
        source = small_study(folder / "source")
        make_copy_place(source)
        _made(in_child(lambda: command("backup", source)))
        shutil.copytree(folder / "home", folder / "home after a backup")
        for job, work in _jobs().items():
            for way in WAYS if job in (only or _jobs()) else ():
                found.append(_job(job, way, work, source, folder, most))
                print(found[-1], flush=True)
    return found


Work = Callable[[Path, Path], int]


def _made(ended: Ended) -> None:
    assert ended.code == 0, ended.said


def _jobs() -> dict[str, Work]:
    def export(line: tuple[str, ...]) -> Work:
        def work(project: Path, out: Path) -> int:
            return command(*(part.format(project=project, out=out) for part in line), "--force")

        return work

    return {
        "coding (command)": _code,
        "coding (screen)": _make,
        "import": _import,
        "migration": _code,
        "backup": lambda project, _: command("backup", project),
        "copy": lambda project, _: command("backup", project, copy_of(project), "--force"),
        "restore": lambda project, _: command("restore", project, copy_of(project), "--yes"),
        "new": lambda project, _: command("new", project.with_name("made.lmmq")),
        **{f"export: {form}": export(line) for form, line in _FORMS.items()},
    }


def _code(project: Path, _: Path) -> int:
    return command("codings", "add", project, "A", 60, 70, "Stigma")


def _import(project: Path, _: Path) -> int:
    return command("import", project, project.parent / "sources" / "more.txt")


def _make(project: Path, _: Path) -> int:
    """Code as the screen does: refused, the work is tried again when the disk has room."""
    record = CodingRecord(transcript="A", start=60, end=70, code="Stigma", coder="SA")
    try:
        with Project.open(project, write=True, coder="SA") as opened:
            try:
                opened.make(AddCodings([("", record)]))
            except BadInputError as error:
                print(error)
                shim.fail(0, 0, 0)
                opened.make(AddCodings([("", record)]))
                print("NOT saved, then saved")
    except BadInputError as error:
        print(error)
        return 1
    return 0


def _outdated(project: Path) -> None:
    """Make a project of one that the first version would have made."""
    from lmm_qual.store import findings_tables, map_tables, revision_tables

    later = findings_tables.TABLES + revision_tables.TABLES + map_tables.STATEMENTS
    tables = re.findall(r"CREATE TABLE (\w+)", later)
    columns = re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", later)
    with closing(sqlite3.connect(project, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in (*tables, "passage"):
            connection.execute(f"DROP TABLE {table}")
        for table, column in columns:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("PRAGMA user_version = 1")


def _job(job: str, way: str, work: Work, source: Path, folder: Path, most: int) -> Filled:
    found = Filled(job, way)
    place = _place(job, work, source, folder)
    error, how = WAYS[way]
    for at in range(1, most + 1):
        _ready(job, place, source, folder)
        told = folder / "told"
        told.unlink(missing_ok=True)
        ended = in_child(partial(_failing, work, place, at, error, how, told))
        if told.exists() and int(told.read_text()) < at:
            break
        found.calls += 1
        _look(found, place, ended, at)
        if how == shim.ALWAYS:  # what could not be taken away then goes with the next try
            again = in_child(lambda: work(place.project, place.out))
            if again.code and ended.code and "was changed, but" not in ended.said:
                found.faults.append(f"call {at}: again {again.said[-300:]}")
        _look_for_leftovers(found, place, at)
    else:
        found.faults.append(f"not tried beyond call {most}")
    return found


def _place(job: str, work: Work, source: Path, folder: Path) -> Place:
    """Do the job once without faults; gives what is there before (upgraded) and after."""
    (folder / "work").mkdir(exist_ok=True)
    place = Place(folder / "work" / source.name, folder / "work" / "out", {}, {})
    _ready(job, place, source, folder)
    version = _version(place.project)
    assert not damage(place.project)
    before = seen(place.project)
    _ready(job, place, source, folder)
    ended = in_child(lambda: work(place.project, place.out))
    assert ended.code == 0, (job, ended.said)
    assert version == 1 or job != "migration"
    return Place(place.project, place.out, before, seen(place.project))


def _ready(job: str, place: Place, source: Path, folder: Path) -> None:
    shutil.rmtree(folder / "home")
    if job in {"backup", "coding (command)"}:
        use_home(folder / "home")
    else:  # so that no backup is due, whose calls are tried with these two
        shutil.copytree(folder / "home after a backup", folder / "home")
    project = fresh(place.project.parent, source)
    place.out.mkdir()
    for line in _FORMS.values():
        place.out.joinpath(line[-1].partition("/")[2]).write_bytes(_OLD)
    if job == "migration":
        _outdated(project)
    write_talk(project.parent / "sources", "more", random.Random(3))


def _failing(work: Work, place: Place, at: int, error: int, how: int, told: Path) -> int:
    temporary = place.project.parent / "tmp"
    temporary.mkdir()
    tempfile.tempdir = os.environ["TMPDIR"] = str(temporary)
    shim.watch(place.project.parent, Path(os.environ["HOME"]))
    shim.fail(at, error, how)
    try:
        return work(place.project, place.out)
    finally:
        counted = shim.counted()
        shim.fail(0, 0, 0)
        if counted:
            told.write_text(str(counted))


def _look(found: Filled, place: Place, ended: Ended, at: int) -> None:
    """See that it was refused or done, in plain words, and that nothing is there by half."""
    where = f"call {at}"
    if ended.faulty or ended.code not in {0, 1}:
        found.faults.append(f"{where}: {ended.code} {ended.said[-300:]}")
    if ended.code == 0:
        found.done += 1
    else:
        found.refused += 1
        lines = [line for line in ended.said.splitlines() if line]
        if not 1 <= len(lines) <= 2:
            found.faults.append(f"{where}: said {lines}")
    _look_at_project(found, place, ended, where)
    _look_at_files(found, place, ended, where)


def _look_at_project(found: Filled, place: Place, ended: Ended, where: str) -> None:
    if faults := damage(place.project):
        found.faults.append(f"{where}: {faults[0]}")
        return
    now = seen(place.project)
    wanted = [place.after] if ended.code == 0 else [place.before, place.after]
    if now not in wanted:
        found.faults.append(f"{where}: the project is neither as before nor as after")
    said_so = "was changed, but the disk reports an error" in ended.said
    if ended.code and now == place.after != place.before and not said_so:
        found.faults.append(f"{where}: refused, and done all the same")


def _look_at_files(found: Filled, place: Place, ended: Ended, where: str) -> None:
    for file in sorted(place.out.iterdir()):
        whole = file.read_bytes()
        if not file.name.startswith(".") and ended.code and whole != _OLD:
            found.faults.append(f"{where}: {file.name} is no longer what it was")
    copy = copy_of(place.project)
    if found.job in {"copy", "restore"} and (faults := damage(copy)):
        found.faults.append(f"{where}: copy {faults[0]}")
    for file in Path(os.environ["HOME"]).rglob("*"):
        if file.suffix == ".lmmq" and (fault := _unsound(file)):
            found.faults.append(f"{where}: backup {fault}")
    if found.job == "restore" and ended.code:
        for kept in place.project.parent.glob("*.before-restore-*"):
            if kept.name not in ended.said:
                found.faults.append(f"{where}: {kept.name} is left and nobody was told")
    made = place.project.with_name("made.lmmq")
    if made.exists() and (faults := damage(made)):
        found.faults.append(f"{where}: made {faults[0]}")


def _look_for_leftovers(found: Filled, place: Place, at: int) -> None:
    """See that no file is left that was to be there for a moment only."""
    folders = (place.project.parent, place.out, copy_of(place.project).parent)
    left = [name for folder in folders for name in leftovers(folder)]
    if left:
        found.faults.append(f"call {at}: left {left}")


def _unsound(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        return "" if said == "ok" else str(said)


def _version(project: Path) -> int:
    return int.from_bytes(project.read_bytes()[60:64], "big")
