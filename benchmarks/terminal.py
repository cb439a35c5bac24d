"""The terminal app timed as a person meets it: from outside, in a pty, key by key."""

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.pty_app import Answer, PtyApp
from benchmarks.rows import Row
from benchmarks.timing import FLOOR, program, run_once
from benchmarks.workload import LONG, Long, make_long
from lmm_qual.project.project import Project
from lmm_qual.store.queries.talk import transcripts

KEYS = 25
STEPS = {"l": "l", "w": "w", "v and w": "w", "h": "h"}
SCROLLS = {
    ")": ")",
    "}": "}",
    "down": "\x1b[B",
    "page down": "\x1b[6~",
    "page up": "\x1b[5~",
    "G and gg": "G",
}
NEXT_TRANSCRIPT = "\x0e"
OPENING_5_000 = 100
"""Milliseconds for 5,000 turns of 100,000 words; four times as many words may take four times."""
WARMING = 3
"""So many transcripts are opened before one of which the opening is timed."""
LOOKING = 4
"""Seconds in which the app has looked through 2,000 transcripts behind the screen."""
BYTES_A_STEP = 1000
"""A step within a row may send this much: a tenth of a second over a line of 100 kbit/s."""


def measure_terminal(size: str, folder: Path) -> Iterator[Row]:
    """Time the app on the project in `folder`, with two long transcripts put into it."""
    project = _with_long(folder)
    keys = _keys(project)
    usual = keys[0]
    starts, floors = [], []
    for _ in range(3):
        floors.append(run_once(FLOOR))
        with PtyApp(project, usual) as app:
            starts.append(app.first_text())
    floor = sorted(floors)[len(floors) // 2]
    yield _ratio("terminal app to first text", size, starts, "floors", floor, 2)
    with PtyApp(project, usual) as app:
        _warm_up(app)
        opened = [app.press(NEXT_TRANSCRIPT, 0.3) for _ in range(8)]
        yield _usual("open a coded transcript, warm", size, opened, 100)
        coded = _code(app)
        yield _usual("code with a key, on disk and on screen", size, coded, 20)
        yield Row("memory of the app", size, None, app.memory(), "MB", 200)
    for long in LONG:
        yield from _long_rows(project, size, long, keys)


def _long_rows(project: Path, size: str, long: Long, keys: Sequence[str]) -> Iterator[Row]:
    key, named = long.key, f"{size}, {long.turns:,} turns"
    with PtyApp(project, key) as app:
        _warm_up(app)
        yield _answers("key to last byte: moving", named, _steps(app), 15)
        yield _answers("key to last byte: scrolling", named, _scrolls(app), 30)
        yield _answers("key to last byte: next found", named, _finds(app), 30)
        yield _usual("code with a key, on disk and on screen", named, _code(app), 20)
        yield Row("memory of the app", named, None, app.memory(), "MB", 200)
    with PtyApp(project, key, columns=80, rows=24) as app:
        _warm_up(app)
        count = sorted(answer.bytes for answer in _steps(app))[KEYS // 2]
        yield Row("bytes a step at 80×24", named, None, count, "bytes", BYTES_A_STEP)
    before = keys[keys.index(key) - WARMING - 1]
    opened = [_opened_after(project, before) for _ in range(3)]
    bound = OPENING_5_000 * long.turns / 5_000
    yield _usual("open a coded transcript, warm", named, opened, bound)


def _opened_after(project: Path, before: str) -> Answer:
    """Open the transcript that stands some behind another, those between opened first."""
    with PtyApp(project, before) as app:
        _warm_up(app)
        for _ in range(WARMING):
            app.press(NEXT_TRANSCRIPT, 0.5)
        return app.press(NEXT_TRANSCRIPT, 0.5)


def _warm_up(app: PtyApp) -> None:
    """Wait until the app rests: it looks through the transcripts once a study is open."""
    app.first_text()
    app.settle()
    time.sleep(LOOKING)


def _steps(app: PtyApp) -> list[Answer]:
    answers = []
    for name, key in STEPS.items():
        if name.startswith("v"):
            app.press("v")
        answers += [app.press(key) for _ in range(KEYS)]
        if name.startswith("v"):
            app.press("\x1b", 0.5)
    return answers


def _scrolls(app: PtyApp) -> list[Answer]:
    answers = []
    for key in SCROLLS.values():
        for _ in range(KEYS):
            answers.append(app.press(key))
            if key == "G":
                app.press("g")
                answers.append(app.press("g"))
    return answers


def _finds(app: PtyApp) -> list[Answer]:
    app.press("/", 0.5)
    for letter in "health visitor":
        app.press(letter)
    app.press("\r", 0.5)
    return [app.press("n") for _ in range(KEYS)]


def _code(app: PtyApp) -> list[Answer]:
    """Code sentence after sentence with the code last used."""
    answers = []
    app.press("\x1b[6~")
    app.press("1", 1.0)
    for _ in range(KEYS):
        app.press(")")
        answers.append(app.press("1"))
    return answers


def _with_long(folder: Path) -> Path:
    """Give a copy of the study with the long transcripts in it."""
    project = Path(shutil.copy(folder / "study.lmmq", folder / "terminal.lmmq"))
    make_long(folder / "long")
    run_once(program("import", project, "--list", folder / "long" / "transcripts.csv"))
    run_once(program("codings", "import", project, folder / "long" / "codings.jsonl"))
    return project


def _keys(project: Path) -> list[str]:
    """Give the transcripts in the order in which the app goes through them."""
    with Project.open(project) as opened:
        return [row.key for row in transcripts(opened.store)]


def _ratio(job: str, size: str, taken: Sequence[float], unit: str, of: float, bound: float) -> Row:
    median = sorted(taken)[len(taken) // 2]
    return Row(job, size, median, median / of, unit, bound)


def _usual(job: str, size: str, answers: Sequence[Answer], bound: float) -> Row:
    median = sorted(answer.seconds for answer in answers)[len(answers) // 2]
    return Row(job, size, median, median * 1000, "ms", bound)


def _answers(job: str, size: str, answers: Sequence[Answer], bound: float) -> Row:
    taken = sorted(answer.seconds for answer in answers)
    late = taken[min(int(len(taken) * 0.95), len(taken) - 1)]
    return Row(job, size, taken[len(taken) // 2], late * 1000, "ms at p95", bound)
