"""What memos can be on where a transcript is coded."""

from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.memos import Subject
from lmm_qual.store.queries.passages import passage_at
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.codebook_panel import CodebookPanel
from lmm_qual.tui.screens.coding_mending import CodingMending
from lmm_qual.tui.screens.memo_writing import MemoWriting, On
from lmm_qual.tui.screens.transcript_rows import transcript_rows
from lmm_qual.tui.wording import excerpt, line


class CodingMemos(MemoWriting, CodingMending):
    """A screen on which memos are written while reading."""

    def action_memo(self) -> None:
        """Write on the code where the codebook has the keys; else choose what to write on."""
        panel = self.query_one(CodebookPanel)
        if panel.has_focus and panel.code is not None:
            self.open_memos("code", panel.code)
        else:
            super().action_memo()

    def memo_choices(self) -> list[On]:
        """Give the words selected, the coding, transcript and session, a code, the study."""
        row = self.reading.row
        near = [On.transcript(row), On.session(row)]
        words = self._passage_choices()
        return [*words, *self._coding_choice(), *near, *self._code_choice(), On.study()]

    def _passage_choices(self) -> list[On]:
        """Give the words that are selected, else the passages here that memos are on."""
        view = self.view
        if view.selection is None or not view.selected_text.strip():
            here = view.cursor.head
            there = dict.fromkeys(memo.subject for memo in self.reading.passage_memos(here))
            return [*map(_passage, there, _LETTERS)]
        span, row = view.selection, self.reading.row
        place = view.selected_text, span.start, span.end
        known = passage_at(self.opened.store, row.id, span.start, span.end)
        return [_passage(Subject("passage", known, row.key, None, *place), "p")]

    def _meant(self) -> list[CodingRow]:
        """Give the codings a memo may be meant for: the picked one, else those here."""
        here = self.codings_here()
        return [coding for coding in here if coding.id == self.view.picked] or here

    def _coding_choice(self) -> list[On]:
        meant = self._meant()
        if not meant:
            return []
        if len(meant) > 1:
            said = line(f"one of the {len(meant)} codings here")
            return [On("c", "coding", None, said)]
        coding = meant[0]
        name = self.opened.tree.by_id[coding.code_id].name
        words = excerpt(coding.quote, 34)
        said = line("the coding ", (name, "bold"), (f" “{words}”", "$muted"))
        return [On("c", "coding", coding.id, said)]

    def _code_choice(self) -> list[On]:
        """Give the code of the coding here, else that of the codebook's cursor."""
        codes = {coding.code_id for coding in self._meant()}
        code = codes.pop() if len(codes) == 1 else self.query_one(CodebookPanel).code
        if code is None:
            return []
        said = line("the code ", (self.opened.tree.by_id[code].name, "bold"))
        return [On("o", "code", code, said)]

    def number_of_memos(self, on: On) -> int:
        """Count the memos on something; of several codings those on all."""
        if on.subject is not None and on.target == "passage":
            return len(self.reading.memos_on("passage", on.id))
        if on.target != "coding":
            return super().number_of_memos(on)
        return sum(len(self.reading.memos(coding.id)) for coding in self._meant())

    def take_memo(self, on: On) -> None:
        """Write on what was chosen; of several codings ask which."""
        if on.target != "coding" or on.id is not None:
            super().take_memo(on)
            return

        def chosen(coding: CodingRow) -> None:
            self.open_memos("coding", coding.id)

        self._ask_which("A memo on which coding?", self._meant(), chosen)

    def memos_changed(self) -> None:
        """Show which memos there are now, in the lists and under the cursor."""
        self.reading.load_memos()
        self.view.set_noted(self.reading.noted())
        self.query_one("#transcripts", RowList).reword(transcript_rows(self.opened))
        panel = self.query_one(CodebookPanel)
        panel.show(self.reading.counts)
        if not panel.has_focus:
            self.show_here()
        self.show_state()


_LETTERS = "pqruvwxzabdefghijklmn"


def _passage(subject: Subject, letter: str) -> On:
    words = excerpt(subject.quote or "", 34)
    said = line("the words ", (f"“{words}”", "bold"))
    return On(letter, "passage", subject.id, said, subject)
