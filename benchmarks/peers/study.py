"""The workload as a peer's database needs it, read from the files that are compared."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path


class PeerError(Exception):
    """A peer did not do the whole of a job, so that its time would say nothing."""


@dataclass(frozen=True)
class Coding:
    """A coding as a half-open span of code points."""

    transcript: str
    start: int
    end: int
    code: str
    coder: str


@dataclass(frozen=True)
class Study:
    """Transcripts by their ids, their codings, and the ids by time point and group."""

    folder: Path
    texts: dict[str, str]
    codings: list[Coding]
    cells: dict[tuple[str, str], list[str]]

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Give the codes that are used, as parent and name."""
        parents = (code.partition("/") for code in {coding.code for coding in self.codings})
        return sorted((parent, name) for parent, _, name in parents)


def read_study(folder: Path) -> Study:
    """Read the transcripts, their list and the codings of a workload."""
    texts, cells = {}, defaultdict(list)
    with (folder / "transcripts.csv").open(encoding="utf-8", newline="") as listed:
        for row in csv.DictReader(listed):
            texts[row["id"]] = (folder / row["path"]).read_text(encoding="utf-8")
            cells[row["time"], row["group"]].append(row["id"])
    with (folder / "codings.jsonl").open(encoding="utf-8") as lines:
        codings = [Coding(**json.loads(line)) for line in lines]
    return Study(folder, texts, codings, dict(cells))


def expect(what: str, found: int, expected: int) -> None:
    """Refuse what a peer gave unless it is as much as there is."""
    if found != expected:
        raise PeerError(f"{what}: {found:,}, where there are {expected:,}")
