"""Speaker labels of the `Name:` family: what one line says of itself."""

import re
from dataclasses import dataclass, replace

from lmm_qual.importers import timestamps
from lmm_qual.importers.names import Kind, kind_of
from lmm_qual.importers.stage_directions import is_manner

LONGEST_NAME = 60

COLON = "colon"
"""The form of a name before a colon."""

_INVISIBLE = "\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff"
_SPACE = r"[^\S\n]*+"
_MARK = r"\*{1,3}|_{1,3}"
_BARRED = r":：\n\t\[\]{}<>|\"“”„«»?!;=*\\…"
LEAD = (
    rf"[\s{_INVISIBLE}]*+"
    r"(?:(?:>+|[-–•*+]|\d{1,5}[.)]?(?=\t|[ ]{2})|\d{1,4}[.)])[ \t]++)*+"
)
"""What may stand before a label: white space, a bullet, a paragraph's number."""

_STAMP = (
    r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[^\S\n]+\d{1,2}:\d\d(?::\d\d)?"
    r"(?:[^\S\n]?[AaPp]\.?[Mm]\.?)?\]?(?:[^\S\n]+[-–—])?[^\S\n]+"
)
_PLAIN = re.compile(r"([^\W_][\w'’-]{0,39}(?: [\w'’-]{1,20}){0,3}): (?=[^\W\d_])")
_LABEL = re.compile(
    rf"""
    (?P<lead>{LEAD})
    (?:{_STAMP})?
    (?P<opened>{_MARK})?
    (?P<before>{timestamps.ANY}{_SPACE}(?:[-–—|]{_SPACE})?)?
    (?P<opened_late>{_MARK})?
    (?P<bracket>\[)?{_SPACE}
    (?P<name>[^\s(),._–—\-{_BARRED}][^{_BARRED}]{{0,{LONGEST_NAME - 1}}}?)
    (?P<unsure>{_SPACE}\?)?
    {_SPACE}(?(bracket)\]){_SPACE}(?P<aside>\[[^\[\]\d\n]{{1,40}}\])?
    (?P<closed>{_MARK})?
    {_SPACE}(?P<between>[,–-]?{_SPACE}{timestamps.ANY})?
    (?P<closed_late>{_MARK})?
    {_SPACE}(?P<colon>[:：])
    (?P<shut>{_MARK})?
    {_SPACE}(?P<after>{timestamps.MARKED}(?P<second>:)?)?
    (?P<shut_late>{_MARK})?
    {_SPACE}
    """,
    re.VERBOSE,
)
_CLOCK = re.compile(rf"{timestamps.BARE}(?:\s++|\Z)")
_ASIDE = re.compile(r"\s*\(([^()]*)\)\Z")
_NOT_WORDS = re.compile(r"//|[:)]|-\)|\\")
_STRIPPED = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")


@dataclass(slots=True)  # not frozen: as for lines
class Label:
    """A name before a colon at the start of a line; offsets count code points of the line.

    `start` is where the label's zone begins (markup and time included), `said` where the words
    begin. `tight` marks a colon with no space after it, `open_mark` the emphasis that runs on
    into the words. `clock` is a bare time with which the words begin and the offset after it:
    a timestamp only where most labels of the file have one. `alone` marks a label with nothing
    else on its line, `form` names the convention it follows.
    """

    name: str
    start: int
    said: int
    timestamp: str | None = None
    bold: bool = False
    tight: bool = False
    open_mark: str = ""
    clock: tuple[str, int] | None = None
    alone: bool = False
    form: str = COLON

    def with_clock(self) -> "Label":
        """Give the label with the bare time taken as its timestamp."""
        if self.clock is None:
            return self
        return replace(self, timestamp=self.clock[0], said=self.clock[1], clock=None)


def label_of(line: str) -> Label | None:
    """Give the label at the start of a line, `None` where nothing there looks like one."""
    if (plain := _PLAIN.match(line)) is not None:
        return Label(plain[1], 0, plain.end())
    head = line[: LONGEST_NAME * 3]
    if ":" not in head and "：" not in head:
        return None
    found = _LABEL.match(line)
    if found is None or _is_no_colon(line, found):
        return None
    name = name_of(found["name"] + (found["unsure"] or ""))
    if found["unsure"] and kind_of(name) is not Kind.ROLE:
        return None
    mark = found["opened"] or found["opened_late"] or ""
    if not name or ((found["closed"] or found["closed_late"]) and not mark):
        return None
    said, timed = _where_words_begin(found, mark)
    colon = found.end("colon")
    return Label(
        name=name,
        start=len(found["lead"]),
        said=said,
        timestamp=(timestamp := timestamps.clock(timed)),
        bold=len(mark) > 1,
        tight=found["colon"] == ":" and said == colon and said < len(line),
        open_mark="" if _is_closed(found) else mark,
        clock=None if timestamp else _clock_at(line, said),
        alone=not line[said:].strip(),
    )


def name_of(written: str) -> str:
    """Give the name, white space single, without an aside such as `(laughs)`."""
    name = " ".join(_STRIPPED.sub("", written).split())
    aside = _ASIDE.search(name)
    return name[: aside.start()] if aside is not None and is_manner(aside[1]) else name


def _clock_at(line: str, said: int) -> tuple[str, int] | None:
    found = _CLOCK.match(line, said)
    time = timestamps.clock(found.group()) if found is not None else None
    return (time, found.end()) if found is not None and time is not None else None


def _is_no_colon(line: str, found: re.Match[str]) -> bool:
    """Tell whether the colon belongs to a time, an address, a path or a smiley."""
    at = found.start("colon")
    after = line[at + 1 : at + 3]
    if line[at - 1].isdigit() and after[:1].isdigit():
        return True
    return _NOT_WORDS.match(after) is not None


def _is_closed(found: re.Match[str]) -> bool:
    return bool(found["closed"] or found["closed_late"] or found["shut"] or found["shut_late"])


def _where_words_begin(found: re.Match[str], mark: str) -> tuple[int, str]:
    """Give the offset of the words and what of the label's zone may hold a time.

    Emphasis after the colon belongs to the label only where it closes what the label opened.
    """
    open_still = mark and not (found["closed"] or found["closed_late"])
    timed = f"{found['before'] or ''} {found['between'] or ''}"
    if found["shut"] and not (open_still and found["shut"] == mark):
        return found.start("shut"), timed
    open_still = open_still and not found["shut"]
    timed = f"{timed} {found['after'] or ''}"
    if found["shut_late"] and not (open_still and found["shut_late"] == mark):
        return found.start("shut_late"), timed
    return found.end(), timed
