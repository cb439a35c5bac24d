"""What the coding screen writes: codings and new codes."""

from collections.abc import Sequence

from lmm_qual.text.span import Span
from lmm_qual.tui.screens.asking import OneKey
from lmm_qual.tui.screens.code_palette import AskNewCode, CodePalette, NewCode, codes_said
from lmm_qual.tui.screens.coding_page import UNDOES, CodingPage
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import excerpt, line


class CodingChanges(CodingPage):
    """A screen that codes a transcript. What it says is coded is on disk."""

    _back_to: int | None = None
    _made_under: str | None = None

    # What is coded

    def _target(self) -> Span | None:
        """Give what is selected; where nothing is, select the sentence under the cursor."""
        view = self.view
        self._back_to = None
        if view.selection is None:
            self._back_to = view.cursor.head
            view.action_select_unit("sentence")
        if view.selection is None or not view.selected_text.strip():
            self._give_up()
            self.say("there are no words here to code")
            return None
        return view.selection

    def _give_up(self) -> None:
        """Select nothing again where a sentence was selected only to be coded."""
        if self._back_to is not None:
            self.view.drop_selection()
            self.view.go_to(self._back_to)
            self._back_to = None

    def _done_with_selection(self, span: Span) -> None:
        """Leave the cursor within what was coded, so that its coding is under it."""
        back, self._back_to = self._back_to, None
        self.view.drop_selection()
        self.view.go_to(max(span.start, span.end - 1) if back is None else back)

    # Coding

    def action_code(self) -> None:
        """Choose codes for what is selected, else for the sentence."""
        self.as_coder(self._choose_codes)

    def _choose_codes(self) -> None:
        span = self._target()
        if span is None:
            return
        what = "the sentence" if self._back_to is not None else "the selection"
        words = excerpt(span.slice(self.view.document.text), 50)
        title = line(f"Code {what} ", (f"“{words}”", "$text not bold"))
        self.app.push_screen(CodePalette(self.opened, title), self._chosen)

    def _chosen(self, chosen: list[int] | NewCode | None) -> None:
        if chosen is None:
            self._give_up()
        elif isinstance(chosen, NewCode):
            self._ask_new_code(chosen.name, "inductive")
        else:
            self._code(chosen)

    def use_code(self, code: int) -> None:
        """Code what is selected, else the sentence, with one code."""
        self.as_coder(lambda: self._code([code]) if self._target() else None)

    def action_again(self) -> None:
        """Use the last code again."""
        last = self.opened.recent.last
        if last is None:
            self.say("no code has been used yet: c chooses one")
        else:
            self.use_code(last)

    def action_recent(self, number: int) -> None:
        """Use a recent code by its number."""
        code = self.opened.recent.at(number)
        if code is None:
            self.say(f"no recent code has the number {number}")
        else:
            self.use_code(code)

    def action_shortcut(self) -> None:
        """Use the code whose shortcut comes next."""
        tree = self.opened.tree
        keyed = {
            tree.by_id[code].shortcut: code for code in tree.order if tree.by_id[code].shortcut
        }
        if not keyed:
            self.say("no code has a shortcut")
            return
        pairs = sorted(keyed.items(), key=lambda pair: str(pair[0]).casefold())
        said = [(str(letter), tree.by_id[code].name) for letter, code in pairs]

        def answered(letter: str | None) -> None:
            if letter in keyed:
                self.use_code(keyed[letter])
            elif letter:
                self.say(f"no code has the shortcut {letter}")

        self.app.push_screen(OneKey(said), answered)

    def _code(self, codes: Sequence[int]) -> None:
        """Code the selection; it is on disk before anything is said."""
        from lmm_qual.model.coding import CodingRecord
        from lmm_qual.project.changes.codings import AddCodings

        span, tree, key = self.view.selection, self.opened.tree, self.reading.row.key
        if span is None:
            return
        records = [
            CodingRecord(
                transcript=key,
                start=span.start,
                end=span.end,
                code=tree.path(code),
                coder=self.opened.coder or "",
                valence=tree.by_id[code].valence,
            )
            for code in codes
        ]
        names = ", ".join(f"“{tree.by_id[code].name}”" for code in codes)
        change = AddCodings([("", record) for record in records], label=f"{names} in {key}")
        try:
            entry = self.make(change)
        except NotMadeError:
            return
        turn = self.view.document.turn_at(span.start)
        place = f" at turn {turn.n}" if turn else ""
        sentence = ", the sentence" if self._back_to is not None else ""
        for code in codes:
            self.opened.recent.use(code)
        self._refresh_after(span)
        if entry is None:
            self.say(f"these words have {codes_said(tree, codes)} already")
        else:
            done = line("coded ", (codes_said(tree, codes), "bold"), f"{place}{sentence} ")
            self.say(done.append(UNDOES))

    def _refresh_after(self, span: Span) -> None:
        begun = self.reading.row.id in self.opened.begun
        self.reading.load_codings()
        self.opened.begun.add(self.reading.row.id)
        self.show_codings()
        self._done_with_selection(span)
        if not begun:
            self.changed()

    # New codes

    def action_in_vivo(self) -> None:
        """Make a new code from the words themselves."""
        self.as_coder(self._in_vivo)

    def _in_vivo(self) -> None:
        span = self._target()
        if span is not None:
            words = excerpt(span.slice(self.view.document.text), 80).strip(" .,;:?!–—")
            self._ask_new_code(words, "in vivo")

    def _ask_new_code(self, name: str, origin: str) -> None:
        title = "New code in the speaker's words" if origin == "in vivo" else "New code"

        def answered(new: NewCode | None) -> None:
            if new is None:
                self._give_up()
            elif (code := self._make_code(new, origin)) is not None:
                self._code([code])

        self.app.push_screen(AskNewCode(self.opened, name, title, self._made_under), answered)

    def _make_code(self, new: NewCode, origin: str) -> int | None:
        from lmm_qual.model.codebook import Code
        from lmm_qual.project.changes.codebook import AddCode

        before = set(self.opened.tree.order)
        try:
            code = Code.model_validate({"name": new.name, "parent": new.parent, "origin": origin})
            self.make(AddCode(code))
        except NotMadeError:
            self._give_up()
            return None
        except ValueError as error:
            self._give_up()
            self.tell(f"“{new.name}” cannot be a code's name: {error}", fault=True)
            return None
        self._made_under = new.parent
        self.opened.reload_codes()
        return next(code for code in self.opened.tree.order if code not in before)
