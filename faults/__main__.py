"""`python -m faults [PART...]`: brings faults about and writes what came of them into the page.

Parts are kills, power, disk, writers, pages, bad-input and fuzz; all, where none is named. How
often is set by FAULTS_KILLS (1250), FAULTS_CUTS (300), FAULTS_CALLS (3000, at most, of each job),
FAULTS_SECONDS (60), FAULTS_EVERY (1: every page), FAULTS_WAYS (1 of three, in each page) and
FAULTS_CASES (2000, of each reader).
FAULTS_ONLY names, between commas, kinds of work that is killed, settings of the power cuts, jobs of
the disk or projects of the pages, to measure no others.
"""

import os
import shlex
import sys
from collections.abc import Callable
from typing import Any

from faults.shim import start_under_shim


def _number(name: str, usual: int) -> int:
    return int(os.environ.get(f"FAULTS_{name}", usual))


def _only() -> frozenset[str]:
    """Give what is to be measured of a part; all, where nothing is named."""
    return frozenset(filter(None, os.environ.get("FAULTS_ONLY", "").split(",")))


def _parts() -> dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]]:
    from faults import bad_inputs, full_disk, fuzz, kills, pages, power, report, writers

    return {
        "kills": (lambda: kills.measure_kills(_number("KILLS", 1250), _only()), report.of_kills),
        "power": (lambda: power.measure_power(_number("CUTS", 300), _only()), report.of_power),
        "disk": (
            lambda: full_disk.measure_full_disk(_number("CALLS", 3000), _only()),
            report.of_disk,
        ),
        "writers": (lambda: writers.measure_writers(_number("SECONDS", 60)), report.of_writers),
        "pages": (
            lambda: pages.measure_pages(_number("EVERY", 1), _number("WAYS", 1), _only()),
            report.of_pages,
        ),
        "bad-input": (bad_inputs.measure_bad_inputs, report.of_bad_inputs),
        "fuzz": (lambda: fuzz.measure_fuzz(_number("CASES", 2000)), report.of_fuzz),
    }


def main(wanted: list[str]) -> None:
    """Run the parts that are named, or all, and write what came of each as soon as it is there."""
    from faults import report
    from faults.children import load_program

    load_program()
    given = [
        f"{name}={shlex.quote(os.environ[name])}" for name in sorted(os.environ) if _is_number(name)
    ]
    for part, (measure, rows_of) in _parts().items():
        if part in (wanted or _parts()):
            found = measure()
            print(found, flush=True)
            command = " ".join([*given, "make faults", f"PARTS={part}"])
            report.keep(rows_of(found), command)


def _is_number(name: str) -> bool:
    return name.startswith("FAULTS_") and name != "FAULTS_SHIM"


if __name__ == "__main__":
    start_under_shim("faults")
    main(sys.argv[1:])
