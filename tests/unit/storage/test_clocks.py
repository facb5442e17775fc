"""The schedule and the ledgers under clocks that jump: no slot is left out or run twice, and nothing waits for a year that was never now."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.ledger import Settled
from news.politeness import LONGEST_QUIET
from news.schedules import Daily
from storage import feeds, hosts, ledger, slots
from storage.database import Database, open_database
from tests.parcels import freeze

pytestmark = pytest.mark.thorough

Press = Any  # the fixture of conftest.py
ZONES = ("Asia/Baku", "Europe/Moscow", "Europe/Berlin", "Europe/Helsinki", "Europe/Kyiv", "America/New_York")
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
JUMPS = (timedelta(hours=-1), timedelta(days=1), timedelta(days=3650), timedelta(seconds=40), datetime(1970, 1, 1, tzinfo=UTC) - START)


class Schedule:
    """What the scheduler does at each wake-up: claim the latest slot, and make the digest that is owed."""

    def __init__(self, db: Database, daily: Daily) -> None:
        self.db = db
        self.daily = daily
        self.made: list[datetime] = []
        """The slots for which a digest was made."""

    def wake(self, now: datetime) -> None:
        slot = self.daily.latest_slot(now)
        slots.claim(self.db, "digest", slot, now)
        if not slots.is_first(self.db, "digest", slot) and slots.is_owed(self.db, "daily", slot):
            freeze(self.db, f"<{len(self.made)}@example.org>", [], [], now)
            self.made.append(slot)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(2, 30), time(0, 0), time(7, 0)])
def test_twenty_years_give_each_local_day_one_digest_though_the_clock_jumps(zone: str, at: time) -> None:
    daily, there = Daily(at, zone), ZoneInfo(zone)
    now, end = datetime(2006, 1, 1, 12, tzinfo=UTC), datetime(2026, 1, 1, 12, tzinfo=UTC)
    claimed: set[datetime] = set()
    ran: list[datetime] = []
    wake = 0
    while now < end:
        wake += 1
        # Every hundredth wake-up sees a clock that is an hour late, as after a wrong change to winter time.
        slot = daily.latest_slot(now - timedelta(hours=1) if wake % 100 == 0 else now)
        if slot not in claimed:
            claimed.add(slot)
            ran.append(slot)
        now += timedelta(minutes=50)
    days = [slot.astimezone(there).date() for slot in ran]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert len(days) in {7305, 7306}
    assert all(
        0 <= (slot.astimezone(there).replace(tzinfo=None) - datetime.combine(day, at)).total_seconds() <= 3600
        for slot, day in zip(ran, days, strict=True)
    )


def test_baku_and_moscow_keep_one_digest_a_day_through_their_changes_of_the_law() -> None:
    """Moscow went to summer time for good in 2011 and back in 2014, Baku gave its summer time up in 2016."""
    for zone, first in (
        ("Europe/Moscow", datetime(2011, 3, 20)),
        ("Europe/Moscow", datetime(2014, 10, 20)),
        ("Asia/Baku", datetime(2016, 3, 20)),
    ):
        daily, start = Daily(time(2, 30), zone), first.replace(tzinfo=UTC)
        ran = sorted({daily.latest_slot(start + timedelta(minutes=minute)) for minute in range(12 * 24 * 60)})
        days = [slot.astimezone(ZoneInfo(zone)).date() for slot in ran]
        assert days == [days[0] + timedelta(days=number) for number in range(len(days))]


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_clock_that_is_wrong_for_an_hour_costs_no_day_its_digest(db: Database, jump: timedelta) -> None:
    schedule = Schedule(db, Daily(time(7), "Asia/Baku"))
    slots.claim(db, "digest", START - timedelta(days=9), START)
    for hour in range(24 * 8):
        now = START + timedelta(hours=hour)
        schedule.wake(now + jump if hour == 30 else now)
    assert len(schedule.made) == len(set(schedule.made)), "none twice"
    true_days = {START.date() + timedelta(days=number) for number in range(8)}
    assert true_days <= {slot.date() for slot in schedule.made}, "none left out"


@pytest.fixture(scope="module")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clocks") / "khazri.db"
    open_database(f"sqlite:///{path}").close()
    return path


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.times(),
    st.lists(st.tuples(st.integers(0, 20 * 365 * 24 * 60), st.sampled_from([0, -60, 60, 24 * 60, -24 * 60])), min_size=1, max_size=12),
)
def test_whatever_the_clock_says_a_slot_runs_once(ledger_file: Path, zone: str, at: time, wakes: list[tuple[int, int]]) -> None:
    daily = Daily(at.replace(second=0, microsecond=0), zone)
    with open_database(f"sqlite:///{ledger_file}") as db:
        with db.begin_write() as connection:
            connection.exec_driver_sql("DELETE FROM slots")
        ran = []
        for minute, wrong in wakes:
            now = datetime(2006, 1, 1, tzinfo=UTC) + timedelta(minutes=minute + wrong)
            slot = daily.latest_slot(now)
            ran += [slot] if slots.claim(db, "digest", slot, now) else []
            assert slot <= now < slot + timedelta(hours=49)
            assert not slots.claim(db, "digest", slot, now)
        assert len(ran) == len(set(ran))


@pytest.mark.parametrize("jump", JUMPS[1:3], ids=str)
def test_feeds_pages_and_hosts_do_not_wait_for_a_time_that_a_wrong_clock_named(press: Press, jump: timedelta) -> None:
    wrong = press.noon + jump
    look = replace(press.look(press.entry("a")), looked_at=wrong)
    ledger.record(press.db, look, next_look_at=wrong + timedelta(minutes=15))
    settled = Settled("https://northwind.example/a", "retry", "HTTP 503", wrong, wrong + timedelta(hours=1))
    ledger.settle(press.db, settled)
    hosts.hold(press.db, "northwind.example", wrong + LONGEST_QUIET, "HTTP 429")
    now = press.noon + timedelta(minutes=1)  # the clock is right again
    assert feeds.due(press.db, [press.northwind], now) == (press.northwind,)
    assert [each.entry.url for each in ledger.waiting(press.db, ["northwind"], now)] == [settled.url]
    assert hosts.quiet(press.db, now) == ()


def test_what_a_right_clock_put_off_stays_put_off(press: Press) -> None:
    ledger.record(press.db, press.look(press.entry("a")), next_look_at=press.noon + timedelta(hours=6))
    retry_at = press.noon + timedelta(hours=5)
    ledger.settle(press.db, Settled("https://northwind.example/a", "retry", "HTTP 503", press.noon, retry_at))
    hosts.hold(press.db, "northwind.example", press.noon + LONGEST_QUIET, "HTTP 429")
    soon = press.noon + timedelta(minutes=1)
    assert feeds.due(press.db, [press.northwind], soon) == ()
    assert ledger.waiting(press.db, ["northwind"], soon) == ()
    assert len(hosts.quiet(press.db, soon)) == 1
