"""Feeds that are down for a month and a connection that is down for a night, lived through by the ledger's own clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from news.ledger import FeedLook
from storage import alarms, feeds, ledger

Press = Any  # the fixture of conftest.py
EVERY = timedelta(minutes=15)
DAY = timedelta(days=1)


def test_a_feed_down_for_thirty_days_is_told_after_one_and_read_within_six_hours_of_its_return(press: Press) -> None:
    press.record(press.entry("a"))
    down_at, back_at = press.noon + timedelta(hours=1), press.noon + timedelta(days=30)
    now, told_at, looks = down_at, None, 0
    while True:
        now = max(now + timedelta(minutes=1), _next(press, press.northwind.id))
        assert press.northwind in feeds.due(press.db, [press.northwind], now)
        look = FeedLook(press.northwind.id, "northwind", "failed", now, problem="HTTP 503")
        if now >= back_at:
            look = replace(look, outcome="new", entries=(press.entry("b"),), problem=None)
        recorded = ledger.record_look(press.db, look, every=EVERY)
        looks += 1
        opened = alarms.judge_again(press.db, press.sources(), now).opened
        told_at = told_at or (now if any(each.kind == "feed-failing" for each in opened) else None)
        if now >= back_at:
            break
    assert [entry.url for entry in recorded.wanted] == ["https://northwind.example/b"]
    assert now - back_at <= timedelta(hours=6)
    assert told_at is not None
    assert DAY <= told_at - down_at <= DAY + timedelta(hours=7), "at the first look after a day"
    assert looks < 30 * 6, "a server that is down is not asked more often than it needs"


def test_twelve_hours_without_a_connection_charge_nobody_and_what_follows_is_spread(press: Press) -> None:
    watched = [press.northwind, press.northwind_map, press.lighthouse]
    for feed in watched:
        ledger.record_look(press.db, press.look(press.entry(feed.id.replace("/", "-")), feed=feed), every=EVERY)
    now = press.noon
    while now < press.noon + timedelta(hours=12):
        now += EVERY + timedelta(minutes=2)
        due = feeds.due(press.db, watched, now)
        for feed in due:
            silent = FeedLook(feed.id, feed.source_id, "failed", now, problem="timeout", is_silent=True)
            ledger.record_look(press.db, silent, every=EVERY)
        feeds.forgive(press.db, [feed.id for feed in due], now, now + EVERY)  # as a crawl does in which no host answered
    states = {state.feed_id: state for state in feeds.states(press.db)}
    assert {(state.failures, state.failing_since) for state in states.values()} == {(0, None)}
    assert feeds.due(press.db, watched, now + EVERY) == tuple(watched), "the next crawl looks at all of them"
    assert not alarms.judge_again(press.db, press.sources(), now).opened
    back = now + EVERY
    for feed in watched:
        news = [press.entry(f"{feed.source_id}-{feed.kind}-{number}") for number in range(30)]
        ledger.record_look(press.db, replace(press.look(*news, feed=feed), looked_at=back), every=EVERY)
    waits = [_next(press, feed.id) - back for feed in watched]
    assert min(waits) >= timedelta(minutes=5), "a feed full of news is not asked at once again"
    assert len(set(waits)) == len(waits), "and not all of them at one moment"


def _next(press: Press, feed_id: str) -> datetime:
    (state,) = (state for state in feeds.states(press.db) if state.feed_id == feed_id)
    assert state.next_look_at is not None
    return state.next_look_at
