"""A feed with a hundred poisoned items among ten thousand: the rest is kept, and both databases keep the same."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from news.feeds import FeedReading, read_feed
from news.ledger import FeedLook
from news.pages import Page
from news.sources import Feed, Source
from storage import audits, ledger

Press = Any  # the fixture of conftest.py
ALL = 10_000
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOURCE = Source("northwind", "Northwind", "https://northwind.example/", "AZ", ("az",), "Asia/Baku", "independent")
FEED = Feed("northwind/rss", "northwind", "https://northwind.example/rss", "rss")

CLEANED = (  # an item that is kept, without what no database can hold
    "<item><title>A\0B &#0; \x01 \x0b</title><link>/p{0}</link></item>",
    "<item><title>&#xD800; &#xFFFE; &#xDFFF;</title><link>/p{0}</link></item>",
    "<item><title>T{0}</title><link>/p{0}</link><pubDate>0001-01-01T00:00:00+14:00</pubDate></item>",
    "<item><title>T{0}</title><link>/p{0}</link><pubDate>Fri, 31 Dec 9999 23:59:59 -1400</pubDate></item>",
    "<item><title>\u202eT{0}</title><link>/p{0}</link><pubDate>99999999999999999999</pubDate></item>",
    "<item><link>/p{0}</link><author>\x1b[31m evil@example.org (\0)</author><description>\x02</description></item>",
)
UNREADABLE = "<item><title xmlns:a='b\u00a0c'><a:d/>T{0}</title><link>/{0}</link></item>"  # feedparser dies of it
LOST = (  # an item without an address that anybody could ask for
    "<item><title>T{0}</title><link>javascript:alert({0})</link></item>",
    "<item><title>T{0}</title><link>http://[::1</link></item>",
    "<item><title>T{0}</title><link>https://northwind.example/" + "a" * 3000 + "{0}</link></item>",
    "<item><title>T{0}</title></item>",
    UNREADABLE,
)
POISON = (*CLEANED, *LOST)
EVERY = ALL // 100  # one item of so many is poisoned


def items() -> str:
    plain = "<item><title>About {0}</title><link>/{0}</link><pubDate>Sun, 01 Mar 2026 10:00:00 +0400</pubDate></item>"
    parts = [(POISON[number // EVERY % len(POISON)] if number % EVERY == 7 else plain).format(number) for number in range(ALL)]
    parts[EVERY + 7] = f"<item><title>{'Shells ' * 750_000}</title><link>/huge</link></item>"  # 5 MB
    return "".join(parts)


@pytest.fixture(scope="module")
def reading() -> FeedReading:
    body = f"<rss version='2.0'><channel><title>N</title>{items()}</channel></rss>"
    return read_feed(Page(FEED.url, 200, body.encode("utf-8", "surrogatepass"), "application/rss+xml", NOON), FEED, SOURCE, NOON)


@pytest.mark.thorough
def test_ten_thousand_items_are_read_but_for_those_without_an_address(reading: FeedReading) -> None:
    poison = [POISON[number % len(POISON)] for number in range(100) if number != 1]
    assert len(reading.entries) == ALL - sum(each in LOST for each in poison)
    assert f"{poison.count(UNREADABLE)} entries that cannot be read left out" in str(reading.problem)
    assert "entries without a usable link left out" in str(reading.problem)
    assert max(len(entry.title or "") for entry in reading.entries) < 10_000
    times = [entry.published.at for entry in reading.entries if isinstance(entry.published.at, datetime)]
    assert all(datetime(2000, 1, 1, tzinfo=UTC) < at < NOON + timedelta(days=2) for at in times)


@pytest.mark.thorough
def test_both_databases_keep_all_of_them_and_an_article_with_each_poison(press: Press, reading: FeedReading) -> None:
    look = FeedLook(FEED.id, FEED.source_id, "new", NOON, reading.entries)
    wanted = ledger.record_look(press.db, look, every=timedelta(minutes=15)).wanted
    assert len(wanted) == len(reading.entries)
    assert {entry.url for entry in wanted} == {entry.url for entry in reading.entries}
    poisoned = [entry for entry in wanted if "/p" in entry.url][: len(CLEANED)] + [entry for entry in wanted if entry.url.endswith("/huge")]
    for number, entry in enumerate(poisoned):
        kept, _ = press.add(
            entry.url, f"Text \0 number {number} \ud800 of the ferry.", title=entry.title or "None", published=entry.published
        )
        assert kept == "stored"
    waiting = ledger.waiting(press.db, ["northwind"], NOON)
    assert len(waiting) == len(wanted) - len(poisoned)
    assert audits.audit(press.db, NOON).findings == ()
