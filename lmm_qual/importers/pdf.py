"""PDF files as lines, read in a process of their own."""

import atexit
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from lmm_qual.importers.decoding import check_characters
from lmm_qual.importers.lines import Source
from lmm_qual.importers.paragraphs import Paragraph, lines_of
from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.text.numbers import counted

LONGEST_WAIT = 120.0
"""Seconds a file may take by the clock."""
_MOST_UNKNOWN = 0.02

_FAULTS = {
    "locked": ("is protected with a password", "remove the password and save it again"),
    "large": ("has more pages or letters than are read", "split it into several files"),
    "unreadable": ("is damaged, or is no PDF file", "open it and save it again as PDF"),
    "memory": ("needs more memory than it may have", "save its text as .docx or .txt"),
    "ended": (
        "could not be read within the time and memory it may have",
        "save its text as .docx or .txt",
    ),
}


def read_pdf(name: str, data: bytes) -> Source:
    """Give the lines of a PDF file: its printed lines joined to paragraphs, in reading order.

    Running headers, page numbers and numbers in the margin are left out and named in the notes.
    Raises BadInputError for a password, for pages without a text layer, and for what is damaged
    or takes more time or memory than it may.
    """
    if b"%PDF-" not in data[:1024]:
        raise refuse("is no PDF file", "give it the ending of its format", file=name)
    read = _worker.read(data)
    if (fault := read.get("fault")) is not None:
        what, remedy = _FAULTS.get(fault, _FAULTS["ended"])
        raise refuse(what, remedy, file=name)
    if not read["letters"]:
        raise refuse(
            "has no text layer: its pages are pictures",
            "have its text recognised (OCR) and save it as .docx or .txt",
            file=name,
        )
    if read["unknown"] > read["letters"] * _MOST_UNKNOWN:
        raise _unreadable_letters(name, read["unknown"])
    lines, _ = lines_of(
        Paragraph(text, heading=heading, bold=bold, strong=strong)
        for text, heading, bold, strong in read["paragraphs"]
    )
    text = "\n".join(line.text for line in lines)
    check_characters(name, text)
    return Source(text, lines, format="pdf", notes=tuple(_notes(read)))


def _unreadable_letters(name: str, unknown: int) -> BadInputError:
    return refuse(
        f"does not say what {counted(unknown, 'letter')} are",
        "have its text recognised (OCR) and save it as .docx or .txt",
        file=name,
    )


def _notes(read: dict[str, Any]) -> list[str]:
    notes = list(read["notes"])
    if read["wordless"]:
        notes.append(f"Without text: {read['wordless']} of {counted(read['pages'], 'page')}.")
    if read["turned"]:
        notes.append(f"Left out, set across the page: {counted(read['turned'], 'word')}.")
    if read["unknown"]:
        notes.append(f"Shown as □, as the file does not say what it is: {read['unknown']}.")
    if read["joined"]:
        notes.append(f"Hyphens at line ends taken away: {read['joined']}.")
    if read["kept"]:
        notes.append(f"Hyphens at line ends kept, to be looked at: {read['kept']}.")
    return notes


class _Worker:
    """The process that reads PDF files; a new one is begun where the last one ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, data: bytes) -> dict[str, Any]:
        """Give what the process says of a file."""
        with self._lock:
            process = self._running()
            watch = threading.Timer(LONGEST_WAIT, process.kill)
            watch.start()
            try:
                line = _asked(process, data)
            finally:
                watch.cancel()
            if not line.endswith(b"\n"):
                self._end()
                return {"fault": "ended"}
            answer: dict[str, Any] = json.loads(line)
            return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _begun()
            atexit.register(self._end)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue


def _begun() -> subprocess.Popen[bytes]:
    root = str(Path(__file__).parents[2])
    code = f"import sys; sys.path.insert(0, {root!r}); import {_MODULE} as w; w.main()"
    return subprocess.Popen(  # noqa: S603 - this program's own module, in this interpreter
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


_MODULE = "lmm_qual.importers.pdf_worker"


def _asked(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    """Give the line with which the process answers, empty where it ended."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(len(data).to_bytes(8, "big"))
        process.stdin.write(data)
        process.stdin.flush()
        return process.stdout.readline()
    except (OSError, ValueError):
        return b""


_worker = _Worker()
