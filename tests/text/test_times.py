from datetime import UTC, datetime

import pytest

from lmm_qual.text import times


class _OfWindows(datetime):
    """Windows cannot tell what time it was anywhere before 1970."""

    def astimezone(self, *_):
        raise OSError(22, "Invalid argument")


def test_a_time_that_the_system_cannot_reckon_with(monkeypatch):
    monkeypatch.setattr(times, "datetime", _OfWindows)
    assert times.local_minute("1965-03-01T10:00:00+00:00") == "1965-03-01T10:00:00+00:00"
    with pytest.raises(ValueError, match="1965"):
        times.utc_of("1965-03-01")


def test_a_time_is_told_as_people_tell_it():
    now = datetime.now().astimezone()
    assert times.told(now.astimezone(UTC).isoformat()) == f"{now:%H:%M} today"
    before = datetime(2022, 7, 4, 9, 5).astimezone()
    assert times.told(before.astimezone(UTC).isoformat()) == "4 July 2022, 09:05"
    assert times.told("long ago") == "long ago"
