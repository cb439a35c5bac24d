"""What the coding screen mends: codings removed and recoded, passes marked finished."""

from collections.abc import Callable, Sequence

from textual.content import Content

from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.text.numbers import counted
from lmm_qual.tui.screens.asking import AskOne
from lmm_qual.tui.screens.code_palette import CodePalette, NewCode
from lmm_qual.tui.screens.coding_page import CodingPage
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import excerpt, line

_ALL = "all"


class CodingMending(CodingPage):
    """A screen on which codings are taken back or changed."""

    # Removing, recoding

    def action_remove(self) -> None:
        """Remove the coding under the cursor."""
        self._with_coding("Remove which coding?", self._remove)

    def _remove(self, coding: CodingRow) -> None:
        from lmm_qual.project.changes.codings import RemoveCodings

        try:
            self.make(RemoveCodings([coding.id]))
        except NotMadeError:
            return
        self.reading.load_codings()
        self.show_codings()
        name = self.opened.tree.by_id[coding.code_id].name
        self.say(line("removed ", (name, "bold"), " ").append(self.undoes))

    def action_recode(self) -> None:
        """Give the codings under the cursor another code."""
        self._with_codings("Recode which coding?", self._choose_recoding)

    def _choose_recoding(self, codings: Sequence[CodingRow]) -> None:
        title = line("Another code instead of ", (self.named(codings), "not bold $text"))

        def chosen(codes: list[int] | NewCode | None) -> None:
            if isinstance(codes, list):
                self._recode(codings, codes[0])

        self.app.push_screen(CodePalette(self.opened, title, several=False), chosen)

    def _recode(self, codings: Sequence[CodingRow], code: int) -> None:
        from lmm_qual.project.changes.codings import Recode
        from lmm_qual.project.changes.together import Together

        tree = self.opened.tree
        name, path = tree.by_id[code].name, tree.path(code)
        places = len({(coding.start, coding.end, coding.coder) for coding in codings})
        if any(self.reading.same(coding, code_id=code) for coding in codings):
            self.say(line("these words have ", (name, "bold"), " already"))
            return
        if places < len(codings):
            self.say(line("the same words would have ", (name, "bold"), " twice"))
            return
        changes = [Recode(coding.id, path) for coding in codings]
        label = f"recoding of {self.in_place(codings)} to “{name}”"
        try:
            entry = self.make(Together(changes, label, Recode.kind))
        except NotMadeError:
            return
        self._say_recoded(codings, code, entry is not None)

    def _say_recoded(self, codings: Sequence[CodingRow], code: int, made: bool) -> None:
        said, name = self.named(codings), self.opened.tree.by_id[code].name
        self.opened.recent.use(code)
        self.reading.load_codings()
        self.show_codings()
        if not made:
            self.say(line((name, "bold"), " is its code already"))
            return
        stays = self._valence_that_stays(codings, code)
        told = line("recoded ", (said, "bold"), " to ", (name, "bold"), f"{stays} ")
        self.say(told.append(self.undoes))

    def _valence_that_stays(self, codings: Sequence[CodingRow], code: int) -> str:
        """Say which valence recoding left as it was, where the new code's own is another."""
        own = self.opened.tree.by_id[code].valence
        kept = {coding.valence for coding in codings if coding.valence not in {None, own}}
        return f"; valence stays {' and '.join(sorted(filter(None, kept)))}" if kept else ""

    # Which codings

    def named(self, codings: Sequence[CodingRow]) -> str:
        """Name one coding by its code; several by their number."""
        if len(codings) == 1:
            return self.opened.tree.by_id[codings[0].code_id].name
        return counted(len(codings), "coding")

    def in_place(self, codings: Sequence[CodingRow]) -> str:
        """Name codings for the history: `“Pressures” in T1-G3-07`."""
        name = f"“{self.named(codings)}”" if len(codings) == 1 else self.named(codings)
        return f"{name} in {self.reading.row.key}"

    def _with_coding(self, question: str, do: Callable[[CodingRow], None]) -> None:
        """Do something with the coder's coding under the cursor, the picked one, or ask which."""
        self._with_codings(question, lambda codings: do(codings[0]), several=False)

    def _with_codings(
        self,
        question: str,
        do: Callable[[Sequence[CodingRow]], None],
        *,
        several: bool = True,
        otherwise: Sequence[CodingRow] = (),
    ) -> None:
        """Do something with the coder's codings under the selection or the cursor.

        The picked one is meant, else the only one, else it is asked which, or all where `several`
        may be meant. Where there is none at all, `otherwise` is meant.
        """
        if not self.may_write():
            return
        here = self.codings_meant() or otherwise
        own = [coding for coding in here if self.reading.mine(coding)]
        picked = [coding for coding in own if coding.id == self.view.picked]
        if not own:
            whose = ", ".join(sorted({coding.coder for coding in here}))
            self.say(f"this is {whose}'s coding" if here else "there is no coding under the cursor")
        elif len(own) == 1 or picked:
            do((picked or own)[:1])
        else:
            self._ask_which_or_all(question, own, do, several=several)

    def _ask_which(
        self, question: str, codings: Sequence[CodingRow], do: Callable[[CodingRow], None]
    ) -> None:
        self._ask_which_or_all(question, codings, lambda chosen: do(chosen[0]), several=False)

    def _ask_which_or_all(
        self,
        question: str,
        codings: Sequence[CodingRow],
        do: Callable[[Sequence[CodingRow]], None],
        *,
        several: bool,
    ) -> None:
        choices: list[tuple[object, Content]] = []
        for coding in codings:
            letter = self.view.codings.letter(coding.id)
            name = self.opened.tree.by_id[coding.code_id].name
            color = self.opened.tree.color(coding.code_id) or "$text-accent"
            words = excerpt(coding.quote, 40)
            said = line((f" {letter} ", f"bold {color}"), name, (f"  “{words}”", "$muted"))
            choices.append((coding.id, said))
        if several:
            choices.append((_ALL, line(f"   all {len(codings)} of them")))

        def chosen(id_: object) -> None:
            coding = self.reading.coding(id_)
            if coding is not None:
                do([coding])
            elif id_ == _ALL:
                do(codings)

        self.app.push_screen(AskOne(question, choices), chosen)

    # Passes

    def action_finish(self) -> None:
        """Mark the coder's pass finished, or in progress again."""
        self.as_coder(self._finish)

    def _finish(self) -> None:
        from lmm_qual.model.coding import PassRecord
        from lmm_qual.project.changes.codings import RecordPasses

        reading = self.reading
        finished = not reading.finished_now
        record = PassRecord(
            transcript=reading.row.key,
            coder=self.opened.coder or "",
            status="finished" if finished else "in progress",
        )
        try:
            self.make(RecordPasses([("", record)]))
        except NotMadeError:
            return
        self.opened.reload_passes()
        reading.show_others = reading.finished
        self.changed()
        others = reading.other_coders
        seen = f"; codings by {', '.join(others)} are shown" if finished and others else ""
        self.tell(f"your pass over {reading.row.key} is {record.status}{seen} {self.undoes.plain}")
