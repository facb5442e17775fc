"""Feeds that misbehave for a month: every article is stored once, whatever is done with identifiers, dates and addresses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from news.dates import Dating
from news.feeds import Entry, read_feed
from news.ledger import FeedLook, FeedState, Validators
from news.pages import Page
from news.polling import DISTRUSTED
from storage import digests, feeds, gaps, ledger
from tests.parcels import freeze

pytestmark = pytest.mark.thorough

Press = Any  # the fixture of conftest.py
EVERY = timedelta(minutes=15)
DAYS = 30

Item = tuple[int, datetime]  # an article's number, and when it was published
Feature = Callable[[Item, int, datetime], str]


def item(number: int, at: datetime, *, guid: str = "", site: str = "http://northwind.example") -> str:
    return f"<item><title>About {number}</title><link>{site}/{number}</link>{guid}<pubDate>{format_datetime(at)}</pubDate></item>"


KINDS: dict[str, Feature] = {
    "new identifiers at every look": lambda one, look, _: item(*one, guid=f"<guid>urn:{look}-{one[0]}</guid>"),
    "one identifier for all": lambda one, _, __: item(*one, guid="<guid>urn:same</guid>"),
    "no identifiers": lambda one, _, __: item(*one),
    "empty identifiers": lambda one, _, __: item(*one, guid="<guid></guid>"),
    "old items with new dates": lambda one, look, now: item(one[0], now if look % 3 else one[1]),
    "emptied and refilled": lambda one, look, _: "" if look % 5 == 4 else item(*one),
    "from http to https": lambda one, look, _: item(
        *one, site="http://northwind.example" if look < DAYS // 2 else "https://northwind.example"
    ),
    "to another domain": lambda one, look, _: item(
        *one, site="https://northwind.example" if look < DAYS // 2 else "https://new-wind.example"
    ),
    "everything at once": lambda one, look, now: (
        ""
        if look % 7 == 5
        else item(
            one[0],
            now if look % 3 else one[1],
            guid=("", f"<guid>urn:{look}-{one[0]}</guid>", "<guid>urn:same</guid>")[look % 3],
            site=f"{'http' if look % 4 else 'https'}://{'northwind' if look < DAYS // 2 else 'new-wind'}.example",
        )
    ),
    "other trackers at every look": lambda one, look, _: item(*one).replace("</link>", f"?utm_source=rss&amp;utm_id={look}</link>"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_repeats_nothing_and_hides_nothing_for_thirty_days(press: Press, kind: str) -> None:
    stored: dict[int, int] = {}
    told: list[str] = []
    published: list[Item] = []
    source = press.sources()[0]
    for number in range(DAYS):  # a look a day, and two articles between them
        now = press.noon + number * timedelta(days=1)
        published += [(2 * number + each, now - timedelta(hours=each)) for each in range(2)]
        body = f"<rss version='2.0'><channel><title>N</title>{''.join(KINDS[kind](one, number, now) for one in published[-12:])}</channel></rss>"
        reading = read_feed(Page(press.northwind.url, 200, body.encode(), "application/rss+xml", now), press.northwind, source, now)
        assert reading.problem is None
        look = FeedLook(press.northwind.id, "northwind", "new" if reading.entries else "empty", now, reading.entries)
        for entry in ledger.record_look(press.db, look, every=EVERY).wanted:
            article = int(entry.url.rsplit("/", 1)[1])
            kept, _ = press.add(entry.url, text=f"The text of article {article}.", title=f"About {article}", minutes=number * 1440)
            stored[article] = stored.get(article, 0) + (kept in {"stored", "version"})
        new = digests.untold(press.db, "daily")
        told += [each.article.title for each in new]
        freeze(press.db, f"<{number}@example.org>", [each.id for each in new], [], now)
    assert len(stored) >= len(published) - 2  # the last look may have been an empty one
    assert set(stored.values()) == {1}
    assert len(told) == len(set(told)) == len(stored), "each article is told once"
    assert gaps.open_gaps(press.db) == ()


def test_a_page_that_failed_under_http_is_asked_for_under_https(press: Press) -> None:
    old, new = (replace(press.entry("a"), url=f"{scheme}://northwind.example/a") for scheme in ("http", "https"))
    record = lambda *entries: [each.url for each in ledger.record_look(press.db, press.look(*entries), every=EVERY).wanted]  # noqa: E731
    assert record(old) == [old.url]
    assert record(new) == [new.url]


def dated(press: Press, *numbers: int, minutes: int) -> tuple[Entry, ...]:
    """Articles of which one is published a minute, the number being the minute."""
    made = (
        replace(press.entry(f"{number}"), published=Dating(press.noon + timedelta(minutes=number), "exact", "feed")) for number in numbers
    )
    return tuple(made)


def record(press: Press, *numbers: int, minutes: int, **more: Any) -> ledger.Recorded:
    look = replace(press.look(*dated(press, *numbers, minutes=minutes), minutes=minutes, feed=more.pop("feed", None)), **more)
    return ledger.record_look(press.db, look, every=EVERY)


def test_a_gap_is_filled_by_the_sitemap_of_the_same_source(press: Press) -> None:
    record(press, *range(60), minutes=60, feed=press.northwind_map)
    assert record(press, *range(41, 61), minutes=61).gap is None
    assert not _is_due(press, press.northwind_map, 70)
    found = record(press, *range(76, 96), minutes=96)
    assert found.gap is not None
    assert found.is_helped
    assert _is_due(press, press.northwind_map, 97), "the sitemap is looked at next"
    (open_,) = gaps.open_gaps(press.db)
    assert (open_.feed_id, open_.after_at, open_.before_at) == (
        press.northwind.id, press.noon + timedelta(minutes=60), press.noon + timedelta(minutes=76),
    )  # fmt: skip
    filled = record(press, *range(20, 97), minutes=97, feed=press.northwind_map)
    assert len(filled.wanted) == 77, "nothing was fetched yet"
    assert [gap.found for gap in filled.closed] == [15]
    assert gaps.open_gaps(press.db) == ()
    (closed,) = gaps.filled_gaps(press.db, press.noon)
    assert closed.told == "the gap between 2026-03-01 13:00 and 2026-03-01 13:16 UTC is filled: 15 pages found by news-sitemap"


def test_a_gap_is_filled_by_older_pages_of_the_feed(press: Press) -> None:
    from news.paging import OlderPage

    record(press, *range(20), minutes=20)
    assert record(press, *range(50, 70), minutes=70).gap is not None
    second = record(press, *range(30, 50), minutes=71, page=OlderPage("https://northwind.example/rss?paged=2", 2, "paged"))
    assert (second.closed, second.fresh) == ((), 20)
    assert second.gap is not None, "it does not go back to what is known"
    third = record(press, *range(10, 30), minutes=72, page=OlderPage("https://northwind.example/rss?paged=3", 3, "paged"))
    assert third.gap is None
    assert [(gap.found, gap.how) for gap in third.closed] == [(30, "older pages")]
    state = _state(press)
    assert state.looked_at == press.noon + timedelta(minutes=70), "an older page is no look at the feed"


def test_a_server_that_ignores_the_number_of_the_page_fills_no_gap(press: Press) -> None:
    from news.paging import OlderPage

    record(press, *range(20), minutes=20)
    record(press, *range(50, 70), minutes=70)
    same = record(press, *range(50, 70), minutes=71, page=OlderPage("https://northwind.example/rss?paged=2", 2, "paged"))
    assert (same.fresh, same.closed) == (0, ())
    assert same.gap is not None


def test_another_outlets_sitemap_fills_no_gap_and_a_feed_overrun_at_every_look_has_one(press: Press) -> None:
    record(press, *range(20), minutes=20)
    for start in (50, 100, 150):
        record(press, *range(start, start + 20), minutes=start + 20)
    (one,) = gaps.open_gaps(press.db)
    assert (one.after_at, one.before_at) == (press.noon + timedelta(minutes=19), press.noon + timedelta(minutes=150))
    record(press, *range(170), minutes=171, feed=press.lighthouse)
    assert gaps.open_gaps(press.db) == (one,)


def test_a_part_of_a_sitemap_from_long_ago_fills_no_gap(press: Press) -> None:
    record(press, *range(20), minutes=20)
    record(press, *range(50, 70), minutes=70)
    assert record(press, *range(10), minutes=71, feed=press.northwind_map, is_part=True).closed == ()
    assert record(press, *range(15, 70), minutes=71, feed=press.northwind_map, is_part=True).closed != ()
    assert _state(press, press.northwind_map).looked_at is None, "a part is not the whole"


def test_a_crash_between_a_feeds_validators_and_its_entries_is_impossible(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError

    look = replace(press.look(press.entry("a")), validators=Validators('"1"'), body_hash="1")
    with monkeypatch.context() as patched:
        patched.setattr(ledger, "_insert", crash)
        with pytest.raises(RuntimeError):
            ledger.record_look(press.db, look, every=EVERY)
    assert _state(press).validators == Validators()
    assert _state(press).body_hash is None
    assert ledger.record_look(press.db, look, every=EVERY).wanted == look.entries


def test_a_lie_is_said_and_the_feed_is_asked_in_full_from_then_on(press: Press) -> None:
    record(press, 1, minutes=1, validators=Validators('"1"'), body_hash="1")
    record(press, minutes=16, outcome="unchanged", is_conditional=True)
    assert _state(press).looks_since_whole == 1
    assert record(press, 1, 2, minutes=31, validators=Validators('"1"'), body_hash="2").lied
    assert _state(press).looks_since_whole == DISTRUSTED


def test_a_failing_feed_keeps_the_moment_it_began_and_an_outage_of_ours_is_not_charged(press: Press) -> None:
    for minutes in (1, 16, 31):
        record(press, minutes=minutes, outcome="failed", problem="host not found")
    state = _state(press)
    assert (state.failures, state.failing_since) == (3, press.noon + timedelta(minutes=1))
    soon = press.noon + timedelta(minutes=46)
    feeds.forgive(press.db, [press.northwind.id, press.northwind_map.id], press.noon + timedelta(minutes=31), soon)
    assert (_state(press).failures, _state(press).next_look_at) == (2, soon)
    feeds.forgive(press.db, [press.northwind.id], press.noon + timedelta(minutes=32), soon)
    assert _state(press).failures == 2, "a feed that was not asked meanwhile was not charged"
    assert _state(press, press.northwind_map).failures == 0
    record(press, 40, minutes=40)
    assert (_state(press).failures, _state(press).failing_since) == (0, None)


def _state(press: Press, feed: Any = None) -> FeedState:
    wanted = (feed or press.northwind).id
    return next(state for state in feeds.states(press.db) if state.feed_id == wanted)


def _is_due(press: Press, feed: Any, minutes: int) -> bool:
    return feeds.due(press.db, [feed], press.noon + timedelta(minutes=minutes)) != ()
