"""The first page of passages on the screen, timed in the app's own way in a warm process."""

import statistics
import time
from pathlib import Path

from lmm_qual.analysis.at_hand import AtHand
from lmm_qual.analysis.retrieval import Retrieval
from lmm_qual.project.project import Project
from lmm_qual.tui.passages_found import first_found

QUERIES = (
    "Parent 0",
    '"Code 0.0" and "Code 1.0"',
    "Parent 1 and time=T2 and group=G3",
    "Parent 2 and not near(Parent 3, 50)",
    'text="time" and Parent 4',
    "sameturn(Parent 2) and Code 1.0",
    "Code 0.0 and Code 0.1 and Code 0.2",
    "coder=AA and not Parent 1",
    'text="nowhere in here"',
)


def first_page(project: Path) -> float:
    """Give the seconds until what is found at once of a query is there, of the slowest query."""
    taken = []
    with Project.open(project) as opened:
        known = AtHand(opened.store)
        for query in (*QUERIES[:1], *QUERIES):
            runs = []
            for _ in range(3):
                begin = time.perf_counter()
                first_found(Retrieval(opened.store, query, at_hand=known), {})
                runs.append(time.perf_counter() - begin)
            taken.append(statistics.median(runs))
    return max(taken[1:])
