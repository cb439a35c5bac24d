"""Choosing what a memo is on, and writing it, on any screen of a study."""

from abc import abstractmethod
from typing import NamedTuple, Self

from textual.content import Content

from lmm_qual.store.queries.memos import MemoTarget, Subject, find_subject
from lmm_qual.store.queries.talk import TranscriptRow
from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.memo_editor import MemoEditor, Which
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import line


class On(NamedTuple):
    """Something a memo can be on, with its letter and how it is named in the chooser.

    `subject` says it whole where nothing with an id stands for it yet.
    """

    letter: str
    target: MemoTarget
    id: int | None
    said: Content
    subject: Subject | None = None

    @classmethod
    def transcript(cls, row: TranscriptRow) -> Self:
        """Give a transcript."""
        return cls("t", "transcript", row.id, line("the transcript ", (row.key, "bold")))

    @classmethod
    def session(cls, row: TranscriptRow) -> Self:
        """Give the session of a transcript."""
        said = line("its session: the summary ", (row.key, "$muted"))
        return cls("s", "session", row.id, said)

    @classmethod
    def study(cls) -> Self:
        """Give the study."""
        return cls("y", "study", None, line("the study"))


class MemoWriting(StudyPage):
    """A screen from which memos are written."""

    @abstractmethod
    def memo_choices(self) -> list[On]:
        """Give what a memo can be on here, what is nearest first."""

    @abstractmethod
    def memos_changed(self) -> None:
        """Show which memos there are now."""

    def action_memo(self) -> None:
        """Choose what a memo is to be on, then write or read it."""
        choices = {on.letter: on for on in self.memo_choices()}

        def chosen(letter: object) -> None:
            if (on := choices.get(str(letter))) is not None:
                self.take_memo(on)

        rows = [(on.letter, on.said.append(self._there(on))) for on in choices.values()]
        title = "Read the memos on" if self.opened.read_only else "A memo on"
        self.app.push_screen(AskLettered(title, rows), chosen)

    def _there(self, on: On) -> Content:
        number = self.number_of_memos(on)
        return line((f"  ✎ {number}" if number else "", "$text-accent"))

    def number_of_memos(self, on: On) -> int:
        """Count the memos on something."""
        return self.opened.memo_counts.get((on.target, on.id), 0)

    def take_memo(self, on: On) -> None:
        """Write a memo on what was chosen."""
        if on.subject is None:
            self.open_memos(on.target, on.id)
        else:
            self._open_on(on.subject)

    def action_summary(self) -> None:
        """Write or read the summary of the session."""
        sessions = [on for on in self.memo_choices() if on.target == "session"]
        if sessions:
            self.take_memo(sessions[0])
        else:
            self.say("there is no transcript yet, so no session")

    def open_memos(self, target: MemoTarget, id: int | None, which: Which | None = None) -> None:
        """Open the memos on something: to write, or where the study is read-only to read.

        `which` is shown first.
        """
        subject = find_subject(self.opened.store, target, id)
        if subject is None:
            self.say(f"that {target} is no longer there")
        else:
            self._open_on(subject, which)

    def _open_on(self, subject: Subject, which: Which | None = None) -> None:
        if self.opened.read_only:
            self._edit_memos(subject, which)
        else:
            self.as_coder(lambda: self._edit_memos(subject, which))

    def _edit_memos(self, subject: Subject, which: Which | None) -> None:
        editor = MemoEditor(self.opened, subject, self.make, self._memos_made, which)
        self.app.push_screen(editor, self._memos_left)

    def _memos_made(self) -> None:
        """Follow a change while the editor stays open."""
        self.opened.reload_memos()
        self.memos_changed()

    def _memos_left(self, done: str | None) -> None:
        if done:
            self.say(line("saved: ", (done, "bold"), " ").append(self.undoes))
