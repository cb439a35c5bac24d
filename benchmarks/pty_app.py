"""The terminal app run in a pty and measured from outside: keys in, bytes and times out."""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.workload import WORDS

QUIET = 0.08
"""Seconds without a byte after which an answer is taken to be whole."""
PATIENCE = 60.0
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|.)"
)
_SPEECH = re.compile(rf"(?:\b(?:{'|'.join(WORDS)})\b[ .]){{5}}".encode())


@dataclass(frozen=True)
class Answer:
    """What came back: seconds to the last byte, and how many bytes."""

    seconds: float
    bytes: int


class NoAnswerError(Exception):
    """The app did not answer in time."""


class PtyApp:
    """`lmm-qual open` in a pty of `columns` by `rows`; ended with the block."""

    def __init__(
        self, project: Path, transcript: str, *, columns: int = 120, rows: int = 36
    ) -> None:
        command = [sys.executable, "-m", "lmm_qual", "open", project, "--transcript", transcript]
        self.began = time.perf_counter()
        self.pid, self._fd = os.forkpty()
        if self.pid == 0:
            _become([*map(str, command)], project.parent)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    def first_text(self) -> float:
        """Give the seconds from the start of the process to words of a transcript."""
        seen = b""
        until = self.began + PATIENCE
        while time.perf_counter() < until:
            seen += self._read(PATIENCE)
            if _SPEECH.search(_ESCAPES.sub(b"", seen)):
                return time.perf_counter() - self.began
        raise NoAnswerError("no words of the transcript came")

    def settle(self, quiet: float = 0.5) -> None:
        """Read until nothing more comes."""
        until = time.perf_counter() + PATIENCE
        while self._read(quiet):
            if time.perf_counter() > until:
                raise NoAnswerError("the screen does not come to rest")

    def press(self, key: str, quiet: float = QUIET) -> Answer:
        """Write a key; gives its whole answer. One without an answer in time raises."""
        begin = time.perf_counter()
        os.write(self._fd, key.encode())
        last, count, wait = begin, 0, PATIENCE / 4
        while data := self._read(wait):
            last, count, wait = time.perf_counter(), count + len(data), quiet
            if last - begin > PATIENCE:
                raise NoAnswerError(f"the answer to {key!r} does not end")
        if not count:
            raise NoAnswerError(f"no answer to {key!r}")
        return Answer(last - begin, count)

    def memory(self) -> float:
        """Give the memory the app holds at its most, in megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1000 if found else float("nan")

    def _read(self, wait: float) -> bytes:
        ready, _, _ = select.select([self._fd], [], [], wait)
        if not ready:
            return b""
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError as error:  # the other side of a pty that is gone
            raise NoAnswerError("the app has ended") from error
        return data


def _become(command: list[str], home: Path) -> None:
    """Be the app, with settings of its own; never comes back."""
    settings = {"XDG_CONFIG_HOME": home / "settings", "XDG_STATE_HOME": home / "settings"}
    own = {name: str(path) for name, path in settings.items()}
    kept = {name: text for name, text in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    mine = {**kept, **own, "LMM_QUAL_CODER": "AA", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    try:
        os.execve(command[0], command, mine)
    finally:
        os._exit(127)
