"""`python -m benchmarks [start map small medium large app app-large]`: times jobs, writes tables.

`python -m benchmarks anchoring` tells where random corrections of transcripts take codings.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.anchoring import measure_anchoring
from benchmarks.maps import measure_map, size_of
from benchmarks.passages import first_page
from benchmarks.peers import measure_peers
from benchmarks.report import keep
from benchmarks.rows import HEAD, Row
from benchmarks.terminal import measure_terminal
from benchmarks.timing import BARE, FLOOR, beside_floor, fresh, program, run_once, seconds
from benchmarks.workload import SIZES, make_workload

ANCHORING = Path(__file__).parent / "anchoring.md"


@dataclass(frozen=True)
class Job:
    """A job on a workload: what it does, its bounds in floors by size."""

    name: str
    command: Callable[[Path, Path], tuple[str, ...]]
    bounds: dict[str, float]


def _import(folder: Path, project: Path) -> tuple[str, ...]:
    return program("import", project, "--list", folder / "transcripts.csv")


def _load(folder: Path, project: Path) -> tuple[str, ...]:
    return program("codings", "import", project, folder / "codings.jsonl")


def _frequencies(_: Path, project: Path) -> tuple[str, ...]:
    return program("codebook", "show", project, "--format", "csv")


def _matrix(_: Path, project: Path) -> tuple[str, ...]:
    return program("matrix", project, "--format", "json")


def _segments(folder: Path, project: Path) -> tuple[str, ...]:
    target = folder / "segments.csv"
    return program("codings", "list", project, "--output", target, "--force")


def _workbook(folder: Path, project: Path) -> tuple[str, ...]:
    return program("matrix", project, "--output", folder / "matrix.xlsx", "--force")


def _meeting(_: Path, project: Path) -> tuple[str, ...]:
    return program("cooccurrence", project, "--format", "json")


def _search(_: Path, project: Path) -> tuple[str, ...]:
    return program("search", project, "--exact", "nowhere in here", "--format", "json")


def _fuzzy(_: Path, project: Path) -> tuple[str, ...]:
    return program("search", project, "--fuzzy", PHRASE, "--format", "json")


PHRASE = "they never told us that the form had been lost"
"""Ten words that stand in no transcript so."""
JOBS = (
    Job("code frequencies", _frequencies, {"small": 1.6, "medium": 2, "large": 3}),
    Job("code × (time, group)", _matrix, {"small": 1.6, "medium": 2, "large": 4}),
    Job("all coded segments to CSV", _segments, {"small": 1.6, "medium": 3, "large": 10}),
    Job("the same to XLSX", _workbook, {"small": 2, "medium": 10, "large": 60}),
    Job("co-occurrence of all pairs", _meeting, {"small": 1.6, "medium": 3, "large": 8}),
    Job("exact search, all text", _search, {"small": 1.6, "medium": 1.6, "large": 2}),
    Job("fuzzy search of a 10-word phrase", _fuzzy, {"small": 6, "medium": 6, "large": 6}),
)
IMPORT_BOUNDS = {"small": 2, "medium": 5, "large": 25}
LOAD_BOUNDS = {"small": 2, "medium": 5, "large": 30}


def measure(size: str, folder: Path) -> Iterator[Row]:
    """Time every job at one size."""
    make_workload(SIZES[size], folder)
    project = folder / "study.lmmq"
    runs = 1 if size == "large" else 3
    imports, loads, floors = [], [], []
    for _ in range(runs):
        _make_project(folder, project)
        floors.append(run_once(FLOOR))
        imports.append(run_once(_import(folder, project)))
        loads.append(run_once(_load(folder, project)))
        floors.append(run_once(FLOOR))
    here = statistics.median(floors)
    taken = statistics.median(imports)
    yield Row(
        "import all plain-text transcripts",
        size,
        taken,
        taken / here,
        "floors",
        IMPORT_BOUNDS[size],
    )
    taken = statistics.median(loads)
    yield Row(
        "load all codings from a file", size, taken, taken / here, "floors", LOAD_BOUNDS[size]
    )
    for job in JOBS:
        taken, figure = beside_floor(job.command(folder, project), runs)
        yield Row(job.name, size, taken, figure, "floors", job.bounds[size])
    taken = first_page(project)
    yield Row("first page of passages, warm", size, taken, taken * 1000, "ms", 100)
    yield from measure_peers(size, folder)


def measure_app(size: str, folder: Path) -> Iterator[Row]:
    """Time the terminal app on a study of a size."""
    make_workload(SIZES[size], folder)
    project = folder / "study.lmmq"
    _make_project(folder, project)
    run_once(_import(folder, project))
    run_once(_load(folder, project))
    yield from measure_terminal(size, folder)


def _make_project(folder: Path, project: Path) -> None:
    design = ("--study", folder / "study.yaml", "--codebook", folder / "codebook.yaml")
    run_once(program("new", fresh(project), *design))


def measure_start(folder: Path) -> Iterator[Row]:
    """Time the program's start and the whole job on the example study."""
    taken = seconds(program("--help"), 9)
    bare = seconds(BARE, 9)
    yield Row("`--help`", "", taken, taken / bare, "bare interpreters", 14)
    taken = seconds(program("demo", "--no-open", "--folder", folder / "demo"), 3)
    yield Row("`demo`", "example", taken, taken, "seconds", 15)
    yield size_of("size of its map page", "example", folder / "demo" / "system_map.html", 1.5)


PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "start": measure_start,
    "map": measure_map,
    **{size: partial(measure, size) for size in SIZES},
    "app": partial(measure_app, "medium"),
    "app-large": partial(measure_app, "large"),
}


def main(parts: list[str]) -> None:
    """Run parts of the benchmarks, or all, each in a folder of its own, and write their tables."""
    for part in parts or PARTS:
        bare, floor = seconds(BARE, 9), seconds(FLOOR)
        rows = []
        with tempfile.TemporaryDirectory() as folder:
            for row in PARTS[part](Path(folder) / part):
                rows.append(row)
                print(row, flush=True)
        keep(part, rows, floor, bare)


def anchoring() -> None:
    """Measure where corrections take codings, and write the tables."""
    table, rows = measure_anchoring()
    written = HEAD + "".join(f"{row}\n" for row in rows) + f"\n{table}\n"
    ANCHORING.write_text(written, encoding="utf-8")
    print(written)


if __name__ == "__main__":
    if sys.argv[1:] == ["anchoring"]:
        anchoring()
    elif unknown := set(sys.argv[1:]) - PARTS.keys():
        sys.exit(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    else:
        main(sys.argv[1:])
