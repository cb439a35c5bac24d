"""Taguette: a server on one's own machine, asked as its pages ask it, once it is warm.

It takes plain text by way of Calibre; here it is given the same texts as HTML, a paragraph a turn.
It counts a passage in bytes of the text of these; what is put into its database is what its page
would have put there. What a browser does with its answers is not timed.
"""

import html
import json
import math
import re
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from benchmarks.peers.server import Server
from benchmarks.peers.study import PeerError, Study, expect
from benchmarks.peers.telling import CAP, told
from benchmarks.rows import Row

PAGE = 50
"""So many passages are on a page of them."""


def measure(peer: str, programs: Path, study: Study, size: str) -> Iterator[Row]:
    """Time its jobs; at large the import and the segments only."""
    with Server(programs / "taguette", study.folder / "taguette") as server:
        project = Project(server, study)
        name = f"{peer}: import all transcripts (as HTML), warm server"
        imported = told(name, size, project.import_texts)
        yield imported
        if imported.stopped:
            return
        project.put_codings()
        yield told(f"{peer}: start, until its link is there", size, server.start)
        jobs = {
            "code frequencies to CSV, warm server": (project.frequencies, "floors"),
            "all coded segments to CSV, warm server": (project.segments, "floors"),
            "the same to XLSX, warm server": (project.workbook, "floors"),
            "first page of a parent's passages, warm server": (project.first_page, "ms"),
            "open a coded transcript, warm server, undrawn": (project.opened, "ms"),
        }
        for job, (once, unit) in jobs.items():
            if size != "large" or once in {project.segments, project.workbook}:
                yield told(f"{peer}: {job}", size, once, unit)


class Project:
    """A project of the server's on the workload's files; each job gives its seconds."""

    def __init__(self, server: Server, study: Study) -> None:
        self.server, self.study = server, study
        self.pages = study.folder / "taguette" / "pages"
        self.pages.mkdir(parents=True, exist_ok=True)
        for key, text in study.texts.items():
            (self.pages / f"{key}.html").write_text(_paragraphs(text), encoding="utf-8")

    def import_texts(self) -> float:
        """Give all transcripts, one after the other, to a new project on a new database."""
        self.server.anew()
        self.server.ask("/project/new")
        self.server.form("/project/new", {"name": "Study", "description": ""})
        begin = time.perf_counter()
        for key in self.study.texts:
            fields = {"name": key, "description": "", "text_direction": "LEFT_TO_RIGHT"}
            self.server.form("/api/project/1/document/new", fields, self.pages / f"{key}.html")
            if time.perf_counter() - begin > CAP:
                raise TimeoutError
        return time.perf_counter() - begin

    def put_codings(self) -> None:
        """Write tags and highlights where the server keeps them."""
        with closing(sqlite3.connect(self.server.database)) as database, database:
            documents = self._documents(database)
            tags = {code: key for key, code in enumerate(map("/".join, self.study.codes), 2)}
            put = "INSERT INTO tags (id, project_id, path, description) VALUES (?, 1, ?, '')"
            database.executemany(put, [(key, path) for path, key in tags.items()])
            put = (
                "INSERT INTO highlights (id, document_id, start_offset, end_offset, snippet)"
                " VALUES (?, ?, ?, ?, ?)"
            )
            rows = []
            for key, coding in enumerate(self.study.codings, 1):
                text = self.study.texts[coding.transcript]
                start = len(text[: coding.start].encode())
                passage = text[coding.start : coding.end]
                end = start + len(passage.encode())
                rows.append((key, documents[coding.transcript], start, end, _paragraphs(passage)))
            database.executemany(put, rows)
            links = [(key, tags[coding.code]) for key, coding in enumerate(self.study.codings, 1)]
            put = "INSERT INTO highlight_tags (highlight_id, tag_id) VALUES (?, ?)"
            database.executemany(put, links)

    def _documents(self, database: sqlite3.Connection) -> dict[str, int]:
        """Give the documents' numbers; refuses one of which the text is not the transcript's."""
        found = {}
        for key, name, contents in database.execute("SELECT id, name, contents FROM documents"):
            text = html.unescape(re.sub("<[^>]*>", "", contents))
            if text.rstrip("\n") != self.study.texts[name].rstrip("\n"):
                raise PeerError(f"the text of {name} was imported as another")
            found[name] = key
        expect("documents imported", len(found), len(self.study.texts))
        return found

    def frequencies(self) -> float:
        """Have the codebook with its counts written."""
        taken, answer = self.server.timed("/project/1/export/codebook.csv")
        counts = [int(line.rsplit(",", 2)[1]) for line in answer.decode().splitlines()[1:]]
        expect("highlights counted", sum(counts), len(self.study.codings))
        return taken

    def segments(self) -> float:
        """Have all highlights written as CSV."""
        taken, answer = self.server.timed("/project/1/export/highlights/.csv")
        expect("rows", answer.decode().count("\r\n") - 1, len(self.study.codings))
        return taken

    def workbook(self) -> float:
        """Have all highlights written as a workbook."""
        taken, answer = self.server.timed("/project/1/export/highlights/.xlsx")
        with zipfile.ZipFile(BytesIO(answer)) as book:
            rows = book.read("xl/worksheets/sheet1.xml").count(b"<row ")
        expect("rows", rows - 1, len(self.study.codings))
        return taken

    def first_page(self) -> float:
        """Have the first highlights of all codes under a parent."""
        parent = self.study.codes[0][0]
        taken, answer = self.server.timed(f"/api/project/1/highlights/{quote(parent)}?page=1")
        page = json.loads(answer)
        under = sum(coding.code.startswith(parent) for coding in self.study.codings)
        expect("passages on the page", len(page["highlights"]), PAGE)
        expect("pages", page["pages"], math.ceil(under / PAGE))
        return taken

    def opened(self) -> float:
        """Have a transcript and its highlights, as the page asks for them."""
        known, answer = self.server.timed("/api/project/1/document/1")
        taken, _ = self.server.timed("/api/project/1/document/1/contents")
        first = next(iter(self.study.texts))
        coded = sum(coding.transcript == first for coding in self.study.codings)
        expect("highlights", len(json.loads(answer)["highlights"]), coded)
        return known + taken


def _paragraphs(text: str) -> str:
    """Give the lines of a text as paragraphs, its line ends between them."""
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.splitlines())
