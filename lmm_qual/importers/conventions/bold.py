"""Bold names without a colon, before the words or on a line of their own."""

import re
from collections.abc import Iterable, Sequence

from lmm_qual.importers.conventions.convention import (
    NAME,
    SPACE,
    START,
    TIME,
    Convention,
    head_of,
    label_from,
    with_words,
)
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line

_MARKED = re.compile(
    rf"{START}(?P<mark>\*{{1,3}}|_{{1,3}}){SPACE}*{NAME}{SPACE}*[.,]?(?P=mark)(?!\w)"
    rf"(?!{SPACE}*[:：]){SPACE}*(?:[-–—|]{SPACE}+)?(?:{TIME})?{SPACE}*"
)
_PLAIN = re.compile(rf"{START}{NAME}{SPACE}*[.]?{SPACE}*\Z")
_AFTER = re.compile(rf"(?:[-–—|\t]{SPACE}*)?{SPACE}*")


def _find(lines: Sequence[Line], indices: Iterable[int]) -> dict[int, Label]:
    return with_words(lines, indices, _label_of)


def _label_of(line: Line) -> Label | None:
    if line.bold:
        match = _PLAIN.match(line.text) if len(line.text) < 80 else None
    elif line.strong:
        return _before_plain_words(line)
    else:
        head = head_of(line)
        match = _MARKED.match(head) if "*" in head[:12] or "_" in head[:12] else None
    return label_from(match, line, "bold") if match is not None else None


def _before_plain_words(line: Line) -> Label | None:
    """Give the label where a bold name opens a line whose words are not bold."""
    match = _PLAIN.match(line.text[: line.strong])
    label = label_from(match, line, "bold") if match is not None else None
    if label is None:
        return None
    after = _AFTER.match(line.text, line.strong)
    said = after.end() if after is not None else line.strong
    return Label(
        label.name, label.start, said, bold=True, alone=said >= len(line.text), form="bold"
    )


BOLD = Convention(
    form="bold",
    names="bold names without a colon",
    sentence="A bold name without a colon",
    weight=2,
    find=_find,
)
