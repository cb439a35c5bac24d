"""Which backups are kept, against the rule said slowly."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.store.rotation import ALWAYS, DAYS, NEWEST, WEEKS, Copy, kept

START = datetime(2024, 12, 20, 9, tzinfo=UTC)


def by_the_rule(copies):
    """Ask of each copy, newest first, whether the rule keeps it; no size is reckoned with."""

    def monday(day):
        return day - timedelta(days=day.weekday())

    def periods_before(place, period):
        newer = {period(copy.at.date()) for copy in copies[:place]}
        here = period(copies[place].at.date())
        return None if here in newer else len(newer)

    def keeps(place):
        day = periods_before(place, date.toordinal)
        week = periods_before(place, monday)
        return (
            place < NEWEST
            or (day is not None and day < DAYS)
            or (week is not None and week < WEEKS)
        )

    return {place for place in range(len(copies)) if keeps(place)}


hours = st.lists(st.integers(0, 24 * 200), max_size=60)


@given(hours)
def test_newest_daily_and_weekly_ones_are_kept(offsets):
    copies = [Copy(START + timedelta(hours=at), 1) for at in sorted(offsets, reverse=True)]
    assert kept(copies) == by_the_rule(copies)


@given(hours)
def test_a_clock_set_back_or_forth_changes_nothing_in_the_rule(offsets):
    copies = [Copy(START + timedelta(hours=at), 1) for at in offsets]
    assert kept(copies) == by_the_rule(copies)
    assert set(range(min(NEWEST, len(copies)))) <= kept(copies)


@given(hours)
def test_thinning_out_day_by_day_is_bounded_and_keeps_the_newest(offsets):
    line = []
    for at in offsets:
        line.insert(0, Copy(START + timedelta(hours=at), 1))
        line = [copy for place, copy in enumerate(line) if place in kept(line)]
        assert len(line) <= NEWEST + DAYS + WEEKS
        assert line[0].at == START + timedelta(hours=at)


@given(st.lists(st.integers(1, 40), max_size=40), st.integers(0, 200))
def test_all_together_stay_within_a_size_but_for_the_newest(sizes, most):
    copies = [Copy(START - timedelta(days=at), size) for at, size in enumerate(sizes)]
    found = kept(copies, most)
    assert set(range(min(ALWAYS, len(copies)))) <= found
    newest = sum(size for _, size in copies[:ALWAYS])
    assert sum(copies[place].size for place in found) <= max(most, newest)


def test_where_there_is_little_room_weeks_go_further_back_than_days():
    copies = [Copy(START - timedelta(days=at), 10) for at in range(30)]
    found = sorted(START - copies[place].at for place in kept(copies, 50))
    assert [since.days for since in found][:2] == [0, 1]
    assert found[-1].days > 14
