"""Times as people write and read them, local; the project keeps them in UTC (ISO 8601)."""

from datetime import UTC, datetime, timedelta

_DAY, _MINUTE = len("2022-07-04"), len("2022-07-04T10:00")


def utc_of(written: str, *, end: bool = False) -> str:
    """Give a local day or minute in UTC: where it begins, or its last second where it is an end.

    Raises `ValueError` for what is no time.
    """
    at = datetime.fromisoformat(written)
    if end and len(written) <= _DAY:
        at += timedelta(days=1, seconds=-1)
    elif end and len(written) <= _MINUTE:
        at += timedelta(seconds=59)
    try:
        return at.astimezone(UTC).isoformat(timespec="seconds")
    except (OverflowError, OSError):  # Windows knows no local time before 1970
        raise ValueError(written) from None


def local_minute(at: str) -> str:
    """Give a time in UTC as `2022-07-04 10:05`, local; what is none is given as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return at


def told(at: str) -> str:
    """Give a time in UTC as people tell it, local: `14:05 today`, `22 November 2026, 14:05`."""
    try:
        here = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):
        return at
    if here.date() == datetime.now(UTC).astimezone().date():
        return f"{here:%H:%M} today"
    return f"{here.day} {_MONTHS[here.month - 1]} {here.year}, {here:%H:%M}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
"""Not the system's, which may be in another language than the rest."""
