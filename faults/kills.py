"""The program killed at random instants of its work."""

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from faults import jobs
from faults.children import begin, command, in_child
from faults.encrypted import encrypt_project, forget_keys
from faults.looking import backups_unsound, damage, is_kept, leftovers
from faults.studies import fresh, small_study, use_home
from lmm_qual.project.changes.memos import WriteMemo
from lmm_qual.project.project import Project

_ENCRYPTED = "codings in an encrypted project"
KINDS: dict[str, Callable[[Path, random.Random], jobs.Work]] = {
    "codings": jobs.codings,
    "imports": jobs.imports,
    "merges of codes": jobs.merges,
    "backups": jobs.backups,
    _ENCRYPTED: jobs.codings,
}
_ANEW = 40
"""Kills after which a new copy of the study is taken, so that it does not grow."""


@dataclass
class Killed:
    """What came of the kills in one kind of work."""

    kind: str
    kills: int = 0
    confirmed: int = 0
    lost: int = 0
    damaged: int = 0
    backups_unsound: int = 0
    left: int = 0
    left_after: int = 0
    said: list[str] = field(default_factory=list)


def measure_kills(kills: int, only: frozenset[str] = frozenset(), seed: int = 1) -> list[Killed]:
    """Kill so many times, equally often in each kind of work, or in some."""
    kinds = [kind for kind in KINDS if kind in (only or KINDS)]
    found = []
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        folder = Path(place)
        use_home(folder / "home")
        (folder / "source").mkdir()
        source = small_study(folder / "source")
        jobs.make_copy_place(source)
        for number, kind in enumerate(kinds):
            share = kills // len(kinds) + (number < kills % len(kinds))
            if kind == _ENCRYPTED:
                encrypt_project(source)
            chance = random.Random(seed + [*KINDS].index(kind))
            found.append(_kind(kind, share, source, folder / "work", chance))
            print(found[-1], flush=True)
    return found


def _kind(kind: str, kills: int, source: Path, folder: Path, chance: random.Random) -> Killed:
    found = Killed(kind)
    project = folder / source.name
    for number in range(kills):
        if number % _ANEW == 0:
            project = fresh(folder, source)
            shutil.rmtree(folder.parent / "home")
            use_home(folder.parent / "home")
        _kill(found, project, chance)
    return found


def _kill(found: Killed, project: Path, chance: random.Random) -> None:
    """Begin work, kill it at a random instant and look what is there."""
    told_from, told_to = os.pipe()
    work = KINDS[found.kind](project, random.Random(chance.random()))

    def confirm() -> int:
        return jobs.confirmed_to(work, lambda line: os.write(told_to, f"{line}\n".encode()))

    with tempfile.TemporaryFile() as said, os.fdopen(told_from, "rb") as told:
        child = begin(confirm, said.fileno())
        os.close(told_to)
        first = told.readline()
        time.sleep(chance.uniform(0, 0.6 if found.kind == "imports" else 0.3))
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = first + told.read()
        said.seek(0)
        words = said.read().decode()
    confirmed = jobs.last_of(lines.decode())
    found.kills += 1
    found.confirmed += len(confirmed) - 1
    if "Traceback" in words:
        found.said.append(words[-500:])
    _look(found, project, confirmed)


def _look(found: Killed, project: Path, confirmed: list[jobs.Confirmed]) -> None:
    forget_keys()
    left = [*leftovers(project.parent), *leftovers(jobs.copy_of(project).parent)]
    found.left += bool(left)
    if faults := damage(project):
        found.damaged += 1
        found.said += faults[:2]
    elif not is_kept(project, confirmed[-1]):
        found.lost += 1
        found.said.append(f"{found.kind}: confirmed {confirmed[-1]}")
    if found.kind == "backups":
        _look_at_backups(found, project, confirmed)
    _change(project)  # a journal that had not begun stays until the next change
    still = [*leftovers(project.parent), *leftovers(jobs.copy_of(project).parent)]
    found.left_after += bool(still)
    found.said += still


def _change(project: Path) -> None:
    with Project.open(project, write=True, coder="SA") as opened:
        opened.make(WriteMemo("study", None, "next"))


def _look_at_backups(found: Killed, project: Path, confirmed: list[jobs.Confirmed]) -> None:
    """See that backups are sound, that none confirmed is gone, and make the next."""
    unsound = backups_unsound(project)
    named = [one["backup"] for one in confirmed if "backup" in one]
    kept = {file.name for file in (Path(os.environ["XDG_DATA_HOME"])).rglob("*.lmmq")}
    unsound += [name for name in named[-1:] if name not in kept]
    unsound += damage(jobs.copy_of(project))
    again = in_child(lambda: command("backup", project, jobs.copy_of(project), "--force"))
    found.backups_unsound += bool(unsound) or again.code != 0
    found.said += unsound
