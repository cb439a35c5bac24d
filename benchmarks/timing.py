"""Whole processes timed, as medians and as multiples of a floor."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

BARE = (sys.executable, "-I", "-c", "pass")
FLOOR = (sys.executable, "-c", "import sqlmodel")


def program(*arguments: object) -> tuple[str, ...]:
    """Give the command line that runs the program."""
    return (sys.executable, "-m", "lmm_qual", *map(str, arguments))


def seconds(command: Sequence[str], runs: int = 5) -> float:
    """Give the median time of whole processes, after one run that is not counted."""
    run_once(command)
    return statistics.median(run_once(command) for _ in range(runs))


def beside_floor(command: Sequence[str], runs: int) -> tuple[float, float]:
    """Give the median time of whole processes, and how many floors that is.

    The floor is taken in turn with the command, for what else the machine does comes and goes. Of
    several runs, one before them is not counted.
    """
    taken, floors = [], []
    if runs > 1:
        run_once(command)
    for _ in range(runs):
        floors.append(run_once(FLOOR))
        taken.append(run_once(command))
    floors.append(run_once(FLOOR))
    median = statistics.median(taken)
    return median, median / statistics.median(floors)


def run_once(command: Sequence[str]) -> float:
    """Run a command to its end; gives its seconds, raises where it fails."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=_environment())
    return time.perf_counter() - begin


def _environment() -> dict[str, str]:
    return {**os.environ, "LMM_QUAL_CODER": "bench"}


def fresh(path: Path) -> Path:
    """Give a path with nothing at it."""
    path.unlink(missing_ok=True)
    return path
