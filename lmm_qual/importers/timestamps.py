"""Times of a recording as transcripts write them."""

import re

_CLOCK = r"(?:(?:\d{1,3}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?|\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3})"
_RANGE = rf"{_CLOCK}(?:\s*(?:-->|->|-|–|—|to)\s*{_CLOCK})?"

BARE = rf"(?<![\d:]){_RANGE}(?!\d|:\d)"
MARKED = rf"(?:\\?[\[({{<]\s*{_RANGE}\s*\\?[\])}}>]|[#]{_CLOCK}(?:-\d)?[#])"
ANY = rf"(?:{MARKED}|{BARE})"

_FIRST = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d|\d(?=[.,]\d))")
_ALONE = re.compile(rf"[\s*_]*{ANY}[\s*_]*")
_LEADING = re.compile(rf"\s*{MARKED}\s*")
_TRAILING = re.compile(rf"\s*(?:[#]{_CLOCK}(?:-\d)?[#]|\\?[\[(]\s*{_CLOCK}\s*\\?[\])])\s*\Z")


def clock(written: str) -> str | None:
    """Give the first time in `written` as `HH:MM:SS`, `None` where it holds none.

    Two fields are minutes and seconds; minutes past 59 run over into hours.
    """
    found = _FIRST.search(written)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return f"{hours + minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def stands_alone(line: str) -> str | None:
    """Give the time of a line that holds nothing else, as `HH:MM:SS`."""
    return clock(line) if _ALONE.fullmatch(line) else None


def leading(line: str) -> tuple[str, int] | None:
    """Give the bracketed time at the start of a line and the offset where words begin."""
    found = _LEADING.match(line)
    if found is None or found.end() == len(line):
        return None
    time = clock(found.group())
    return None if time is None else (time, found.end())


def trailing(line: str) -> tuple[str, int] | None:
    """Give the marked time at the end of a line and the offset where words end."""
    found = _TRAILING.search(line, max(0, len(line) - 40))
    if found is None or found.start() == 0:
        return None
    time = clock(found.group())
    return None if time is None else (time, found.start())
