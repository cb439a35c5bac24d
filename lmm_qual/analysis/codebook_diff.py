"""What is other in one version of the codebook than in another, code by code."""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lmm_qual.model.codebook import Code, join_path, split_path
from lmm_qual.model.problem import refuse
from lmm_qual.store.queries.codes import codebook_versions, version_content
from lmm_qual.store.store import Store
from lmm_qual.text.word_changes import Stretch, word_changes

DEFINING = ("definition", "include", "exclude", "example")
FIELDS = (*DEFINING, "origin", "valence", "color", "shortcut")


class VersionCode(NamedTuple):
    """A code as a version has it: its path, what it says, by what it is known (older: `None`)."""

    path: str
    said: Mapping[str, str | None]
    mark: tuple[int, int] | None

    @property
    def name(self) -> str:
        """Give its name."""
        return split_path(self.path)[-1]

    @property
    def above(self) -> str:
        """Give the path of the code above, empty at the top."""
        return join_path(split_path(self.path)[:-1])


class FieldChange(NamedTuple):
    """What a field of a code said before and says after, and both word by word."""

    field: str
    before: str | None
    after: str | None
    words: Sequence[Stretch]


class CodeChange(NamedTuple):
    """A code that was added, removed, renamed, moved, redefined or edited (`kinds`)."""

    kinds: Sequence[str]
    was: str | None
    now: str | None
    fields: Sequence[FieldChange]


@dataclass(frozen=True)
class CodebookDiff:
    """Two versions of the codebook and what is other in the second."""

    before: int
    after: int
    changes: Sequence[CodeChange]


def codebook_diff(
    store: Store, before: int | None = None, after: int | None = None
) -> CodebookDiff:
    """Hold two versions against each other, else the last two; raises where one is not there."""
    numbers = [row.number for row in codebook_versions(store)]
    last = max(numbers, default=0)
    second = last if after is None else after
    first = max(second - 1, 0) if before is None else before
    changes = differences(read_version(store, first), read_version(store, second))
    return CodebookDiff(first, second, changes)


def read_version(store: Store, number: int) -> list[VersionCode]:
    """Give the codes of a version in order; version 0 has none. Raises where it is not there."""
    if number == 0:
        return []
    content = version_content(store, number)
    if content is None:
        known = [row.number for row in codebook_versions(store)]
        between = f"known: {min(known)} to {max(known)}" if known else "it has none yet"
        what = f"the codebook has no version {number}"
        raise refuse(what, between, file=str(store.path))
    try:
        return _codes(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError):
        what = f"version {number} of the codebook is stored as none can be"
        raise refuse(what, "run `check`", file=str(store.path)) from None


def _codes(content: Mapping[str, Any]) -> list[VersionCode]:
    codes = [Code.model_validate(one) for one in content.get("codes", [])]
    marks = [(int(id_), int(made)) for id_, made in content.get("ids", [])]
    return [
        VersionCode(
            f"{code.parent}/{join_path([code.name])}" if code.parent else join_path([code.name]),
            {name: getattr(code, name) for name in FIELDS},
            marks[at] if len(marks) == len(codes) else None,
        )
        for at, code in enumerate(codes)
    ]


def differences(before: Sequence[VersionCode], after: Sequence[VersionCode]) -> list[CodeChange]:
    """Say what became of each code: those that are there in order, then those that are gone."""
    pairs = matched(before, after)
    was = {new: old for old, new in pairs.items()}
    became = {before[old].path: after[new].path for old, new in pairs.items()}
    found = [
        _changed(before[was[at]], code, became)
        if at in was
        else CodeChange(["added"], None, code.path, _fields({}, code.said))
        for at, code in enumerate(after)
    ]
    gone = [
        CodeChange(["removed"], code.path, None, _fields(code.said, {}))
        for at, code in enumerate(before)
        if at not in pairs
    ]
    return [change for change in (*found, *gone) if change.kinds]


def _changed(old: VersionCode, new: VersionCode, became: Mapping[str, str]) -> CodeChange:
    fields = _fields(old.said, new.said)
    names = {change.field for change in fields}
    kinds = {
        "renamed": old.name != new.name,
        "moved": became.get(old.above, "" if not old.above else None) != new.above,
        "redefined": not names.isdisjoint(DEFINING),
        "edited": bool(names.difference(DEFINING)),
    }
    return CodeChange([kind for kind, so in kinds.items() if so], old.path, new.path, fields)


def _fields(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> list[FieldChange]:
    return [
        FieldChange(name, ours, theirs, word_changes(ours or "", theirs or ""))
        for name in FIELDS
        if (ours := before.get(name)) != (theirs := after.get(name))
    ]


def matched(before: Sequence[VersionCode], after: Sequence[VersionCode]) -> dict[int, int]:
    """Say which code of the one version is which of the other, by their places in them.

    They are known by their marks, else by their paths; where an older version has no marks also
    by what defines them, or by a name that only they have.
    """
    pairs: dict[int, int] = {}
    ways: list[Callable[[VersionCode], Hashable]] = [
        lambda code: code.mark,
        lambda code: code.path,
    ]
    if any(code.mark is None for code in (*before, *after)):
        ways += [_definition, lambda code: code.name]
    for way in ways:
        ours = _only(way, before, pairs.keys())
        theirs = _only(way, after, pairs.values())
        pairs |= {at: theirs[key] for key, at in ours.items() if key in theirs}
    return pairs


def _definition(code: VersionCode) -> Hashable:
    said = tuple(code.said[name] for name in DEFINING)
    return said if any(said) else None


def _only(
    way: Callable[[VersionCode], Hashable], codes: Sequence[VersionCode], taken: Iterable[int]
) -> dict[Hashable, int]:
    """Give the places of codes by something that only one of those left has."""
    places: dict[Hashable, list[int]] = {}
    done = set(taken)
    for at, code in enumerate(codes):
        if at not in done and (key := way(code)) is not None:
            places.setdefault(key, []).append(at)
    return {key: found[0] for key, found in places.items() if len(found) == 1}
