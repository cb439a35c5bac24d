"""Writing the summary of a cell beside its passages, and ticking those it rests on."""

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from lmm_qual.analysis.framework_matrix import ChartCell
from lmm_qual.model.framework import LONGEST_SUMMARY, summary_fault
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.framework import WriteSummary
from lmm_qual.store.queries.log import EntryRow
from lmm_qual.tui.hints import LEAVING, with_keys
from lmm_qual.tui.inputs import TextField
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.prose import Prose
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.chart_cell import passage_rows, passage_said, passages_of
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.screens.words_editor import WordsEditor
from lmm_qual.tui.wording import line

_BESIDE = 104
"""Cells a terminal is wide where words stand beside their passages, not below."""


class SummaryEditor(WordsEditor):
    """Writes the summary of a cell; gives the label of the change, or None.

    A write that fails leaves the words in the field. Saved again unchanged, a summary that was out
    of date is said to hold still.
    """

    DEFAULT_CSS = """
    SummaryEditor > Vertical { width: 140; height: 88%; }
    SummaryEditor .title { margin-bottom: 0; }
    SummaryEditor #both { height: 1fr; layout: vertical; }
    SummaryEditor #passages { height: 10; }
    SummaryEditor RowList { height: auto; max-height: 5; }
    SummaryEditor Prose { height: 1fr; color: $muted; }
    SummaryEditor #words { height: 1fr; min-height: 3; }
    SummaryEditor .whose { color: $muted; height: 1; }
    SummaryEditor TextField { height: 1fr; min-height: 2; }
    SummaryEditor .hint { margin-top: 0; }
    SummaryEditor.-beside #both { layout: horizontal; }
    SummaryEditor.-beside #passages { width: 1fr; height: 1fr; margin-right: 2; }
    SummaryEditor.-beside RowList { max-height: 40%; }
    SummaryEditor.-beside #words { width: 1fr; }
    SummaryEditor.-short > Vertical { padding: 0 2; height: 96%; }
    SummaryEditor.-short #passages { height: 8; }
    SummaryEditor.-short RowList { max-height: 3; }
    """
    NOUN = "summary"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("space", "tick", "Tick", show=False),
    ]

    def __init__(
        self,
        opened: OpenStudy,
        title: str,
        cell: ChartCell,
        make: Callable[[Change], EntryRow | None],
    ) -> None:
        """Take the cell to write in; `make` makes a change, on disk when it returns."""
        super().__init__()
        self._opened, self._title, self._cell, self._make = opened, title, cell, make
        self._passages = passages_of(opened, cell)
        self._linked = frozenset(at for at, one in enumerate(self._passages) if one.linked)
        self._ticked = self._linked
        self._emptied = False

    def compose(self) -> ComposeResult:
        """Lay the editor out."""
        with Vertical():
            yield Static(line(self._title), classes="title", markup=False)
            with Container(id="both"):
                with Vertical(id="passages"):
                    yield RowList()
                    yield Prose()
                with Vertical(id="words"):
                    yield Static(line(self._whose()), classes="whose", markup=False)
                    yield TextField(longest=LONGEST_SUMMARY)
            yield Static(classes="fault", markup=False)
            yield Static(self._hint(), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show what is written."""
        self.field.put(self._cell.summary.text if self._cell.summary else "")
        self.field.read_only = self._opened.read_only
        self.rows.set_rows(passage_rows(self._passages, self._ticked))
        self._show_passage()
        (self.rows if self._opened.read_only else self.field).focus()

    def on_resize(self) -> None:
        """Stand words beside passages where there is room."""
        self.set_class(self.app.size.width >= _BESIDE, "-beside")
        self.set_class(self.app.size.height < 30, "-short")

    @property
    def rows(self) -> RowList:
        """Give the list of passages."""
        return self.query_one(RowList)

    # Showing

    def _whose(self) -> str:
        summary, drift = self._cell.summary, self._cell.drift
        if summary is None:
            return "not yet written"
        said = f"by {summary.coder or 'nobody named'}, {summary.updated[:10]}"
        return f"{drift.said()} · {said}" if drift else said

    def _hint(self) -> Content:
        if self._opened.read_only:
            return line(with_keys(self, f"to read only · {LEAVING}"))
        ticks = " · Tab the passages, Space there ticks" if self._passages else ""
        return line(with_keys(self, f"Ctrl+S saves{ticks} · {LEAVING}"))

    def _show_passage(self) -> None:
        at = self.rows.key
        shown = passage_said(self._passages[at]) if isinstance(at, int) else Content("no passages")
        self.query_one(Prose).say(shown)

    def on_row_list_highlighted(self) -> None:
        """Show the passage whole."""
        self._show_passage()

    def on_row_list_chosen(self) -> None:
        """Write on in the field."""
        self.field.focus()

    def action_tick(self) -> None:
        """Tick the passage under the cursor, or no longer."""
        at = self.rows.key
        if isinstance(at, int) and self.rows.has_focus and not self._opened.read_only:
            self._ticked = self._ticked ^ {at}
            self.rows.reword(passage_rows(self._passages, self._ticked))

    def on_text_area_changed(self) -> None:
        """Take a fault away once one writes on."""
        if self.field.typed != self._said_of:
            self._emptied = False
        super().on_text_area_changed()

    # Saving

    def unsaved(self) -> list[str]:
        """Give the words, where they or the ticks are not what is stored."""
        if not self.is_mounted or self._opened.read_only:
            return []
        empty = self._cell.summary is None and not self.field.typed.strip()
        same = not self.field.changed and self._ticked == self._linked
        return [] if empty or same else [self.field.typed]

    def _change(self) -> WriteSummary:
        ticked = [self._passages[at].evidence for at in sorted(self._ticked)]
        return WriteSummary(self._cell.key, self.field.value, ticked)

    def action_save(self) -> None:
        """Save and close; words taken away altogether only when asked twice."""
        if self._opened.read_only or not (self.unsaved() or self._cell.drift):
            self._close_or_say()
        elif self.save_words():
            self.dismiss(self._done)

    def _close_or_say(self) -> None:
        fault = "" if self._opened.read_only else summary_fault(self.field.typed)
        if fault:
            self._say(fault)
        else:
            self.dismiss(None)

    def save_words(self) -> bool:
        """Save the words; on disk before they are let go. Where that fails say why."""
        empty = not self.field.typed.strip()
        if empty and not self._emptied:
            self._say("no words are left: Ctrl+S again takes the summary away")
            self._emptied = True
            return False
        if not empty and (fault := summary_fault(self.field.value)):
            self._say(fault)
            return False
        try:
            entry = self._make(self._change())
        except NotMadeError as error:
            self._say(f"not saved: {error}")
            return False
        self._done = entry.label if entry else None
        return True

    def keep_words(self) -> None:
        """Save what was typed, when there is no time to ask."""
        if self.unsaved() and self.field.typed.strip():
            with suppress(BadInputError):
                self._opened.make(self._change())
