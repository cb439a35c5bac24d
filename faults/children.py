"""Work done in a process of its own that is ready at once: a copy of this one."""

import importlib
import io
import os
import pkgutil
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

CRASHED = 99


class Ended(NamedTuple):
    """How a process ended: its exit code (less than 0: by that signal), and what it said."""

    code: int
    said: str

    @property
    def hung(self) -> bool:
        """Say whether it was stopped since it took too long."""
        return self.code == -signal.SIGALRM

    @property
    def faulty(self) -> bool:
        """Say whether it ended in a way that nobody foresaw."""
        words = "Traceback" in self.said or "fault in the program" in self.said
        return words or self.code < 0 or self.code == CRASHED


def load_program() -> None:
    """Load all of the program, so that no process begun from here has to."""
    import lmm_qual

    for module in pkgutil.walk_packages(lmm_qual.__path__, "lmm_qual."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def in_child(work: Callable[[], int], seconds: int = 60, most_bytes: int = 0) -> Ended:
    """Do work in a process of its own, under caps of time and memory."""
    with tempfile.TemporaryFile() as said:
        child = begin(work, said.fileno(), seconds, most_bytes)
        _, status = os.waitpid(child, 0)
        stop_group(child)
        said.seek(0)
        return Ended(os.waitstatus_to_exitcode(status), said.read().decode(errors="replace"))


def begin(work: Callable[[], int], said: int, seconds: int = 60, most_bytes: int = 0) -> int:
    """Begin work in a process of its own that says all to a file; gives its id."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = CRASHED
    try:
        os.setpgid(0, 0)
        _speak_to(said)
        signal.alarm(seconds)
        if most_bytes:
            resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
        code = work()
    except BaseException:  # noqa: BLE001  (told to who waits)
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def stop_group(child: int) -> None:
    """End what a process began and left behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def _speak_to(file: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(file, number)
        raw = io.FileIO(number, "w", closefd=False)
        setattr(sys, name, io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", write_through=True))


def command(*arguments: object) -> int:
    """Run a command line of the program in this process; gives the exit code."""
    from lmm_qual.cli.running import run

    return run([str(argument) for argument in arguments])


def commands(lines: Sequence[Sequence[object]]) -> int:
    """Run command lines until one fails; gives the exit code."""
    return next((code for line in lines if (code := command(*line))), 0)
