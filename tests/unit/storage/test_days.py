from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from news.dates import Dating
from news.health import SourceDay
from news.ledger import OFF_BEAT, FeedLook, Settled
from storage import days, ledger

Press = Any  # the fixture of conftest.py
TODAY = date(2026, 3, 1)


def settle(press: Press, name: str, reason: str, *, minutes: int = 0, **rest: Any) -> None:
    state = "retry" if reason in {"challenge", "empty", "HTTP 503"} else "rejected"
    at = press.noon + timedelta(minutes=minutes)
    ledger.settle(press.db, Settled(f"https://northwind.example/{name}", state, reason, at, at if state == "retry" else None, **rest))  # type: ignore[arg-type]


def day(press: Press, number: int = 0) -> SourceDay:
    return days.read(press.db, TODAY)["northwind"][number]


def test_what_a_day_gave_is_counted_by_what_became_of_it(press: Press) -> None:
    press.record(*(press.entry(name) for name in "abcdefg"))
    press.record(*(press.entry(name) for name in "abcdefg"), minutes=5)
    ledger.record(press.db, FeedLook("northwind/rss", "northwind", "failed", press.noon, problem="HTTP 503"), next_look_at=press.noon)
    press.add("https://northwind.example/a", published=Dating(datetime(2026, 3, 1, tzinfo=UTC), "exact", "meta"))
    press.add("https://northwind.example/b", text="Without a date.")
    press.add("https://northwind.example/c", published=Dating(datetime(2026, 3, 1, tzinfo=UTC), "exact", "meta"))
    settle(press, "d", OFF_BEAT, is_undated=True)
    settle(press, "e", "listing")
    settle(press, "f", "challenge")
    settle(press, "g", "no text")
    assert day(press) == SourceDay(TODAY, 3, 1, 7, 2, 1, 1, 2, 2, 1, 1)


def test_a_page_that_is_challenged_again_and_again_is_one_challenged_page(press: Press) -> None:
    press.record(press.entry("a"))
    for minutes in range(5):
        settle(press, "a", "challenge", minutes=minutes)
    assert (day(press).challenged, day(press).rejected) == (1, 1)


def test_a_page_whose_host_is_left_alone_counts_for_nothing(press: Press) -> None:
    press.record(press.entry("a"))
    settle(press, "a", "challenge", asked=False)
    assert (day(press).challenged, day(press).rejected) == (0, 0)


def test_what_is_known_or_read_again_is_no_news_of_a_day(press: Press) -> None:
    press.record(press.entry("a"), press.entry("b"))
    press.add("https://northwind.example/a")
    settle(press, "b", OFF_BEAT)
    before = day(press)
    press.add("https://northwind.example/a", minutes=5)
    press.add("https://northwind.example/a", text="Edited, at length, and in another way.", minutes=6)
    settle(press, "a", "empty", minutes=7)
    settle(press, "b", OFF_BEAT, minutes=8)
    assert day(press) == before


def test_a_new_day_begins_at_midnight_utc(press: Press) -> None:
    press.record(press.entry("a"))
    press.record(press.entry("b"), press.entry("c"), minutes=12 * 60)
    assert (day(press).found, day(press, 1)) == (1, SourceDay(TODAY + timedelta(days=1), looks=1, found=2))
    assert days.read(press.db, TODAY + timedelta(days=2)) == {}


def test_parts_of_a_feed_are_no_looks_and_their_pages_count(press: Press) -> None:
    part = replace(press.look(press.entry("a")), is_part=True)
    ledger.record(press.db, part, next_look_at=press.noon)
    assert (day(press).looks, day(press).found) == (0, 1)


def test_the_hours_at_which_news_comes_are_learnt_after_the_first_look(press: Press) -> None:
    press.record(*(press.entry(str(number)) for number in range(50)))
    assert days.rhythms(press.db)["northwind"] == (press.noon, (0,) * 24)
    press.record(press.entry("a"), press.entry("b"), minutes=60)
    press.record(press.entry("a"), minutes=120)
    rhythm = days.rhythms(press.db)["northwind"]
    assert rhythm.newest_at == press.noon + timedelta(hours=1)
    assert (rhythm.hours[13], sum(rhythm.hours)) == (2, 2)
