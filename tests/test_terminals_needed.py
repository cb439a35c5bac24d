"""Tests in a terminal are skipped on a plain system without, and fail where they are required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LEFT_OUT = """
import pty, sys
def none():
    raise OSError("out of pty devices")
pty.openpty = none
import pytest
sys.exit(pytest.main(["-q", "-rs", "-p", "no:cacheprovider", "-p", "no:xdist", sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty to take away")
@pytest.mark.parametrize(("required", "code"), [("", 0), ("1", 1)])
def test_without_ptys(required, code):
    test = "tests/tui_app/test_pty.py::test_a_dumb_terminal_is_told_in_one_line"
    done = subprocess.run(
        [sys.executable, "-c", LEFT_OUT, test],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "LMM_QUAL_REQUIRE_TERMINAL": required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout
    assert ("there are no pseudo-terminals" in done.stdout) == (not required)
