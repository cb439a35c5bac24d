"""The terminal app: opening and closing a study, and what all its screens share."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.driver import Driver
from textual.timer import Timer

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.configuration import save_coder, save_theme
from lmm_qual.project.remembered import remember_project
from lmm_qual.store.backups import Backup, newest_good
from lmm_qual.store.keys import PassphraseNeededError
from lmm_qual.store.queries.talk import find_transcript
from lmm_qual.store.store import DamagedError
from lmm_qual.tui.actions import EVERYWHERE, Action, bindings
from lmm_qual.tui.garbage import REST, look_once, look_seldom
from lmm_qual.tui.keeping import Keeper, offer_backup
from lmm_qual.tui.opened import OpenStudy, look_only, open_study
from lmm_qual.tui.pasting import read_in_pieces
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.screens.page import Page
from lmm_qual.tui.settings import Settings, load_settings
from lmm_qual.tui.signals import ending_on_signals
from lmm_qual.tui.stopping import recall, remember
from lmm_qual.tui.tour import Guide, Tour
from lmm_qual.tui.typing_ahead import TypingAhead

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
        Binding("ctrl+c", "leave", "Quit", show=False, priority=True),
        Binding("escape", "end_tour", "End the welcome", show=False, priority=True),
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
        settings: Settings | None = None,
        welcome: bool = False,
    ) -> None:
        """Open what is named when the app starts; raises `BadInputError` where it cannot be.

        Settings not given are read. With `welcome` the welcome begins at once.
        """
        super().__init__()
        settings = settings or load_settings()
        self.opened: OpenStudy | None = None
        self.tour: Tour | None = None
        self._welcome = welcome
        self.coder = coder
        self._locked: tuple[Path, BadInputError] | None = None
        self._damaged: tuple[Path, DamagedError, Backup] | None = None
        self._sealed: tuple[Path, bool] | None = None
        self._keeper = Keeper(self)
        self._kept: OpenStudy | None = None
        self._transcript = transcript
        self._signals = ExitStack()
        self._typing = TypingAhead(self, super().on_event)
        self._resting: Timer | None = None
        self._themes = [theme.name for theme in settings.themes]
        for theme in settings.themes:
            self.register_theme(theme)
        self.theme = settings.theme
        self._own_keys = settings.keys
        if path is not None:
            self._open_first(path, read_only)

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

    # Starting and ending

    async def on_mount(self) -> None:
        """Show the first screen."""
        self.set_keymap(self._own_keys)
        self._signals.enter_context(
            ending_on_signals(self.end_at_once, surely=not self.is_headless),
        )
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
        if self._welcome and not (self._locked or self._damaged or self._sealed):
            self.action_welcome()

    def on_unmount(self) -> None:
        """Leave signals as they were."""
        self._keeper.stop()
        self._typing.stop()
        self._signals.close()

    def get_driver_class(self) -> type[Driver]:
        """Give what reads keys and draws."""
        return read_in_pieces(super().get_driver_class())

    async def on_event(self, event: events.Event) -> None:
        """Do one key after the other, each on the screen that the one before it left."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if self._resting is not None:
                self._resting.reset()
            await self._typing.take(event)
        else:
            await super().on_event(event)

    def look_at_rest(self) -> None:
        """Look for garbage once no key has come for a while."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._look_once)

    def _look_once(self) -> None:
        self._resting = None
        look_once()

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do an action; where the project cannot be read, tell why and go on."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except BadInputError as fault:
            if self.page is not None:
                self.page.tell_fault(fault)
            return True

    def _fatal_error(self) -> None:
        """End without printing what was at work: a traceback would show transcript words."""
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """Give the fault of the program that ended it, None where it ended well."""
        return self._exception

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End, noting where one stopped."""
        self._keeper.stop()
        if self.page is not None:
            self.page.leave_place()
        super().exit(result, return_code, message)

    def close_study(self) -> None:
        """Close the study, giving its lock back; where one stopped is remembered."""
        self._keeper.stop()
        if self.opened is not None:
            remember(self.opened)
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

    def look_at_path(self, path: Path, fault: BadInputError) -> None:
        """Show a study without changing it, since there is a fault; tell that where it cannot."""
        self.call_later(self._look_at, path, fault)

    async def _look_at(self, path: Path, fault: BadInputError) -> None:
        try:
            self._take(look_only(path, fault, self.coder))
            await self._show_study(self._transcript)
        except BadInputError:
            await self.close_to_start()
            if self.page is not None:
                self.page.tell_fault(fault)

    async def close_to_start(self) -> None:
        """Close the study and show the start screen at once."""
        await self._show_start()

    async def open_now(self, path: Path) -> None:
        """Open a project at once; where it cannot be, tell why."""
        await self._open_path(path)

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
                self.call_after_refresh(self._keeper.begin, self.opened.path)
        if transcript is None:
            from lmm_qual.tui.screens.study import StudyScreen

            await self._show(StudyScreen(self.opened))
        else:
            await self._show_transcript(self.opened, transcript)
        remember(self.opened)
        self.follow_tour()

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
        """Quit; where words are not saved yet, or work not made, that is asked about first."""
        open_ones = [one for one in self.screen_stack if isinstance(one, Asking | Page)]
        if all(screen.may_leave() for screen in open_ones):
            self.exit()

    def end_at_once(self, signal: int | None = None) -> None:
        """Quit without asking, perhaps told so by a signal; words not saved yet are saved."""
        try:
            for screen in self._asking():
                screen.keep_words()
        finally:
            self.exit(return_code=128 + signal if signal else 0)

    def _asking(self) -> list[Asking[Any]]:
        return [screen for screen in self.screen_stack if isinstance(screen, Asking)]

    def action_other_theme(self) -> None:
        """Change to the next theme: dark, light, one's own."""
        names = self._themes
        here = names.index(self.theme) if self.theme in names else -1
        self.use_theme(names[(here + 1) % len(names)])

    def use_theme(self, name: str) -> None:
        """Show in a theme, and keep it for next time."""
        self.theme = name
        self._keep(save_theme, name)

    def code_as(self, name: str) -> None:
        """Let somebody code from now on, and keep the name for next time."""
        self.coder = name
        if self.opened is not None:
            self.opened.project.coder = name
            self.opened.reload_passes()
            self.opened.reload_numbers()
        self._keep(save_coder, name)

    def _keep(self, save: Callable[[str], None], value: str) -> None:
        try:
            save(value)
        except BadInputError as fault:
            if self.page is not None:
                self.page.tell_fault(fault)

    def action_help(self) -> None:
        """Show the keys, those of what has focus first."""
        from lmm_qual.tui.screens.help import show_help

        show_help(self.screen)

    def action_palette(self) -> None:
        """Find an action, a code, a transcript or a theme."""
        from lmm_qual.tui.screens.commands import CommandPalette

        page = self.page
        if page is None:
            return
        palette = CommandPalette(
            page.available(),
            self.keys_of,
            self._themes,
            self.opened,
            codes=page.offers_codes,
        )
        self.push_screen(palette, self._do)

    # The welcome

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002
    ) -> bool | None:
        """Let Escape end the welcome only where there is one, and no question over it."""
        return action != "end_tour" or (self.tour is not None and isinstance(self.screen, Page))

    def action_welcome(self) -> None:
        """Ask who is coding, then show the example study step by step."""
        from lmm_qual.tui.screens.asking import AskLine
        from lmm_qual.tui.screens.study_page import check_name

        said = (
            "Three short steps on the example study, in which all is composed. First: who is"
            " coding? A name or initials, which other coders of a study will see. It is kept"
            " for next time; Enter alone leaves it open."
        )
        question = AskLine(
            "Welcome to lmm-qual · 1 of 3", said, self.coder or "", check_name, needed=False
        )
        self.push_screen(question, self._welcomed)

    def _welcomed(self, name: str | None) -> None:
        if name is None:
            return
        if name and name != self.coder:
            self.code_as(name)
        self.tour = Tour()
        self.call_later(self._to_example)

    async def _to_example(self) -> None:
        """Go to the example study: the one that is open, else one to be built or opened."""
        from lmm_qual.tui.screens.start import StartScreen

        if self.opened is not None and _is_example(self.opened):
            await self._show_study()
            return
        if not isinstance(self.page, StartScreen):
            await self._show_start()
        await self.run_action("example", default_namespace=self.screen)

    def follow_tour(self) -> None:
        """Let the welcome go on where what was to be done is done."""
        page = self.page
        if self.tour is None or page is None or self.opened is None:
            return
        if not _is_example(self.opened):
            self.end_tour()
            return
        before = self.tour.step
        self.tour.look(page)
        if self.tour.step is not before:
            page.query_one(Guide).follow()

    def end_tour(self) -> None:
        """Let the welcome be over."""
        self.tour = None
        for screen in self.screen_stack:
            for guide in screen.query(Guide):
                guide.follow()

    def action_end_tour(self) -> None:
        """Leave the welcome."""
        self.end_tour()

    async def _do(self, command: "Command | None") -> None:
        page = self.page
        if command is None or page is None:
            return
        kind, which = command
        if kind == "theme":
            self.use_theme(which)
        elif kind == "action":
            await page.action_do(which)
        elif kind == "transcript":
            page.go_to_transcript(which)
        else:
            page.use_code(int(which))


def _is_example(opened: OpenStudy) -> bool:
    from lmm_qual.project.example import PROJECT_NAME

    return opened.path.name == PROJECT_NAME and not opened.read_only


def run(
    project: Path | None,
    *,
    transcript: str | None = None,
    read_only: bool = False,
    coder: str | None = None,
    settings: Settings | None = None,
    welcome: bool = False,
) -> int:
    """Run the terminal app until it is left; gives the exit code.

    Raises `BadInputError` where nothing can be opened.
    """
    app = LmmQualApp(
        project,
        transcript=transcript,
        read_only=read_only,
        coder=coder,
        settings=settings,
        welcome=welcome,
    )
    look_seldom()
    try:
        app.run()
    finally:
        app.close_study()
    if app.failure is not None:
        raise app.failure from None
    return app.return_code or 0
