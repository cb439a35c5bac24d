"""The changes that the history screen shows: found by what was typed, read a page at a time."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import overload

from textual.content import Content

from lmm_qual.model.problem import refuse
from lmm_qual.store.queries.log import EntryRow, Wanted, entry_ids, some_entries
from lmm_qual.store.store import Store
from lmm_qual.text.times import local_minute, utc_of
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import column, line

_PART = re.compile(r'(?:(\w+):)?("[^"]*"|\S+)')
STATES = ("done", "undone", "discarded", "forgotten")
_PAGE = 100


def read_filter(typed: str) -> Wanted:
    """Read what narrows: words, `by:SA`, `kind:codings`, `state:undone`, `since:`, `until:`.

    Raises `BadInputError` for a name of none of these, a state or a time that is none.
    """
    words: list[str] = []
    values: dict[str, str | bool | None] = {}
    for name, quoted in _PART.findall(typed):
        value = quoted.strip('"')
        if not name:
            words.append(value)
        elif name == "by":
            nobody = value.casefold() == "nobody"
            values |= {"unsigned": True} if nobody else {"coder": value}
        elif name in {"since", "until"}:
            values[name] = _time(name, value)
        elif name == "kind":
            values["kind"] = value
        elif name == "state" and value in STATES:
            values["state"] = value
        else:
            raise refuse(
                f"“{name}:{value}” narrows nothing",
                f"use by:, kind:, state: ({', '.join(STATES)}), since:, until:, or words",
            )
    return Wanted(" ".join(words), **values)  # type: ignore[arg-type]


def _time(name: str, value: str) -> str:
    try:
        return utc_of(value, end=name == "until")
    except ValueError:
        raise refuse(f"“{value}” is no time", "write it as 2022-07-04T10:00") from None


class FoundChanges(Sequence[Row]):
    """The rows of the changes meant, newest first; each is read when it is about to be seen."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self._store = store
        self.ids = entry_ids(store, wanted)
        self._pages: dict[int, dict[int, EntryRow]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return Row(partial(self._row, at), self.ids[at])

    def entry(self, at: int) -> EntryRow | None:
        """Give a change by its place, None where it is gone."""
        page = at // _PAGE
        if page not in self._pages:
            ids = self.ids[page * _PAGE : (page + 1) * _PAGE]
            self._pages[page] = some_entries(self._store, ids)
        return self._pages[page].get(self.ids[at])

    def _row(self, at: int, width: int) -> Content:
        entry = self.entry(at)
        return line("") if entry is None else entry_row(entry, width)


_STYLES = {"undone": "$text-warning", "discarded": "$muted", "forgotten": "$muted"}


def entry_row(entry: EntryRow, width: int) -> Content:
    """Give a change on one line: when, who, what, its kind where there is room, its state."""
    mark = "" if entry.state == "done" else entry.state
    kind = 18 if width >= 90 else 0
    room = max(width - 18 - 11 - kind - 11, 8)
    faint = "" if entry.state == "done" else "$muted"
    cells: list[Callable[[], Content]] = [
        lambda: column(f" {local_minute(entry.at)}", 18, "$muted"),
        lambda: column(f"{entry.coder or 'nobody'}", 10, faint).append(" "),
        lambda: column(entry.label, room, faint),
        lambda: column(f" {entry.kind}", kind, "$muted") if kind else line(""),
        lambda: column(f" {mark}", 11, _STYLES.get(entry.state, "")),
    ]
    return Content("").join(cell() for cell in cells)
