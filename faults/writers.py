"""Two processes that write to one project at once, and one that comes while another has it."""

import itertools
import os
import random
import re
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from faults.children import begin, command, in_child
from faults.looking import damage
from faults.studies import small_study, use_home
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.memos import EditMemo, WriteMemo
from lmm_qual.project.project import Project
from lmm_qual.store.queries.memos import all_memos

_TOLD = re.compile(
    r"is open for writing by \S+ \(process \d+\) since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00; "
)


@dataclass
class Together:
    """What came of two processes writing; `counted` is what they added up in turn, in one memo."""

    seconds: int
    confirmed: int = 0
    refused: int = 0
    stored: int = 0
    counted: int = 0
    counts_confirmed: int = 0
    damaged: int = 0
    refusals_told: int = 0
    refusals_asked: int = 0
    said: list[str] = field(default_factory=list)


def measure_writers(seconds: int) -> Together:
    """Let two processes write for so long: by commands, and by opening the project themselves."""
    found = Together(seconds)
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        folder = Path(place)
        use_home(folder / "home")
        (folder / "study").mkdir()
        project = small_study(folder / "study")
        with Project.open(project, write=True, coder="SA") as opened:
            before = len(opened.store.tuples("SELECT id FROM coding"))
            opened.make(WriteMemo("study", None, "0"))
        _write_together(found, project, folder, seconds)
        found.said += damage(project)
        found.damaged = len(damage(project)) > 0
        with Project.open(project) as opened:
            found.stored = len(opened.store.tuples("SELECT id FROM coding")) - before
            found.counted = int(all_memos(opened.store)[0].text)
        _ask_while_held(found, project)
    return found


def _write_together(found: Together, project: Path, folder: Path, seconds: int) -> None:
    end = time.monotonic() + seconds
    children = []
    for number in range(2):
        told = (folder / f"told-{number}").open("wb")
        children.append(begin(partial(_write, project, number, end), told.fileno(), seconds + 60))
        told.close()
    for child in children:
        _, status = os.waitpid(child, 0)
        assert status == 0, status
    for number in range(2):
        for line in (folder / f"told-{number}").read_text().splitlines():
            found.confirmed += line == "coded"
            found.counts_confirmed += line == "counted"
            found.refused += line == "refused"
            if "Traceback" in line or "fault in the program" in line:
                found.said.append(line)


def _write(project: Path, number: int, end: float) -> int:
    chance = random.Random(number)
    for turn in itertools.count():
        if time.monotonic() > end:
            return 0
        start = chance.randrange(150)
        coder = ("--as", f"C{number}-{turn}")
        line = ("codings", "add", project, "A", start, start + 5, "Reach", *coder)
        print("coded" if command(*line) == 0 else "refused")
        print(_count(project))
    return 0


def _count(project: Path) -> str:
    """Read a number, add one and write it, all with the project open."""
    try:
        with Project.open(project, write=True, coder="SA") as opened:
            memo = all_memos(opened.store)[0]
            opened.make(EditMemo(memo.id, str(int(memo.text) + 1)))
    except BadInputError as error:
        return f"refused\n{error}"
    return "counted"


def _ask_while_held(found: Together, project: Path) -> None:
    """Come while another has the project for longer than one waits."""
    with Project.open(project, write=True, coder="SA"):
        for _ in range(2):
            began = time.monotonic()
            ended = in_child(lambda: command("codings", "add", project, "A", 0, 5, "Reach"))
            waited = time.monotonic() - began
            found.refusals_asked += 1
            plain = ended.code == 1 and len(ended.said.splitlines()) == 1
            found.refusals_told += plain and bool(_TOLD.search(ended.said)) and 4 < waited < 8
