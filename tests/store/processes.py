"""Other processes: one that holds a project, one without rights."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

HOLD = """
import sys
from pathlib import Path
from lmm_qual.store.opening import open_store
store = open_store(Path(sys.argv[1]), write=True, holder=sys.argv[2])
print("held", flush=True)
sys.stdin.read()
store.close()
"""


@contextmanager
def holding(path, holder):
    """Have another process hold a project; gives it."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), holder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout.readline() == b"held\n"
        yield process
    finally:
        process.communicate()


def as_nobody(act):
    """Run `act` in a process that may not write everywhere, as root may; gives what it returns."""
    if os.getuid() != 0:
        return act()
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
            os.write(into, str(act()).encode())
        except BaseException as error:  # noqa: BLE001  (told to the parent)
            os.write(into, repr(error).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as told:
        answer = told.read()
    os.waitpid(child, 0)
    return answer


@contextmanager
def shared_folder():
    """Make a folder that everybody may enter and write to."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)
