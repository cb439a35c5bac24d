"""The small C library that is loaded under the program here: it logs or fails what disks do.

It needs a C compiler and a system that loads libraries first (Linux). Users need neither.
"""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("shim.c")
ONCE, GROWING, ALWAYS = 0, 1, 2
"""Ways to fail: one call, from then on all that take room, from then on all."""
CREATE, WRITE, CUT, SYNC, RENAME, UNLINK, MKDIR, MARK = range(1, 9)
_HEAD = 32


class Record(NamedTuple):
    """A call that was made: its kind, the file's number, the place in it, and bytes or paths."""

    kind: int
    file: int
    place: int
    data: bytes


def start_under_shim(module: str) -> None:
    """Begin this program again with the library under it, where it is not yet."""
    if "FAULTS_SHIM" in os.environ:
        return
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        sys.exit("make faults needs Linux and a C compiler")
    built = Path(tempfile.mkdtemp(prefix="faults-")) / "shim.so"
    options = ("-O1", "-Wall", "-shared", "-fPIC", "-o", str(built), str(SOURCE), "-ldl")
    subprocess.run([compiler, *options], check=True)
    environment = {**os.environ, "LD_PRELOAD": str(built), "FAULTS_SHIM": str(built)}
    ended = subprocess.run(
        [sys.executable, "-m", module, *sys.argv[1:]], env=environment, check=False
    )
    shutil.rmtree(built.parent)
    sys.exit(ended.returncode)


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(os.environ["FAULTS_SHIM"])
    library.shim_counted.restype = ctypes.c_long
    library.shim_fail.argtypes = (ctypes.c_long, ctypes.c_int, ctypes.c_int)
    library.shim_mark.argtypes = (ctypes.c_char_p, ctypes.c_long)
    return library


def watch(*folders: Path) -> None:
    """Take the calls on files below these folders as those that count."""
    for folder in folders:
        _library().shim_watch(os.fsencode(folder.resolve()))


def fail(at: int, error: int, way: int) -> None:
    """Let the call of this number fail from now on, 0 for none; counting begins again."""
    _library().shim_fail(at, error, way)


def counted() -> int:
    """Give how many calls there were since `fail`."""
    return int(_library().shim_counted())


def log_to(file: Path) -> None:
    """Write all calls from now on to a file."""
    _library().shim_log(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))


def mark(words: str) -> None:
    """Put into the log that something was confirmed."""
    data = words.encode()
    _library().shim_mark(data, len(data))


def records(file: Path) -> Iterator[Record]:
    """Read a log."""
    data = file.read_bytes()
    at = 0
    while at < len(data):
        kind, number, place, size = memoryview(data)[at : at + _HEAD].cast("q")
        yield Record(kind, number, place, data[at + _HEAD : at + _HEAD + size])
        at += _HEAD + size
