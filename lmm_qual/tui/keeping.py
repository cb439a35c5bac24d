"""Keeping the open study safe: its backup, in a thread, and what to do where it is damaged."""

import asyncio
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual.content import Content
from textual.worker import Worker, WorkerError

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.backups import keep_safe, told
from lmm_qual.project.surroundings import warnings
from lmm_qual.store.backups import Backup, newest_good
from lmm_qual.store.restoring import restore
from lmm_qual.store.store import DamagedError
from lmm_qual.tui.opened import OpenStudy, look_only, sound_apart
from lmm_qual.tui.screens.asking import AskOne

if TYPE_CHECKING:
    from lmm_qual.tui.showing import Showing


class Keeper:
    """Looks through the study that is open and makes its backup, once it is shown."""

    def __init__(self, app: "Showing") -> None:
        self._app = app
        self._stop = Event()
        self._worker: Worker[None] | None = None

    def begin(self, opened: OpenStudy) -> None:
        """Begin with a study that was opened for writing; one begun before is stopped."""
        self.stop()
        self._stop = Event()
        if opened is self._app.opened:
            self._worker = self._app.run_worker(self._keep(opened, self._stop), group="backup")

    def stop(self) -> None:
        """Stop soon; a backup that is not finished is none."""
        self._stop.set()

    async def ended(self) -> None:
        """Wait until a backup that was told to stop is made or is none."""
        if self._worker is not None:
            with suppress(WorkerError):
                await self._worker.wait()

    async def _keep(self, opened: OpenStudy, stop: Event) -> None:
        path, state = opened.path, opened.state()
        sound = await asyncio.to_thread(sound_apart, path, stop.is_set)
        opened.trust(sound, state)
        try:
            lines = await asyncio.to_thread(_kept, path, stop)
        except DamagedError as fault:
            if not stop.is_set():
                offer_backup(self._app, path, fault, await asyncio.to_thread(newest_good, path))
            return
        for said in lines:
            if self._app.page is not None and not stop.is_set():
                self._app.page.tell(said, fault=True)


def _kept(path: Path, stop: Event) -> list[str]:
    hindered = keep_safe(path, stop.is_set)
    return [*warnings(path), *([hindered] if hindered else [])]


def offer_backup(
    app: "Showing",
    path: Path,
    fault: DamagedError,
    backup: Backup | None,
    *,
    opening: bool = False,
) -> None:
    """Ask what to do with a study that is damaged: restore its backup, look, or leave it.

    While one works, looking stands first, so that a key pressed blindly replaces nothing.
    """
    choices: list[tuple[object, Content]] = []
    if _can_look(path, fault):
        choices.append(("look", Content("Look at it without changing anything")))
    if backup is not None:
        choices.insert(0 if opening else 1, ("restore", Content("Restore the backup")))
    choices.append(("leave", Content("Go to the start screen")))
    said = f"{path.name} {fault.problems[0].what}. "
    said += (
        f"Sound is {told(backup)}. Restoring it keeps the damaged file beside it, under another"
        " name."
        if backup is not None
        else "There is no backup of it that is sound."
    )

    def answered(answer: object) -> None:
        if answer == "restore" and backup is not None:
            app.call_later(_restore, app, path, backup)
        elif answer == "look":
            app.look_at_path(path, fault)
        elif answer == "leave" or opening:
            app.show_start()

    app.push_screen(AskOne("This study is damaged", choices, said), answered)


def _can_look(path: Path, fault: DamagedError) -> bool:
    with suppress(BadInputError):
        look_only(path, fault).close()
        return True
    return False


async def _restore(app: "Showing", path: Path, backup: Backup) -> None:
    """Close the study, put the backup in its place and open that."""
    await app.close_to_start()
    try:
        kept = await asyncio.to_thread(restore, path, backup, 0.5)
    except BadInputError as fault:
        if app.page is not None:
            app.page.tell_fault(fault)
        return
    await app.open_now(path)
    if app.page is not None and kept is not None:
        app.page.tell(f"restored; the damaged file is kept as {kept.name}")
