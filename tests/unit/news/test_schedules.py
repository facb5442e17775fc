"""Slots on the calendar."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.schedules import Cron, Daily, Every, QuietHours, check_cron


def test_the_slot_is_this_mornings_once_it_has_come() -> None:
    daily = Daily(time(7), "Asia/Baku")
    assert daily.latest_slot(datetime(2026, 3, 2, 3, 0, tzinfo=UTC)) == datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    assert daily.latest_slot(datetime(2026, 3, 2, 2, 59, tzinfo=UTC)) == datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.floats(min_value=0.2, max_value=86400))
def test_a_slot_has_begun_and_the_next_has_not(now: datetime, seconds: float) -> None:
    slot = Every(seconds).latest_slot(now)
    assert timedelta(microseconds=-1) <= now - slot <= timedelta(seconds=seconds, microseconds=1)
    assert Every(seconds).latest_slot(slot + timedelta(microseconds=1)) == slot


@pytest.mark.thorough
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Helsinki", "Asia/Baku", "Europe/Moscow", "Asia/Tbilisi", "Asia/Tehran"])
@pytest.mark.parametrize("at", [time(2, 30), time(23, 59), time(4, 0)])
def test_twenty_years_have_every_local_day_once_whenever_one_wakes(zone: str, at: time) -> None:
    daily, there = Daily(at, zone), ZoneInfo(zone)
    now, end = datetime(2008, 1, 1, 12, tzinfo=UTC), datetime(2028, 1, 1, 12, tzinfo=UTC)
    taken: set[datetime] = set()
    while now < end:  # one wakes every two hours and seven minutes: at other minutes each day, and near every change of the clock
        taken.add(daily.latest_slot(now))
        now += timedelta(minutes=127)
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


def test_on_weekdays_the_weekend_has_no_slot_and_monday_has_its_own() -> None:
    weekdays = Daily(time(7), "Asia/Baku", frozenset(range(5)))
    friday = datetime(2026, 3, 6, 3, 0, tzinfo=UTC)
    assert {weekdays.latest_slot(friday + timedelta(hours=hours)) for hours in range(72)} == {friday}
    assert weekdays.latest_slot(friday + timedelta(hours=72)) == friday + timedelta(hours=72)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Baku", "Europe/Moscow", "Asia/Tehran", "UTC"])
@pytest.mark.parametrize("at", [time(2, 30), time(7, 0), time(0, 0)])
def test_a_crontab_of_one_time_a_day_has_the_slots_of_that_time(zone: str, at: time) -> None:
    cron, daily = Cron(f"{at.minute} {at.hour} * * *", zone), Daily(at, zone)
    first = datetime(2014, 1, 1, 12, tzinfo=UTC)
    for step in range(0, 365 * 24, 5):
        now = first + timedelta(hours=step)
        assert cron.latest_slot(now) == daily.latest_slot(now), now


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["*/15 * * * *", "0 7 * * 1-5", "30 2 29 2 *", "0 9,17 1 * *", "5 0 * 8 *", "0 6 * * SUN"]),
    st.sampled_from(["Europe/Berlin", "Asia/Baku", "America/New_York"]),
)
def test_a_slot_of_a_crontab_has_begun_and_is_its_own(now: datetime, fields: str, zone: str) -> None:
    slot = Cron(fields, zone).latest_slot(now)
    assert slot <= now
    assert Cron(fields, zone).latest_slot(slot) == slot


@pytest.mark.parametrize(("fields", "problem"), [
    ("0 7 * *", "write five fields"),
    ("0 25 * * *", "bad hour"),
    ("0 0 30 2 *", "bad day-of-month"),
    ("", "write five fields"),
    ("a b c d e", "bad minute"),
    ("0 7 * * 1-5", None),
])  # fmt: skip
def test_fields_that_mean_no_time_are_told(fields: str, problem: str | None) -> None:
    told = check_cron(fields)
    assert told is None if problem is None else told is not None and problem in told


def test_quiet_hours_may_reach_over_midnight_and_hold_on_the_readers_clock() -> None:
    night, noon = QuietHours(time(22), time(7), "Asia/Baku"), QuietHours(time(12), time(14), "UTC")
    assert [night.hold(datetime(2026, 3, 1, hour, 30, tzinfo=UTC)) for hour in (17, 18, 23, 2, 3)] == [False, True, True, True, False]
    assert [noon.hold(datetime(2026, 3, 1, hour, tzinfo=UTC)) for hour in (11, 12, 13, 14)] == [False, True, True, False]
