"""The welcome on the example study: what to do next, going on when it has been done."""

from enum import IntEnum
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from lmm_qual.tui.hints import keyed
from lmm_qual.tui.wording import line, spread

if TYPE_CHECKING:
    from lmm_qual.tui.app import LmmQualApp
    from lmm_qual.tui.screens.page import Page


class Step(IntEnum):
    """How far somebody has come."""

    STUDY, SELECT, CODE, UNDO, DONE = range(5)


_TITLES = {
    Step.STUDY: "2 of 3 · The study",
    Step.SELECT: "3 of 3 · A first coding: select",
    Step.CODE: "3 of 3 · A first coding: choose a code",
    Step.UNDO: "3 of 3 · A first coding: take it back",
    Step.DONE: "That is all it takes",
}
_SAID = {
    Step.STUDY: (
        "Above are time points by groups, with how much of each is coded; below, the transcripts."
        " [transcript.up] [transcript.down] move, [study.next_cell] go from cell to cell."
        " Open one with [study.open]."
    ),
    Step.SELECT: (
        "Codings stand as letters at the right edge; [coding.next_panel] goes to the codebook."
        " Go to something a participant says with [transcript.up] [transcript.down],"
        " then select the sentence with [transcript.select_sentence]."
    ),
    Step.CODE: (
        "[coding.code] opens the codes; type a few letters of one, then Enter."
        " It is a real coding, in the example study, and can be undone."
    ),
    Step.UNDO: (
        "It is coded, and on disk already: there is no saving."
        " Its letter at the right edge marks where. [coding.undo] takes it back."
    ),
    Step.DONE: (
        "[app.help] shows all keys, [app.palette] finds any action, code or transcript."
        " Your own study begins on the start screen: [coding.back] leads back to it, step by step."
    ),
}


class Tour:
    """How far somebody has come in the welcome."""

    def __init__(self) -> None:
        self.step = Step.STUDY
        self._transcript: int | None = None
        self._codings = 0

    def look(self, page: "Page") -> None:
        """Go on where what was to be done is done."""
        from lmm_qual.tui.screens.coding import CodingScreen

        if not isinstance(page, CodingScreen):
            self.step = self.step if self.step is Step.DONE else Step.STUDY
            return
        number = len(page.reading.codings)
        if self._transcript != page.reading.row.id or self.step is Step.STUDY:
            self._transcript, self._codings = page.reading.row.id, number
            self.step = max(self.step, Step.SELECT)
        self.step = self._next(number, selected=page.view.selection is not None)
        self._codings = number

    def _next(self, number: int, *, selected: bool) -> Step:
        if self.step in {Step.SELECT, Step.CODE}:
            if number > self._codings:
                return Step.UNDO
            return Step.CODE if selected else Step.SELECT
        if self.step is Step.UNDO and number < self._codings:
            return Step.DONE
        return self.step


class Guide(Widget):
    """Says what to do next in the welcome; not there without one."""

    DEFAULT_CSS = """
    Guide {
        height: auto; padding: 0 1; background: $panel-lighten-1;
        border-left: outer $accent;
    }
    Guide.-away { display: none; }
    """

    def on_mount(self) -> None:
        """Be there only in a welcome."""
        self.follow()

    def follow(self) -> None:
        """Show how far the welcome has come."""
        from lmm_qual.tui.screens.study_page import StudyPage

        here = self._tour is not None and isinstance(self.screen, StudyPage)
        self.set_class(not here, "-away")
        self.refresh(layout=True)

    @property
    def _tour(self) -> Tour | None:
        app: LmmQualApp = self.app  # type: ignore[assignment]
        return app.tour

    def render(self) -> Content:
        """Draw what to do."""
        if self._tour is None:
            return Content("")
        app: LmmQualApp = self.app  # type: ignore[assignment]
        step = self._tour.step
        title = line((f"Welcome · {_TITLES[step]}", "bold $text-accent"))
        said = keyed(_SAID[step], app.keys_of, "bold $text-accent")
        leaving = line(("Esc", "bold $text-accent"), (" ends the welcome", "$muted"))
        head = spread(self.content_size.width, title, leaving)
        return Content("\n").join([head, line(*said)])
