import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from scrapy.http import Request, TextResponse

from news.feeds import FeedReading
from news.ledger import FeedLook, FeedState, Validators
from news.pages import Page
from news.polling import body_hash
from news.sources import Feed, Source
from spiders.feeds import FeedsSpider

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))
ITEM = b"<rss version='2.0'><channel><ttl>30</ttl><item><title>A</title><link>/a</link></item></channel></rss>"


async def no_reading(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    raise AssertionError("it was read")


def looks(response: TextResponse, **more: Any) -> list[Any]:
    spider = FeedsSpider(sources=(PAPER,), clock=lambda: NOW, **more)

    async def collect(items: AsyncIterator[Any]) -> list[Any]:
        return [item async for item in items]

    return asyncio.run(collect(spider.parse_feed(response, **response.request.cb_kwargs)))


def answer(
    body: bytes = ITEM, status: int = 200, meta: dict[str, Any] | None = None, asked: dict[str, str] | None = None, **headers: str
) -> TextResponse:
    request = Request(FEED.url, headers=asked or {}, meta={"feed": FEED, **(meta or {})}, cb_kwargs={"feed": FEED, "depth": 0})
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return TextResponse(FEED.url, status=status, headers=named, body=body, request=request)


def test_a_body_that_we_hold_is_not_given_to_the_parser() -> None:
    (look,) = looks(answer(meta={"held_hash": body_hash(ITEM)}, ETag='"2"'), read=no_reading)
    assert (look.outcome, look.body_hash, look.validators) == ("unchanged", body_hash(ITEM), Validators('"2"'))


def test_what_a_feed_and_its_server_ask_for_goes_with_the_look() -> None:
    (look,) = looks(answer(Cache_Control="max-age=60", ETag='"1"', Last_Modified="Fri, 01 Jan 2038 00:00:00 GMT"))
    assert look.pause == timedelta(minutes=30), "the longer of the two"
    assert look.validators == Validators('"1"'), "a time that lies ahead is no condition"
    (busy,) = looks(answer(b"busy", 429, Retry_After="7200"))
    assert (busy.outcome, busy.problem, busy.not_before) == ("failed", "HTTP 429", NOW + timedelta(hours=2))


@pytest.mark.parametrize("body", [ITEM[:-30], b"<html><body>News</body></html>"])
def test_a_damaged_feed_is_read_again_the_next_time(body: bytes) -> None:
    (look,) = looks(answer(body, ETag='"1"'))
    assert look.problem
    assert (look.validators, look.body_hash) == (Validators(), None)


def test_304_is_an_answer_only_to_a_condition() -> None:
    (asked,) = looks(answer(b"", 304, asked={"If-None-Match": '"1"'}), read=no_reading)
    assert (asked.outcome, asked.is_conditional, asked.body_hash) == ("unchanged", True, None)
    (unasked,) = looks(answer(b"", 304), read=no_reading)
    assert (unasked.outcome, unasked.problem) == ("failed", "HTTP 304")


def test_a_feed_is_asked_with_a_condition_until_it_is_time_to_see_the_whole() -> None:
    from crawler.middlewares.conditional_get import ConditionalGet

    def asked(**known: Any) -> Request:
        held = {"body_hash": "1", "looks_since_whole": 0, "learnt_every": timedelta(minutes=15), **known}
        state = FeedState(FEED.id, "paper", FEED.url, Validators('"1"'), NOW, "new", None, 0, NOW, **held)
        request = Request(FEED.url, meta={"feed": FEED})
        ConditionalGet({FEED.id: state}, lambda: NOW + timedelta(minutes=15)).process_request(request)
        assert request.meta["held_hash"] == state.body_hash
        return request

    assert asked().headers["If-None-Match"] == b'"1"'
    assert asked(looks_since_whole=6).headers.get("If-None-Match")
    for whole in (
        {"looks_since_whole": 7},
        {"looks_since_whole": None},
        {"body_hash": None},
        {"learnt_every": timedelta(hours=6), "looks_since_whole": 3},
    ):
        assert not asked(**whole).headers


def test_only_feeds_have_older_pages() -> None:
    spider = FeedsSpider(sources=(PAPER,), clock=lambda: NOW)
    look = FeedLook(FEED.id, "paper", "new", NOW, older="https://paper.example/rss?before=1")
    request = spider.look_older(look, 5)
    assert request is not None
    assert (request.url, request.cb_kwargs["page"].way) == ("https://paper.example/rss?before=1", "next")
    assert spider.look_older(FeedLook(FEED.id, "paper", "new", NOW, older="https://elsewhere.example/rss"), 5) is None
