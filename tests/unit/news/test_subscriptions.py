"""Subscriptions as people write them."""

from contextlib import suppress
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.errors import SettingsError, UsageError
from news.schedules import Cron, Daily, Every
from news.subscriptions import Subscription, check_name, named, read_cadence, read_days, read_quiet, told_cadence


@pytest.mark.parametrize(("said", "days"), [
    ("", {0, 1, 2, 3, 4, 5, 6}), ("weekdays", {0, 1, 2, 3, 4}), ("mon-fri", {0, 1, 2, 3, 4}), ("Monday, wed", {0, 2}), ("sat-mon", {5, 6, 0}),
])  # fmt: skip
def test_days_of_the_week_are_read_as_people_write_them(said: str, days: set[int]) -> None:
    assert read_days(said) == days


@given(st.text(max_size=20))
def test_whatever_is_written_for_days_or_quiet_hours_is_read_or_told(text: str) -> None:
    for read in (read_days, lambda said: read_quiet(said, "UTC")):
        with suppress(ValueError):
            read(text)


@pytest.mark.parametrize("text", ["22-7", "22:00", "25:00-07:00", "07:00-07:00", "a:b-c:d", "22:00-07:00-09:00"])
def test_quiet_hours_that_are_none_are_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"write them like|hour must be|isoformat"):
        read_quiet(text, "UTC")


def test_two_answers_to_when_are_refused() -> None:
    with pytest.raises(SettingsError, match="at and cron are two answers to when"):
        read_cadence("UTC", at=time(7), cron="0 7 * * *")


def test_when_a_subscription_is_due_is_told_in_words() -> None:
    def told(**said: object) -> str:
        return told_cadence(Subscription("x", read_cadence("Asia/Baku", **said), "Asia/Baku"))  # type: ignore[arg-type]

    assert told() == "daily at 07:00, Asia/Baku"
    assert told(at=time(6, 30), days="weekdays") == "on weekdays at 06:30, Asia/Baku"
    assert told(days="mon,thu") == "mon,thu at 07:00, Asia/Baku"
    assert told(cron="0 7 * * 1-5") == "cron 0 7 * * 1-5, Asia/Baku"
    assert told(immediate=True) == "at once"


def test_each_subscription_has_slots_of_its_own_and_the_daily_one_keeps_the_old_name() -> None:
    daily, weekly = (Subscription(name, Daily(time(7), "UTC"), "UTC") for name in ("daily", "weekly"))
    assert (daily.job, weekly.job) == ("digest", "digest:weekly")
    assert isinstance(read_cadence("UTC", immediate=True), Every)
    assert isinstance(read_cadence("UTC", cron="0 7 * * *"), Cron)


def test_quiet_hours_hold_for_their_subscription() -> None:
    quiet = Subscription("x", Daily(time(7), "UTC"), "UTC", quiet=read_quiet("22:00-7:00", "Asia/Baku"))
    assert quiet.is_quiet(datetime(2026, 3, 1, 20, tzinfo=UTC))
    assert not quiet.is_quiet(datetime(2026, 3, 1, 4, tzinfo=UTC))
    assert not Subscription("y", Daily(time(7), "UTC"), "UTC").is_quiet(datetime(2026, 3, 1, 20, tzinfo=UTC))


@pytest.mark.parametrize("name", ["", "Daily", "a b", "../x", "-x", "x" * 41, "a@b"])
def test_a_name_that_would_break_a_path_or_a_table_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no name"):
        check_name(name)


def test_an_unknown_subscription_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="there is no subscription 'x'; there is daily"):
        named({"daily": Subscription("daily", Daily(time(7), "UTC"), "UTC")}, "x")
