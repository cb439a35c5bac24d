"""Letting a memo point to words while reading."""

from lmm_qual.project.changes.memo_links import LinkMemo
from lmm_qual.store.queries.memo_links import Aim
from lmm_qual.text.span import Span
from lmm_qual.tui.screens.coding_evidence import CodingEvidence
from lmm_qual.tui.screens.memo_choice import MemoPicker, own_memos, pick
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import excerpt, line


class CodingLinks(CodingEvidence):
    """A screen on which memos are let point to words of a transcript."""

    def action_link(self) -> None:
        """Let a memo point to what is selected; else to the coding here, or the sentence."""
        self.as_coder(self._choose_memo)

    def _choose_memo(self) -> None:
        memos = own_memos(self.opened)
        if not memos:
            self.say(self.with_keys("you have no memo yet to point here; [coding.memo] writes one"))
            return
        span = self.words_meant()
        if span is None:
            return
        words = excerpt(span.slice(self.view.document.text), 40)
        picker = MemoPicker(f"Which memo points to “{words}”?", self.opened, memos)
        self.app.push_screen(picker, pick(lambda id_: self._point(id_, span), self._give_up))

    def _point(self, memo: int, span: Span) -> None:
        """Store the link; it is on disk before anything is said."""
        aim = Aim("passage", None, self.reading.row.key, span.start, span.end)
        try:
            made = self.make(LinkMemo(memo, [aim]))
        except NotMadeError:
            return
        self._done_with_selection(span)
        if made is None:
            self.say("the memo points to these words already")
            return
        self.changed()
        self.say(line((made.label, "bold"), " ").append(self.undoes))
