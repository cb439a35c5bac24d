"""The lines before the talk: keys and values that look like speakers and are none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import Kind, fold, kind_of, may_be_word
from lmm_qual.importers.vocabulary import (
    BACKCHANNELS,
    COLUMNS,
    FUNCTION_WORDS,
    HEADER_KEYS,
    HEADER_ROLES,
    LEGENDS,
    PARTICLES,
)

_TRANSCRIBED = re.compile(r"\s*(transcribed (?:by|with|using))\s+(.+)", re.IGNORECASE)
_NAMED = re.compile(r"[A-Z]\.|\d|\b[A-Z][\w'’-]+ (?:[A-Z]|de |van |von )")
_EXPLAINED = re.compile(r"\s*([^\s=:][^=:\n]{0,39}?)\s*=\s*([^=\s][^=]*)")
_MOST_WORDS = 8
_MOST_PROSE = 3
_DEEPEST = 200


@dataclass(frozen=True)
class Header:
    """Index of the first line of talk, and what the lines before it say."""

    end: int = 0
    metadata: dict[str, str] = field(default_factory=dict)


def header_of(
    lines: Sequence[Line],
    labels: Sequence[Label | None],
    begin: int,
    before: int | None = None,
) -> Header:
    """Find where the talk begins at or after line `begin`, at the latest at line `before`.

    A key such as `Date:` is the header's. A role such as `Interviewer: J. Smith` is the header's
    only where its value is a name and a sure key stands after it or directly above, or where the
    value cannot be said words (`P07`, `J. Smith`).
    """
    reader = _HeaderReader(end=begin)
    last = len(lines) if before is None else before
    for index in range(begin, min(begin + _DEEPEST, last)):
        if not reader.take(index, lines[index], labels[index]):
            break
    return Header(reader.end, _metadata(lines[begin : reader.end], labels[begin : reader.end]))


@dataclass
class _HeaderReader:
    """The end of the header as far as it is known, and what the line before was part of."""

    end: int
    in_block: bool = False
    in_legend: bool = False
    prose: int = 0

    def take(self, index: int, line: Line, label: Label | None) -> bool:
        """Look at the next line; tell whether the header may go on after it."""
        if line.blank:
            self.in_block = self.in_legend = False
            return True
        if is_header_line(line, label):
            self.end, self.in_block = index + 1, True
            self.in_legend = label is not None and _opens_legend(label, line)
            return True
        if (self.in_legend and _is_short(line)) or (self.in_block and _explained(line)):
            self.end = index + 1
            return True
        if label is not None and _may_speak(label):
            return self._take_role(index, line, label)
        if self.in_block and _is_short(line):
            self.end = index + 1
        self.prose += not _is_short(line)
        return self.prose <= _MOST_PROSE

    def _take_role(self, index: int, line: Line, label: Label) -> bool:
        if not _is_named_value(label, line):
            return False
        if self.in_block or _cannot_be_said(label, line):
            self.end = index + 1
        return True


def is_key_line(label: Label | None) -> bool:
    """Tell whether a line is `Date: ...` or the like."""
    return label is not None and fold(label.name) in HEADER_KEYS


def is_header_line(line: Line, label: Label | None) -> bool:
    """Tell whether a line holds a sure key and its value, parted by a colon or a tab."""
    return is_key_line(label) or _key_before_tab(line.text) is not None


def _explained(line: Line) -> tuple[str, str] | None:
    """Give a name and what a legend's line such as `INT = interviewer` says it means."""
    found = _EXPLAINED.fullmatch(line.text) if "=" in line.text else None
    if found is None or kind_of(found[1]) is Kind.NOBODY or len(found[2].split()) > _MOST_WORDS:
        return None
    return found[1], found[2].strip()


def collect(metadata: dict[str, str], key: str, value: str) -> None:
    """Add a value to a header, beside an earlier one of the same key."""
    earlier = metadata.get(key)
    metadata[key] = f"{earlier}; {value}" if earlier and value else value or earlier or ""


def _key_before_tab(text: str) -> tuple[str, str] | None:
    key, tab, value = text.partition("\t")
    if (
        not tab
        or fold(key) not in HEADER_KEYS
        or all(fold(cell) in COLUMNS for cell in _cells(text))
    ):
        return None
    return key.strip(), value.strip()


def _cells(text: str) -> list[str]:
    return [cell for cell in text.split("\t") if cell.strip()]


def _opens_legend(label: Label, line: Line) -> bool:
    return fold(label.name) in LEGENDS and not line.text[label.said :].strip()


def transcribed_by(text: str) -> tuple[str, str] | None:
    """Give key and value of a line such as `Transcribed by ...` without a colon."""
    found = _TRANSCRIBED.fullmatch(text)
    return (found[1], found[2].strip()) if found else None


def _metadata(lines: Sequence[Line], labels: Sequence[Label | None]) -> dict[str, str]:
    metadata: dict[str, str] = {}
    for line, label in zip(lines, labels, strict=True):
        if label is not None:
            collect(metadata, label.name, line.text[label.said :].strip())
        elif said := transcribed_by(line.text) or _key_before_tab(line.text) or _explained(line):
            collect(metadata, *said)
    return metadata


def _may_speak(label: Label) -> bool:
    return kind_of(label.name) is not Kind.NOBODY and not may_be_word(label.name)


def _is_short(line: Line) -> bool:
    return len(line.text.split()) <= _MOST_WORDS


def _is_named_value(label: Label, line: Line) -> bool:
    """Tell whether the words after a label are a name, an id or nothing, not speech."""
    value = line.text[label.said :].strip()
    words = value.split(",")[0].split()
    if not words or label.clock is not None:
        return False
    if len(value.split()) > _MOST_WORDS or value[-1] in "?!…-–—" or fold(words[0]) in BACKCHANNELS:
        return False
    if value.endswith(".") and not _NAMED.search(value[-3:]):
        return False
    return all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    bare = word.strip("().,/&-–'’\"")
    if bare.casefold() in FUNCTION_WORDS and bare.casefold() not in PARTICLES:
        return False
    if not bare or bare.casefold() in PARTICLES or any(c.isdigit() for c in bare):
        return True
    return not bare[0].islower()


def _cannot_be_said(label: Label, line: Line) -> bool:
    value = line.text[label.said :]
    return fold(label.name) in HEADER_ROLES and _NAMED.search(value) is not None
