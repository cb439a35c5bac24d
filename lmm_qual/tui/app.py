"""The terminal app: opening and closing a study, and what all its screens share."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.configuration import remember_project
from lmm_qual.store.queries.talk import find_transcript
from lmm_qual.tui.actions import EVERYWHERE, Action, bindings
from lmm_qual.tui.opened import OpenStudy, look_only, open_study
from lmm_qual.tui.screens.page import Page
from lmm_qual.tui.signals import ending_on_signals
from lmm_qual.tui.themes import THEMES

if TYPE_CHECKING:
    from lmm_qual.tui.screens.commands import Command


class LmmQualApp(App[None]):
    """Holds the study that is open and shows its screens."""

    TITLE = "lmm-qual"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [
        (0, "-small"),
        (60, "-narrow"),
        (110, "-wide"),
        (150, "-broad"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-low"),
        (16, "-high"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        Binding("ctrl+c", "leave", "Quit", show=False, priority=True, id="app.interrupt"),
    ]
    CSS = """
    Toast { background: $panel-lighten-1; padding: 0 1; border-left: outer $primary; }
    Toast.-error { border-left: outer $error; }
    ToastRack { align: right bottom; margin-bottom: 1; }
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        transcript: str | None = None,
        read_only: bool = False,
        coder: str | None = None,
    ) -> None:
        """Open what is named when the app starts; raises `BadInputError` where it cannot be."""
        super().__init__()
        self.opened: OpenStudy | None = None
        self.coder = coder
        self._locked: tuple[Path, BadInputError] | None = None
        self._transcript = transcript
        self._signals = ExitStack()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        if path is not None:
            self._open_first(path, read_only)

    def _open_first(self, path: Path, read_only: bool) -> None:
        try:
            self.opened = open_study(path, read_only=read_only, coder=self.coder)
        except BadInputError as fault:
            if read_only:
                raise
            self.opened = look_only(path, fault, self.coder)
            self._locked = path, fault
        if self._transcript:
            try:
                find_transcript(self.opened.store, self._transcript)
            except BadInputError:
                self.close_study()
                raise

    # Starting and ending

    async def on_mount(self) -> None:
        """Show the first screen."""
        self._signals.enter_context(
            ending_on_signals(self.exit, surely=not self.is_headless),
        )
        if self.opened is None:
            await self._show_start()
        elif self._locked is not None:
            self._offer_to_look(*self._locked)
        else:
            await self._show_study(self._transcript)

    def on_unmount(self) -> None:
        """Leave signals as they were."""
        self._signals.close()

    def _fatal_error(self) -> None:
        """End without printing what was at work: a traceback would show transcript words."""
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """Give the fault of the program that ended it, None where it ended well."""
        return self._exception

    def close_study(self) -> None:
        """Close the study, giving its lock back."""
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    # Screens: changed from the app's own queue, since a screen cannot wait for its own end

    def show_start(self) -> None:
        """Close the study and show the start screen."""
        self.call_later(self._show_start)

    def show_study(self, transcript: str | None = None) -> None:
        """Show the study that is open, or one of its transcripts."""
        self.call_later(self._show_study, transcript)

    def show_page(self, page: Page) -> None:
        """Show another screen of the study that is open."""
        self.call_later(self._show, page)

    def open_path(self, path: Path) -> None:
        """Open a project; where it is locked, offer to look."""
        self.call_later(self._open_path, path)

    async def _show_start(self) -> None:
        from lmm_qual.tui.screens.start import StartScreen

        await self._show(StartScreen())
        self.close_study()

    async def _show_study(self, transcript: str | None = None) -> None:
        assert self.opened is not None
        if not self.opened.read_only:
            remember_project(self.opened.path)
        if transcript is None:
            from lmm_qual.tui.screens.study import StudyScreen

            await self._show(StudyScreen(self.opened))
        else:
            from lmm_qual.tui.screens.coding import CodingScreen

            await self._show(CodingScreen(self.opened, self.opened.by_key[transcript]))

    async def _show(self, screen: Page) -> None:
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        if len(self.screen_stack) > 1:
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)

    async def _open_path(self, path: Path) -> None:
        try:
            await self._open(path)
        except BadInputError as fault:
            if self.page is not None:
                self.page.tell_fault(fault)

    async def _open(self, path: Path) -> None:
        try:
            self._take(open_study(path, coder=self.coder))
        except BadInputError as fault:
            self._take(look_only(path, fault, self.coder))
            self._offer_to_look(path, fault)
        else:
            await self._show_study()

    def _take(self, opened: OpenStudy) -> None:
        self.close_study()
        self.opened = opened

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

    # Actions of every screen

    @property
    def page(self) -> Page | None:
        """Give the screen that is open below any question."""
        pages = [screen for screen in self.screen_stack if isinstance(screen, Page)]
        return pages[-1] if pages else None

    def keys_of(self, action: Action) -> str | None:
        """Give the keys a key map gave an action, None where it has its own."""
        return self._keymap.get(action.id)

    def action_leave(self) -> None:
        """Quit."""
        self.exit()

    def action_other_theme(self) -> None:
        """Change between dark and light."""
        names = [theme.name for theme in THEMES]
        here = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(here + 1) % len(names)]

    def action_help(self) -> None:
        """Show the keys."""
        from lmm_qual.tui.screens.help import Help

        if self.page is not None:
            self.push_screen(Help(self.page.available(), self.keys_of))

    def action_palette(self) -> None:
        """Find an action, a code, a transcript or a theme."""
        from lmm_qual.tui.screens.coding import CodingScreen
        from lmm_qual.tui.screens.commands import CommandPalette

        page = self.page
        if page is None:
            return
        in_transcript = isinstance(page, CodingScreen)
        palette = CommandPalette(
            page.available(),
            self.keys_of,
            [theme.name for theme in THEMES],
            self.opened,
            codes=in_transcript and not (self.opened and self.opened.read_only),
        )
        self.push_screen(palette, self._do)

    async def _do(self, command: "Command | None") -> None:
        page = self.page
        if command is None or page is None:
            return
        kind, which = command
        if kind == "theme":
            self.theme = which
        elif kind == "action":
            await page.action_do(which)
        elif kind == "transcript":
            page.go_to_transcript(which)
        else:
            page.use_code(int(which))


def run(
    project: Path | None,
    *,
    transcript: str | None = None,
    read_only: bool = False,
    coder: str | None = None,
) -> None:
    """Run the terminal app until it is left; raises `BadInputError` where nothing can be opened."""
    app = LmmQualApp(project, transcript=transcript, read_only=read_only, coder=coder)
    try:
        app.run()
    finally:
        app.close_study()
    if app.failure is not None:
        raise app.failure from None
