"""Choosing the finding that something is put to, or writing a new one, from any screen."""

from collections.abc import Callable

from lmm_qual.project.changes.change import Change
from lmm_qual.store.queries.charts import CellKey
from lmm_qual.store.queries.findings import findings
from lmm_qual.tui.screens.name_picker import NamePicker
from lmm_qual.tui.screens.study_page import NotMadeError, StudyPage
from lmm_qual.tui.wording import excerpt, line

Chosen = Callable[[str, bool], None]
"""Takes a finding's id, or the claim of a new one and that it is new."""


def ask_finding(
    page: StudyPage, what: str, chosen: Chosen, left: Callable[[], None] = lambda: None
) -> None:
    """Ask to which finding something is put, `chosen` then; `left` where one goes back."""
    rows = findings(page.opened.store)
    names = [(row.key, excerpt(row.claim, 60)) for row in rows]

    def answered(name: str | None) -> None:
        if name is None:
            left()
        else:
            chosen(name, name not in {row.key for row in rows})

    title = f"Put {what} to a finding, or type a new one"
    page.app.push_screen(NamePicker(title, names, new="a new finding:"), answered)


class CellsForFindings(StudyPage):
    """A screen from which cells of the framework matrix are put to findings."""

    def put_cell(self, cell: CellKey, said: str) -> None:
        """Let a finding that is asked for rest on a cell; `said` names the cell."""
        self.as_coder(
            lambda: ask_finding(
                self, said, lambda name, new: self._put_cell(cell, said, name, new=new)
            )
        )

    def _put_cell(self, cell: CellKey, said: str, name: str, *, new: bool) -> None:
        from lmm_qual.project.changes.finding_bases import AddBases, cell_entry
        from lmm_qual.project.changes.findings import AddFinding

        entry = cell_entry(cell, self.opened.tree)
        change: Change = AddFinding(name, rests_on=[entry]) if new else AddBases(name, [entry])
        try:
            made = self.make(change)
        except NotMadeError:
            return
        if made is None:
            self.say(f"{name} rests on {said} already")
        else:
            self.say(line((made.label, "bold"), f": {said} ").append(self.undoes))
