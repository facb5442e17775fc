"""Slots on the calendar."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.schedules import Daily, Every

ZONES = ["Asia/Baku", "Europe/Moscow", "Europe/Berlin", "Europe/Helsinki", "America/New_York", "UTC"]


def test_the_slot_is_this_mornings_once_it_has_come() -> None:
    daily = Daily(time(7), "Asia/Baku")
    assert daily.latest_slot(datetime(2026, 3, 2, 3, 0, tzinfo=UTC)) == datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    assert daily.latest_slot(datetime(2026, 3, 2, 2, 59, tzinfo=UTC)) == datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(2, 30), time(7, 0), time(0, 0)])
def test_ten_years_have_one_slot_each_local_day(zone: str, at: time) -> None:
    daily = Daily(at, zone)
    first = datetime(2011, 1, 1, 12, tzinfo=UTC)
    slots = {daily.latest_slot(first + timedelta(minutes=30 * step)) for step in range(2 * 24 * 3653)}
    days = {slot.astimezone(ZoneInfo(zone)).date() for slot in slots}
    assert len(slots) == len(days)
    assert max(days) - min(days) == timedelta(days=len(days) - 1)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.floats(min_value=0.2, max_value=86400))
def test_a_slot_has_begun_and_the_next_has_not(now: datetime, seconds: float) -> None:
    slot = Every(seconds).latest_slot(now)
    assert timedelta(microseconds=-1) <= now - slot <= timedelta(seconds=seconds, microseconds=1)
    assert Every(seconds).latest_slot(slot + timedelta(microseconds=1)) == slot


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Helsinki", "Asia/Baku", "Europe/Moscow", "Asia/Tbilisi", "Asia/Tehran"])
@pytest.mark.parametrize("at", [time(2, 30), time(23, 59), time(4, 0)])
def test_twenty_years_have_every_local_day_once_whenever_one_wakes(zone: str, at: time) -> None:
    daily, there = Daily(at, zone), ZoneInfo(zone)
    now, end = datetime(2008, 1, 1, 12, tzinfo=UTC), datetime(2028, 1, 1, 12, tzinfo=UTC)
    taken: set[datetime] = set()
    while now < end:  # one wakes every 47 minutes: at other minutes each day, and near every change of the clock
        taken.add(daily.latest_slot(now))
        now += timedelta(minutes=47)
    days = sorted(slot.astimezone(there).date() for slot in taken)
    # A time that the clock skips counts from before the jump: 02:30 is 03:30 then, of the same day.
    assert days == [days[0] + timedelta(days=number) for number in range(len(taken))]
    assert len(days) in {7305, 7306}


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(hours=1), timedelta(seconds=-40)])
def test_a_clock_that_was_wrong_for_ten_days_repeats_no_slot_and_leaves_none_out(step: timedelta) -> None:
    daily, first = Daily(time(7), "Asia/Baku"), datetime(2026, 3, 1, 12, tzinfo=UTC)
    claimed = []
    for wake in range(40 * 48):
        now = first + timedelta(minutes=30 * wake)
        slot = daily.latest_slot(now + step if 480 <= wake < 960 else now)
        if slot not in claimed:  # as the ledger does
            claimed.append(slot)
    assert claimed == [claimed[0] + timedelta(days=number) for number in range(41)]
