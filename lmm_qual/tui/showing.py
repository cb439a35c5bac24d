"""Which study is open, and which of its screens is shown."""

from pathlib import Path

from rich.console import RenderableType
from textual.content import Content

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.remembered import remember_project
from lmm_qual.store.backups import Backup, newest_good
from lmm_qual.store.keys import PassphraseNeededError
from lmm_qual.store.queries.talk import find_transcript
from lmm_qual.store.store import DamagedError
from lmm_qual.tui.keeping import Keeper, offer_backup
from lmm_qual.tui.opened import OpenStudy, look_only, open_study
from lmm_qual.tui.screens.page import Page
from lmm_qual.tui.settings import Settings
from lmm_qual.tui.shell import Shell
from lmm_qual.tui.stopping import recall, remember


class Showing(Shell):
    """Opens and closes studies, and changes between screens.

    Screens are changed from the app's own queue, since none can wait for its own end.
    """

    def __init__(self, settings: Settings, coder: str | None, transcript: str | None) -> None:
        """Show nothing yet; `transcript` is where to begin in the first study."""
        super().__init__(settings, coder)
        self._transcript = transcript
        self._locked: tuple[Path, BadInputError] | None = None
        self._damaged: tuple[Path, DamagedError, Backup] | None = None
        self._sealed: tuple[Path, bool] | None = None
        self._keeper = Keeper(self)
        self._kept: OpenStudy | None = None

    # The first study

    def _open_first(self, path: Path, read_only: bool) -> None:
        try:
            self.opened = open_study(path, read_only=read_only, coder=self.coder)
        except DamagedError as fault:
            backup = None if read_only else newest_good(path)
            if backup is None:
                raise
            self._damaged = path, fault, backup
            return
        except PassphraseNeededError:
            self._sealed = path, read_only
            return
        except BadInputError as fault:
            if read_only:
                raise
            self.opened = look_only(path, fault, self.coder)
            self._locked = path, fault
        recall(self.opened)
        if self._transcript:
            try:
                find_transcript(self.opened.store, self._transcript)
            except BadInputError:
                self.close_study()
                raise

    async def show_first(self) -> None:
        """Show what was opened first, or why it was not."""
        if self._damaged is not None:
            offer_backup(self, *self._damaged, opening=True)
        elif self.opened is None:
            await self._show_start()
            if self._sealed is not None:
                self._ask_passphrase(*self._sealed)
        elif self._locked is not None:
            self._offer_to_look(*self._locked)
        else:
            await self._show_study(self._transcript)

    @property
    def is_hindered(self) -> bool:
        """Say whether the first study could not simply be shown."""
        return bool(self._locked or self._damaged or self._sealed)

    # Opening and closing

    def open_path(self, path: Path) -> None:
        """Open a project; where it is locked, offer to look."""
        self.call_later(self._open_path, path)

    def look_at_path(self, path: Path, fault: BadInputError) -> None:
        """Show a study without changing it, since there is a fault; tell that where it cannot."""
        self.call_later(self._look_at, path, fault)

    async def open_now(self, path: Path) -> None:
        """Open a project at once; where it cannot be, tell why."""
        await self._open_path(path)

    async def _open_path(self, path: Path, read_only: bool = False) -> None:
        try:
            await self._open(path, read_only=read_only)
        except BadInputError as fault:
            if self.page is not None:
                self.page.tell_fault(fault)

    async def _open(self, path: Path, *, read_only: bool = False) -> None:
        try:
            self._take(open_study(path, read_only=read_only, coder=self.coder))
        except PassphraseNeededError:
            self._ask_passphrase(path, read_only)
        except DamagedError as fault:
            backup = newest_good(path)
            if backup is None:
                raise
            offer_backup(self, path, fault, backup, opening=True)
        except BadInputError as fault:
            self._take(look_only(path, fault, self.coder))
            self._offer_to_look(path, fault)
        else:
            await self._show_study(self._named_for(path))

    async def _look_at(self, path: Path, fault: BadInputError) -> None:
        try:
            self._take(look_only(path, fault, self.coder))
            await self._show_study(self._transcript)
        except BadInputError:
            await self.close_to_start()
            if self.page is not None:
                self.page.tell_fault(fault)

    def _named_for(self, path: Path) -> str | None:
        """Give the transcript that was named with a study which opens only now."""
        sealed, self._sealed = self._sealed, None
        assert self.opened is not None
        if sealed is None or sealed[0] != path or self._transcript not in self.opened.by_key:
            return None
        return self._transcript

    def _ask_passphrase(self, path: Path, read_only: bool = False) -> None:
        """Ask for the passphrase of an encrypted study and open it then."""
        from lmm_qual.tui.screens.passphrase import AskPassphrase

        def answered(opens: bool | None) -> None:
            if opens:
                self.call_later(self._open_path, path, read_only)

        self.push_screen(AskPassphrase(path), answered)

    def _take(self, opened: OpenStudy) -> None:
        self.close_study()
        self.opened = opened
        recall(opened)

    def _offer_to_look(self, path: Path, fault: BadInputError) -> None:
        from lmm_qual.tui.screens.asking import AskOne

        choices = [
            ("look", Content("Look at it without changing anything")),
            ("again", Content("Try again")),
            ("leave", Content("Go to the start screen")),
        ]
        said = f"{path.name} {fault.problems[0].what}"

        def answered(answer: object) -> None:
            if answer == "look":
                self.show_study(self._transcript)
            elif answer == "again":
                self.open_path(path)
            else:
                self.show_start()

        self.push_screen(AskOne("This study cannot be changed now", choices, said), answered)

    def close_study(self) -> None:
        """Close the study, giving its lock back; where one stopped is remembered."""
        self._keeper.stop()
        if self.opened is not None:
            remember(self.opened)
            self.opened.close()
            self.opened = None

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End, noting where one stopped."""
        self._keeper.stop()
        if self.page is not None:
            self.page.leave_place()
        super().exit(result, return_code, message)

    # Screens

    def show_start(self) -> None:
        """Close the study and show the start screen."""
        self.call_later(self._show_start)

    def show_study(self, transcript: str | None = None) -> None:
        """Show the study that is open, or one of its transcripts."""
        self.call_later(self._show_study, transcript)

    def show_page(self, page: Page) -> None:
        """Show another screen of the study that is open."""
        self.call_later(self._show, page)

    async def close_to_start(self) -> None:
        """Close the study and show the start screen at once."""
        await self._show_start()

    async def backup_ended(self) -> None:
        """Wait until no backup is being made any more of a study that was closed."""
        await self._keeper.ended()

    async def _show_start(self) -> None:
        from lmm_qual.tui.screens.start import StartScreen

        await self._show(StartScreen())
        self.close_study()

    async def _show_study(self, transcript: str | None = None) -> None:
        assert self.opened is not None
        if not self.opened.read_only:
            remember_project(self.opened.path)
            if self._kept is not self.opened:
                self._kept = self.opened
                self.call_after_refresh(self._keeper.begin, self.opened)
        if transcript is None:
            from lmm_qual.tui.screens.study import StudyScreen

            await self._show(StudyScreen(self.opened))
        else:
            await self._show_transcript(self.opened, transcript)
        remember(self.opened)

    async def _show_transcript(self, opened: OpenStudy, key: str) -> None:
        """Show a transcript; where it cannot be shown tell why on the study's screen."""
        from lmm_qual.tui.screens.coding import CodingScreen
        from lmm_qual.tui.screens.study import StudyScreen

        try:
            screen = CodingScreen(opened, opened.by_key[key])
        except BadInputError as fault:
            if not isinstance(self.page, StudyScreen):
                await self._show(StudyScreen(opened))
            if self.page is not None:
                self.page.tell_fault(fault)
        else:
            await self._show(screen)

    async def _show(self, screen: Page) -> None:
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        if len(self.screen_stack) > 1:
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)
