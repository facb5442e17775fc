from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from news.ledger import FeedLook, Settled
from storage import alarms, days, ledger
from storage.tables import source_days

Press = Any  # the fixture of conftest.py


def a_past(press: Press, source_id: str = "northwind", *, weeks: int = 4) -> None:
    """Let a source have given 40 pages a day for weeks, up to noon of the first of March."""
    first = press.noon.date().toordinal() - 7 * weeks
    row = {
        "looks": 40,
        "failed": 0,
        "found": 40,
        "stored": 4,
        "copies": 1,
        "off_beat": 32,
        "rejected": 3,
        "undated": 1,
        "empty": 0,
        "challenged": 0,
    }
    values = [{"source_id": source_id, "day": first + number, **row} for number in range(7 * weeks)]
    with press.db.begin_write() as connection:
        connection.execute(insert(source_days), values)


def fail(press: Press, hours: float, feed: str = "northwind/rss") -> None:
    at = press.noon + timedelta(hours=hours)
    look = FeedLook(feed, feed.partition("/")[0], "failed", at, problem="HTTP 503")
    ledger.record(press.db, look, next_look_at=at)


def judge(press: Press, hours: float) -> alarms.Changes:
    return alarms.judge_again(press.db, press.sources(), press.noon + timedelta(hours=hours))


def test_a_feed_that_fails_for_a_day_is_told_once_and_its_return_once(press: Press) -> None:
    press.record(press.entry("a"))
    for hours in (1, 6, 12, 24):
        fail(press, hours)
        assert judge(press, hours) == alarms.Changes()
    fail(press, 25)
    (alarm,) = judge(press, 25).opened
    assert (alarm.kind, alarm.detail, alarm.since) == ("feed-failing", "northwind/rss: HTTP 503", press.noon + timedelta(hours=1))
    for hours in range(26, 24 * 30, 24):
        fail(press, hours)
        assert judge(press, hours) == alarms.Changes()
    press.record(press.entry("b"), minutes=60 * 24 * 30)
    changes = judge(press, 24 * 30)
    assert [each.kind for each in changes.ended] == ["feed-failing"]
    assert alarms.open_alarms(press.db) == ()
    (past,) = alarms.recent_alarms(press.db, press.noon)
    assert past.ended_at == press.noon + timedelta(days=30)


def test_a_silent_source_is_told_with_what_is_usual_until_the_next_page(press: Press) -> None:
    a_past(press)
    press.record(press.entry("a"))
    for hours in range(1, 30):
        press.record(press.entry("a"), minutes=60 * hours)
        judge(press, hours)
    (alarm,) = alarms.open_alarms(press.db)
    assert (alarm.kind, alarm.since) == ("silence", press.noon)
    assert "no pages for 29 h, usually 40 a day" in alarm.detail
    press.record(press.entry("b"), minutes=60 * 30)
    assert [each.kind for each in judge(press, 30).ended] == ["silence"]


def test_pages_that_are_refused_are_told_with_the_reason_of_the_ledger(press: Press) -> None:
    a_past(press)
    names = [f"page-{number}" for number in range(60)]
    press.record(*(press.entry(name) for name in names))
    for name in names:
        ledger.settle(press.db, Settled(f"https://northwind.example/{name}", "rejected", "HTTP 451", press.noon))
    at = 0.5
    press.record(*(press.entry(name) for name in names), minutes=int(60 * at))
    (alarm,) = judge(press, at).opened
    assert alarm.kind == "refused"
    assert alarm.detail == "37 of 100 new pages held an article, usually 92 %; most: HTTP 451"


def test_a_source_that_is_watched_no_more_has_no_alarm(press: Press) -> None:
    press.record(press.entry("a"))
    fail(press, 1)
    fail(press, 26)
    assert judge(press, 26).opened
    changes = alarms.judge_again(press.db, press.sources()[1:], press.noon + timedelta(hours=27))
    assert [each.source_id for each in changes.ended] == ["northwind"]


def test_judging_a_hundred_times_writes_down_nothing_new(press: Press) -> None:
    press.record(press.entry("a"))
    fail(press, 1)
    for _ in range(100):
        judge(press, 26)
    assert len(alarms.recent_alarms(press.db, press.noon)) == 1
    assert days.read(press.db, press.noon.date())
