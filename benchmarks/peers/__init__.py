"""Two other programs at the same jobs, on the same files, in the same run.

They are timed where `make peers` has installed them, each in an environment of its own, for they
stand on other versions of the libraries that this program stands on.
"""

import subprocess
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

from benchmarks.peers import qualitative_coding, taguette
from benchmarks.peers.study import PeerError, read_study
from benchmarks.rows import Row

PEERS = {"qualitative-coding": qualitative_coding.measure, "Taguette": taguette.measure}
ENVIRONMENTS = Path(__file__).parents[2] / ".peers"


def measure_peers(size: str, folder: Path) -> Iterator[Row]:
    """Time each peer that is there on the workload in `folder`; says which is not there."""
    programs = {name: ENVIRONMENTS / name.lower() / "bin" for name in PEERS}
    there = [name for name in PEERS if programs[name].exists()]
    if missing := [name for name in PEERS if name not in there]:
        print(f"not there to compare with: {', '.join(missing)}; `make peers` installs them")
    if not there:
        return
    study = read_study(folder)
    for name in there:
        try:
            label = f"{name} {_version(programs[name], name)}"
            yield from PEERS[name](label, programs[name], study, size)
        except (PeerError, HTTPException, OSError, subprocess.SubprocessError) as problem:
            print(f"{name} is compared no further: {problem}")


def _version(programs: Path, name: str) -> str:
    asked = f"from importlib.metadata import version; print(version({name!r}))"
    return subprocess.check_output((programs / "python", "-I", "-c", asked), text=True).strip()
