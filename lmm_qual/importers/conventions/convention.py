"""What the conventions have in common: how a name may look, and how its label is found."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lmm_qual.importers import timestamps
from lmm_qual.importers.labels import LEAD, Label, name_of
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import Kind, fold, kind_of
from lmm_qual.importers.stage_directions import is_noted
from lmm_qual.importers.vocabulary import BACKCHANNELS, FUNCTION_WORDS

SPACE = r"[^\S\n\t]"
MARK = r"(?:\*{1,3}|_{1,3})"
_CHARACTER = r"[^\s\[\]{}<>|*:：!?;=\"“”„«»…\\()。！？，、；؟،؛।]"
NAME = (
    rf"(?P<name>(?![-–—.,_'’~#/]){_CHARACTER}"
    rf"(?:(?:{_CHARACTER}|{SPACE}){{0,46}}?(?!,){_CHARACTER})??"
    rf"(?:{SPACE}\([^()\n\t]{{1,40}}\))?)"
)
"""A name in a pattern: no brackets but an aside after it, no colon, no sign that ends a clause."""

TIME = rf"(?P<time>{timestamps.ANY})"
START = rf"(?P<lead>{LEAD})"

_LONGEST = 240
_LIKELY = frozenset({Kind.ROLE, Kind.CODE, Kind.CAPS, Kind.TITLE, Kind.UNCASED})


@dataclass(frozen=True)
class Convention:
    """A way to mark who speaks.

    `form` is its name in labels, `names` what it calls labels in the plural, `sentence` how it
    is told of. `weight` says how seldom the form stands for anything but a speaker. A `weak` form
    is found in any prose, so that names in it need more than their look.
    """

    form: str
    names: str
    sentence: str
    weight: int
    find: Callable[[Sequence[Line], Iterable[int]], dict[int, Label]]
    weak: bool = False


def may_name(name: str, *, small: bool = False) -> bool:
    """Tell whether a name may be a person's; `small` lets in those of small letters."""
    if name[-1] in ",;…-–—" or (name[-1] == "." and len(name.rsplit(maxsplit=1)[-1]) > 3):
        return False
    kind = kind_of(name)
    if kind not in _LIKELY and not (small and kind is Kind.LOWER):
        return False
    folded = fold(name).strip("-")
    if folded in BACKCHANNELS or (kind is Kind.LOWER and folded in FUNCTION_WORDS):
        return False
    return not is_noted(name)


def label_from(
    found: re.Match[str], line: Line, form: str, *, small: bool = False, close: str = ""
) -> Label | None:
    """Give the label that a pattern with the group `name` found, `None` where it names nobody."""
    name = name_of(found["name"])
    if not name or not may_name(name, small=small):
        return None
    groups = found.groupdict()
    written = groups.get("time") or groups.get("late")
    said = min(found.end(), len(line.text))
    return Label(
        name=name,
        start=len(found["lead"]),
        said=said,
        timestamp=timestamps.clock(written) if written else None,
        bold=line.bold or len(groups.get("mark") or "") > 1,
        open_mark=close,
        alone=not line.text[said:].strip(),
        form=form,
    )


def head_of(line: Line) -> str:
    """Give as much of a line as a label can stand in."""
    return line.text if len(line.text) <= _LONGEST else line.text[:_LONGEST]


def words_follow(lines: Sequence[Line], index: int) -> bool:
    """Tell whether there are words below a line, with no more than two lines between."""
    return any(not line.blank for line in lines[index + 1 : index + 4])


def labels_of(
    lines: Sequence[Line], indices: Iterable[int], label_of: Callable[[Line], Label | None]
) -> dict[int, Label]:
    """Give the labels of lines, by index."""
    found = ((index, label_of(lines[index])) for index in indices)
    return {index: label for index, label in found if label is not None}


def with_words(
    lines: Sequence[Line], indices: Iterable[int], label_of: Callable[[Line], Label | None]
) -> dict[int, Label]:
    """Give the labels of lines that have words beside them or below."""
    return {
        index: label
        for index, label in labels_of(lines, indices, label_of).items()
        if not label.alone or words_follow(lines, index)
    }
