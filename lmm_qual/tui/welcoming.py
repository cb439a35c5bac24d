"""The welcome: three steps on the example study, for whoever opens the program first."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.page import Page
from lmm_qual.tui.settings import Settings
from lmm_qual.tui.showing import Showing
from lmm_qual.tui.tour import Guide, Tour


class Welcoming(Showing):
    """Leads through the first steps; `tour` is where they are, None where there are none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "end_tour", "End the welcome", show=False, priority=True),
    ]

    def __init__(self, settings: Settings, coder: str | None, transcript: str | None) -> None:
        """Begin without a welcome."""
        super().__init__(settings, coder, transcript)
        self.tour: Tour | None = None

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

    async def _show_study(self, transcript: str | None = None) -> None:
        await super()._show_study(transcript)
        self.follow_tour()

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


def _is_example(opened: OpenStudy) -> bool:
    from lmm_qual.project.example import PROJECT_NAME

    return opened.path.name == PROJECT_NAME and not opened.read_only
