"""Where names still stand after they were replaced: said plainly, so that nobody is misled."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lmm_qual.analysis.snapshot import unpacked
from lmm_qual.project.pseudonyms.plan import Rules, borders
from lmm_qual.project.pseudonyms.texts import COLUMNS
from lmm_qual.store.backups import find_backups
from lmm_qual.store.deltas import UNREADABLE, Insert, unpack
from lmm_qual.store.queries.everything import stored_values
from lmm_qual.store.queries.keys import keys_by_id
from lmm_qual.store.queries.log import with_delta
from lmm_qual.store.queries.talk import texts
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted
from lmm_qual.text.wanted import Finder, Wanted

_REMEDIES = {
    "transcript/key": "`transcripts rename` changes ids",
    "code/name": "`codebook rename` changes names of codes",
    "codebook_version/content": "names of codes, now or earlier",
    "change_log/label": "`forget --rules RULES` changes labels of the history",
    "snapshot/name": "delete the snapshot and take it anew",
    "coder/name": "a coder's name stays",
    "participant/key": "ids of participants stay",
    "service/label": "`map import` changes names of services",
    "service/aliases": "`map import` changes names of services",
}


class Left(NamedTuple):
    """A place in the project where a name still stands: `column` is `table/column`."""

    column: str
    id: int


def names_left(store: Store, rules: Rules) -> list[Left]:
    """Give each row and column that still holds a name, originals and what undoes left out."""
    keys = keys_by_id(store, "transcript")
    everywhere = rules.everywhere
    found = []
    for table, id_, column, value in stored_values(store):
        if table == "source_file":
            continue
        finder, stops = everywhere, []
        if (table, column) == ("transcript", "text"):
            finder, stops = rules.finder(keys[id_]), borders(store, id_)
        elif table == "transcript" and column in COLUMNS[table]:
            finder = rules.finder(keys[id_])
        if any(finder.find(text, stops) for text in _texts(table, value)):
            found.append(Left(f"{table}/{column}", id_))
    return found


def _texts(table: str, value: str | bytes) -> Iterator[str]:
    """Give the texts of a value, what is packed taken out."""
    if isinstance(value, bytes):
        yield from _packed(table, value)
        return
    if value[:1] in {"[", "{", '"'}:
        try:
            yield from _strings(json.loads(value))
        except (ValueError, RecursionError):
            yield value
        return
    yield value


def _packed(table: str, content: bytes) -> Iterator[str]:
    if table == "bin_entry":
        try:
            delta = unpack(content)
        except (*UNREADABLE, RecursionError):
            return
        for operation in delta:
            if isinstance(operation, Insert):
                yield from _strings([dict(row) for row in operation.rows])
    elif table == "snapshot":
        try:
            yield from _strings(unpacked(content))
        except (ValueError, RecursionError):
            return


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_strings(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def within_words(store: Store, rules: Rules) -> int:
    """Count the places of transcripts where a name is part of a longer word, left as it is."""
    count = 0
    keys = keys_by_id(store, "transcript")
    for id_, text in texts(store):
        key = keys[id_]
        wanted = {
            at: Wanted(rule.find, rule.ignore_case, part_of_words=True)
            for at, rule in enumerate(rules.rules)
            if not rule.part_of_words and (not rule.only or key in rule.only)
        }
        stops = borders(store, id_)
        whole = {(one.start, one.end) for one in rules.finder(key).find(text, stops)}
        found = Finder(wanted).find(text, stops)
        count += sum((one.start, one.end) not in whole for one in found)
    return count


def told(store: Store, rules: Rules) -> list[str]:
    """Say, in a line each, where the names still are."""
    by_column = Counter(left.column for left in names_left(store, rules))
    lines = [f"names still stand in {_said(column, n)}" for column, n in by_column.items()]
    if parts := within_words(store, rules):
        times = "once" if parts == 1 else f"{parts} times"
        lines.append(f"{times} a name is part of a longer word; `part_of_words` takes that too")
    if changes := len(with_delta(store)):
        what = f"the history can undo {counted(changes, 'change')} and holds"
        lines.append(f"{what} the names still: `forget` makes it forget them")
    lines += [
        f"{copy} may hold the names still: delete it when it is not needed"
        for copy in copies(store.path)
    ]
    return [*lines, "what was exported before, and copies made elsewhere, hold the names still"]


def _said(column: str, number: int) -> str:
    table, _, name = column.partition("/")
    reached = column == "transcript/text" or name in COLUMNS.get(table, ())
    what = "left out, or no rule holds there" if reached else _REMEDIES.get(column, "")
    where = f"{counted(number, 'place')} of {column}"
    return f"{where}: {what}" if what else where


def copies(project: Path) -> list[Path]:
    """Give the copies of a project that the program made: beside it, and in the backups' folder."""
    beside = (f"{project.stem}.schema-", f"{project.stem}.before-restore-")
    made = (path for path in project.parent.glob("*.lmmq") if path.name.startswith(beside))
    return sorted([*made, *(backup.file for backup in find_backups(project))])
