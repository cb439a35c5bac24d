"""Fixtures that several folders of tests share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.projects import build

Make = Callable[..., Path]


@pytest.fixture
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Make a project out of the test's docstring; options are those of `build`."""

    def make(**options: Any) -> Path:
        return build(tmp_path / "study.lmmq", request.function.__doc__ or "", **options)

    return make


@pytest.fixture(autouse=True)
def _nobody_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the tester's own configuration out of the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".home" / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".home" / "state"))
    monkeypatch.delenv("LMM_QUAL_CODER", raising=False)
    monkeypatch.delenv("LMM_QUAL_DEBUG", raising=False)
