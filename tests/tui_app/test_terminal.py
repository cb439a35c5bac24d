"""The real program in a real terminal, through tmux on a socket of its own."""

import re
import shlex
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from helpers.terminals import NEEDS_TMUX
from studies import DYAD, stored

pytestmark = [
    pytest.mark.terminal,
    NEEDS_TMUX,
]
SOURCE = Path(__file__).parents[2]
STRIPES = 5
"""Cells at the right of the text: a blank, stripes, scrollbar, or fewer with a panel beside."""
SAID = re.sub(r"(?m)^(INT|P\d\d): ", "", DYAD).split()


class Terminal:
    """A terminal that runs a command; closed with the block."""

    def __init__(self, size, command, environment):
        self.socket = f"lmm-qual-{uuid.uuid4().hex}"
        width, height = size
        given = [f"{name}={value}" for name, value in environment.items()]
        line = shlex.join(["env", "-u", "COLUMNS", "-u", "LINES", *given, *command])
        self.run(
            *("-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", str(width), "-y"),
            *(str(height), f"{line}; echo left $?; sleep 60"),
        )

    def run(self, *words):
        done = subprocess.run(
            ["tmux", "-L", self.socket, *words], capture_output=True, text=True, check=True
        )
        return done.stdout

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], capture_output=True, check=False)

    def screen(self):
        return self.run("capture-pane", "-p", "-t", "t")

    def press(self, *keys):
        for key in keys:
            self.run("send-keys", "-t", "t", r"\;" if key == ";" else key)
            time.sleep(0.1)

    def wait_for(self, words):
        return self.wait_until(lambda screen: words in screen, f"no “{words}”")

    def wait_until(self, holds, otherwise, seconds=40.0):
        until = time.monotonic() + seconds
        while not holds(screen := self.screen()):
            assert time.monotonic() < until, f"{otherwise} in\n{screen}"
            time.sleep(0.05)
        return screen


@pytest.fixture
def environment(tmp_path):
    return {
        "TERM": "screen-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(SOURCE),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "LMM_QUAL_CODER": "sa",
    }


def words_of_the_text(screen, width):
    """Give the words of the text column: between the panels, behind gutter, before stripes."""
    rows = []
    lines = screen.splitlines()
    foot = next(at for at, line in enumerate(lines) if "^p palette" in line)
    for line in lines[1 : foot - 1]:
        middle = line.ljust(width).split("▕")[-1].split("▏")[0]
        rows.append(re.sub(r"^ *\d* ?(INT|P\d\d)? +", "", middle[:-STRIPES]))
    return " ".join(rows).split()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_coding_in_a_terminal(study, environment, size):
    def shows_the_text(screen):
        return "^p palette" in screen and words_of_the_text(screen, size[0]) == SAID

    command = [sys.executable, "-m", "lmm_qual", "open", str(study), "--transcript", "T1-G3-07"]
    with Terminal(size, command, environment) as terminal:
        terminal.wait_for("saved")
        terminal.wait_until(shows_the_text, "not the words of the text")
        terminal.press("j", "s", "c", "p", "r", "e", "s")
        terminal.wait_for("Code the selection")
        terminal.press("Enter")
        terminal.wait_for("coded Pressures at turn 2")
        assert stored(study) == [("It was at team meeting, I think.", "Barriers/Pressures", "sa")]
        terminal.wait_until(shows_the_text, "not the words of the text")
        terminal.press("q")
        terminal.wait_for("left 0")
    assert not study.with_name(f"{study.name}.writer").exists()


def test_a_terminal_that_goes_away_leaves_the_study_closed(study, environment):
    command = [sys.executable, "-m", "lmm_qual", "open", str(study), "--transcript", "T1-G3-07"]
    with Terminal((80, 24), command, environment) as terminal:
        terminal.wait_for("honestly")
        writer = study.with_name(f"{study.name}.writer")
        assert writer.exists()
        terminal.press("j", "s", ";", "p")
        terminal.wait_for("coded Pressures")
    until = time.monotonic() + 20
    while writer.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not writer.exists()
    assert len(stored(study)) == 1
