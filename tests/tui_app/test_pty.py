"""The real program under bad conditions on a pseudo-terminal, its bytes read as they come."""

import re
import signal
import subprocess
import sys

import pytest
from helpers.pty_app import PtyApp, is_text, tokens
from helpers.terminals import NEEDS_PTYS
from studies import SENTENCE_OF_P07, make_study, stored, transcript

from lmm_qual.store.opening import open_store

pytestmark = [
    pytest.mark.terminal,
    NEEDS_PTYS,
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


@pytest.mark.parametrize(
    ("keys", "shown", "end", "code"),
    [
        ("", "honestly", "\x03", 0),
        ("sc", "+ new code", "\x03", 0),
        ("si", "New code in", signal.SIGTERM, 143),
        (";", "b Barriers", signal.SIGHUP, 129),
        ("/", "find words", signal.SIGTERM, 143),
    ],
)
def test_ending(begin, study, keys, shown, end, code):
    with begin() as app:
        app.wait_for("honestly")
        app.send("js;p")
        app.wait_for("coded Pressures")
        app.send(keys)
        app.wait_for(shown)
        app.send(end) if isinstance(end, str) else app.signal(end)
        assert app.wait() == code
        ended_in_order(app, study)
    assert stored(study) == [PRESSURES]


def test_killed_and_opened_again(begin, study):
    with begin() as app:
        app.wait_for("honestly")
        app.send("js;p")
        app.wait_for("coded Pressures")
        app.signal(signal.SIGKILL)
        assert app.wait() == -signal.SIGKILL
    with begin() as app:
        app.wait_for("honestly", "saved")
        app.send("s;r")
        app.wait_for("coded Referral forms")
        app.send("q")
        assert app.wait() == 0
    assert stored(study) == [PRESSURES, REFERRAL]


def test_suspended_and_brought_back(begin, study):
    with begin() as app:
        app.wait_for("honestly")
        app.send("jsc")
        app.wait_for("Code the selection")
        app.signal(signal.SIGTSTP)
        app.wait_for_bytes(b"\x1b[?1049l")
        assert app.wait_until_stopped()
        assert app.restored()
        since = len(app.written)
        app.signal(signal.SIGCONT)
        app.wait_for_bytes(b"\x1b[?1049h", since)
        app.wait_for("Code the selection", "Transcripts")
        app.send("press\r")
        app.wait_for("coded Pressures")
        app.send("q")
        assert app.wait() == 0
        ended_in_order(app, study)
    assert stored(study) == [PRESSURES]


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "xterm-16color"},
        {"TERM": "linux"},
        {"TERM": "vt100"},
        {"TERM": "xterm", "NO_COLOR": "1"},
        {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    ],
    ids=lambda given: "-".join(given.values()),
)
def test_codings_are_seen_in_every_terminal(begin, environment):
    """Underlined, and with a letter in the margin: colour alone says nothing."""
    with begin(size=(80, 24), **environment) as app:
        app.wait_for("honestly")
        app.send("js;p")
        seen = app.wait_for("coded Pressures")
        assert " A" in seen.splitlines()[2][-8:]
        underlined = re.findall(r"\x1b\[(?:\d+;)*4(?:;\d+)*m([^\x1b]*)", app.text)
        assert any("team meeting" in words for words in underlined)
        if "NO_COLOR" in environment:
            assert not re.search(r"\x1b\[(?:[\d;]*;)?(?:[349]|10)[1-6][;m]", app.text)
        app.send("q")
        assert app.wait() == 0


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_is_told_in_one_line(begin, term):
    with begin(TERM=term) as app:
        assert app.wait() == 1
        assert app.text == (
            "this terminal cannot draw screens (TERM is dumb);"
            " use the commands, or another terminal\r\n"
        )


def test_no_terminal_is_told_in_one_line(study):
    done = subprocess.run(
        [sys.executable, "-m", "lmm_qual", "open", str(study)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr


def test_resizing_while_a_question_is_open(begin, study):
    """The selection stands, the question too, whatever the terminal's size was in between."""
    with begin() as app:
        app.wait_for("honestly")
        app.send("jsc")
        app.wait_for("Code the selection")
        for size in ((80, 24), (40, 12), (10, 3), (1, 1), (300, 100), (60, 16), (120, 36)):
            app.resize(*size)
            if size >= (60, 16):
                app.wait_for("Code the selection", "Referral forms")
        app.send("press\r")
        app.wait_for("coded Pressures")
        app.send("q")
        assert app.wait() == 0
    assert stored(study) == [PRESSURES]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_paging_shows_every_word_of_a_transcript(tmp_path, size):
    """Each page goes on where the one before ended, no word left out or cut."""
    words = [f"w{number:04}" for number in range(1500)]
    turns = [" ".join(words[at : at + 37]) for at in range(0, len(words), 37)]
    text = "".join(f"P{at % 2:02}: {turn}\n" for at, turn in enumerate(turns))
    path = make_study(tmp_path / "long.lmmq", added=[transcript("long", text, "T1", "G3")])
    command = ["open", str(path), "--transcript", "long"]
    met = 0

    def goes_on(screen):
        """Say whether a whole page stands there, which begins no later than the last ended."""
        seen = re.findall(r"w\d{4}", screen)
        filled = re.search(r"w\d{4}", screen.splitlines()[-3]) or words[-1] in seen
        whole = seen and seen == words[words.index(seen[0]) :][: len(seen)]
        return filled and whole and words[met] in seen

    with PtyApp(*command, size=size, folder=tmp_path) as app:
        while met < len(words):
            seen = re.findall(r"w\d{4}", app.wait_until(goes_on, f"no page with {words[met]}"))
            met = words.index(seen[-1]) + 1
            app.send("\x1b[6~")
        app.send("q")
        assert app.wait() == 0
