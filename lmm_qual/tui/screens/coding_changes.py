"""What the coding screen writes: codings and new codes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lmm_qual.text.span import Span
from lmm_qual.tui.screens.asking import OneKey
from lmm_qual.tui.screens.code_palette import AskNewCode, CodePalette, NewCode, codes_said
from lmm_qual.tui.screens.coding_page import CodingPage
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import excerpt, line

if TYPE_CHECKING:
    from pydantic import ValidationError

    from lmm_qual.project.changes.codings import AddCodings


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
            self._no_words()
            return None
        return view.selection

    def _give_up(self) -> None:
        """Select nothing again where a sentence was selected only to be coded."""
        if self._back_to is not None:
            self.view.rest_at(self._back_to)
            self._back_to = None

    def _done_with_selection(self, span: Span) -> None:
        """Leave the cursor within what was coded, so that its coding is under it."""
        back, self._back_to = self._back_to, None
        self.view.rest_at(max(span.start, span.end - 1) if back is None else back)

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
        elif self.view.selection is not None:
            self._code(chosen, self.view.selection)

    def use_code(self, code: int) -> None:
        """Code what is selected, else the sentence, with one code."""
        self.as_coder(lambda: self._code_at_once(code))

    def _code_at_once(self, code: int) -> None:
        """Code without selecting a sentence first: nothing moves on the screen."""
        view = self.view
        span = view.selection or view.unit_here("sentence")
        self._back_to = None if view.selection else view.cursor.head
        if span and span.slice(view.document.text).strip():
            self._code([code], span)
        else:
            self._no_words()

    def _no_words(self) -> None:
        self._give_up()
        self.say("there are no words here to code")

    def action_again(self) -> None:
        """Use the last code again."""
        last = self.opened.recent.last
        if last is None:
            self.say(self.with_keys("no code has been used yet: [coding.code] chooses one"))
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

    def _code(self, codes: Sequence[int], span: Span) -> None:
        """Code words; it is on disk before anything is said."""
        from pydantic import ValidationError

        tree = self.opened.tree
        coded = [(tree.path(code), tree.by_id[code].valence) for code in codes]
        names = ", ".join(f"“{tree.by_id[code].name}”" for code in codes)
        try:
            adding = self._adding(span, coded, f"{names} in {self.reading.row.key}")
            entry = self.make(adding)
        except NotMadeError:
            return
        except ValidationError as error:
            self._refuse(f"{excerpt(codes_said(tree, codes), 40)} cannot be used", error)
            return
        self._coded(span, codes, adding.made)
        if entry is None:
            self.say(f"these words have {codes_said(tree, codes)} already")

    def _adding(
        self, span: Span, coded: Sequence[tuple[str, str | None]], label: str
    ) -> "AddCodings":
        """Make the change that codes a span with codes, each a path with its valence."""
        from lmm_qual.model.coding import CodingRecord
        from lmm_qual.project.changes.codings import AddCodings

        place = {"transcript": self.reading.row.key, "start": span.start, "end": span.end}
        said = [{"code": path, "valence": valence} for path, valence in coded]
        by = {"coder": self.opened.coder or ""}
        records = [CodingRecord.model_validate(place | by | one) for one in said]
        return AddCodings([("", record) for record in records], label=label)

    def _coded(self, span: Span, codes: Sequence[int], made: Sequence[int]) -> None:
        """Show what was coded, and say so."""
        turn = self.view.document.turn_at(span.start)
        place = f" at turn {turn.n}" if turn else ""
        sentence = ", the sentence" if self._back_to is not None else ""
        nobody = ", where nobody is counted" if self.reading.is_silent(span) else ""
        for code in codes:
            self.opened.recent.use(code)
        self._refresh_after(span)
        self.just_made = [row for key in sorted(made) if (row := self.reading.coding(key))]
        said = (codes_said(self.opened.tree, codes), "bold")
        self.say(line("coded ", said, f"{place}{sentence}{nobody} ").append(self.undoes))

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
            else:
                self._code_anew(new, origin)

        self.app.push_screen(AskNewCode(self.opened, name, title, self._made_under), answered)

    def _code_anew(self, new: NewCode, origin: str) -> None:
        """Make a code and code with it, both in one change."""
        from pydantic import ValidationError

        from lmm_qual.model.codebook import Code, join_path, split_path
        from lmm_qual.project.changes.codebook import AddCode
        from lmm_qual.project.changes.together import Together

        span = self.view.selection
        if span is None:
            return
        try:
            code = Code.model_validate({"name": new.name, "parent": new.parent, "origin": origin})
            above = split_path(code.parent) if code.parent else []
            label = f"new code “{code.name}” in {self.reading.row.key}"
            adding = self._adding(span, [(join_path([*above, code.name]), code.valence)], label)
            before = set(self.opened.tree.order)
            self.make(Together([AddCode(code), adding], label, "codings add"))
        except NotMadeError:
            self._give_up()
            return
        except ValidationError as error:
            self._refuse(f"“{new.name}” cannot be a code", error)
            return
        self._made_under = new.parent
        self.opened.reload_codes()
        made = [code for code in self.opened.tree.order if code not in before]
        self._coded(span, made, adding.made)

    def _refuse(self, said: str, error: "ValidationError") -> None:
        """Tell what is wrong with a name, without what a model adds to it."""
        self._give_up()
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        self.tell(f"{said}: {reason}", fault=True)
