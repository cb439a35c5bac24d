"""The history screen: every change, whose it was, what it wrote; any can be undone by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from lmm_qual.exporters.history import tell
from lmm_qual.model.problem import BadInputError
from lmm_qual.store.queries.log import EntryRow, Wanted
from lmm_qual.text.numbers import counted
from lmm_qual.text.times import local_minute
from lmm_qual.tui.actions import EVERYWHERE, LOG, bindings
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.log_found import FoundChanges, read_filter
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import line

_HINT = "words  by:NAME  kind:codings  state:undone  since:2022-07-04  until:2022-07-05T10:00"
_STATES = {
    "done": "it stands",
    "undone": "it is undone, and can be made again until its coder makes another change",
    "forgotten": "it stands, and can be undone no longer",
    "discarded": "it was undone, and can no longer be made again",
}


class FilterLine(LineInput):
    """The line that narrows the history; down goes to the changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.leave_filter", "To the changes", show=False)
    ]


class HistoryScreen(StudyPage):
    """Shows all changes, newest first; it stands over the screen one came from."""

    PLACES = (LOG, EVERYWHERE)
    FOOTER = (
        "history.open",
        "history.filter",
        "history.undo",
        "history.redo",
        "history.back",
        "history.widen",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LOG)]
    CSS_PATH = Path(__file__).with_name("history.tcss")

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._wanted = Wanted()
        self._found = FoundChanges(opened.store, self._wanted)

    def body(self) -> ComposeResult:
        """Lay out what narrows, the changes, and what one of them wrote."""
        yield FilterLine(placeholder=_HINT, id="filter")
        with Vertical(id="panes"):
            yield PanelTitle("Changes", id="changes-title")
            yield RowList(id="changes")
            with VerticalScroll(id="about"):
                yield Static(id="told", markup=False)

    def begin(self) -> None:
        """Show the changes, the cursor on the newest."""
        self.changes.focus()
        self.changed()

    @property
    def changes(self) -> RowList:
        """Give the list of changes."""
        return self.query_one("#changes", RowList)

    @property
    def entry(self) -> EntryRow | None:
        """Give the change under the cursor."""
        at = self.changes.at
        return self._found.entry(at) if 0 <= at < len(self._found) else None

    # Showing

    def changed(self) -> None:
        """Show the changes as they are now, the cursor where it was."""
        self._found = FoundChanges(self.opened.store, self._wanted)
        self.changes.set_rows(self._found)
        narrowed = "narrowed" if self._wanted != Wanted() else "newest first"
        title = self.query_one("#changes-title", PanelTitle)
        title.say(counted(len(self._found), "change"), narrowed)
        self.show_state()
        self._say_entry()

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        self.say_where(line(("History", "bold")))

    def on_row_list_highlighted(self) -> None:
        """Say which change the cursor came to."""
        self._say_entry()

    def _say_entry(self) -> None:
        entry = self.entry
        told = line(("No change is as that asks for.", "$muted"))
        if entry is not None:
            told = self._head(entry)
            hint = self.with_keys("[history.open] tells what it wrote.")
            told = told.append("\n").append(line((hint, "$muted")))
        self._tell(told)

    def _head(self, entry: EntryRow) -> Content:
        who = entry.coder or "nobody named"
        when = local_minute(entry.at)
        facts = f"entry {entry.id} · {entry.kind} · {who} · {when} · {_STATES[entry.state]}"
        return line((entry.label, "bold")).append("\n").append(line((facts, "$muted")))

    def _tell(self, told: Content) -> None:
        self.query_one("#told", Static).update(told)
        self.query_one("#about", VerticalScroll).scroll_home(animate=False)

    # Actions

    def action_open(self) -> None:
        """Tell what the change under the cursor wrote."""
        entry = self.entry
        if entry is None:
            return
        told = tell(self.opened.store, entry, words=True)
        content = self._head(entry)
        for said in (told.counted, *told.all_lines):
            if said:
                content = content.append("\n").append(line(said))
        self._tell(content)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Tell what the change wrote."""
        event.stop()
        self.action_open()

    def action_filter(self) -> None:
        """Go to the line that narrows."""
        self.query_one(FilterLine).focus()

    def action_leave_filter(self) -> None:
        """Go to the changes."""
        self.changes.focus()

    def action_widen(self) -> None:
        """Show all changes again."""
        self.query_one(FilterLine).value = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow as it is typed; say what is wrong with it once it is taken."""
        try:
            self._narrow(event.value)
        except BadInputError:
            return

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the changes, where what was typed makes sense."""
        try:
            self._narrow(event.value)
        except BadInputError as fault:
            self.tell_refused(fault)
        else:
            self.changes.focus()

    def _narrow(self, typed: str) -> None:
        wanted = read_filter(typed)
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed()

    def on_key(self, event: events.Key) -> None:
        """Let Escape in the line that narrows go to the changes."""
        if event.key == "escape" and isinstance(self.focused, FilterLine):
            event.stop()
            event.prevent_default()
            self.changes.focus()

    def action_undo(self) -> None:
        """Undo the change under the cursor."""
        self._turn_entry(self.opened.undo_entry, "undone")

    def action_redo(self) -> None:
        """Make the change under the cursor again."""
        self._turn_entry(self.opened.redo_entry, "done again")

    def _turn_entry(self, turn: Callable[[int], EntryRow], said: str) -> None:
        entry = self.entry
        if entry is not None:
            self._turn(lambda: turn(entry.id), said)

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.dismiss()
