"""What every spider of this house does: look at feeds, then fetch the pages they announced."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from news.feeds import Entry, FeedReading, read_feed
from news.fetches import STOPPING, Fetched, Missed, Redirect, Unmodified
from news.ledger import FeedLook, LookOutcome, Reread, Validators, Waiting
from news.pages import Page
from news.sources import Feed, FeedKind, Source, read_sources
from news.urls import canonical_url
from spiders.failures import reason_of

FeedReader = Callable[[Page, Feed, Source, datetime], Awaitable[FeedReading]]
Item = FeedLook | Fetched | Missed | Unmodified

FEED_BYTES = 20 * 1024 * 1024  # feeds and sitemaps may be larger than pages, whose limit stands in the settings


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


async def read_in_thread(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    """Read a feed without a parser process, for ``scrapy crawl`` on its own."""
    return await asyncio.to_thread(read_feed, page, feed, source, now)


class LookingSpider(Spider):
    """Looks at feeds of its kinds, once each.

    The order of work: ask for each feed and for each page still waiting → read the feed → hand over one `FeedLook` with its
    entries → (the ledger decides which of them are wanted, and calls `follow` for those) → hand over each page as `Fetched`.
    """

    kinds: ClassVar[tuple[FeedKind, ...]] = ()

    def __init__(
        self,
        *,
        sources: Sequence[Source] | str = (),
        feeds: Sequence[Feed] | None = None,
        waiting: Iterable[Waiting] = (),
        rereads: Iterable[Reread] = (),
        read: FeedReader = read_in_thread,
        clock: Callable[[], datetime] = utc_now,
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        listed = read_sources(Path(sources)) if isinstance(sources, str) else tuple(sources)
        self.sources = {source.id: source for source in listed}
        every = [feed for source in listed for feed in source.feeds]
        self.feeds = {feed.id: feed for feed in every if feed.kind in self.kinds}
        self.asked = [feed for feed in (every if feeds is None else feeds) if feed.kind in self.kinds]
        self.waiting = [each for each in waiting if each.feed_id in self.feeds]
        self.rereads = [each for each in rereads if each.feed_id in self.feeds]
        self.read = read
        self.clock = clock

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every feed, then for the pages that an earlier crawl left, then for those to be read again."""
        for feed in self.asked:
            yield self.look(feed, feed.url)
        for each in self.waiting:
            yield self.follow(each.entry, self.feeds[each.feed_id])
        for again in self.rereads:
            yield self.ask_again(again)

    def ask_again(self, again: Reread) -> Request:
        """Return the request for a page of ours, put so that an unchanged one costs headers only."""
        request = self.request_page(again.entry, self.feeds[again.feed_id])
        request.headers.update(again.validators.headers)
        request.meta["again"] = True
        return request

    def look(self, feed: Feed, url: str, depth: int = 0) -> Request:
        """Return the request for a feed, or for a sitemap that a feed names."""
        return Request(
            url,
            callback=self.parse_feed,
            errback=self.feed_failed,
            cb_kwargs={"feed": feed, "depth": depth},
            meta={"feed": feed, "delay": self.sources[feed.source_id].delay, "download_maxsize": FEED_BYTES, "depth_limit": 0},
            priority=10,  # feeds before pages: they say what there is to do
            dont_filter=True,
        )

    def follow(self, entry: Entry, feed: Feed) -> Request | Fetched:
        """Return what is to be done for a wanted entry: the request for its page."""
        return self.request_page(entry, feed)

    def request_page(self, entry: Entry, feed: Feed) -> Request:
        """Return the request for an announced page."""
        return Request(
            entry.link,
            callback=self.parse_page,
            errback=self.page_failed,
            cb_kwargs={"entry": entry, "feed": feed},
            meta={"entry": entry, "delay": self.sources[feed.source_id].delay},
            dont_filter=True,
        )

    async def parse_feed(self, response: Response, feed: Feed, depth: int) -> AsyncIterator[Any]:
        """Hand over what a feed announced, and the sitemaps it names."""
        if response.status == 304 and is_conditional(response):
            yield self.looked(feed, "unchanged")
            return
        if response.status != 200:
            yield self.looked(feed, "failed", problem=f"HTTP {response.status}")
            return
        reading = await self.read(page_of(response, self.clock()), feed, self.sources[feed.source_id], self.clock())
        yield self.heard(feed, reading, response)
        for request in self.deeper(feed, reading, depth):
            yield request

    def heard(self, feed: Feed, reading: FeedReading, response: Response) -> FeedLook:
        """Return the look that a reading amounts to: without entries it failed where something is wrong, else it is empty."""
        outcome: LookOutcome = "new" if reading.entries or reading.children else "failed" if reading.problem else "empty"
        # An index of sitemaps may stay the same while the sitemaps change, and a damaged feed must be read again: no validators.
        whole = not reading.children and not reading.problem
        return self.looked(feed, outcome, reading.entries, validators_of(response) if whole else Validators(), reading.problem)

    def looked(
        self,
        feed: Feed,
        outcome: LookOutcome,
        entries: tuple[Entry, ...] = (),
        validators: Validators = Validators(),  # noqa: B008 - a frozen value
        problem: str | None = None,
    ) -> FeedLook:
        """Return a look at a feed, made now."""
        return FeedLook(feed.id, feed.source_id, outcome, self.clock(), entries, validators, problem)

    def deeper(self, feed: Feed, reading: FeedReading, depth: int) -> Iterator[Request]:
        """Return requests for further pages of the same feed; most kinds have none."""
        return iter(())

    async def parse_page(self, response: Response, entry: Entry, feed: Feed) -> AsyncIterator[Item]:
        """Hand over a page, or that it has not changed."""
        if response.status == 304 and is_conditional(response):
            yield Unmodified(entry)
            return
        page = page_of(response, self.clock())
        again = bool(response.meta.get("again"))
        yield Fetched(page, entry, feed, self.sources[feed.source_id], validators_of(response), redirects_of(response), again)

    async def feed_failed(self, failure: Failure) -> AsyncIterator[Item]:
        """Hand over a look that failed."""
        reason, _ = reason_of(failure)
        if reason != STOPPING:
            yield self.looked(failure.request.cb_kwargs["feed"], "failed", problem=reason)  # type: ignore[attr-defined]

    async def page_failed(self, failure: Failure) -> AsyncIterator[Item]:
        """Hand over an address that did not answer."""
        reason, retry = reason_of(failure)
        told = failure.request.cb_kwargs  # type: ignore[attr-defined]
        if reason != STOPPING:
            yield Missed(told["entry"], told["feed"], reason, retry)


def page_of(response: Response, now: datetime) -> Page:
    """Turn a response into a page of ours."""
    asked = response.request.meta.get("redirect_urls", [response.request.url])[0] if response.request else response.url
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return Page(response.url, response.status, response.body, kind, now, asked)


def redirects_of(response: Response) -> tuple[Redirect, ...]:
    """Return the steps on the way to a page."""
    meta = response.request.meta if response.request else {}
    ways = meta.get("redirect_urls", [])
    statuses = (reason if isinstance(reason, int) else 0 for reason in meta.get("redirect_reasons", []))
    spelled = [canonical_url(url) or url for url in (*ways, response.url)]
    return tuple(Redirect(*step) for step in zip(spelled, spelled[1:], statuses, strict=False) if step[0] != step[1])


def is_conditional(response: Response) -> bool:
    """Whether the question was put so that 304 can be an answer to it."""
    headers = response.request.headers if response.request else {}
    return "If-None-Match" in headers or "If-Modified-Since" in headers


def validators_of(response: Response) -> Validators:
    """Return what the server gave us to ask again cheaply."""
    etag, modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    return Validators(etag.decode("latin-1") if etag else None, modified.decode("latin-1") if modified else None)
