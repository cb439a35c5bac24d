"""The real program on a pty of its own: every byte that it writes, and the screen these make."""

import os
import re
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from wcwidth import wcwidth

with suppress(ImportError):  # where there are no ptys a test says so, and none is begun
    import fcntl
    import pty
    import termios

SOURCE = Path(__file__).parents[2]
PATIENCE = 40.0
TOKEN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]*[0-Z\\`-~]"  # other escapes
    r"|[\x00-\x1f\x7f-\x9f]"  # a lone control
    r"|[^\x00-\x1f\x7f-\x9f]+",  # text
    re.DOTALL,
)

BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*|[ -/]*)\Z")
"""A sequence of which more is to come."""


def tokens(written: str) -> list[str]:
    """Cut what was written into control sequences and text; nothing is left over."""
    return TOKEN.findall(written)


def is_text(token: str) -> bool:
    return token[0] >= " " and not "\x7f" <= token[0] <= "\x9f"


class Screen:
    """What a terminal would show, as far as Textual asks of it: moves and text."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.begin(size)

    def begin(self, size: tuple[int, int]) -> None:
        self.width, self.height = size
        self.rows = [[" "] * self.width for _ in range(self.height)]
        self.x = self.y = 0

    def feed(self, token: str) -> None:
        if is_text(token):
            for letter in token:
                self._put(letter)
        elif token == "\r":
            self.x = 0
        elif token == "\n":
            self.x, self.y = 0, min(self.y + 1, self.height - 1)
        elif move := re.fullmatch(r"\x1b\[(\d*)(?:;(\d*))?H", token):
            self.y, self.x = int(move[1] or 1) - 1, int(move[2] or 1) - 1
        elif re.fullmatch(r"\x1b\[\??(?:2J|1049[hl])", token):
            self.begin((self.width, self.height))

    def _put(self, letter: str) -> None:
        cells = max(wcwidth(letter), 0)
        if not self.y < self.height:
            return
        row = self.rows[self.y]
        if not cells:
            if 0 < self.x <= self.width:
                row[self.x - 1] += letter
            return
        if self.x + cells <= self.width:
            row[self.x] = letter
            for beyond in range(1, cells):
                row[self.x + beyond] = ""
        self.x += cells

    def __str__(self) -> str:
        return "\n".join("".join(row) for row in self.rows)


class PtyApp:
    """A command on a pty, ended with the block."""

    def __init__(
        self,
        *command: str,
        size: tuple[int, int] = (120, 36),
        folder: Path,
        **environment: str | None,
    ) -> None:
        self._master, self._slave = pty.openpty()
        self.size = size
        self._set_size()
        self.attributes = termios.tcgetattr(self._slave)
        self.written = bytearray()
        self.screen = Screen(size)
        self._fed = 0
        given = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(SOURCE),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "LMM_QUAL_CODER": "sa",
            **environment,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lmm_qual", *command],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            cwd=folder,
            env={name: value for name, value in given.items() if value is not None},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.hang_up()
        os.close(self._slave)

    def hang_up(self) -> None:
        """Take the terminal away."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    # Talking to it

    def _set_size(self) -> None:
        width, height = self.size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def resize(self, width: int, height: int) -> None:
        self._take(0)
        self.size = width, height
        self.screen.begin(self.size)
        self._set_size()

    def send(self, keys: str) -> None:
        """Type; what is written meanwhile is read, so that neither waits for the other."""
        left = memoryview(keys.encode())
        until = time.monotonic() + PATIENCE
        while left:
            assert time.monotonic() < until, "it does not read what is typed"
            readable, writable, _ = select.select([self._master], [self._master], [], 1)
            if writable:
                left = left[os.write(self._master, left[:4096]) :]
            if readable:
                self._take(0)

    def paste(self, text: str) -> None:
        self.send(f"\x1b[200~{text}\x1b[201~")

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    # Reading

    def _take(self, seconds: float) -> bool:
        readable, _, _ = select.select([self._master], [], [], seconds)
        if not readable:
            return False
        try:
            self.written += os.read(self._master, 65536)
        except OSError:  # its last process has gone
            return False
        return True

    def _feed(self) -> None:
        """Bring the screen up to what was written, whole sequences only."""
        text = bytes(self.written[self._fed :]).decode(errors="ignore")
        begun = BEGUN.search(text)
        text = text[: begun.start()] if begun else text
        for token in tokens(text):
            self.screen.feed(token)
        self._fed += len(text.encode())

    def seen(self) -> str:
        """Give the screen."""
        while self._take(0):
            pass
        self._feed()
        return str(self.screen)

    def wait_for(self, *words: str, gone: str = "\0") -> str:
        """Read until words are on the screen (and `gone` is not); give it."""

        def shown(seen: str) -> bool:
            plain = " ".join(seen.split())
            return all(word in plain or word in seen for word in words) and gone not in seen

        return self.wait_until(shown, f"no “{words}”")

    def wait_until(self, holds: Callable[[str], bool], otherwise: str) -> str:
        """Read until something holds of the screen; give it."""
        until = time.monotonic() + PATIENCE
        while True:
            seen = self.seen()
            if holds(seen):
                return seen
            assert time.monotonic() < until, f"{otherwise} in\n{seen}"
            assert self.process.poll() is None, f"it ended with {self.process.poll()}:\n{seen}"
            self._take(0.5)

    def wait_for_bytes(self, sequence: bytes, since: int = 0) -> None:
        until = time.monotonic() + PATIENCE
        while sequence not in self.written[since:]:
            assert time.monotonic() < until, f"{sequence!r} was not written"
            self._take(0.5)

    def wait(self) -> int:
        """Read until the program has ended; give its exit code."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < until, f"it does not end:\n{self.seen()}"
            self._take(0.05)
        while self._take(0):
            pass
        return self.process.wait()

    def wait_until_stopped(self) -> bool:
        """Wait until the program has been suspended."""
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        return os.WIFSTOPPED(status)

    @property
    def text(self) -> str:
        """Give all that was written, which is always text in UTF-8."""
        return self.written.decode()

    def restored(self) -> bool:
        """Say whether the terminal's line settings are as they were before."""
        return termios.tcgetattr(self._slave) == self.attributes
