"""Power cut at random instants: what was written and not synced is lost, kept or torn."""

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from faults import jobs, shim
from faults.children import in_child
from faults.disk import Disk
from faults.encrypted import encrypt_project, forget_keys
from faults.looking import backups_unsound, damage, is_kept
from faults.studies import fresh, small_study, use_home
from lmm_qual.model.problem import BadInputError

_SESSIONS = 6
"""Sessions of work among which the cuts are shared out."""
_ENCRYPTED = "an encrypted project as the program writes"
SETTINGS: dict[str, tuple[str, ...]] = {
    "as the program writes": (),
    _ENCRYPTED: (),
    "control: DELETE, synchronous FULL": ("synchronous = FULL",),
    "control: WAL, synchronous NORMAL": ("journal_mode = WAL", "synchronous = NORMAL"),
}


@dataclass
class Cut:
    """What came of the power cuts under one setting; `lost` counts cuts that lost something."""

    setting: str
    cuts: int = 0
    confirmed: int = 0
    lost: int = 0
    most_lost: int = 0
    damaged: int = 0
    files_lost: int = 0
    backups_unsound: int = 0
    said: list[str] = field(default_factory=list)


def measure_power(cuts: int, only: frozenset[str] = frozenset(), seed: int = 1) -> list[Cut]:
    """Cut the power so many times under each setting, or some."""
    wanted = [name for name in SETTINGS if name in (only or SETTINGS)]
    return [_setting(name, cuts, random.Random(seed)) for name in wanted]


def _setting(name: str, cuts: int, chance: random.Random) -> Cut:
    found = Cut(name)
    for number in range(_SESSIONS):
        share = cuts // _SESSIONS + (number < cuts % _SESSIONS)
        with tempfile.TemporaryDirectory(prefix="faults-") as place:
            _session(found, share, Path(place), chance)
    return found


def _session(found: Cut, cuts: int, folder: Path, chance: random.Random) -> None:
    """Work once, and cut the power at some instants of it."""
    (folder / "source").mkdir()
    use_home(folder / "first")
    source = small_study(folder / "source")
    if found.setting == _ENCRYPTED:
        encrypt_project(source)
    jobs.make_copy_place(source)
    world, log = folder / "world", folder / "log"
    world.mkdir()
    project = fresh(world / "study", source)
    use_home(world / "home")
    disk = Disk(world)
    seed = chance.random()
    ended = in_child(lambda: _logged(project, log, found.setting, seed), 120)
    assert ended.code == 0, ended.said
    _cut(found, disk, list(shim.records(log)), cuts, chance)


def _logged(project: Path, log: Path, setting: str, seed: float) -> int:
    from lmm_qual.store import opening

    pragmas = (*opening._PRAGMAS, *SETTINGS[setting])  # noqa: SLF001
    setattr(opening, "_PRAGMAS", pragmas)  # noqa: B010
    shim.watch(project.parent.parent)
    shim.log_to(log)
    return jobs.confirmed_to(jobs.session(project, random.Random(seed)), shim.mark)


def _cut(
    found: Cut, disk: Disk, records: list[shim.Record], cuts: int, chance: random.Random
) -> None:
    marks = [n for n, record in enumerate(records) if record.kind == shim.MARK]
    told = {n: jobs.last_of(records[n].data.decode())[0] for n in marks}
    at = sorted(_instant(marks, chance) for _ in range(cuts))
    done = 0
    for place in at:
        for record in records[done:place]:
            if record.kind != shim.MARK:
                disk.take(record)
        done = place
        confirmed = [told[n] for n in marks if n < place]
        after = [told[n] for n in marks if n >= place][:1]
        _look(found, disk, confirmed, after, chance)


def _instant(marks: list[int], chance: random.Random) -> int:
    """Choose a call before which the power goes: after any step equally often."""
    step = chance.randrange(len(marks) - 1)
    return chance.randint(marks[step] + 1, marks[step + 1])


def _look(
    found: Cut,
    disk: Disk,
    confirmed: list[jobs.Confirmed],
    after: list[jobs.Confirmed],
    chance: random.Random,
) -> None:
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        disk.after_cut(Path(place), chance)
        use_home(Path(place) / "home")
        forget_keys()
        project = Path(place) / "study" / "study.lmmq"
        found.cuts += 1
        found.confirmed += len(confirmed)
        if not project.exists() or (faults := damage(project)):
            found.damaged += 1
            found.said += faults[:1] if project.exists() else ["the project is gone"]
        elif not is_kept(project, confirmed[-1], [confirmed[-1], *after]):
            found.lost += 1
            found.most_lost = max(found.most_lost, _back(project, confirmed))
        for fault in _files_lost(project, confirmed, after):
            found.files_lost += 1
            found.said.append(fault)
        if project.exists() and (unsound := _unsound(project)):
            found.backups_unsound += 1
            found.said += unsound[:1]


def _unsound(project: Path) -> list[str]:
    try:
        return backups_unsound(project)
    except BadInputError as error:
        return [str(error)]


def _back(project: Path, confirmed: list[jobs.Confirmed]) -> int:
    """Give how many confirmed steps are gone."""
    now = jobs.seen(project)["entries"]
    return len({one["entries"] for one in confirmed if one["entries"] > now})


def _files_lost(
    project: Path, confirmed: list[jobs.Confirmed], after: list[jobs.Confirmed]
) -> Iterator[str]:
    """Give what of backups, copies, tables and new projects is not as it was confirmed."""
    other = project.with_name("made.lmmq")
    if not other.exists() or damage(other):
        yield "a project just made is gone or damaged"
    named = [one["backup"] for one in confirmed if "backup" in one]
    if named and not list((project.parent.parent / "home").rglob(named[-1])):
        yield "a backup is gone"
    if not jobs.copy_of(project).exists() or damage(jobs.copy_of(project)):
        yield "a copy is gone or damaged"
    table, wanted = project.with_name("codings.csv"), []
    wanted = [one["table"] for one in confirmed if "table" in one][-1:]
    wanted += [one["table"] for one in after if "table" in one] if wanted else []
    if wanted and (not table.exists() or jobs.digest_of(table) not in wanted):
        yield "a table is gone or damaged"
