"""Going between the panels of the coding screen, and finding words."""

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.asking import OneKey
from lmm_qual.tui.screens.code_said import code_said
from lmm_qual.tui.screens.codebook_panel import CodebookPanel
from lmm_qual.tui.screens.coding_page import CodingPage
from lmm_qual.tui.screens.codings_here import CodingsHere
from lmm_qual.tui.screens.pinning import pin_said
from lmm_qual.tui.wording import excerpt, line

_PANELS = (
    ("x", "text", "text"),
    ("c", "codebook", "codebook"),
    ("p", "codings under the cursor", "here"),
    ("t", "transcripts", "transcripts"),
)


class CodingPanels(CodingPage):
    """A screen whose panels stand beside the text, or come over it where it is narrow."""

    _coming = False

    # Panels

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Fold the panels that came over the text once the text is back in focus."""
        if self._coming:
            return
        here = {panel.id for panel in event.widget.ancestors_with_self if isinstance(panel, Widget)}
        for panel in self.query(".panel"):
            panel.set_class(panel.id in here, "-over")
        if event.widget.id == "codebook":
            self.explain()
        elif event.widget.id == "text":
            self.show_here()

    def action_next_panel(self, step: int) -> None:
        """Go to the next panel."""
        order = [id_ for _, _, id_ in _PANELS]
        focused = self.focused.id if self.focused else None
        at = order.index(focused) if focused in order else 0
        self._go_to_panel(order[(at + step) % len(order)])

    def action_jump(self) -> None:
        """Go to a panel by its letter."""

        def answered(letter: str | None) -> None:
            for known, _, id_ in _PANELS:
                if letter == known:
                    self._go_to_panel(id_)

        self.app.push_screen(OneKey([(key, name) for key, name, _ in _PANELS]), answered)

    def _go_to_panel(self, id_: str) -> None:
        panel = self.query_one(f"#{id_}")
        for ancestor in panel.ancestors:
            if isinstance(ancestor, Widget) and ancestor.has_class("panel"):
                ancestor.add_class("-over")
        self._coming = True
        self.call_after_refresh(self._arrive, panel)

    def _arrive(self, panel: Widget) -> None:
        self._coming = False
        self.set_focus(panel)

    def action_back(self) -> None:
        """Go back to the text, from there to the passages one came from, or the study."""
        if self.focused is not self.view:
            self.query_one("#find", Input).remove_class("-open")
            self.view.focus()
        elif self.opened.looking.jumped:
            self.action_passages()
        else:
            self.leave_place()
            self.lmm.show_study()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Explain the code that the codebook's cursor is on."""
        if event.rows.id == "codebook" and event.rows.has_focus:
            self.explain()

    def explain(self) -> None:
        """Say in the panel what the code of the codebook's cursor means."""
        self.query_one("#here-title", PanelTitle).say("What it means")
        code = self.query_one(CodebookPanel).code
        if code is not None:
            self.query_one(CodingsHere).explain(code_said(self, code))

    # The codebook beside the text

    @property
    def split(self) -> bool:
        """Say whether text and codebook share the screen."""
        return self.has_class("-split")

    def action_split(self) -> None:
        """Let text and codebook share the screen, or give the text its width back."""
        self.toggle_class("-split")
        self.show_here()
        if self.split:
            said = "[coding.next_panel] goes to the codebook, [list.choose] there codes"
            ends = self.with_keys("; [coding.split] ends it")
            self.say(line(self.with_keys(said), (ends, "$muted")))
        elif self.focused is not self.view:
            self.view.focus()

    def action_pin(self) -> None:
        """Pin the code under the codebook's cursor, or unpin it."""
        panel = self.query_one(CodebookPanel)
        if not panel.has_focus:
            said = self.with_keys("[coding.pin] pins a code of the codebook")
            there = self.with_keys("; [coding.jump] c goes there")
            self.say(line(said, (there, "$muted")))
        elif panel.code is not None:
            self.say(pin_said(self, panel.code))
            self.show_codings()
            self.explain()

    # Finding

    def action_find(self) -> None:
        """Ask for words to find."""
        find = self.query_one("#find", Input)
        find.add_class("-open")
        self.call_after_refresh(find.focus)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Find the words."""
        event.input.remove_class("-open")
        self.view.focus()
        found = self.view.find(event.value)
        if found:
            self._say_found(self.view.matches.number(self.view.cursor.head))
        elif event.value.strip():
            self.say(f"“{excerpt(event.value, 40)}” is not in this transcript")

    def action_find_next(self, step: int) -> None:
        """Go to the next place found."""
        if not len(self.view.matches):
            self.say(self.with_keys("nothing has been looked for yet: [coding.find] finds words"))
            return
        self._say_found(self.view.find_next(step))

    def _say_found(self, number: int) -> None:
        matches = self.view.matches
        said = f"“{excerpt(matches.wanted, 40)}”: {number} of {len(matches)}"
        others = self.with_keys("  [coding.find_next] next, [coding.find_previous] before")
        self.say(line(said, (others, "$muted")))
