"""A peer's job timed beside the floor, and told as a row without a bound."""

import statistics
from collections.abc import Callable

from benchmarks.rows import Row
from benchmarks.timing import FLOOR, run_once

CAP = 300
"""Seconds after which a job is stopped and told as over these."""
LONG = 10
"""Seconds; what takes as long is run once, what takes less three times after that run."""


def told(job: str, size: str, once: Callable[[], float], unit: str = "floors") -> Row:
    """Give a job's median time, in floors taken in turn with it, or in milliseconds.

    `once` does the job and gives its seconds, or raises TimeoutError after the cap.
    """
    floors, taken = [run_once(FLOOR)], []
    try:
        taken.append(once())
        floors.append(run_once(FLOOR))
        if taken[0] < LONG:
            taken.clear()
            for _ in range(3):
                taken.append(once())
                floors.append(run_once(FLOOR))
        median, stopped = statistics.median(taken), False
    except TimeoutError:
        median, stopped = float(CAP), True
    figure = median * 1000 if unit == "ms" else median / statistics.median(floors)
    return Row(job, size, median, figure, unit, None, stopped)
