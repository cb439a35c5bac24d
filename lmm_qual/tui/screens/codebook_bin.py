"""The bin: codes that were deleted, what hung on them, and the way back."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.bin_content import said_of
from lmm_qual.project.changes.code_delete import BIN_KIND
from lmm_qual.project.changes.code_restore import (
    NameTakenError,
    RestoreCodes,
    binned_codes,
    binned_rows,
)
from lmm_qual.store.queries.bin import BinRow, bin_entries
from lmm_qual.tui.actions import BIN, EVERYWHERE, bindings
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.asking import AskLine
from lmm_qual.tui.screens.beside_codebook import BesideCodebook
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import line, spread


class BinScreen(BesideCodebook):
    """Shows what was deleted, the last first, and restores it."""

    NAME = "Bin"
    PLACES = (BIN, EVERYWHERE)
    FOOTER = ("bin.restore", "bin.undo", "bin.back")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BIN)]

    def rows_now(self) -> Sequence[Row]:
        """Give the entries, the last first."""
        found = bin_entries(self.opened.store, BIN_KIND)
        return [Row(partial(_row, row), row.id) for row in found]

    def nothing(self) -> str:
        """Say that there is none."""
        return "The bin is empty."

    def about(self, key: object) -> Content:
        """Say what an entry holds."""
        store = self.opened.store
        try:
            rows = binned_rows(store, binned_codes(store, int(str(key))))
        except BadInputError as fault:
            return line((fault.problems[0].what, "$text-error"))
        names = [
            line(("▌", row["color"] or "$muted"), (str(row["name"]), "bold"))
            for row in sorted(rows.get("code", ()), key=lambda row: row["position"])
        ]
        return Content("\n").join([*names, line((", ".join(said_of(rows)), "$muted"))])

    def on_row_list_chosen(self) -> None:
        """Restore the entry."""
        self.action_restore()

    def action_restore(self) -> None:
        """Restore the entry under the cursor."""
        if self.may_write() and isinstance(self.rows.key, int):
            self._restore(self.rows.key, None)

    def _restore(self, entry: int, name: str | None) -> None:
        change = RestoreCodes(entry, name)
        try:
            made = self.make(change)
        except NotMadeError as error:
            if isinstance(error.__cause__, NameTakenError):
                self._ask_name(entry, str(error.__cause__.problems[0].what))
            return
        self.changed()
        said = [made.label] if made else ["nothing of it can come back"]
        self.say(line("; ".join([*said, *change.left]), " ").append(self.undoes))

    def _ask_name(self, entry: int, said: str) -> None:
        def answered(name: str | None) -> None:
            if name:
                self._restore(entry, name)

        self.app.push_screen(AskLine("Another name for the code", said), answered)


def _row(row: BinRow, width: int) -> Content:
    by = f" by {row.coder}" if row.coder else ""
    right = line((f"{row.at[:16].replace('T', ' ')}{by} ", "$muted"))
    return spread(width, line(("  ", ""), row.label), right)
