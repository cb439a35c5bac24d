"""Codings to look at again since their code was defined anew, and transcripts to read again."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from lmm_qual.analysis.codebook_diff import DEFINING
from lmm_qual.analysis.looking_again import (
    LookAgain,
    ReadAgain,
    codings_to_look_at,
    transcripts_to_read,
)
from lmm_qual.project.changes.codings import Recode, RemoveCodings
from lmm_qual.project.changes.looked_again import KeepCodings
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.text.numbers import counted
from lmm_qual.text.word_changes import word_changes
from lmm_qual.tui.actions import AGAIN, EVERYWHERE, bindings
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.beside_codebook import BesideCodebook, words_said
from lmm_qual.tui.screens.code_palette import CodePalette, NewCode
from lmm_qual.tui.wording import line, spread


class AgainScreen(BesideCodebook):
    """Lists what a changed codebook asks for, code by code."""

    NAME = "Look again"
    PLACES = (AGAIN, EVERYWHERE)
    FOOTER = (
        "again.go",
        "again.stays",
        "again.all_stay",
        "again.recode",
        "again.remove",
        "again.undo",
        "again.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(AGAIN)]

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._codings: dict[int, tuple[LookAgain, CodingRow]] = {}
        self._reading: dict[str, ReadAgain] = {}

    def rows_now(self) -> Sequence[Row]:
        """Give the codings under their codes, then the transcripts."""
        looking = codings_to_look_at(self.opened.store)
        reading = transcripts_to_read(self.opened.store)
        self._codings = {
            row.id: (one, row) for one in looking for row in one.codings if self.opened.may_see(row)
        }
        self._reading = {f"{one.transcript} {one.coder}": one for one in reading}
        rows: list[Row] = []
        for one in looking:
            shown = [row for row in one.codings if row.id in self._codings]
            if shown:
                said = f"{counted(len(shown), 'coding')}, defined anew in version {one.defined}"
                name = self.opened.tree.path(one.code)
                rows.append(Row(line((f" {name}  ", "bold"), (said, "$muted"))))
            rows += [Row(partial(_passage, row), row.id) for row in shown]
        if self._reading:
            rows.append(Row(line((" To read again, for codes made later", "bold"))))
        return [*rows, *(Row(partial(self._read, one), key) for key, one in self._reading.items())]

    def _read(self, one: ReadAgain, width: int) -> Content:
        names = ", ".join(self.opened.tree.by_id[code].name for code in one.codes)
        left = line(f"   {one.transcript}  ", (names, "$muted"))
        return spread(width, left, line((f"{one.coder}, version {one.version} ", "$muted")))

    def nothing(self) -> str:
        """Say that there is none."""
        return "Nothing: all codings and finished passes know the codebook as it is."

    def title_said(self) -> str:
        """Say how much there is."""
        codings, reading = len(self._codings), len(self._reading)
        return f"{counted(codings, 'coding')} · {counted(reading, 'transcript')} to read"

    def about(self, key: object) -> Content:
        """Say a passage and what its code said and says; or which codes are to be read for."""
        if isinstance(key, str) and key in self._reading:
            tree, one = self.opened.tree, self._reading[key]
            head = f"{one.coder} finished {one.transcript} under version {one.version}. Made later:"
            codes = [line(("▌", tree.color(at) or "$muted"), tree.path(at)) for at in one.codes]
            return Content("\n").join([line(head), *codes])
        look, row = self._codings[int(str(key))]
        return Content("\n").join([*self._meanings(look, row), Content(""), *self.in_context(row)])

    def _meanings(self, look: LookAgain, row: CodingRow) -> list[Content]:
        tree, then = self.opened.tree, look.meant[row.version]
        now = tree.by_id[look.code]
        head = f"{tree.path(look.code)}: version {row.version} beside now"
        if then is None:
            head = f"{tree.path(look.code)} was not there in version {row.version}; now"
        texts = [
            (name, (then.said[name] if then else None) or "", getattr(now, name) or "")
            for name in DEFINING
        ]
        said = [words_said(n, word_changes(old, new)) for n, old, new in texts if old or new]
        return [line((head, "bold")), *said]

    # Going

    def on_row_list_chosen(self) -> None:
        """Go there."""
        self.action_go()

    def action_go(self) -> None:
        """Go to the passage, or to the transcript with the first of the codes ready."""
        key = self.rows.key
        if isinstance(key, int):
            row = self._codings[key][1]
            self.opened.places[row.transcript_id] = row.start
            self.lmm.show_study(row.transcript)
        elif isinstance(key, str):
            one = self._reading[key]
            for code in reversed(one.codes):
                self.opened.recent.use(code)
            self.opened.places.pop(one.transcript_id, None)
            self.lmm.show_study(one.transcript)

    # Deciding

    def _coding(self) -> int | None:
        """Give the coding under the cursor, where the study may be changed."""
        key = self.rows.key
        return key if isinstance(key, int) and self.may_write() else None

    def action_stays(self) -> None:
        """Let the coding stay: it is under what its code means now."""
        coding = self._coding()
        if coding is not None:
            self.made(KeepCodings([coding]))

    def action_all_stay(self) -> None:
        """Let all codings of the code that are listed stay."""
        coding = self._coding()
        if coding is not None:
            code = self._codings[coding][1].code_id
            codings = [id_ for id_, (look, _) in self._codings.items() if look.code == code]
            self.made(KeepCodings(codings))

    def action_recode(self) -> None:
        """Give the coding another code."""
        coding = self._coding()
        if coding is None:
            return

        def chosen(answer: list[int] | NewCode | None) -> None:
            if isinstance(answer, list):
                self.made(Recode(coding, self.opened.tree.path(answer[0])))

        title = line("Give the passage another code")
        self.app.push_screen(CodePalette(self.opened, title, several=False), chosen)

    def action_remove(self) -> None:
        """Remove the coding."""
        coding = self._coding()
        if coding is not None:
            self.made(RemoveCodings([coding]))


def _passage(row: CodingRow, width: int) -> Content:
    words = " ".join(row.quote[: 4 * width].split())
    left = line((f"   {row.transcript} ", "$muted"), f"“{words}”")
    return spread(width, left, line((f"{row.coder} ", "$muted")))
