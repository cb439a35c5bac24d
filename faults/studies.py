"""Studies that faults are tried on, and what stands in a project, to be compared."""

import hashlib
import os
import random
import re
import shutil
from contextlib import closing
from pathlib import Path

from faults.children import commands, in_child
from lmm_qual.store.connecting import connect

CODES = ("Barriers", "Reach", "Training", "Stigma")
_WORDS = (
    *("we", "never", "hear", "back", "from", "them", "and", "the", "waiting", "is", "long", "so"),
    *("families", "give", "up"),
)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?")
_STUDY = """name: Small
time_points: [{id: T1}, {id: T2}]
groups: [{id: G1}, {id: G2}]
methods: [{id: interview}]
participants: [{id: P01, group: G1}, {id: P02, group: G2}]
"""


def talk(chance: random.Random, turns: int = 12) -> str:
    """Compose a transcript."""
    lines = []
    for turn in range(turns):
        who = "INT" if turn % 2 == 0 else "P01"
        lines.append(f"{who}: {' '.join(chance.choices(_WORDS, k=chance.randint(3, 20)))}.")
    return "\n".join(lines) + "\n"


def write_talk(folder: Path, name: str, chance: random.Random, turns: int = 12) -> Path:
    """Write a transcript into a folder; gives the file."""
    file = folder / f"{name}.txt"
    file.write_text(talk(chance, turns), encoding="utf-8")
    return file


def use_home(folder: Path) -> None:
    """Have all that the program keeps for a person in a folder."""
    folder.mkdir(exist_ok=True)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(folder)
    os.environ["LMM_QUAL_CODER"] = "SA"


def small_study(folder: Path) -> Path:
    """Make a small project in a folder, with the files it is made of; gives its path."""
    chance = random.Random(7)
    project, sources = folder / "study.lmmq", folder / "sources"
    sources.mkdir()
    (sources / "study.yaml").write_text(_STUDY, encoding="utf-8")
    codes = "".join(f"  - name: {code}\n" for code in CODES)
    (sources / "codebook.yaml").write_text(f"codes:\n{codes}", encoding="utf-8")
    files = [write_talk(sources, name, chance) for name in ("A", "B")]
    design = ("--study", sources / "study.yaml", "--codebook", sources / "codebook.yaml")
    lines = [
        ("new", project, *design),
        ("import", project, *files, "--time", "T1", "--group", "G1", "--method", "interview"),
        *(("codings", "add", project, "A", at, at + 9, "Reach") for at in (5, 20, 40)),
        ("codings", "add", project, "A", 7, 30, "Stigma"),
    ]
    _made(in_child(lambda: commands(lines)))
    return project


def example_study(folder: Path) -> Path:
    """Build the example study in a folder; gives its project."""
    _made(in_child(lambda: commands([("demo", "--no-open", "--folder", folder)])))
    (project,) = folder.glob("*.lmmq")
    return project


def _made(ended: tuple[int, str]) -> None:
    code, said = ended
    assert code == 0, said


def state(path: Path) -> str:
    """Give a digest of all that is stored, without times and the log of changes.

    It is to be called after the program opened the project, which brings back what was underway.
    """
    digest = hashlib.sha256()
    with closing(connect(path, write=False)) as connection:
        connection.execute("PRAGMA query_only = ON")
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall():
            digest.update(f"{table}\n".encode())
            if table == "change_log":
                continue
            for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
                digest.update(_TIME.sub("-", f"{table}{row}").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def fresh(folder: Path, source: Path) -> Path:
    """Put a copy of a study's folder at a place, emptied before; gives the copy's project."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source.parent, folder)
    return folder / source.name
