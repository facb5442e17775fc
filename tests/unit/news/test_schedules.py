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
