"""Pages that we hold are not asked for again."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol, Self, cast

from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.context import Context, context_of
from news.feeds import Entry
from news.ledger import FeedLook
from news.polling import next_look_at
from news.sources import Feed
from storage import ledger


class Follower(Protocol):
    """A spider that can be told which entries are wanted."""

    feeds: Mapping[str, Feed]

    def follow(self, entry: Entry, feed: Feed) -> Any:
        """Return the request, or the page, for a wanted entry."""


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
        """Replace each look by what its wanted entries need."""
        async for item in result:
            if not isinstance(item, FeedLook):
                yield item
                continue
            spider = cast("Follower", self.crawler.spider)
            with self.context.progress.watching():
                wanted = await record_look(self.context, item)
            for entry in wanted:
                yield spider.follow(entry, spider.feeds[item.feed_id])


async def record_look(context: Context, look: FeedLook) -> tuple[Entry, ...]:
    """Write one look into the ledger, count it, and return the entries that are wanted."""
    failures = context.failures.get(look.feed_id, 0) + 1
    due = next_look_at(look.outcome, failures, look.looked_at, context.look_every)
    recorded = await asyncio.to_thread(ledger.record, context.database, look, next_look_at=due, force=context.force)
    wanted = context.take(recorded)
    context.progress.count_look(look, len(wanted))
    return wanted
