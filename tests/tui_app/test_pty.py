"""The real program under bad conditions on a pseudo-terminal, its bytes read as they come."""

import sys

import pytest
from helpers.pty_app import PtyApp, is_text, tokens
from studies import SENTENCE_OF_P07, stored

from lmm_qual.store.opening import open_store

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals"),
]
PRESSURES = (SENTENCE_OF_P07, "Barriers/Pressures", "sa")
REFERRAL = (SENTENCE_OF_P07, "Barriers/Referral forms", "sa")
RESTORED = ("?1049l", "?25h", "?1000l", "?1003l", "?1006l", "?1004l", "?2004l", "?7h", "<u")
"""The modes that a terminal is in again when the program has ended."""


@pytest.fixture
def begin(study):
    """Open the study's dyad, the cursor at the start of P07's first turn."""

    def begin(*options, size=(120, 36), **environment):
        command = ["open", str(study), "--transcript", "T1-G3-07", *options]
        return PtyApp(*command, size=size, folder=study.parent, **environment)

    return begin


def ended_in_order(app, study):
    """Assert that the terminal is as it was, and the study free and whole."""
    modes = [token.removeprefix("\x1b[") for token in tokens(app.text) if not is_text(token)]
    for mode in RESTORED:
        on = mode.replace("l", "h") if mode.endswith("l") else mode
        assert mode in modes, mode
        assert modes[::-1].index(mode) <= [*modes[::-1], on].index(on), mode
    assert app.restored()
    assert not study.with_name(f"{study.name}.writer").exists()
    with open_store(study, write=True, wait=0) as store:
        assert store.integrity_faults() == []


def test_keys_typed_ahead_go_where_they_were_meant_to(begin, study):
    """All in one piece, as it comes over a slow line: no letter is lost, none is a command."""
    with begin() as app:
        app.wait_for("honestly")
        app.send("jscpress\rs;r/team\rn\x10undo\r\x12gg")
        app.wait_for("done again: “Referral forms” in T1-G3-07")
        app.send("q")
        assert app.wait() == 0
    assert stored(study) == [PRESSURES, REFERRAL]


def test_a_paste_of_10_mb_into_a_line(begin, study):
    with begin() as app:
        app.wait_for("honestly")
        app.send("/")
        app.paste("word\n" * 2_000_000)
        app.wait_for("a line holds 4,096 letters")
        app.send("\r")
        app.wait_for("word…” is not in this transcript")
        app.send("s;p")
        app.wait_for("coded Pressures")
        app.send("q")
        assert app.wait() == 0
    assert len(stored(study)) == 1
