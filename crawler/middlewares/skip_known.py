"""Pages that we hold are not asked for again, and what a feed has forgotten is looked for elsewhere."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import partial
from typing import Any, Protocol, Self, cast

from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.context import Context, context_of
from news.feeds import Entry
from news.ledger import FeedLook
from news.polling import LIE
from news.sources import Feed
from storage import gaps, ledger
from storage.ledger import Recorded


class Follower(Protocol):
    """A spider that can be told which entries are wanted."""

    feeds: Mapping[str, Feed]

    def follow(self, entry: Entry, feed: Feed) -> Any:
        """Return the request, or the page, for a wanted entry."""

    def look_older(self, look: FeedLook, fresh: int) -> Any:
        """Return the request for the older page of a feed that comes after a look, or nothing."""


class SkipKnown:
    """Records what a look found, with the validators that announced it, and lets only the pages go on that we do not hold."""

    def __init__(self, context: Context, crawler: Crawler) -> None:
        self.context = context
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Fetch the context of this crawl."""
        return cls(context_of(crawler), crawler)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Replace each look by what its wanted entries need, and by the older page of a feed that has forgotten some of its news."""
        async for item in result:
            if not isinstance(item, FeedLook):
                yield item
                continue
            spider = cast("Follower", self.crawler.spider)
            with self.context.progress.watching():
                recorded = await record_look(self.context, item)
            for entry in filter(self.context.outbound.has_share, recorded.wanted):
                yield spider.follow(entry, spider.feeds[item.feed_id])
            if recorded.gap and not recorded.is_helped:
                older = spider.look_older(item, recorded.fresh)
                if older is not None:
                    yield older
                else:
                    await asyncio.to_thread(gaps.give_up, self.context.database, recorded.gap)
                    self.context.progress.problems.append(f"{item.feed_id}: {recorded.gap.told}; {NO_HELP}")


NO_HELP = "nothing known to us goes back so far: add the outlet's sitemap to the sources file"


async def record_look(context: Context, look: FeedLook) -> Recorded:
    """Write one look into the ledger, count it, and say what a person should know of it; what this crawl has in hand is not wanted."""
    record = partial(ledger.record_look, every=context.look_every, force=context.force)
    recorded = await asyncio.to_thread(record, context.database, look)
    recorded = recorded._replace(wanted=context.take(recorded.wanted))
    progress = context.progress
    progress.problems += _news_of(look, recorded)
    if look.page is None:
        progress.count_look(look, len(recorded.wanted))
    else:
        progress.counts["found"] += len(recorded.wanted)
    if look.is_silent:
        progress.silent.add(look.feed_id)
    else:
        progress.has_answer = True
    return recorded


def _news_of(look: FeedLook, recorded: Recorded) -> Iterator[str]:
    """Say that a 304 lied, that a gap was found, or that one was closed."""
    if recorded.lied:
        yield f"{look.feed_id}: {LIE}"
    if recorded.is_helped and recorded.gap:
        yield f"{look.feed_id}: {recorded.gap.told}; the source's sitemap or listing is looked at next"
    yield from (f"{gap.feed_id}: {gap.told}" for gap in recorded.closed)
