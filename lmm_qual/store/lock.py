"""One writer at a time: a lock beside the project, with who holds it and since when."""

import json
import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from lmm_qual.model.problem import refuse
from lmm_qual.store.clock import now
from lmm_qual.text.times import told

WAIT_SECONDS = 5.0


class WriteLock:
    """The right to write to one project, held until `release`."""

    def __init__(self, project: Path) -> None:
        self._project = project
        file = project.resolve()
        self._note = file.with_name(file.name + ".writer")
        self._lock = FileLock(file.with_name(file.name + ".lock"), mode=0o600, thread_local=False)

    def acquire(self, holder: str, wait: float = WAIT_SECONDS) -> None:
        """Take the lock; raises `BadInputError` naming who has it when `wait` seconds are over."""
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            raise refuse(
                f"is open for writing by {self._holder()}",
                "close it there, or look with `open --read-only`",
                file=str(self._project),
            ) from None
        except OSError as error:
            raise refuse(
                f"cannot be locked for writing: {error.strerror}",
                "look with `open --read-only`, or copy it to a folder you may write to",
                file=str(self._project),
            ) from None
        note = {"holder": holder, "pid": os.getpid(), "since": now()}
        with suppress(OSError):  # others are then told less; the lock holds all the same
            self._note.write_text(json.dumps(note), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back; its file goes first, while nobody else can have taken it."""
        if self._lock.is_locked:
            for file in (self._note, Path(self._lock.lock_file)):
                with suppress(OSError):
                    file.unlink(missing_ok=True)
            self._lock.release()

    def _holder(self) -> str:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            since = told(str(note["since"]))
            return f"{note['holder']} (process {note['pid']}) since {since}"
        except (OSError, ValueError, KeyError):
            return "another process"
