"""The time at which something is written."""

from datetime import UTC, datetime


def now() -> str:
    """Give the time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> str:
    """Give the day in UTC."""
    return now()[:10]
