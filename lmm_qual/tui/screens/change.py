"""The Change screen: one round beside the other, and what a researcher says became of a code."""

from collections.abc import Callable
from itertools import combinations
from typing import ClassVar, get_args

from rich.text import Text
from textual.binding import BindingType

from lmm_qual.analysis.change import (
    DESIGNS,
    UNITS,
    ChangeRow,
    ChangeTable,
    Round,
    change_table,
)
from lmm_qual.analysis.query_tree import Asked, CodeNamed, Query, every, unparse
from lmm_qual.analysis.theme_matrix import ALL_CODERS
from lmm_qual.exporters.change import number_of, valences
from lmm_qual.model.change_tag import MEANINGS, Tag
from lmm_qual.model.codebook import split_path
from lmm_qual.project.changes.change_tags import RemoveChangeTag, SetChangeTag
from lmm_qual.store.store import Store
from lmm_qual.text.standins import shown
from lmm_qual.tui.actions import CHANGE, EVERYWHERE, bindings
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.asking import AskLine, AskOne
from lmm_qual.tui.screens.counted_table import CountedScreen, NumberTable
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import line

_NAMES = {"people": "the same people", "service": "the same services", "group": "the same groups"}
_BEFORE, _AFTER = 2, 3
"""The columns of the two rounds."""


