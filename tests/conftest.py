"""What all tests share: hypothesis counts no seconds, garbage is looked for seldom.

Tests run beside each other on small machines. Each begins and ends whole programs of many
objects, among which looking for garbage took a third of the time.
"""

import functools
import gc
import os

import pytest
from helpers.command_line import build_commands_once  # noqa: F401
from helpers.drawing import draw_at_rest  # noqa: F401
from helpers.settling import settle_by_the_loop  # noqa: F401
from helpers.stylesheets import parse_once  # noqa: F401
from hypothesis import settings

ONE_WORKER = (
    "tests/cli/test_example.py",
    "tests/docs/test_docs.py",
    "tests/example/test_example_matrices.py",
    "tests/example/test_example_quotations.py",
    "tests/system_map/test_page_browser.py",
    "tests/tui_app/test_welcome.py",
)
"""Files that build or begin something large once, which not every worker need do."""

EXAMPLES = int(os.environ.get("LMM_QUAL_EXAMPLES", "8"))
"""Examples that a property is tried on where its test names no number."""
settings.register_profile("lmm_qual", deadline=None, max_examples=EXAMPLES)
settings.load_profile("lmm_qual")
gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _own_backups(monkeypatch, tmp_path_factory, request):
    """Keep the backups that tests make out of the tester's own folder, and out of the keyring."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    if "tmp_path" in request.fixturenames:
        folder = request.getfixturevalue("tmp_path")
        home = folder.with_name(f"{folder.name}.home")
    else:
        home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.setenv("XDG_DATA_HOME", str(home))


@functools.cache
def _is_of_backups(file):
    return "backup" in file.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _backups_only_where_tested(monkeypatch, request):
    """Make none where a test is of something else: hundreds of copies take as long as the rest."""
    if _is_of_backups(request.path):
        return
    for keep in ("lmm_qual.project.project.keep_before", "lmm_qual.tui.keeping.keep_safe"):
        monkeypatch.setattr(keep, lambda *_, **__: "")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each test to whoever is free, but the tests of some files all to one worker."""
    from xdist.scheduler import LoadScopeScheduling

    class FewTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            return file if file in ONE_WORKER else nodeid

    return FewTogether(config, log)
