"""qualitative-coding: a program of the shell; a job is a whole process, or one for each cell.

It codes lines, not spans, and reads other programs' codings as the lines in which they begin; so
are they put into its database. Its way of importing files as they are is timed, not the one that
asks pandoc. It knows no attributes of documents: a cell of the matrix is a list of files.
"""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from benchmarks.peers.study import Study, expect
from benchmarks.peers.telling import CAP, told
from benchmarks.rows import Row


def measure(peer: str, programs: Path, study: Study, size: str) -> Iterator[Row]:
    """Time its jobs; at large the import and the segments only."""
    project = Project(programs / "qc", study)
    project.run("version")
    yield told(f"{peer}: any command (`--help`)", size, lambda: project.run("--help"))
    name = f"{peer}: import all plain-text transcripts, whole process"
    imported = told(name, size, project.import_texts)
    yield imported
    if imported.stopped:
        return
    project.put_codings()
    jobs = {
        "code frequencies, whole process": project.frequencies,
        "code × (time, group), a process a cell": project.matrix,
        "all coded lines to JSON, whole process": project.segments,
        "co-occurrence of all pairs on a line, whole process": project.meetings,
    }
    for job, once in jobs.items():
        if size != "large" or once == project.segments:
            yield told(f"{peer}: {job}", size, once)


class Project:
    """A project of its own on the workload's files; each job gives its seconds."""

    def __init__(self, program: Path, study: Study) -> None:
        self.program, self.study = program, study
        self.folder = study.folder / "qualitative-coding"
        self.coded = _coded_lines(study)

    def run(self, *arguments: object, cap: float = CAP) -> float:
        """Run a command to its end, its output going into a file."""
        known = {
            key: of for key, of in os.environ.items() if key not in {"QC_SETTINGS", "PYTHONPATH"}
        }
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "said").open("w", encoding="utf-8") as said:
            begin = time.perf_counter()
            try:
                subprocess.run(
                    (self.program, *map(str, arguments)),
                    check=True,
                    cwd=self.folder,
                    env=known,
                    stdout=said,
                    stderr=subprocess.DEVNULL,
                    timeout=max(cap, 0),
                )
            except subprocess.TimeoutExpired as over:
                raise TimeoutError from over
            return time.perf_counter() - begin

    def import_texts(self) -> float:
        """Import all transcripts into a new project."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.run("init")
        texts = self.study.folder / "texts"
        taken = self.run("corpus", "import", texts, "--recursive", "--importer", "verbatim")
        with self._database() as database:
            (count,) = database.execute("SELECT count(*) FROM document").fetchone()
        expect("documents imported", count, len(self.study.texts))
        return taken

    def put_codings(self) -> None:
        """Write the codebook and the codings where the program keeps them."""
        parent, lines = "", []
        for above, code in self.study.codes:
            if above != parent:
                parent = above
                lines.append(f"- {_name(above)}:\n")
            lines.append(f"  - {_name(code)}\n")
        (self.folder / "codebook.yaml").write_text("".join(lines), encoding="utf-8")
        with self._database() as database, database:
            find = "SELECT document_id, l.id FROM location l JOIN document_index i"
            find += " ON i.id = document_index_id"
            places = dict(database.execute(find).fetchall())
            for table, place in (("code", 2), ("coder", 3)):
                names = sorted({(line[place],) for line in self.coded})
                database.executemany(f"INSERT INTO {table} VALUES (?)", names)
            rows = [(key, *line[1:]) for key, line in enumerate(self.coded, 1)]
            put = "INSERT INTO coded_line (id, line, code_id, coder_id) VALUES (?, ?, ?, ?)"
            database.executemany(put, rows)
            links = [(key, places[line[0]]) for key, line in enumerate(self.coded, 1)]
            put = "INSERT INTO coded_line_location_association VALUES (?, ?)"
            database.executemany(put, links)

    def frequencies(self) -> float:
        """Count the lines of each code."""
        taken = self.run("codes", "stats", "--outfile", "stats.csv")
        expect("lines counted", sum(self._counts("stats.csv")), len(self.coded))
        return taken

    def matrix(self) -> float:
        """Count the lines of each code in each cell of time point and group."""
        taken, count = 0.0, 0
        for keys in self.study.cells.values():
            listed = "\n".join(f"{key}.txt" for key in keys)
            (self.folder / "cell").write_text(listed, encoding="utf-8")
            options = ("--filenames", "cell", "--outfile", "cell.csv")
            taken += self.run("codes", "stats", *options, cap=CAP - taken)
            count += sum(self._counts("cell.csv"))
        expect("lines counted in cells", count, len(self.coded))
        return taken

    def segments(self) -> float:
        """Write all coded lines, without the lines around them, as JSON."""
        taken = self.run("codes", "find", "--json", "--before", 0, "--after", 0)
        found = json.loads((self.folder / "said").read_text(encoding="utf-8"))
        expect("coded lines found", len(found), len({line[:3] for line in self.coded}))
        return taken

    def meetings(self) -> float:
        """Count the lines on which each two codes meet."""
        taken = self.run("codes", "crosstab", "--outfile", "pairs.csv")
        with (self.folder / "pairs.csv").open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        expect(
            "lines counted in pairs", sum(int(row[row["code"]]) for row in rows), len(self.coded)
        )
        return taken

    def _counts(self, name: str) -> list[int]:
        with (self.folder / name).open(encoding="utf-8", newline="") as table:
            return [int(row["Count"]) for row in csv.DictReader(table)]

    def _database(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self.folder / "qualitative_coding.sqlite3"))


def _coded_lines(study: Study) -> list[tuple[str, int, str, str]]:
    """Give file, line, code and coder of each coding, each but once, as the program keeps them."""
    starts = {
        key: list(accumulate(map(len, text.splitlines(keepends=True)), initial=0))
        for key, text in study.texts.items()
    }
    found = (
        (
            f"{coding.transcript}.txt",
            bisect_right(starts[coding.transcript], coding.start) - 1,
            _name(coding.code.rpartition("/")[2]),
            coding.coder,
        )
        for coding in study.codings
    )
    return sorted(set(found))


def _name(name: str) -> str:
    """Give a code's name in the signs that the program allows in one."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)
