"""Moving between the panes of a screen of two halves, of which a narrow terminal shows one."""

from typing import ClassVar

from textual import events
from textual.widget import Widget

from lmm_qual.tui.screens.study_page import StudyPage


class Halves(StudyPage):
    """A screen with a list at the left and all about one row of it at the right, `about`.

    `PANES` are the ids of what has the keys, in turn, the list first; with the class `-about` a
    narrow terminal shows the right half.
    """

    PANES: ClassVar[tuple[str, ...]] = ()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the half that has the focus, where there is room for one only."""
        here = {panel.id for panel in event.widget.ancestors_with_self if isinstance(panel, Widget)}
        self.set_class("about" in here, "-about")

    def go_to(self, pane: str) -> None:
        """Give a pane the keys, and show its half."""
        self.set_class(pane != self.PANES[0], "-about")
        self.call_after_refresh(self.query_one(f"#{pane}").focus)

    def action_next_pane(self, step: int) -> None:
        """Go to the next pane."""
        focused = self.focused.id if self.focused else None
        at = self.PANES.index(focused) if focused in self.PANES else 0
        self.go_to(self.PANES[(at + step) % len(self.PANES)])
