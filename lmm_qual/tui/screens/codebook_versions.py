"""The versions of the codebook, and what is other between any two of them."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from lmm_qual.analysis.codebook_diff import CodeChange, codebook_diff
from lmm_qual.model.problem import BadInputError
from lmm_qual.store.queries.codes import VersionRow, codebook_versions
from lmm_qual.tui.actions import EVERYWHERE, VERSIONS, bindings
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.beside_codebook import BesideCodebook, words_said
from lmm_qual.tui.wording import line, spread

_STYLES = {"added": "bold $text-success", "removed": "bold $text-error"}


class VersionsScreen(BesideCodebook):
    """Shows the versions, newest first; the one under the cursor is held against another."""

    NAME = "Versions"
    PLACES = (VERSIONS, EVERYWHERE)
    FOOTER = ("versions.compare", "versions.back")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(VERSIONS)]

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._with: int | None = None

    def rows_now(self) -> Sequence[Row]:
        """Give the versions, newest first."""
        found = codebook_versions(self.opened.store)
        return [Row(partial(self._row, row), row.number) for row in reversed(found)]

    def _row(self, row: VersionRow, width: int) -> Content:
        mark = "◆" if row.number == self._with else " "
        left = line((f" {mark} ", "bold $text-accent"), (f"{row.number:>3}  ", "bold"), row.note)
        return spread(width, left, line((f"{row.at[:16].replace('T', ' ')} ", "$muted")))

    def nothing(self) -> str:
        """Say that there is none."""
        return "The codebook has not been changed yet."

    def title_said(self) -> str:
        """Say what the version under the cursor is held against."""
        held = "the one before" if self._with is None else f"version {self._with}"
        return self.with_keys(f"against {held} · [versions.compare] chooses")

    def action_compare(self) -> None:
        """Hold versions against the one under the cursor, or again against the one before."""
        number = self.rows.key
        if isinstance(number, int):
            self._with = None if number == self._with else number
            self.changed()

    def about(self, key: object) -> Content:
        """Say what is other in this version."""
        number = int(str(key))
        other = number - 1 if self._with in {None, number} else int(self._with or 0)
        try:
            diff = codebook_diff(self.opened.store, min(number, other), max(number, other))
        except BadInputError as fault:
            return line((fault.problems[0].what, "$text-error"))
        head = line((f"Version {diff.before} to {diff.after}", "bold"))
        if not diff.changes:
            return head.append("\n").append(line(("only the order is other", "$muted")))
        return Content("\n").join([head, *(part for one in diff.changes for part in _said(one))])


def _said(change: CodeChange) -> list[Content]:
    style = next((_STYLES[kind] for kind in change.kinds if kind in _STYLES), "bold")
    was = f"  was {change.was}" if change.was and change.now and change.was != change.now else ""
    head = line(
        (f"{', '.join(change.kinds)}  ", style),
        (change.now or change.was or "", "bold"),
        (was, "$muted"),
    )
    return [Content(""), head, *(words_said(one.field, one.words) for one in change.fields)]
