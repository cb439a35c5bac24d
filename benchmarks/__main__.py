"""`python -m benchmarks [small medium large]`: times the jobs and writes a table.

`python -m benchmarks anchoring` tells where random corrections of transcripts take codings.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.anchoring import measure_anchoring
from benchmarks.maps import measure_map, size_of
from benchmarks.passages import first_page
from benchmarks.rows import Row
from benchmarks.terminal import measure_terminal
from benchmarks.timing import BARE, FLOOR, beside_floor, fresh, program, run_once, seconds
from benchmarks.workload import SIZES, make_workload

RESULTS = Path(__file__).parent / "results.md"
ANCHORING = Path(__file__).parent / "anchoring.md"
HEAD = "| job | size | median | figure | bound | met |\n|---|---|---:|---:|---:|---|\n"


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
        design = ("--study", folder / "study.yaml", "--codebook", folder / "codebook.yaml")
        run_once(program("new", fresh(project), *design))
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
    if size != "small":
        yield from measure_terminal(size, folder)


def main(sizes: list[str]) -> None:
    """Run the benchmarks and write their table."""
    bare, floor = seconds(BARE, 9), seconds(FLOOR)
    rows = []
    taken = seconds(program("--help"), 9)
    rows.append(Row("`--help`", "", taken, taken / bare, "bare interpreters", 14))
    with tempfile.TemporaryDirectory() as folder:
        demo = program("demo", "--no-open", "--folder", Path(folder) / "demo")
        taken = seconds(demo, 3)
        rows.append(Row("`demo`", "example", taken, taken, "seconds", 15))
        page = Path(folder) / "demo" / "system_map.html"
        rows.append(size_of("size of its map page", "example", page, 1.5))
        for row in measure_map(Path(folder) / "map"):
            rows.append(row)
            print(row, flush=True)
        for size in sizes:
            for row in measure(size, Path(folder) / size):
                rows.append(row)
                print(row, flush=True)
    note = f"\nFloor (`import sqlmodel`): {floor:.2f} s. Bare interpreter: {bare:.3f} s.\n"
    table = HEAD + "".join(f"{row}\n" for row in rows) + note
    RESULTS.write_text(table, encoding="utf-8")
    print(table)


def anchoring() -> None:
    """Measure where corrections take codings, and write the tables."""
    table, rows = measure_anchoring()
    written = HEAD + "".join(f"{row}\n" for row in rows) + f"\n{table}\n"
    ANCHORING.write_text(written, encoding="utf-8")
    print(written)


if __name__ == "__main__":
    if sys.argv[1:] == ["anchoring"]:
        anchoring()
    else:
        main(sys.argv[1:] or ["small", "medium"])
