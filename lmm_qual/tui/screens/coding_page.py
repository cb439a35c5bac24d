"""What the parts of the coding screen share."""

from abc import abstractmethod

from textual.app import App

from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.text.span import Span
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.reading import TranscriptReading
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.transcript.view import TranscriptView


class CodingPage(StudyPage):
    """A screen with one transcript, whose reading it holds."""

    def __init__(self, opened: OpenStudy, reading: TranscriptReading) -> None:
        super().__init__(opened)
        self.reading = reading
        self.just_made: list[CodingRow] = []

    @property
    def view(self) -> TranscriptView:
        """Give the transcript view."""
        return self.query_one(TranscriptView)

    def codings_here(self) -> list[CodingRow]:
        """Give the codings under the cursor."""
        found = (self.reading.coding(mark.id) for mark in self.view.codings_here())
        return [coding for coding in found if coding is not None]

    def codings_meant(self) -> list[CodingRow]:
        """Give the codings under what is selected, else under the cursor."""
        span = self.view.selection
        if span is None:
            return self.codings_here()
        visible = self.reading.visible
        return [row for row in visible if span.overlaps(Span(row.start, row.end))]

    @abstractmethod
    def show_codings(self) -> None:
        """Show the codings as they are now, and all that depends on them."""

    @abstractmethod
    def show_here(self) -> None:
        """Say in the panel which codings the cursor is in."""

    @abstractmethod
    def leave_place(self) -> None:
        """Note where the cursor is, to come back to it."""


def leave_texts(app: App[object]) -> None:
    """Note where the cursor is in the texts below, to come back to it."""
    for page in app.screen_stack:
        if isinstance(page, CodingPage):
            page.leave_place()