class ChangeScreen(CountedScreen[ChangeTable]):
    """Compares two rounds; it stands over the screen one came from."""

    NAME = "Change"
    PLACES = (CHANGE, EVERYWHERE)
    FOOTER = (
        "change.open",
        "change.design",
        "change.rounds",
        "change.tag",
        "change.untag",
        "change.every",
        "change.everybody",
        "change.undo",
        "change.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CHANGE)]

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._design = DESIGNS.index("group")
        self._ends: tuple[str | None, str | None] = (None, None)
        self._every = False
        self._rows: list[ChangeRow] = []

    def counting(self) -> Callable[[Store], ChangeTable]:
        """Give what compares, in the design that was chosen."""
        design, coder = DESIGNS[self._design], self.coder or ALL_CODERS
        first, last = self._ends
        return lambda store: change_table(
            store, design=design, coder=coder, from_time=first, to_time=last
        )

    # Showing

    def show_counted(self, found: ChangeTable) -> None:
        """Show the comparison, the cursor where it was."""
        self._rows = [
            row
            for row in found.rows
            if self._every or row.tag or row.before.mentioned or row.after.mentioned
        ]
        times = [str(found.from_time), str(found.to_time)]
        heads = ["Code", UNITS[found.design].capitalize(), *times, "State", "Valence", "Tag"]
        self.table.fill(
            [[head] for head in heads], [self._cells(row, found) for row in self._rows], fixed=1
        )
        events = "; ".join(f"{event.date} {event.label}" for event in found.events)
        empty = "" if self._rows else (found.notes[0] if found.notes else "")
        if found.from_time and not self._rows:
            empty = "Nothing was mentioned in either round yet."
        lines = [f"{_NAMES[found.design]}: {found.notes[0]}"] if found.notes else []
        if others := [time for time in found.times if time not in times]:
            choosing = self.with_keys("([change.rounds])")
            lines.append(f"not compared here: {', '.join(others)} {choosing}")
        self.say_lines([*lines, *([f"events: {events}"] if events else [])], empty)
        self._say_row()

    def _cells(self, row: ChangeRow, found: ChangeTable) -> list[Text]:
        name = split_path(row.code)[-1]
        unit = row.unit or f"no {UNITS[found.design]}"
        tag = row.tag.tag if row.tag else ""
        both = (row.before, row.after)
        return [
            self.named(name, row.depth, "bold" if row.depth == 0 else ""),
            Text(shown(unit)),
            *(Text(number_of(one), justify="right") for one in both),
            Text(row.state, "dim" if row.state == "not comparable" else ""),
            Text(valences(*both)),
            Text(shown(tag), "bold"),
        ]

    def on_data_table_cell_highlighted(self) -> None:
        """Say of the row what does not stand in it."""
        self._say_row()

    @property
    def _row(self) -> ChangeRow | None:
        at = self.table.cursor_row
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _say_row(self) -> None:
        row, found = self._row, self.counted
        if row is None or found is None:
            return
        said = [(f"{row.code} · {row.unit or 'nobody named'}", "bold"), (f": {row.state}", "")]
        if row.tag:
            note = f", {row.tag.note}" if row.tag.note else ""
            by = f" ({row.tag.coder})" if row.tag.coder else ""
            said.append((f" · {row.tag.tag}: {_meaning(row.tag.tag)}{note}{by}", ""))
        said += [(_refers(one, time), "$muted") for one, time in self._rounds(row, found)]
        self.say(line(*said))

    @staticmethod
    def _rounds(row: ChangeRow, found: ChangeTable) -> list[tuple[Round, str]]:
        return [(row.before, str(found.from_time)), (row.after, str(found.to_time))]

    # Actions

    def action_open(self) -> None:
        """Show the passages of the row, of one round where the cursor is on its number."""
        row, found = self._row, self.counted
        if row is None or found is None or found.from_time is None or found.to_time is None:
            return
        at = self.table.cursor_column
        both = {_BEFORE: (found.from_time,), _AFTER: (found.to_time,)}
        times = both.get(at, (found.from_time, found.to_time))
        parts: list[Query] = [CodeNamed(row.code), Asked("time", times)]
        parts.append(Asked(UNITS[found.design], (row.unit,)))
        if self.coder is not None:
            parts.append(Asked("coder", (self.coder,)))
        self.action_passages(unparse(every(parts)))

    def on_data_table_cell_selected(self, event: NumberTable.CellSelected) -> None:
        """Show the passages behind what was clicked or taken by Enter."""
        event.stop()
        self.action_open()

    def action_design(self) -> None:
        """Compare other things: the same people, services or groups."""
        self._design = (self._design + 1) % len(DESIGNS)
        self.changed()

    def action_rounds(self) -> None:
        """Compare two other rounds."""
        times = self.counted.times if self.counted else ()
        if len(times) < 3:
            self.say("there are no other rounds to compare")
            return
        named = {time: self.opened.time_name(time) for time in times}
        choices = [
            (pair, line(" and ".join(named[time] for time in pair)))
            for pair in combinations(times, 2)
        ]

        def answered(pair: object) -> None:
            if isinstance(pair, tuple):
                self._ends = pair
                self.changed()

        self.app.push_screen(AskOne("Which rounds?", choices), answered)

    def action_every(self) -> None:
        """Show codes that nobody mentioned too, or hide them."""
        self._every = not self._every
        if self.counted is not None:
            self.show_counted(self.counted)

    def action_tag(self) -> None:
        """Say what became of the code."""
        self.as_coder(self._ask_tag)

    def _ask_tag(self) -> None:
        row, found = self._row, self.counted
        if row is None or found is None:
            return
        if row.unit is None:
            self.tell(f"no {UNITS[found.design]} is named here, so nothing can be tagged")
            return
        choices = [
            (tag, line((tag, "bold"), (f"  {MEANINGS[tag]}", "$muted"))) for tag in get_args(Tag)
        ]
        title = f"What became of “{row.code}” for {row.unit}?"

        def answered(tag: object) -> None:
            if isinstance(tag, str):
                self._ask_note(row, found, tag)

        self.app.push_screen(AskOne(title, choices), answered)

    def _ask_note(self, row: ChangeRow, found: ChangeTable, tag: str) -> None:
        before = (row.tag.note if row.tag else "") or ""

        def answered(note: str | None) -> None:
            if note is not None:
                self._tag(row, found, tag, note.strip() or None)

        question = AskLine(f"{tag}: why?", "Left empty, no reason is kept.", before, needed=False)
        self.app.push_screen(question, answered)

    def _tag(self, row: ChangeRow, found: ChangeTable, tag: str, note: str | None) -> None:
        made = SetChangeTag(
            found.design,
            row.unit or "",
            row.code,
            found.from_time or "",
            found.to_time or "",
            tag,
            note,
        )
        self._store(made)

    def action_untag(self) -> None:
        """Take back what was said."""
        row, found = self._row, self.counted
        if row is None or found is None or row.tag is None:
            self.say("there is no tag here")
            return
        if self.may_write():
            times = found.from_time or "", found.to_time or ""
            self._store(RemoveChangeTag(found.design, row.unit or "", row.code, *times))

    def _store(self, change: SetChangeTag | RemoveChangeTag) -> None:
        try:
            entry = self.make(change)
        except NotMadeError:
            return
        self.changed()
        self.tell(change.label if entry else "nothing to change")


def _refers(one: Round, time: str) -> str:
    """Say what a round's segments refer to, where somebody said so."""
    said = ", ".join(f"{name} {n}" for name, n in one.refers_to.items() if name != "none said")
    return f" · {time} refers to {said}" if said else ""


def _meaning(tag: str) -> str:
    return next((said for known, said in MEANINGS.items() if known == tag), "")
