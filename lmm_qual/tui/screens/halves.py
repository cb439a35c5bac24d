"""Moving between the panes of a screen of two halves, of which a narrow terminal shows one."""

from abc import abstractmethod
from typing import ClassVar

from textual import events
from textual.widget import Widget

from lmm_qual.project.changes.change import Change
from lmm_qual.tui.screens.study_page import NotMadeError, StudyPage
from lmm_qual.tui.wording import line


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

    def keep_keys(self) -> None:
        """Give the list the keys where nothing has them, as once it was empty and hidden."""
        if self.focused is None:
            self.call_after_refresh(self.query_one(f"#{self.PANES[0]}").focus)

    def action_next_pane(self, step: int) -> None:
        """Go to the next pane."""
        focused = self.focused.id if self.focused else None
        at = self.PANES.index(focused) if focused in self.PANES else 0
        self.go_to(self.PANES[(at + step) % len(self.PANES)])


class WrittenHalves(Halves):
    """A screen of two halves on which things of a list are written and changed."""

    @abstractmethod
    def changed(self, key: object = None) -> None:
        """Show all as it is now, the cursor on a row, else where it was."""

    def made(self, change: Change, key: object = None) -> str:
        """Make a change and show it, the cursor on a row; give why it was not made, else nothing.

        Where the change gives what it makes an id, `key` is the kind of thing that it makes.
        """
        try:
            entry = self.make(change)
        except NotMadeError as error:
            return f"not saved: {error}"
        new = getattr(change, "made", "")
        self.changed((key, new) if new else key)
        if entry is not None:
            self.say(line((entry.label, "bold"), " ").append(self.undoes))
        return ""
