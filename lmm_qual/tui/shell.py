"""What all screens share: how keys come, questions, themes, who is coding, help and palette."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.timer import Timer

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.configuration import save_coder, save_theme
from lmm_qual.tui.actions import EVERYWHERE, Action, bindings
from lmm_qual.tui.garbage import REST, look_once
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.pasting import read_in_pieces
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.screens.page import Page
from lmm_qual.tui.settings import Settings
from lmm_qual.tui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from lmm_qual.tui.screens.commands import Command


class Shell(App[None]):
    """Takes keys and keeps what holds for every screen; `opened` is the study, if any."""

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
    ]
    CSS = """
    Toast { background: $panel-lighten-1; padding: 0 1; border-left: outer $primary; }
    Toast.-error { border-left: outer $error; }
    ToastRack { align: right bottom; margin-bottom: 1; }
    """

    def __init__(self, settings: Settings, coder: str | None) -> None:
        """Show by settings, with a coder or nobody."""
        super().__init__()
        self.opened: OpenStudy | None = None
        self.coder = coder
        self._typing = TypingAhead(self, super().on_event)
        self._resting: Timer | None = None
        self._themes = [theme.name for theme in settings.themes]
        for theme in settings.themes:
            self.register_theme(theme)
        self.theme = settings.theme

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

    # Ending

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

    def _fatal_error(self) -> None:
        """End without printing what was at work: a traceback would show transcript words."""
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """Give the fault of the program that ended it, None where it ended well."""
        return self._exception

    # Actions of every screen

    @property
    def page(self) -> Page | None:
        """Give the screen that is open below any question."""
        pages = [screen for screen in self.screen_stack if isinstance(screen, Page)]
        return pages[-1] if pages else None

    def keys_of(self, action: Action) -> str | None:
        """Give the keys a key map gave an action, None where it has its own."""
        return self._keymap.get(action.id)

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
