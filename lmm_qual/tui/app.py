"""The terminal app: started with what it is to show, ended with its exit code."""

from contextlib import ExitStack
from pathlib import Path

from lmm_qual.tui.garbage import look_seldom
from lmm_qual.tui.settings import Settings, load_settings
from lmm_qual.tui.signals import ending_on_signals
from lmm_qual.tui.welcoming import Welcoming


class LmmQualApp(Welcoming):
    """Holds the study that is open and shows its screens."""

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
        settings = settings or load_settings()
        super().__init__(settings, coder, transcript)
        self._welcome = welcome
        self._signals = ExitStack()
        self._own_keys = settings.keys
        if path is not None:
            self._open_first(path, read_only)

    async def on_mount(self) -> None:
        """Show the first screen."""
        self.set_keymap(self._own_keys)
        self._signals.enter_context(
            ending_on_signals(self.end_at_once, surely=not self.is_headless),
        )
        await self.show_first()
        if self._welcome and not self.is_hindered:
            self.action_welcome()

    def on_unmount(self) -> None:
        """Leave signals as they were."""
        self._keeper.stop()
        self._typing.stop()
        self._signals.close()


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
