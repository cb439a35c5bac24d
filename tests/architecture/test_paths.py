"""The repository holds no path of anybody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEFT_OUT = {".git", ".venv", ".hypothesis", "node_modules", "dist", "build", "site", "demo"}
HOMES = ["work", "root", "home", "Users", "mnt", "var/folders", "private/tmp"]
MACHINE = re.compile(
    rf"(?<![\w.~:)\]}}/-])/(?:{'|'.join(HOMES)})/[\w.]|\b[A-Z]:\\\\?(?:Users|Documents)\b"
)


def files():
    """Give the files of the repository that hold text."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode == 0:
        return [ROOT / name for name in told.stdout.splitlines()]
    return [path for path in ROOT.rglob("*") if not LEFT_OUT & set(path.relative_to(ROOT).parts)]


def test_no_file_names_a_machine_path():
    found = []
    for path in files():
        if not path.is_file() or b"\0" in (data := path.read_bytes()):
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
            if MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('PATH = "' + "/home" + '/anna/talk"', True),
        ("cd " + "/Users" + "/anna", True),
        ("C:" + "\\Users\\anna", True),
        ("https://example.org/home/x", False),
        ("lmm_qual/" + "work" + "/x", False),
        ("at /tmp/x or /dev/null", False),
    ],
)
def test_what_counts_as_one(line, named):
    assert bool(MACHINE.search(line)) is named
