"""Which backups are kept: the newest, one a day, one a week, within a size.

Days and weeks are counted among those that have a backup, newest first, and never against the
clock: a clock that is wrong for a while thins nothing out.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import NamedTuple

NEWEST, DAYS, WEEKS = 5, 14, 12
"""The newest backups, and the days and ISO weeks (in UTC) of which the newest is kept."""
ALWAYS = 2
"""So many of the newest are kept however large they are."""
MOST_BYTES = 2_000_000_000
"""What the backups of one project may take together; beyond it the newest of weeks go last."""


class Copy(NamedTuple):
    """When a backup was made, and its size in bytes."""

    at: datetime
    size: int


def kept(copies: Sequence[Copy], most_bytes: int = MOST_BYTES) -> set[int]:
    """Give the places of the copies to keep; they are given newest first."""
    places: dict[int, None] = dict.fromkeys(range(min(ALWAYS, len(copies))))
    places |= dict.fromkeys(_newest_of(copies, _week, WEEKS))
    places |= dict.fromkeys(_newest_of(copies, _day, DAYS))
    places |= dict.fromkeys(range(min(NEWEST, len(copies))))
    room, found = most_bytes, set()
    for place in places:
        if copies[place].size <= room or place < ALWAYS:
            found.add(place)
            room -= copies[place].size
    return found


def _newest_of(
    copies: Sequence[Copy], period: Callable[[datetime], Hashable], most: int
) -> list[int]:
    """Give the place of the newest copy of each period, of the `most` newest periods."""
    first: dict[Hashable, int] = {}
    for place, copy in enumerate(copies):
        first.setdefault(period(copy.at), place)
    return list(first.values())[:most]


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]
