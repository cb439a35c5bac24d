"""What the coding screen corrects in the transcript: words, who spoke, where turns begin."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lmm_qual.project.correcting.carrying import Carried
from lmm_qual.store.queries.talk import TurnRow
from lmm_qual.text.numbers import counted
from lmm_qual.text.span import Span
from lmm_qual.tui.screens.coding_page import CodingPage
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import excerpt

if TYPE_CHECKING:
    from lmm_qual.project.correcting.turns import TurnChange


class CodingTexts(CodingPage):
    """A screen on which a transcript is corrected while it is coded."""

    def _turn_here(self) -> TurnRow | None:
        """Give the turn under the cursor; say so where there is none."""
        here = self.view.document.turn_at(self.view.cursor.head)
        found = next((turn for turn in self.reading.turns if here and turn.n == here.n), None)
        if found is None:
            self.say("the cursor is in no turn")
        return found

    # Words

    def action_correct(self) -> None:
        """Correct the words selected, else the turn."""
        self.as_coder(self._correct)

    def _correct(self) -> None:
        from lmm_qual.tui.screens.correction_editor import CorrectionEditor

        turn, selected = self._turn_here(), self.view.selection
        if turn is None:
            return
        span = selected or Span(turn.start, turn.end)
        if not turn.start <= span.start < span.end <= turn.end:
            self.say("words of one turn can be corrected at a time: select fewer")
            return
        words = span.slice(self.view.document.text)
        by = f" of {turn.speaker}" if turn.speaker else ""
        title = f"{'Words in turn' if selected else 'Turn'} {turn.n}{by}"
        place = self.reading.row.key, span, words
        editor = CorrectionEditor(self.opened, place, title, self.make, whole=selected is None)

        def closed(done: str | None) -> None:
            if done is not None:
                if selected:
                    self.view.drop_selection()
                    self.view.go_to(selected.start)
                self._corrected(done, editor.counts)

        self.app.push_screen(editor, closed)

    def _corrected(self, done: str, counts: Carried) -> None:
        """Show the transcript as it is now and tell what became of codings."""
        self.view.drop_selection()
        self.changed()
        said = [done]
        if stay := counts.exact + counts.marks:
            said.append(f"{stay:,} on the same words")
        if counts.review:
            verb = "waits" if counts.review == 1 else "wait"
            said.append(self.with_keys(f"{counts.review:,} {verb}: [coding.review] lists them"))
        self.tell(f"{' · '.join(said)} {self.undoes.plain}")

    # Turns

    def action_speaker(self) -> None:
        """Say who spoke the turn."""
        self.as_coder(self._speaker)

    def _speaker(self) -> None:
        turn = self._turn_here()
        if turn is None:
            return

        from lmm_qual.project.correcting.turns import GiveTurn

        def chosen(label: str | None) -> None:
            if label is not None:
                self._make_turns(GiveTurn(self.reading.row.key, n=turn.n, speaker=label))

        self._ask_speaker(f"Who spoke turn {turn.n}?", chosen)

    def _ask_speaker(self, title: str, chosen: Callable[[str | None], None]) -> None:
        from lmm_qual.store.queries.talk import speakers
        from lmm_qual.tui.screens.name_picker import NamePicker

        there = speakers(self.opened.store, self.reading.row.id)
        names = [
            (row.label, f"{'interviewer, ' if row.interviewer else ''}{counted(row.turns, 'turn')}")
            for row in there
        ]
        self.app.push_screen(NamePicker(title, names, new="somebody new:"), chosen)

    def action_part(self) -> None:
        """Part the turn before the word under the cursor, and say who speaks then."""
        self.as_coder(self._part)

    def _part(self) -> None:
        from lmm_qual.project.correcting.turns import PartTurn

        turn, head = self._turn_here(), self.view.cursor.head
        if turn is None:
            return
        key = self.reading.row.key
        if turn.speaker is None:
            self._make_turns(PartTurn(key, position=head))
            return

        def chosen(label: str | None) -> None:
            if label is not None:
                self._make_turns(PartTurn(key, position=head, speaker=label))

        words = excerpt(self.view.document.text[head : head + 200], 40)
        self._ask_speaker(f"Who speaks from “{words}” on?", chosen)

    def action_join(self) -> None:
        """Join the turn to the one before."""
        self.as_coder(self._join)

    def _join(self) -> None:
        from lmm_qual.project.correcting.turns import JoinTurn

        if (turn := self._turn_here()) is not None:
            self._make_turns(JoinTurn(self.reading.row.key, n=turn.n))

    def _make_turns(self, change: "TurnChange") -> None:
        try:
            entry = self.make(change)
        except NotMadeError:
            return
        if entry is None:
            self.say("this is how it stands already")
        else:
            self._corrected(entry.label, change.counts)
