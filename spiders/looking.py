"""What every spider of this house does: look at feeds, then fetch the pages they announced."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from news.answers import Page
from news.feeds import Entry, FeedReading, read_feed
from news.fetches import LEFT_FOR_LATER, Fetched, Missed, Redirect, Unmodified
from news.ledger import FeedLook, LookOutcome, Reread, Validators, Waiting
from news.paging import OlderPage, first_older, next_older
from news.politeness import quiet_until
from news.polling import body_hash, pause_of, sound_validators
from news.sources import Feed, FeedKind, Source, read_sources, select_sources
from news.urls import canonical_url, host_of
from spiders.failures import is_silent, not_before, reason_of

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
    # Of what one answer gives a single thing takes time, and for each that may be worked on at once Scrapy makes a task for each answer.
    custom_settings = {"CONCURRENT_ITEMS": 1}  # noqa: RUF012 - Scrapy's

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
        listed = select_sources(read_sources(Path(sources)), ()) if isinstance(sources, str) else tuple(sources)
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
            meta={
                "feed": feed,
                "delay": self.sources[feed.source_id].delay,
                "download_maxsize": FEED_BYTES,
                "download_slot": host_of(url),
                "depth_limit": 0,
            },
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
            meta={"entry": entry, "delay": self.sources[feed.source_id].delay, "download_slot": host_of(entry.link)},
            dont_filter=True,
        )

    async def parse_feed(self, response: Response, feed: Feed, depth: int = 0, page: OlderPage | None = None) -> AsyncIterator[Any]:
        """Hand over what a feed announced, and the sitemaps it names; what is the same as before is not read."""
        look = answered(feed, response, self.clock(), is_part=depth > 0, page=page)
        if response.status == 304 and look.is_conditional:
            yield look
        elif response.status != 200:
            yield replace(look, outcome="failed", problem=f"HTTP {response.status}")
        elif look.body_hash == response.meta.get("held_hash"):
            yield look
        else:
            reading = await self.read(page_of(response, self.clock()), feed, self.sources[feed.source_id], self.clock())
            yield self.heard(replace(look, looked_at=self.clock()), reading)
            for request in self.deeper(feed, reading, depth):
                yield request

    def heard(self, look: FeedLook, reading: FeedReading) -> FeedLook:
        """Return the look that a reading amounts to: without entries it failed where something is wrong, else it is empty."""
        outcome: LookOutcome = "new" if reading.entries or reading.children else "failed" if reading.problem else "empty"
        pause = max(filter(None, (look.pause, reading.pause)), default=None)
        look = replace(look, outcome=outcome, entries=reading.entries, problem=reading.problem, pause=pause, older=reading.older)
        # An index of sitemaps may stay the same while the sitemaps change, and a damaged feed must be read again: no validators.
        return replace(look, validators=Validators(), body_hash=None) if reading.children or reading.problem else look

    def look_older(self, look: FeedLook, fresh: int) -> Request | None:
        """Return the request for the older page of a feed that comes after a look with so many new entries; None where it is of no use."""
        feed = self.feeds[look.feed_id]
        page = next_older(feed.url, look.page, look.older, fresh) if look.page else first_older(feed.url, look.older)
        if page is None or feed.kind not in {"rss", "atom"}:
            return None
        request = self.look(feed, page.url)
        request.cb_kwargs["page"] = page
        return request

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
        if reason not in LEFT_FOR_LATER:
            yield missed(failure, reason, self.clock())

    async def page_failed(self, failure: Failure) -> AsyncIterator[Item]:
        """Hand over an address that did not answer."""
        reason, retry = reason_of(failure)
        told = failure.request.cb_kwargs  # type: ignore[attr-defined]
        if reason not in LEFT_FOR_LATER:
            yield Missed(told["entry"], told["feed"], reason, retry, not_before(failure), is_silent(failure))


def answered(feed: Feed, response: Response, now: datetime, *, is_part: bool, page: OlderPage | None) -> FeedLook:
    """Return the look that an answer is before its body is read: one that found nothing changed."""
    headers = {name: (response.headers.get(name) or b"").decode("latin-1") for name in ("Cache-Control", "Retry-After", "Date")}
    return FeedLook(
        feed_id=feed.id,
        source_id=feed.source_id,
        outcome="unchanged",
        looked_at=now,
        validators=sound_validators(validators_of(response), now),
        body_hash=body_hash(response.body) if response.status == 200 else None,
        is_conditional=is_conditional(response),
        pause=pause_of(headers["Cache-Control"]),
        not_before=quiet_until(response.status, headers["Retry-After"] or None, headers["Date"] or None, now),
        is_part=is_part,
        page=page,
    )


def missed(failure: Failure, reason: str, now: datetime) -> FeedLook:
    """Return the look at a feed that did not answer."""
    told = failure.request.cb_kwargs  # type: ignore[attr-defined]
    return FeedLook(
        feed_id=told["feed"].id,
        source_id=told["feed"].source_id,
        outcome="failed",
        looked_at=now,
        problem=reason,
        not_before=not_before(failure),
        is_part=told.get("depth", 0) > 0,
        page=told.get("page"),
        is_silent=is_silent(failure),
    )


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
