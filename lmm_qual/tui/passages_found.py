"""What was looked for among passages, and what was found of it.

The first passages are found at once; the rest in a thread, through a connection of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import monotonic

from lmm_qual.analysis.facets import Value, values
from lmm_qual.analysis.passage import Passage
from lmm_qual.analysis.retrieval import Retrieval, Seen
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codings import CodingRow, PassRow
from lmm_qual.store.queries.talk import TranscriptRow

SHOWN = ("code", "time", "group", "service", "coder")
"""The facets that narrow."""

KEPT = 5000
"""So many passages are listed; all are counted."""

_FIRST, _FIRST_SECONDS = 60, 0.04
Narrowed = Mapping[str, frozenset[Value]]


@dataclass
class Looking:
    """What was looked for last, to come back to it; `jumped` says one went to a passage."""

    query: str = ""
    narrowed: dict[str, frozenset[Value]] = field(default_factory=dict)
    at: Passage | None = None
    jumped: bool = False

    def turn(self, facet: str, value: Value) -> None:
        """Narrow to a value of a facet, or no longer."""
        held = self.narrowed.pop(facet, frozenset()) ^ {value}
        if held:
            self.narrowed[facet] = held


@dataclass
class FoundPassages:
    """Passages that hold what a query and facets ask for.

    A facet counts what would be found of each value, were it not narrowed by that facet itself.
    """

    narrowed: Narrowed
    passages: list[tuple[TranscriptRow, Passage]] = field(default_factory=list)
    number: int = 0
    whole: bool = False
    facets: dict[str, Counter[Value]] = field(
        default_factory=lambda: {facet: Counter() for facet in SHOWN}
    )

    def so_far(self) -> "FoundPassages":
        """Give what was found until now, to be shown while others are looked for."""
        facets = {facet: counts.copy() for facet, counts in self.facets.items()}
        return FoundPassages(self.narrowed, [*self.passages], self.number, False, facets)

    def add(self, row: TranscriptRow, passages: Iterable[Passage]) -> None:
        """Count passages of a transcript, and keep those that are not left out."""
        for passage in passages:
            have = {facet: values(facet, row, passage) for facet in SHOWN}
            out = [facet for facet, held in self.narrowed.items() if not held & have[facet]]
            for facet in SHOWN if not out else out if len(out) == 1 else ():
                self.facets[facet].update(have[facet])
            if not out:
                self.number += 1
                if len(self.passages) < KEPT:
                    self.passages.append((row, passage))


def seen_by(coder: str | None, passes: Iterable[PassRow]) -> Seen | None:
    """Give what says which codings a coder may see: others' where a pass is finished."""
    if coder is None:
        return None
    finished = {
        row.transcript_id for row in passes if row.coder == coder and row.status == "finished"
    }

    def seen(coding: CodingRow) -> bool:
        return coding.coder == coder or coding.transcript_id in finished

    return seen


def first_found(retrieval: Retrieval, narrowed: Narrowed) -> FoundPassages:
    """Find what can be found at once."""
    found, until = FoundPassages(narrowed), 0.0
    for scene, passages in retrieval.looks():
        until = until or monotonic() + _FIRST_SECONDS
        if len(found.passages) >= _FIRST or monotonic() > until:
            return found
        found.add(scene.row, passages)
    found.whole = True
    return found


def all_found(
    path: Path,
    query: str,
    seen: Seen | None,
    narrowed: Narrowed,
    stopped: Callable[[], bool],
    show: Callable[[FoundPassages], None] = lambda _: None,
) -> FoundPassages | None:
    """Find everything, for a thread; None where it is stopped. Raises `BadInputError`.

    `show` is given what there is as soon as it fills a page.
    """
    found, shown = FoundPassages(narrowed, whole=True), False
    with Project.open(path) as reader:
        for scene, passages in Retrieval(reader.store, query, seen=seen).looks():
            if stopped():
                return None
            found.add(scene.row, passages)
            if not shown and len(found.passages) >= _FIRST:
                show(found.so_far())
                shown = True
    return found


def most_first(counts: Counter[Value], named: Callable[[Value], str]) -> list[tuple[Value, int]]:
    """Give the values of a facet, those with most passages first, then by name."""
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], named(entry[0])))
    return list(islice(ordered, 200))
