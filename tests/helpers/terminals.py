"""Whether there are terminals to test in: tests are left out only on a plain system without."""

import os
import shutil
from contextlib import suppress

import pytest

REQUIRED = bool(os.environ.get("LMM_QUAL_REQUIRE_TERMINAL"))
"""Where this is set a test that finds no terminal fails."""


def has_ptys() -> bool:
    """Say whether a pseudo-terminal can be opened."""
    with suppress(ImportError, OSError):
        import pty

        for end in pty.openpty():
            os.close(end)
        return True
    return False


NEEDS_PTYS = pytest.mark.skipif(
    not REQUIRED and not has_ptys(), reason="there are no pseudo-terminals"
)
NEEDS_TMUX = pytest.mark.skipif(
    not REQUIRED and shutil.which("tmux") is None, reason="tmux is not installed"
)
