"""Putting words to a finding while reading: for it, or against it."""

from lmm_qual.model.finding import PassageEntry, Side
from lmm_qual.project.changes.change import Change
from lmm_qual.text.span import Span
from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.coding_changes import CodingChanges
from lmm_qual.tui.screens.finding_choice import ask_finding
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import excerpt, line

_SIDES: dict[str, Side] = {"f": "for", "a": "against"}


class CodingEvidence(CodingChanges):
    """A screen on which words of a transcript are put to findings."""

    def action_evidence(self) -> None:
        """Put what is selected to a finding; else the coding under the cursor, or the sentence."""
        self.as_coder(self._choose_finding)

    def _choose_finding(self) -> None:
        span = self.words_meant()
        if span is None:
            return
        words = excerpt(span.slice(self.view.document.text), 40)

        def chosen(name: str, new: bool) -> None:
            self._choose_side(span, name, new=new)

        ask_finding(self, f"“{words}”", chosen, self._give_up)

    def words_meant(self) -> Span | None:
        """Give what is selected, else the narrowest coding here, the picked one first."""
        if self.view.selection is None and (here := self.codings_here()):
            picked = [row for row in here if row.id == self.view.picked]
            row = min(picked or here, key=lambda row: row.end - row.start)
            self._back_to = self.view.cursor.head
            self.view.select(Span(row.start, row.end))
            return Span(row.start, row.end)
        return self._target()

    def _choose_side(self, span: Span, name: str, *, new: bool) -> None:
        said = "it" if new else name
        choices = [
            ("f", line(f"they speak for {said}")),
            ("a", line(f"they speak against {said}")),
        ]

        def chosen(letter: object) -> None:
            if side := _SIDES.get(str(letter)):
                self._put(span, name, side, new=new)
            else:
                self._give_up()

        self.app.push_screen(AskLettered("These words", choices), chosen)

    def _put(self, span: Span, name: str, side: Side, *, new: bool) -> None:
        """Store the passage; it is on disk before anything is said."""
        from lmm_qual.project.changes.findings import AddFinding, AddPassage

        words = span.slice(self.view.document.text)
        entry = PassageEntry(
            transcript=self.reading.row.key, start=span.start, end=span.end, quote=words
        )
        change: Change
        if new:
            for_, against = ([entry], []) if side == "for" else ([], [entry])
            change = AddFinding(name, for_=for_, against=against)
        else:
            change = AddPassage(name, entry, side)
        try:
            made = self.make(change)
        except NotMadeError:
            return
        self._done_with_selection(span)
        if made is None:
            self.say(f"these words speak {side} {name} already")
        else:
            self.say(line((made.label, "bold"), " ").append(self.undoes))
