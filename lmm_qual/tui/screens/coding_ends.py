"""Adjusting the ends of a coding: its words are selected, moves change them, Enter stores."""

from contextlib import suppress
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content

from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.reviews import ReviewRow
from lmm_qual.text.numbers import counted
from lmm_qual.text.span import Span
from lmm_qual.text.words import count_words
from lmm_qual.tui.actions import ADJUSTING, BY_ID, CODING, Action, actions, bindings
from lmm_qual.tui.lines import KeyLine
from lmm_qual.tui.screens.coding_mending import CodingMending
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.transcript.marks import CodingId
from lmm_qual.tui.wording import excerpt, line


def _done_by(*places: str) -> set[str]:
    return {action.does.partition("(")[0].rpartition(".")[2] for action in actions(*places)}


_WHILE_ADJUSTING = _done_by(ADJUSTING)
_OTHERWISE = _done_by(CODING)


class Columns(Horizontal):
    """What stands side by side, with the keys that are in force while ends are adjusted.

    They are not the screen's, since a key map that gives an action of the screen another key
    takes the old one from all of the screen's actions.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ADJUSTING)]


class CodingEnds(CodingMending):
    """A screen on which a coding can be given other ends.

    What is stored is what is selected. Meanwhile the keys of coding do nothing.
    """

    adjusting: CodingRow | None = None
    placing: ReviewRow | None = None
    _at_first: Span | None = None
    _picked: CodingId | None = None

    @property
    def busy(self) -> bool:
        """Say whether ends are adjusted, or other words chosen after a correction."""
        return self.adjusting is not None or self.placing is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of coding rest while ends are adjusted, and the other way round."""
        resting = _OTHERWISE if self.busy else _WHILE_ADJUSTING
        return action not in resting and super().check_action(action, parameters)

    def applies(self, action: Action) -> bool:
        """Leave out what rests."""
        if action.where in {CODING, ADJUSTING}:
            resting = CODING if self.busy else ADJUSTING
            return action.where != resting and super().applies(action)
        return super().applies(action)

    def use_code(self, code: int) -> None:
        """Use a code, but not while ends are adjusted."""
        if not self.busy:
            super().use_code(code)
        else:
            self.say(self.ends_said())

    # Beginning and ending

    def action_adjust(self) -> None:
        """Adjust the ends of the coding under the cursor."""
        self._with_coding("Adjust the ends of which coding?", self._begin)

    def _begin(self, coding: CodingRow) -> None:
        self.adjusting, self._picked = coding, self.view.picked
        self.view.focus()
        self.view.hold(Span(coding.start, coding.end))
        self._at_first = self.view.selection
        self.query_one(KeyLine).offer(actions(ADJUSTING))
        self.say(self.ends_said())

    def action_adjust_swap(self) -> None:
        """Move the other end."""
        if self.placing is None:
            self.view.swap_ends()
        self.say(self.ends_said())

    def action_adjust_leave(self) -> None:
        """Leave the ends as they were."""
        if self.placing is not None:
            self.stop_adjusting()
            self.action_review()
            return
        coding = self.adjusting
        self.stop_adjusting()
        if coding is not None:
            self.say(line("the ends of ", (self.named([coding]), "bold"), " are as they were"))

    def stop_adjusting(self, *, back: bool = True) -> None:
        """Adjust no longer; `back` has cursor and selection as they were."""
        if self.placing is not None:
            self.placing = None
            self.query_one(KeyLine).offer([BY_ID[id_] for id_ in self.FOOTER])
        if self.adjusting is not None:
            self.adjusting = None
            self.view.let_go(back=back)
            self.view.pick(self._picked)
            self.query_one(KeyLine).offer([BY_ID[id_] for id_ in self.FOOTER])

    def action_adjust_store(self) -> None:
        """Store the ends as they are selected."""
        from lmm_qual.project.changes.coding_details import AdjustEnds

        coding, span = self.adjusting, self.view.selection
        if self.placing is not None:
            self._place(self.placing, span)
        if coding is None:
            return
        if span is None or not self.view.selected_text.strip():
            self.say("no words are selected: move on, or leave the ends as they were")
        elif span == self._at_first:
            self.action_adjust_leave()
        elif self.reading.same(coding, start=span.start, end=span.end):
            self.say(line((self.named([coding]), "bold"), " is on exactly these words already"))
        else:
            change = AdjustEnds(coding.id, span.start, span.end, self.in_place([coding]))
            with suppress(NotMadeError):
                self.make(change)
                self._stored(coding, span)

    def _stored(self, coding: CodingRow, span: Span) -> None:
        at_start = self.view.cursor.head == span.start
        self.stop_adjusting(back=False)
        self.view.drop_selection()
        self.view.go_to(span.start if at_start else max(span.start, span.end - 1))
        self.reading.load_codings()
        self.show_codings()
        words = excerpt(span.slice(self.view.document.text), 40)
        said = line((self.named([coding]), "bold"), f" now covers “{words}” ")
        self.say(said.append(self.undoes))

    # Other words after a correction

    def begin_placing(self, row: ReviewRow) -> None:
        """Let words be selected for what waits after a correction."""
        self.placing = row
        self.view.focus()
        self.query_one(KeyLine).offer([BY_ID["adjusting.store"], BY_ID["adjusting.leave"]])
        self.say(self.ends_said())

    def _place(self, row: ReviewRow, span: Span | None) -> None:
        from lmm_qual.project.correcting.settling import SettleReview

        if span is None or not self.view.selected_text.strip():
            self.say(self.ends_said())
            return
        with suppress(NotMadeError):
            self.make(SettleReview(row.id, "moved", (span.start, span.end)))
            self.stop_adjusting()
            self.view.drop_selection()
            self.changed()
            words = excerpt(span.slice(self.view.document.text), 40)
            self.tell(f"it now stands on “{words}” {self.undoes.plain}")
            self.action_review()

    # Saying

    def ends_said(self) -> Content:
        """Say which end moves and which keys there are."""
        if self.placing is not None:
            keys = self.with_keys(" · [adjusting.store] takes them · [adjusting.leave] leaves it")
            was = f" · it was on “{excerpt(self.placing.words, 30)}”"
            return line(("select its words", "bold $text-accent"), keys, (was, "$muted"))
        cursor = self.view.cursor
        moving, other = ("end", "start") if cursor.head >= cursor.anchor else ("start", "end")
        span = cursor.span
        words = count_words(self.view.document.text, span.start, span.end)
        name = self.named([self.adjusting]) if self.adjusting else ""
        keys = " · [adjusting.store] stores · [adjusting.leave] leaves it"
        return line(
            (f"moves change the {moving}", "bold $text-accent"),
            self.with_keys(f" · [adjusting.swap] the {other}{keys}"),
            (f" · {counted(words, 'word')} of {name}", "$muted"),
        )
