"""The first page of passages on the screen, timed in the app's own way in a warm process."""

import statistics
import time
from pathlib import Path

from lmm_qual.analysis.retrieval import Retrieval
from lmm_qual.project.project import Project
from lmm_qual.tui.passages_found import first_found

QUERIES = (
    "Parent 0",
    '"Code 0.0" and "Code 1.0"',
    "Parent 1 and time=T2 and group=G3",
    "Parent 2 and not near(Parent 3, 50)",
    'text="time" and Parent 4',
)


def first_page(project: Path) -> float:
    """Give the median seconds until the first passages of a query are there."""
    taken = []
    with Project.open(project) as opened:
        for query in (*QUERIES[:1], *QUERIES):
            begin = time.perf_counter()
            first_found(Retrieval(opened.store, query), {})
            taken.append(time.perf_counter() - begin)
    return statistics.median(taken[1:])
