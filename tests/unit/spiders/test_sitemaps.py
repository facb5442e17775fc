"""Sitemaps and indexes that are empty, huge, wrong or endless: nothing is dropped, nothing goes on for ever."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Request, TextResponse

from news.ledger import FeedLook
from news.sitemaps import parts_to_read
from news.sources import Feed, Source
from spiders.sitemaps import DEEPEST, MOST_PARTS, SitemapsSpider

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE = "https://paper.example/sitemap.xml"
FEED = Feed("paper/map", "paper", HERE, "sitemap")
PAPER = Source("paper", "Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))


def index(*urls: str) -> bytes:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{url}</loc></sitemap>' for url in urls)}</sitemapindex>".encode()


def answered(spider: SitemapsSpider, url: str, body: bytes, depth: int = 0) -> list[Any]:
    request = Request(url, meta={"feed": FEED}, cb_kwargs={"feed": FEED, "depth": depth})
    response = TextResponse(url, status=200, body=body, request=request)

    async def collect(items: AsyncIterator[Any]) -> list[Any]:
        return [item async for item in items]

    return asyncio.run(collect(spider.parse_feed(response, feed=FEED, depth=depth)))


def spider(now: datetime = NOW) -> SitemapsSpider:
    return SitemapsSpider(sources=(PAPER,), clock=lambda: now)


def walk(one: SitemapsSpider, named: Any) -> list[str]:
    """Follow every index as a crawl does; return what was asked for."""
    asked, left = [], [(HERE, 0)]
    while left:
        url, depth = left.pop(0)
        asked.append(url)
        found = answered(one, url, index(*named(url)), depth)
        left += [(each.url, each.cb_kwargs["depth"]) for each in found if isinstance(each, Request)]
    return asked


def test_an_index_that_lists_itself_or_goes_in_circles_ends() -> None:
    circle = {HERE: [HERE, "/a.xml"], "https://paper.example/a.xml": [HERE, "/a.xml", "/b.xml"], "https://paper.example/b.xml": ["/a.xml"]}
    assert walk(spider(), circle.__getitem__) == list(circle)


def test_an_endless_chain_ends_at_the_third_step() -> None:
    assert len(walk(spider(), lambda url: [f"{url}x"])) == 1 + DEEPEST


def test_indexes_of_a_hundred_indexes_each_ask_a_server_for_a_hundred_sitemaps_in_all() -> None:
    assert len(walk(spider(), lambda url: [f"{url}-{number}" for number in range(100)])) == 1 + MOST_PARTS


def test_each_of_a_thousand_sitemaps_is_read_some_day_and_the_first_at_every_look() -> None:
    names = [f"https://paper.example/{number}.xml" for number in range(1000)]
    assert walk(spider(), lambda url: names if url == HERE else [])[1:] == list(parts_to_read(names, MOST_PARTS, NOW))
    looks = [set(parts_to_read(names, MOST_PARTS, NOW + look * timedelta(hours=1))) for look in range(24 * 30)]
    assert set(names[: MOST_PARTS // 2]) <= set.intersection(*looks)
    assert set.union(*looks) == set(names), "within a month"


@given(st.integers(0, 300), st.integers(0, 120), st.datetimes(timezones=st.just(UTC), min_value=datetime(1971, 1, 1)))
def test_as_many_parts_are_chosen_as_there_is_room_for_in_their_order(count: int, room: int, now: datetime) -> None:
    names = [str(number) for number in range(count)]
    chosen = parts_to_read(names, room, now)
    assert len(chosen) == min(count, room)
    assert list(chosen) == sorted(set(chosen), key=int)


def test_fifty_thousand_addresses_are_all_handed_over() -> None:
    urls = "".join(f"<url><loc>https://paper.example/{number}</loc></url>" for number in range(50_000))
    (look,) = answered(spider(), HERE, f"<urlset>{urls}</urlset>".encode())
    assert isinstance(look, FeedLook)
    assert len(look.entries) == 50_000
    assert look.problem is None


def test_an_empty_sitemap_is_no_failure_and_one_that_is_gone_for_a_night_is() -> None:
    (look,) = answered(spider(), HERE, b"<urlset/>")
    assert (look.outcome, look.problem) == ("empty", None)
    request = Request(HERE, meta={"feed": FEED}, cb_kwargs={"feed": FEED, "depth": 0})
    response = TextResponse(HERE, status=404, body=b"not here", request=request)

    async def first() -> Any:
        return await anext(spider().parse_feed(response, feed=FEED))

    assert asyncio.run(first()).outcome == "failed"
