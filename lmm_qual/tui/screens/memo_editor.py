"""The memos on one thing: those that are there, and a field to write in."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from lmm_qual.model.memo import LONGEST, memo_fault
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.memos import (
    DeleteMemo,
    EditMemo,
    WriteMemo,
    WritePassageMemo,
    memo_on,
)
from lmm_qual.store.queries.log import EntryRow
from lmm_qual.store.queries.memos import MemoRow, Subject, memos
from lmm_qual.tui.hints import LEAVING, with_keys
from lmm_qual.tui.inputs import TextField, restored
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.screens.words_editor import WordsEditor
from lmm_qual.tui.wording import column, excerpt, line

Which = int | Literal["new"]
"""A memo by its id, or the one that is being written."""


class MemoEditor(WordsEditor):
    """Writes, edits and deletes one's own memos on something, and shows those of others.

    Gives the label of the last change, or None. What was typed and is not saved stays with its
    memo while one goes through the list; a write that fails leaves it in the field.
    """

    DEFAULT_CSS = """
    MemoEditor > Vertical { width: 100; height: 70%; }
    MemoEditor .title { margin-bottom: 0; }
    MemoEditor .quote { color: $muted; height: auto; max-height: 2; }
    MemoEditor RowList { height: auto; max-height: 5; margin-top: 1; }
    MemoEditor .whose { color: $muted; height: 1; margin-top: 1; }
    MemoEditor TextField { height: 1fr; min-height: 3; }
    MemoEditor .fault { max-height: 3; }
    MemoEditor .hint { margin-top: 0; }
    MemoEditor.-short > Vertical { height: 92%; }
    MemoEditor.-shorter > Vertical { padding: 0 2; height: 94%; }
    MemoEditor.-shorter RowList { max-height: 3; margin-top: 0; }
    MemoEditor.-shorter .quote { max-height: 1; }
    MemoEditor.-shorter .whose { margin-top: 0; }
    MemoEditor.-alone RowList, MemoEditor.-none TextField { display: none; }
    """
    NOUN = "memo"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("x", "delete", "Delete", show=False),
    ]

    def __init__(
        self,
        opened: OpenStudy,
        subject: Subject,
        make: Callable[[Change], EntryRow | None],
        told: Callable[[], None],
        which: Which | None = None,
    ) -> None:
        """Take what the memos are on; `make` makes a change, `told` hears that one was made.

        `which` is shown first, where it is there.
        """
        super().__init__()
        self._opened, self._subject, self._make, self._told = opened, subject, make, told
        self._drafts: dict[Which, str] = {}
        self._which: Which = "new"
        self._wanted = which

    def compose(self) -> ComposeResult:
        """Lay the editor out."""
        subject = self._subject
        kind = "Summary of" if subject.target == "session" else "Memo on"
        with Vertical():
            title = line(f"{kind} {subject.said(self._opened.tree)}")
            yield Static(title, classes="title", markup=False)
            if subject.quote:
                yield Static(line(f"“{excerpt(subject.quote, 180)}”"), classes="quote")
            yield RowList()
            yield Static(classes="whose", markup=False)
            yield TextField(longest=LONGEST)
            yield Static(classes="fault", markup=False)
            yield Static(classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show what is wanted, else the newest memo of one's own, else a new one."""
        self._load()
        wanted = self._wanted
        self._show(wanted if wanted in self._choices() and wanted else self._first())
        (self.field if self._may_write(self._which) else self.rows).focus()

    def on_resize(self) -> None:
        """Take less room for what is not written in where rows are few."""
        self.set_class(self.app.size.height < 30, "-short")
        self.set_class(self.app.size.height < 22, "-shorter")

    # What is there

    @property
    def rows(self) -> RowList:
        """Give the list of memos."""
        return self.query_one(RowList)

    def _load(self) -> None:
        subject = self._subject
        there = subject.target == "study" or subject.id is not None
        found = memos(self._opened.store, subject.target, subject.id) if there else []
        self._memos = {memo.id: memo for memo in found}
        self._reword()

    def _mine(self, memo: MemoRow) -> bool:
        return memo.coder in {None, self._opened.coder}

    def _first(self) -> Which:
        own = [id_ for id_ in self._memos if self._may_write(id_)]
        choices = self._choices()
        return own[-1] if own else choices[-1] if choices else "new"

    def _choices(self) -> list[Which]:
        """Give the memos, and a new one where one may be written."""
        written = self._subject.target == "session" and any(map(self._mine, self._memos.values()))
        new: list[Which] = [] if self._opened.read_only or written else ["new"]
        return [*self._memos, *new]

    def _may_write(self, which: Which) -> bool:
        if self._opened.read_only:
            return False
        memo = self._memos.get(which) if which != "new" else None
        return memo is None or (self._mine(memo) and len(memo.text) <= LONGEST)

    def _stored(self, which: Which) -> str:
        return "" if which == "new" else self._memos[which].text

    # Showing

    def _reword(self) -> None:
        choices = self._choices()
        self.set_class(not self._memos, "-alone")
        self.set_class(not choices, "-none")
        self.rows.set_rows([Row(partial(self._row, which), which) for which in choices])

    def _row(self, which: Which, width: int) -> Content:
        unsaved = ("● " if which in self._drafts else "  ", "$text-warning")
        if which == "new":
            words = excerpt(self._drafts.get("new", ""), width)
            return line(unsaved, ("a new memo  ", "$text-accent"), (words, "$muted"))
        memo = self._memos[which]
        who, day = column(memo.coder or "–", 10), column(memo.created[:10], 10, "$muted")
        words = excerpt(self._drafts.get(which, memo.text[: 4 * width]), width)
        return line(unsaved).append(who).append(" ").append(day).append(line("  ", words))

    def _show(self, which: Which) -> None:
        """Show a memo in the field."""
        self._which = which
        field, stored = self.field, self._stored(which)
        field.read_only = not self._may_write(which)
        field.put(stored[:LONGEST], self._drafts.get(which))
        self.rows.go_to(which)
        self.query_one(".whose", Static).update(line(self._whose(which)))
        self._hint()
        self._say("")

    def _whose(self, which: Which) -> str:
        if not self._choices():
            return f"no memo yet; nothing can be written: {self._opened.reason}"
        if which == "new":
            return "your summary" if self._subject.target == "session" else "a new memo"
        memo = self._memos[which]
        noun = "summary" if self._subject.target == "session" else "memo"
        whose = f"your {noun}" if self._mine(memo) else f"by {memo.coder}, to read"
        if self._opened.read_only:
            whose = f"by {memo.coder or 'nobody named'}, to read"
        cut = f"; too long to edit: its first {LONGEST:,} characters" if self._cut(memo) else ""
        return f"{whose} · {self._opened.memo_dated(memo)}{cut}"

    def _cut(self, memo: MemoRow) -> bool:
        return len(memo.text) > LONGEST

    def _hint(self) -> None:
        writes = ["Ctrl+S saves"] if self._may_write(self._which) else []
        there = ["Tab the list"] if self._memos else []
        deletes = ["x there deletes"] if there and not self._opened.read_only else []
        hint = " · ".join([*writes, *there, *deletes, LEAVING])
        self.query_one(".hint", Static).update(line(with_keys(self, hint)))

    # Going through the list

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the memo that the list's cursor is on."""
        which = event.key
        if which != self._which and (which == "new" or which in self._memos):
            self._note()
            self._show(which)
            self.rows.reword(self.rows.rows)

    def on_row_list_chosen(self) -> None:
        """Write on in the field."""
        self.field.focus()

    def _note(self) -> None:
        """Keep what was typed, while it is not what is stored."""
        typed = self.field.typed
        if self.field.changed and not self.field.read_only:
            self._drafts[self._which] = typed
        else:
            self._drafts.pop(self._which, None)

    def unsaved(self) -> list[Which]:
        """Give the memos with words that are not saved."""
        if self.is_mounted:
            self._note()
        return [which for which, typed in self._drafts.items() if which != "new" or typed.strip()]

    # Writing

    def _change(self, which: Which) -> WriteMemo | WritePassageMemo | EditMemo:
        text = restored(self._stored(which), self._drafts[which])
        if which != "new":
            return EditMemo(which, text)
        return memo_on(self._subject, text)

    def action_save(self) -> None:
        """Save, and close where nothing else is left to be saved."""
        if not self.unsaved():
            self._finish_or_say(memo_fault(self.field.typed))
            return
        which = self._which if self._which in self._drafts else self.unsaved()[0]
        if self._save(which):
            left = self.unsaved()
            if not left:
                self.dismiss(self._done)
                return
            self._show(left[0])
            self._say("saved; these words are not saved yet")

    def _finish_or_say(self, fault: str) -> None:
        if fault and self._may_write(self._which):
            self._say(fault)
        else:
            self.dismiss(self._done)

    def _save(self, which: Which) -> bool:
        """Save what was typed; on disk before it is let go. Where that fails say why."""
        change = self._change(which)
        if fault := memo_fault(change.text):
            self._show(which)
            self._say(f"{fault}; x in the list deletes it" if which != "new" else fault)
            return False
        return self._made(change, which)

    def _made(self, change: Change, which: Which) -> bool:
        try:
            entry = self._make(change)
        except NotMadeError as error:
            self._say(f"not saved: {error}")
            return False
        self._drafts.pop(which, None)
        self._done = entry.label if entry else self._done
        if isinstance(change, WritePassageMemo):
            self._subject = self._subject._replace(id=change.passage)
        self._load()
        if which == self._which:
            self._show(which if which in self._memos else self._first())
        self._told()
        return True

    def action_delete(self) -> None:
        """Delete the memo under the list's cursor, one's own."""
        which = self._which
        if which == "new" or self._opened.read_only or not self.rows.has_focus:
            return
        if not self._mine(self._memos[which]):
            self._say(f"this memo is by {self._memos[which].coder}")
        elif which in self.unsaved() and self._drafts[which].strip():
            self._say("its words have been changed and are not saved; Ctrl+S saves them")
        elif self._made(DeleteMemo(which), which) and not (self._memos or self.unsaved()):
            self.dismiss(self._done)

    # Leaving

    def save_words(self) -> bool:
        """Save all words that are not saved; where that fails say why."""
        return all(map(self._save, self.unsaved()))

    def keep_words(self) -> None:
        """Save what was typed, when there is no time to ask."""
        for which in self.unsaved():
            with suppress(BadInputError):
                self._opened.make(self._change(which))
