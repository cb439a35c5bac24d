import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from studies import make_study


@pytest.fixture(autouse=True)
def own_configuration(tmp_path, monkeypatch):
    """Keep the person's own settings out of the tests."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("LMM_QUAL_CODER", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(scope="session")
def small_study(tmp_path_factory):
    """Make the small study once."""
    return make_study(tmp_path_factory.mktemp("study") / "small.lmmq")


@pytest.fixture
def study(small_study, tmp_path):
    """Give the path of a small study of one's own: see `studies`."""
    return Path(shutil.copy(small_study, tmp_path / "small.lmmq"))
