"""Times of a recording, as timestamps say them and as people type them."""

import re

_TIME = re.compile(
    r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{1,2})(?:[.,](?P<part>\d{1,6}))?"
)


def seconds_of(said: str) -> float | None:
    """Give the seconds of the first time in a text, None where it holds none.

    Two numbers are minutes and seconds, three hours as well; a fraction may follow: `00:04:16`,
    `[04:16]`, `1:02:03.250`.
    """
    found = _TIME.search(said)
    if found is None:
        return None
    hours, minutes, seconds = (int(found[name] or 0) for name in ("hours", "minutes", "seconds"))
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{found['part'] or 0}")
