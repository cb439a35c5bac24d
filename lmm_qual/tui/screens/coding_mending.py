"""What the coding screen mends: codings removed and recoded, passes marked finished."""

from collections.abc import Callable, Sequence

from textual.content import Content

from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.tui.screens.asking import AskOne
from lmm_qual.tui.screens.code_palette import CodePalette, NewCode
from lmm_qual.tui.screens.coding_page import UNDOES, CodingPage
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import excerpt, line


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
        self.say(line("removed ", (name, "bold"), " ").append(UNDOES))

    def action_recode(self) -> None:
        """Give the coding under the cursor another code."""
        self._with_coding("Recode which coding?", self._choose_recoding)

    def _choose_recoding(self, coding: CodingRow) -> None:
        old = self.opened.tree.by_id[coding.code_id].name
        title = line("Another code instead of ", (old, "not bold $text"))

        def chosen(codes: list[int] | NewCode | None) -> None:
            if isinstance(codes, list):
                self._recode(coding, codes[0])

        self.app.push_screen(CodePalette(self.opened, title, several=False), chosen)

    def _recode(self, coding: CodingRow, code: int) -> None:
        from lmm_qual.project.changes.codings import Recode

        tree = self.opened.tree
        try:
            self.make(Recode(coding.id, tree.path(code)))
        except NotMadeError:
            return
        self.opened.recent.use(code)
        self.reading.load_codings()
        self.show_codings()
        names = tree.by_id[coding.code_id].name, tree.by_id[code].name
        self.say(
            line("recoded ", (names[0], "bold"), " to ", (names[1], "bold"), " ").append(UNDOES)
        )

    def _with_coding(self, question: str, do: Callable[[CodingRow], None]) -> None:
        """Do something with the coder's coding under the cursor, the picked one, or ask which."""
        if not self.may_write():
            return
        here = self.codings_here()
        own = [coding for coding in here if self.reading.mine(coding)]
        picked = [coding for coding in own if coding.id == self.view.picked]
        if not own:
            whose = ", ".join(sorted({coding.coder for coding in here}))
            self.say(f"this is {whose}'s coding" if here else "there is no coding under the cursor")
        elif len(own) == 1 or picked:
            do((picked or own)[0])
        else:
            self._ask_which(question, own, do)

    def _ask_which(
        self, question: str, codings: Sequence[CodingRow], do: Callable[[CodingRow], None]
    ) -> None:
        choices: list[tuple[object, Content]] = []
        for coding in codings:
            letter = self.view.codings.letter(coding.id)
            name = self.opened.tree.by_id[coding.code_id].name
            color = self.opened.tree.color(coding.code_id) or "$text-accent"
            words = excerpt(coding.quote, 40)
            said = line((f" {letter} ", f"bold {color}"), name, (f"  “{words}”", "$muted"))
            choices.append((coding.id, said))

        def chosen(id_: object) -> None:
            coding = self.reading.coding(id_)
            if coding is not None:
                do(coding)

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
        self.tell(f"your pass over {reading.row.key} is {record.status}{seen} (u undoes)")
