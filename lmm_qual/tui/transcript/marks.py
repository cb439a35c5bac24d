"""A coding as the transcript shows it."""

from typing import Any, NamedTuple

CodingId = int | str


class CodingMark(NamedTuple):
    """A coding to show: `start`..`end` in code points, half-open.

    `letter` stands in the stripe; without one it is that of the lane. `color` is `#rrggbb` or a
    colour's name. `mine` is False for other coders' codings.
    """

    id: CodingId
    start: int
    end: int
    label: str
    color: str | None = None
    letter: str | None = None
    mine: bool = True


def in_order(mark: CodingMark) -> Any:
    """Give what marks are ordered by: by start, longer ones first."""
    return mark.start, -mark.end, mark.id
