"""A server of Taguette's as a child, and one who has followed its link to it."""

import os
import re
import secrets
import socket
import subprocess
import time
from contextlib import suppress
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.peers.study import PeerError
from benchmarks.peers.telling import CAP

PATIENCE = 5
"""Seconds in which the server is to end when asked to."""


class Server:
    """The server on a database in a folder; it runs from `start` or `anew` until it is left."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program, self.database = program, folder / "taguette.sqlite3"
        folder.mkdir(exist_ok=True)
        self._child: subprocess.Popen[str] | None = None
        self._cookies: SimpleCookie = SimpleCookie()
        self._link = HTTPConnection("127.0.0.1")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def anew(self) -> float:
        """Start on a new database."""
        self.stop()
        self.database.unlink(missing_ok=True)
        return self.start()

    def start(self) -> float:
        """Start, and follow the link; gives the seconds until the link was there."""
        self.stop()
        port = _free_port()
        options = ("--no-browser", "--port", str(port), "--database", str(self.database))
        known = {**os.environ, "TORNADO_SHUTDOWN_TIME": "0"}
        known.pop("PYTHONPATH", None)
        begin = time.perf_counter()
        with self.database.with_name("log").open("a", encoding="utf-8") as log:
            self._child = subprocess.Popen(
                (self.program, *options),
                env=known,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        token = self._token()
        taken = time.perf_counter() - begin
        self._link = HTTPConnection("127.0.0.1", port, timeout=CAP)
        self._cookies.clear()
        self.ask(f"/?token={token}")
        return taken

    def _token(self) -> str:
        assert self._child is not None
        assert self._child.stdout is not None
        for line in self._child.stdout:
            if found := re.search(r"\?token=(\w+)", line):
                return found[1]
        raise PeerError(f"the server did not start; see {self.database.with_name('log')}")

    def stop(self) -> None:
        """End the server if it runs, also in the midst of an answer."""
        if self._child is None:
            return
        self._link.close()
        self._child.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(PATIENCE)
        self._child.kill()
        self._child.communicate()
        self._child = None

    def timed(self, path: str) -> tuple[float, bytes]:
        """Ask, and give the seconds and the answer; after the cap the server is started anew."""
        begin = time.perf_counter()
        try:
            answer = self.ask(path)
        except TimeoutError:
            self.start()
            raise
        return time.perf_counter() - begin, answer

    def form(self, path: str, fields: dict[str, str], file: Path | None = None) -> bytes:
        """Send a form, with a file if there is one."""
        mark = secrets.token_hex(16)
        parts = [(f'name="{name}"', of.encode()) for name, of in fields.items()]
        if file is not None:
            parts.append((f'name="file"; filename="{file.name}"', file.read_bytes()))
        body = b"".join(
            f"--{mark}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + of + b"\r\n"
            for head, of in parts
        )
        body += f"--{mark}--\r\n".encode()
        return self.ask(path, body, f"multipart/form-data; boundary={mark}")

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        """Ask for a path, or send something to it; gives the answer."""
        cookies = (f"{name}={of.coded_value}" for name, of in self._cookies.items())
        headers = {"Cookie": "; ".join(cookies)}
        if body is not None:
            headers |= {"Content-Type": kind, "X-XSRFToken": self._cookies["_xsrf"].value}
        self._link.request("GET" if body is None else "POST", path, body, headers)
        answer = self._link.getresponse()
        read = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self._cookies.load(cookie)
        if answer.status >= 400:
            raise PeerError(f"{path} was answered by {answer.status}")
        return read


def _free_port() -> int:
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", 0))
        port: int = ours.getsockname()[1]
        return port
